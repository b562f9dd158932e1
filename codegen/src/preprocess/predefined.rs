//! The macros that are defined before a file is read.

use super::Preprocessor;
use super::macros::{Macro, Meaning};
use crate::source::Span;

impl Preprocessor<'_> {
    /// Defines the macros whose value depends on where they are used. The others are in the text
    /// that each [`Session`](crate::session::Session) has for them.
    pub(super) fn define_builtins(&mut self) {
        for (name, meaning) in [("__LINE__", Meaning::Line), ("__FILE__", Meaning::File)] {
            let name = self.session.names.intern(name);
            self.macros.define(Macro {
                name,
                definition: Span::NONE,
                meaning,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::preprocess;
    use super::super::testing::{said, shown};
    use crate::session::Session;
    use crate::source::Reached;

    fn run(defines: &[(&str, &str)], text: &str) -> (String, Vec<String>) {
        let owned = |it: &(&str, &str)| (it.0.to_owned(), it.1.to_owned());
        let mut session = Session::new(vec![], defines.iter().map(owned).collect());
        let file = session.loader.embed("test.idl", text);
        let mut tokens = || -> Vec<_> {
            let stream = preprocess(&mut session, &file, Reached::Named);
            stream.unfolded().collect()
        };
        let (tokens, again) = (tokens(), tokens());
        assert_eq!(shown(&session, &tokens), shown(&session, &again));
        (shown(&session, &tokens), said(&session))
    }

    #[test]
    fn midl_and_windows_are_there() {
        assert_eq!(run(&[], "__midl _WIN32").0, "801 1 ");
    }

    #[test]
    fn the_user_defines_from_outside() {
        let defines = [("DEBUG", "1"), ("F(x)", "<x>"), ("EMPTY", "")];
        assert_eq!(
            run(&defines, "DEBUG F(2) EMPTY"),
            ("1 < 2 > ".to_owned(), vec![])
        );
    }

    #[test]
    fn the_user_may_be_an_older_midl() {
        assert_eq!(
            run(&[("__midl", "500")], "__midl"),
            ("500 ".to_owned(), vec![])
        );
    }

    #[test]
    fn a_name_from_outside_that_cannot_be_is_said_once() {
        assert_eq!(run(&[("1", "1")], "").1, ["E0206 1"]);
        assert_eq!(run(&[("A\n#error", "x\ny")], "A").0, "# error x y ");
    }
}
