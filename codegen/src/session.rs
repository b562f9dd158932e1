//! What all stages of one compilation share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Problem};
use crate::preprocess::predefined;
use crate::source::{File, Loader, Reached, Shift, SourceMap, Span};
use crate::symbol::{Interner, Symbol};
use crate::token::Token;

/// One compilation: its texts, names and problems.
#[derive(Debug)]
pub struct Session {
    /// All texts, and the places in them.
    pub sources: SourceMap,
    /// Finds and reads files.
    pub loader: Loader,
    /// All names.
    pub names: Interner,
    /// All problems.
    pub diagnostics: Diagnostics,
    /// The macros that the user defines from outside, with their bodies.
    pub defines: Vec<(String, String)>,
    /// The text that defines them, and the position of its first byte, which is the first of all;
    /// none if it is too long to have positions.
    pub(crate) predefined: Option<(Arc<File>, u32)>,
}

impl Session {
    /// A compilation that looks for imports in the folders `include` and defines the macros
    /// `defines` (name and body; a name may carry a parameter list, `F(x)`) at the head of each
    /// file.
    pub fn new(include: Vec<PathBuf>, defines: Vec<(String, String)>) -> Self {
        let loader = Loader::new(include);
        let predefined = loader.embed(predefined::PATH, &predefined::text(&defines));
        Self::with(loader, defines, &predefined)
    }

    /// A session for one file, to be taken in by this one. It shares what is known of files.
    pub(crate) fn apart(&self) -> Option<Self> {
        let (file, _) = self.predefined.as_ref()?;
        Some(Self::with(self.loader.clone(), self.defines.clone(), file))
    }

    fn with(loader: Loader, defines: Vec<(String, String)>, predefined: &Arc<File>) -> Self {
        let mut sources = SourceMap::default();
        let base = sources.add(predefined, Reached::Named);
        Self {
            sources,
            loader,
            names: Interner::default(),
            diagnostics: Diagnostics::default(),
            defines,
            predefined: base.map(|base| (predefined.clone(), base)),
        }
    }

    /// Takes in what came about in a session [`apart`](Self::apart), as if it had in this one. Its
    /// file was `reached` so. [`None`] if there are too few positions left.
    pub(crate) fn take_in(&mut self, other: Self, reached: Reached) -> Option<Moved> {
        let shift = self.sources.take_in(other.sources, reached)?;
        let moved = Moved {
            symbols: self.names.take_in(&other.names),
            shift,
        };
        self.diagnostics
            .take_in(other.diagnostics, |span| moved.span(span));
        Some(moved)
    }

    /// The file that `import` names with the string `name`. It is taken as it is spelled: in
    /// `import "ole\oaidl.idl"` the backslash separates folders.
    ///
    /// # Errors
    ///
    /// [`Problem::MissingFile`] if there is none in reach, else as [`Loader::open`]. It isn't
    /// reported: metadata may stand in for a file that is missing.
    pub fn import(&mut self, name: &Token) -> Result<Arc<File>, Problem> {
        let written = self.sources.text(name.span);
        let inner = written
            .strip_prefix('"')
            .and_then(|it| it.strip_suffix('"'));
        let written = match inner {
            Some(raw) if !raw.contains('\n') => raw.to_owned(),
            _ => self.names.text(name.text).to_owned(),
        };
        let beside = self.folder(name.span);
        self.loader.find(&written, Some(&beside))
    }

    /// The folder of the file in which `span` was written.
    fn folder(&self, span: Span) -> PathBuf {
        self.sources
            .inclusion(self.sources.outermost(span))
            .and_then(|inclusion| inclusion.file.path().parent())
            .map(Path::to_owned)
            .unwrap_or_default()
    }
}

/// Where the names and places of a session are in the one that took it in.
#[derive(Debug)]
pub(crate) struct Moved {
    symbols: Vec<Symbol>,
    shift: Shift,
}

impl Moved {
    /// What a name of the session is called now.
    pub(crate) fn symbol(&self, symbol: Symbol) -> Symbol {
        self.symbols[symbol.index()]
    }

    /// Where a place of the session is now.
    pub(crate) fn span(&self, span: Span) -> Span {
        self.shift.apply(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preprocess::preprocess;
    use crate::source::Reached;
    use crate::token::TokenKind;

    /// The text of the file that the import in `main` names.
    fn imported(main: &str) -> Result<String, Problem> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("new")).unwrap();
        std::fs::write(folder.path().join("new/a.idl"), "found").unwrap();
        std::fs::write(folder.path().join("main.idl"), main).unwrap();
        let mut session = Session::new(vec![], vec![]);
        let file = session.loader.open(&folder.path().join("main.idl"))?;
        let row = preprocess(&mut session, &file, Reached::Named);
        let name = row.written_out().find(|it| it.kind == TokenKind::String);
        let file = session.import(&name.expect("a string is there"))?;
        Ok(file.text().to_string())
    }

    #[test]
    fn an_import_is_taken_as_it_is_spelled() {
        assert_eq!(imported("import \"new/a.idl\";").unwrap(), "found");
        assert_eq!(imported(r#"import "NEW\a.idl";"#).unwrap(), "found");
        assert_eq!(imported("import \"ne\\\nw/a.idl\";").unwrap(), "found");
    }

    #[test]
    fn an_import_may_come_out_of_a_macro() {
        assert_eq!(
            imported("#define A \"new/a.idl\"\nimport A;").unwrap(),
            "found"
        );
        assert_eq!(
            imported("#define A(x) #x\nimport A(new/a.idl);").unwrap(),
            "found"
        );
    }

    #[test]
    fn an_import_that_is_missing_is_no_diagnostic_yet() {
        assert_eq!(imported("import \"b.idl\";").unwrap_err().code(), "E0102");
    }
}
