//! Units: each file is read once, however many files import it, and has macros of its own.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::import::find_import;
use super::read_ahead::ReadAhead;
use super::system_imports;
use crate::diagnostics::Problem;
use crate::model::Origin;
use crate::parallel::in_parts;
use crate::parse::ast::{Name, SyntaxTree};
use crate::preprocess::windows::is_windows_file;
use crate::relocate::{Relocate, Relocation};
use crate::session::Session;
use crate::source::{File, FileId, Reached, Span};
use crate::token::Symbol;

/// A file of the compilation: an index into [`Units`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct UnitId(pub(crate) u32);

/// One parsed file.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) syntax: SyntaxTree,
    /// Whether the user named the file, a file imported it, or it is the prelude.
    pub(crate) origin: Origin,
    /// The units that it imports directly.
    pub(crate) imports: Vec<UnitId>,
    /// The imports that no file was found for. Metadata has what they would define.
    pub(crate) absent: Vec<Name>,
    /// For each unit, whether this one sees it: itself and all that it imports, directly or not.
    pub(crate) visible: Vec<bool>,
}

/// The files of a compilation.
#[derive(Debug, Default)]
pub(crate) struct Units {
    pub(crate) all: Vec<Unit>,
}

/// How deep imports may be nested.
const MAX_DEPTH: usize = 200;

/// How many files may be read.
const MAX_FILES: usize = 10_000;

/// How many declarations of a file a thread relocates at a time.
const DECLARATIONS_PER_PART: usize = 64;

/// The base names of every IDL.
const PRELUDE: &str = include_str!("prelude.idl");

impl Units {
    /// Reads the prelude, the files at `paths`, and all that these import. Where there is much to
    /// read, a thread that has nothing more to read calls `afterwards`.
    pub(crate) fn load(
        session: &mut Session,
        paths: &[PathBuf],
        afterwards: impl FnOnce() + Send,
    ) -> Self {
        let ahead = ReadAhead::new(session, paths);
        let all = std::thread::scope(|scope| {
            ahead.start(scope, afterwards);
            let mut reader = Reader {
                session,
                ahead: &ahead,
                all: Vec::new(),
                relocations: Vec::new(),
                by_file: FxHashMap::default(),
                open: Vec::new(),
                cycles: Vec::new(),
            };
            reader.read_all(paths);
            reader.relocated()
        });
        let mut units = Self { all };
        for index in 0..units.all.len() {
            units.all[index].visible = units.closure(UnitId(index as u32));
        }
        units
    }

    /// One file alone, without those that it imports.
    pub(crate) fn of(syntax: SyntaxTree, origin: Origin) -> Self {
        let unit = Unit {
            syntax,
            origin,
            imports: Vec::new(),
            absent: Vec::new(),
            visible: vec![true],
        };
        Self { all: vec![unit] }
    }

    /// The unit `id`.
    pub(crate) fn unit(&self, id: UnitId) -> &Unit {
        &self.all[id.0 as usize]
    }

    /// Returns all units with their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        self.all
            .iter()
            .enumerate()
            .map(|(index, unit)| (UnitId(index as u32), unit))
    }

    /// Returns which units `id` sees, by number.
    fn closure(&self, id: UnitId) -> Vec<bool> {
        let mut visible = vec![false; self.all.len()];
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut visible[id.0 as usize], true) {
                open.extend(&self.unit(id).imports);
            }
        }
        visible
    }

    /// Returns the imports that no file was found for, of `id` and of all that it imports.
    pub(crate) fn absent(&self, id: UnitId) -> Vec<Symbol> {
        let mut names: Vec<Symbol> = self
            .iter()
            .filter(|(other, _)| self.unit(id).visible[other.0 as usize])
            .flat_map(|(_, unit)| unit.absent.iter().map(|name| name.text))
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// What an import leads to.
enum Imported {
    /// A unit.
    Unit(UnitId),
    /// A file that is being read.
    Open(FileId),
    /// No file.
    Nothing,
}

/// Reads files, each after what it imports.
struct Reader<'s> {
    session: &'s mut Session,
    ahead: &'s ReadAhead<'s>,
    all: Vec<Unit>,
    /// The relocation that each unit's syntax still needs.
    relocations: Vec<Option<Relocation>>,
    by_file: FxHashMap<FileId, UnitId>,
    /// The files that are being read: an import of one closes a cycle.
    open: Vec<FileId>,
    /// The imports that close a cycle: the unit, and the file that it imports.
    cycles: Vec<(UnitId, FileId)>,
}

impl Reader<'_> {
    fn read_all(&mut self, paths: &[PathBuf]) {
        let prelude = self.session.loader.embed("prelude.idl", PRELUDE);
        self.read(&prelude, Reached::Named, Origin::Prelude);
        for path in paths {
            match self.session.loader.open(path) {
                Ok(file) => {
                    self.file(&file, Reached::Named, true);
                }
                Err(problem) => self.session.diagnostics.report(problem, Span::NONE),
            }
        }
        // MIDL passes over an import of a file that it is reading. The two files see each other.
        for (id, file) in std::mem::take(&mut self.cycles) {
            self.all[id.0 as usize].imports.push(self.by_file[&file]);
        }
    }

    /// Relocates the syntax that was parsed in forks, and returns all units.
    fn relocated(mut self) -> Vec<Unit> {
        let mut parts = Vec::new();
        for (unit, relocation) in self.all.iter_mut().zip(&self.relocations) {
            if let Some(relocation) = relocation {
                unit.syntax.custom_attributes.relocate(relocation);
                let declarations = unit.syntax.declarations.chunks_mut(DECLARATIONS_PER_PART);
                parts.extend(declarations.map(|part| (part, relocation)));
            }
        }
        in_parts(parts.into_iter(), |(part, relocation)| {
            part.relocate(relocation);
        });
        self.all
    }

    /// Returns the unit of `file`, which is read unless it was before.
    fn file(&mut self, file: &Arc<File>, reached: Reached, named: bool) -> UnitId {
        let origin = if named {
            Origin::Named
        } else {
            Origin::Imported
        };
        if let Some(id) = self.by_file.get(&file.id()) {
            if named {
                self.all[id.0 as usize].origin = origin;
            }
            return *id;
        }
        self.open.push(file.id());
        let id = self.read(file, reached, origin);
        self.open.pop();
        id
    }

    fn read(&mut self, file: &Arc<File>, reached: Reached, origin: Origin) -> UnitId {
        let session = &mut *self.session;
        let mut parsed = self.ahead.read(session, file, reached);
        let (mut imports, mut absent, mut cycles) = (Vec::new(), Vec::new(), Vec::new());
        parsed
            .imports
            .retain(|name| !system_imports::is_in_prelude(session.names.text(name.text)));
        for name in parsed.imports {
            match self.import(name) {
                Imported::Unit(id) => imports.push(id),
                Imported::Open(file) => cycles.push(file),
                Imported::Nothing => absent.push(name),
            }
        }
        let id = UnitId(self.all.len() as u32);
        self.cycles
            .extend(cycles.into_iter().map(|file| (id, file)));
        self.all.push(Unit {
            syntax: parsed.syntax,
            origin,
            imports,
            absent,
            visible: Vec::new(),
        });
        self.relocations.push(parsed.relocation);
        self.by_file.insert(file.id(), id);
        id
    }

    /// Reads what `name` imports. That the file isn't there is reported, unless metadata has what
    /// the file would define.
    fn import(&mut self, name: Name) -> Imported {
        let session = &mut *self.session;
        let text = session.names.text(name.text).to_owned();
        match find_import(session, name) {
            Ok(file) => {
                if self.open.contains(&file.id()) {
                    return Imported::Open(file.id());
                }
                if let Some(problem) = self.too_many(&file) {
                    self.session.diagnostics.report(problem, name.span);
                    return Imported::Nothing;
                }
                Imported::Unit(self.file(&file, Reached::Imported(name.span), false))
            }
            Err(Problem::MissingFile { .. }) if is_windows_file(&text) => Imported::Nothing,
            Err(problem) => {
                session.diagnostics.report(problem, name.span);
                Imported::Nothing
            }
        }
    }

    /// Returns the problem that `file` can't be read any more, because it would be one too many.
    fn too_many(&self, file: &File) -> Option<Problem> {
        if self.by_file.contains_key(&file.id()) {
            None
        } else if self.open.len() == MAX_DEPTH {
            Some(Problem::ImportDepth { limit: MAX_DEPTH })
        } else if self.all.len() + self.open.len() >= MAX_FILES {
            Some(Problem::ImportTotal { limit: MAX_FILES })
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_import_each_other_see_each_other_whichever_is_read_first() {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            ("a.idl", "import \"b.idl\";"),
            ("b.idl", "import \"c.idl\";"),
            (
                "c.idl",
                "import \"b.idl\"; import \"a.idl\"; import \"c.idl\";",
            ),
        ];
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        for (name, _) in files {
            let mut session = Session::new(vec![], vec![]);
            let units = Units::load(&mut session, &[folder.path().join(name)], || {});
            assert!(!session.diagnostics.has_errors());
            // The prelude and the three files.
            assert_eq!(units.all.len(), 4);
            for unit in &units.all[1..] {
                assert_eq!(unit.visible, [false, true, true, true]);
            }
        }
    }
}
