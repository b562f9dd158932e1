//! Finds the file that an `import` names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::Problem;
use crate::parse::ast::Name;
use crate::session::Session;
use crate::source::{File, Span};

/// Returns the file that `import` names with the string `name`. The name is taken as it is written:
/// in `import "ole\oaidl.idl"` the backslash separates folders.
///
/// # Errors
///
/// [`Problem::MissingFile`] if no file is found, else as
/// [`Loader::open`](crate::session::Loader::open). The problem isn't reported, since metadata may
/// stand in for a missing file.
pub(super) fn find_import(session: &Session, name: Name) -> Result<Arc<File>, Problem> {
    let written = session.sources.text(name.span);
    let inner = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let written = match inner {
        Some(raw) if !raw.contains('\n') => raw,
        _ => session.names.text(name.text),
    };
    let beside = folder(session, name.span);
    session.loader.find(written, Some(&beside))
}

/// Returns the folder of the file in which `span` was written.
fn folder(session: &Session, span: Span) -> PathBuf {
    session
        .sources
        .inclusion(session.sources.outermost(span))
        .and_then(|inclusion| inclusion.file.path().parent())
        .map(Path::to_owned)
        .unwrap_or_default()
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
        let stream = preprocess(&mut session, &file, Reached::Named);
        let string = stream
            .unfolded()
            .find(|token| token.kind == TokenKind::String);
        let string = string.expect("a string is there");
        let name = Name {
            text: string.text,
            span: string.span,
        };
        let file = find_import(&session, name)?;
        Ok(file.text().to_string())
    }

    #[test]
    fn an_import_is_taken_as_it_is_written() {
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
        assert_eq!(imported("import \"b.idl\";").unwrap_err().code(), "IDL0102");
    }
}
