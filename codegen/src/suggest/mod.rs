//! The files within reach that nobody imports: where a name is unknown, one of them may define it,
//! or be the one that includes the file in question, which is then no whole of its own.
//!
//! Only an error leads here, so that no one who has none waits for it.

use std::path::{Path, PathBuf};

use crate::diagnostics::Problem;
use crate::parse::parse;
use crate::preprocess::preprocess;
use crate::resolve::is_defined;
use crate::session::Session;
use crate::source::{Reached, Span};

/// How many unknown names are looked for: who has more learns from the first.
const MOST_NAMES: usize = 10;

/// How many files are looked at, and how large each may be.
const MOST_FILES: usize = 2000;
const LARGEST: u64 = 4 << 20;

/// How many that define a name are told.
const MOST_TOLD: usize = 3;

/// A file, and what the search needs of it.
struct Neighbour {
    path: PathBuf,
    text: String,
}

impl Neighbour {
    /// Its name, as an import would give it.
    fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Whether it has `name` as a word where a definition could have it: before a `;`, say.
    fn may_define(&self, name: &str) -> bool {
        let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
        self.text.match_indices(name).any(|(start, _)| {
            let (before, behind) = (&self.text[..start], &self.text[start + name.len()..]);
            !before.ends_with(is_word)
                && behind
                    .trim_start()
                    .starts_with(['{', ':', ',', ';', '[', ')', '<', '=', '}'])
                && !behind.starts_with(is_word)
        })
    }

    /// Whether it defines a type or a value of this name itself, and not by what it includes.
    fn defines(&self, name: &str, defines: &[(String, String)]) -> bool {
        let include = self.path.parent().map(Path::to_owned);
        let mut session = Session::new(include.into_iter().collect(), defines.to_vec());
        let Ok(file) = session.loader.open(&self.path) else {
            return false;
        };
        let row = preprocess(&mut session, &file, Reached::Named);
        let syntax = parse(row, &mut session.names, &mut session.diagnostics);
        is_defined(&mut session, syntax, name)
    }

    /// Whether a line of it includes or imports the file of this name.
    fn uses(&self, file: &str) -> bool {
        self.text.lines().any(|line| {
            let line = line.trim_start();
            let mut words = line.split(['"', '<', '>']);
            let how = words.next().unwrap_or_default().replace([' ', '\t'], "");
            let is_it = |word: &str| {
                let last = word.rsplit(['/', '\\']).next();
                last.is_some_and(|it| it.eq_ignore_ascii_case(file))
            };
            matches!(&*how, "#include" | "import") && words.any(is_it)
        })
    }
}

/// Adds to each error about an unknown name what the files within reach have to do with it.
pub(crate) fn explain(session: &mut Session) {
    let mut search = Search::default();
    let mut diagnostics = std::mem::take(&mut session.diagnostics);
    diagnostics.annotate(|it| match &it.problem {
        Problem::UnknownType { name }
        | Problem::UnknownConstant { name }
        | Problem::BaseIsUndefined { name } => search.notes(session, name, it.span),
        _ => Vec::new(),
    });
    session.diagnostics = diagnostics;
}

/// What was searched so far.
#[derive(Default)]
struct Search {
    names: usize,
    /// The files that are within reach of this folder's.
    within_reach: Option<(PathBuf, Vec<Neighbour>)>,
}

impl Search {
    /// What the files within reach of the one at `span` have to do with the unknown `name`.
    fn notes(&mut self, session: &mut Session, name: &str, span: Span) -> Vec<String> {
        self.names += 1;
        let sources = &session.sources;
        let Some(inclusion) = sources.inclusion(sources.outermost(span)) else {
            return Vec::new();
        };
        if self.names > MOST_NAMES || name.is_empty() {
            return Vec::new();
        }
        let path = inclusion.file.path().to_owned();
        let is_named = inclusion.reached == Reached::Named;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let neighbours = match self.within_reach.take() {
            Some((known, neighbours)) if known == folder => neighbours,
            _ => read(session.loader.within_reach(&folder)),
        };
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        let others = || neighbours.iter().filter(|it| *it.name() != *own);
        let mut notes: Vec<String> = others()
            // One that uses this file can't be imported by it.
            .filter(|it| it.may_define(name) && !it.uses(&own))
            .filter(|it| it.defines(name, &session.defines))
            .take(MOST_TOLD)
            .map(|it| format!("`{0}` defines it: `import \"{0}\";`", it.name()))
            .collect();
        let is_compiled = |it: &&Neighbour| session.loader.opened().contains(&it.path);
        if is_named && let Some(user) = others().find(|it| it.uses(&own) && !is_compiled(it)) {
            notes.push(format!(
                "`{own}` is a part of `{}`, which includes or imports it: compile that instead",
                user.name()
            ));
        }
        self.within_reach = Some((folder, neighbours));
        notes
    }
}

/// The files that are not too large. What isn't a file, a pipe say, is never opened: it might give
/// nothing and not end.
fn read(paths: Vec<PathBuf>) -> Vec<Neighbour> {
    let paths = paths.into_iter().take(MOST_FILES);
    let read = paths.filter_map(|path| {
        let metadata = std::fs::metadata(&path).ok()?;
        if !metadata.is_file() || metadata.len() > LARGEST {
            return None;
        }
        let bytes = std::fs::read(&path).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Some(Neighbour { path, text })
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn neighbour(text: &str) -> Neighbour {
        Neighbour {
            path: PathBuf::new(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_definition_is_a_word_with_what_can_stand_behind_it() {
        let may_define = |text| neighbour(text).may_define("Lamp");
        assert!(may_define("struct Lamp { long watts; };"));
        assert!(may_define("typedef struct Shade Lamp, *Lamps;"));
        assert!(may_define(
            "HRESULT Switch(Lamp *lamp); interface Lamp\n : IUnknown"
        ));
        assert!(may_define("typedef void (*Lamp)(long);"));
        assert!(!may_define("HRESULT Switch(Lamp *lamp);"));
        assert!(!may_define(
            "struct OldLamp { long watts; }; typedef long LampWatts;"
        ));
    }

    #[test]
    fn what_is_no_file_or_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("folder.idl")).unwrap();
        std::fs::write(path("lamp.idl"), "interface ILamp;").unwrap();
        let large = std::fs::File::create(path("large.idl")).unwrap();
        large.set_len(LARGEST + 1).unwrap();
        let names = ["folder.idl", "lamp.idl", "large.idl", "absent.idl"];
        let read = read(names.map(path).into());
        let read: Vec<String> = read.iter().map(Neighbour::name).collect();
        assert_eq!(read, ["lamp.idl"]);
    }

    #[test]
    fn a_use_is_a_directive_or_an_import_of_just_that_file() {
        let uses = |text| neighbour(text).uses("lamp.idl");
        assert!(uses("#include \"lamp.idl\""));
        assert!(uses("x\n # include <Vendor\\Lamp.idl>"));
        assert!(uses("  import \"unknwn.idl\", \"lamp.idl\";"));
        assert!(!uses("#include \"oldlamp.idl\""));
        assert!(!uses("// see \"lamp.idl\""));
    }
}
