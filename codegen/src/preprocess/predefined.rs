//! The macros that are defined before a file is read.

use super::macros::{Macro, MacroTable, Meaning};
use super::{Frame, Preprocessor};
use crate::session::Session;
use crate::source::Span;
use crate::token::Symbol;

/// The macros that are defined before a file is read. They are the same for all files.
pub(crate) struct PredefinedMacros(Vec<Macro>);

impl PredefinedMacros {
    /// Reads the text that the session has for them.
    pub(crate) fn read(session: &mut Session) -> Self {
        let text = session.predefined.clone();
        let mut preprocessor = Preprocessor::new(session, MacroTable::default());
        preprocessor.define_builtins();
        let text = text.map(|(file, base)| Frame::new(file, base));
        preprocessor.files.extend(text);
        preprocessor.run();
        Self(preprocessor.macros.all().cloned().collect())
    }

    /// Returns a table of these macros, and no others.
    pub(super) fn table(&self) -> MacroTable {
        let mut table = MacroTable::default();
        for definition in &self.0 {
            table.define(definition.clone());
        }
        table
    }
}

impl Preprocessor<'_> {
    /// Defines the macros whose value depends on where they are used. The others are in the text
    /// that each [`Session`] has for them.
    fn define_builtins(&mut self) {
        for (name, meaning) in [("__LINE__", Meaning::Line), ("__FILE__", Meaning::File)] {
            let name = self.session.names.intern(name);
            self.macros.define(Macro {
                name,
                definition: Span::NONE,
                meaning,
            });
        }
    }

    /// Whether `definition` is that of a macro that MIDL has, and not of one that the user passes in.
    pub(super) fn is_predefined(&self, definition: Span) -> bool {
        let predefined = self.session.predefined.as_ref();
        predefined.is_some_and(|(_, base)| {
            (*base..*base + self.session.predefined_by_midl).contains(&definition.lo)
        })
    }

    /// Notes that a file asks for a macro: tests it, or uses its value.
    pub(super) fn note_use(&mut self, name: Symbol) {
        if self.session.of_processor.contains(&name) {
            self.session.asks_for_processor = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::preprocess;
    use super::super::testing::{said, shown};
    use crate::session::{Processor, Session};
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

    /// The tokens of `text` for a processor, and whether it asks for the processor.
    fn run_for(processor: Processor, defines: &[(&str, &str)], text: &str) -> (String, bool) {
        let owned = |it: &(&str, &str)| (it.0.to_owned(), it.1.to_owned());
        let defines = defines.iter().map(owned).collect();
        let mut session = Session::for_processor(vec![], defines, processor);
        let file = session.loader.embed("test.idl", text);
        let stream = preprocess(&mut session, &file, Reached::Named);
        let tokens: Vec<_> = stream.unfolded().collect();
        assert_eq!(said(&session), Vec::<String>::new());
        let shown = shown(&session, &tokens);
        (shown.trim_end().to_owned(), session.asks_for_processor)
    }

    #[test]
    fn each_processor_has_its_macros() {
        use Processor::{Arm64, Arm64Ec, X64, X86};
        let text = "_WIN64 _M_IX86 _M_X64 _M_AMD64 _M_ARM64";
        let on = |processor| run_for(processor, &[], text).0;
        assert_eq!(on(X86), "_WIN64 600 _M_X64 _M_AMD64 _M_ARM64");
        assert_eq!(on(X64), "1 _M_IX86 100 100 _M_ARM64");
        assert_eq!(on(Arm64), "1 _M_IX86 _M_X64 _M_AMD64 1");
        assert_eq!(on(Arm64Ec), "1 _M_IX86 100 100 _M_ARM64");
    }

    #[test]
    fn it_is_known_whether_a_file_asks_for_the_processor() {
        let asks = |text| run_for(Processor::X86, &[], text).1;
        assert!(asks("#ifdef _WIN64\n#endif"));
        assert!(asks("#ifndef _M_ARM64\n#endif"));
        assert!(asks("#if 0\n#elif defined(_M_X64)\n#endif"));
        assert!(asks("#if _M_IX86 >= 500\n#endif"));
        assert!(asks("#if _M_X64\n#endif"));
        assert!(asks("#define A _M_IX86\nA"));
        assert!(!asks(
            "#if _MSC_VER >= 1900 && _WIN32_WINNT >= 0x0600\n#endif"
        ));
        assert!(!asks("#define A _WIN64\ncpp_quote(\"#ifdef _WIN64\")"));
        assert!(!asks("#if 0\n#ifdef _WIN64\n#endif\n#endif"));
        let defines = [("_WIN64", "1")];
        let text = "#ifdef _WIN64\na\n#endif";
        assert_eq!(
            run_for(Processor::X86, &defines, text),
            ("a".to_owned(), false)
        );
    }

    #[test]
    fn what_midl_defines_may_be_defined_otherwise() {
        let text = "#define _WIN32_WINNT 0x0601\n#define __midl 700\n_WIN32_WINNT __midl";
        assert_eq!(run(&[], text), ("0x0601 700 ".to_owned(), vec![]));
        let again = "#define DEBUG 2\n";
        assert_eq!(
            run(&[("DEBUG", "1")], again).1,
            ["IDL1201 DEBUG", "IDL1201 DEBUG"]
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
        assert_eq!(run(&[("1", "1")], "").1, ["IDL0206 1"]);
        assert_eq!(run(&[("A\n#error", "x\ny")], "A").0, "# error x y ");
    }
}
