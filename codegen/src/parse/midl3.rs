//! MIDL 3, the later language of WinRT's files, which isn't read. A file that shows it gets one error.
//!
//! The languages share `namespace`, `runtimeclass`, `struct` and `enum`. Each parser of a construct
//! reports what only MIDL 3 has.

use super::Parser;
use crate::diagnostics::Reported;
use crate::source::Span;
use crate::token::{Symbol, keyword as kw};

/// What the file has shown of MIDL 3 so far.
#[derive(Debug, Default)]
pub(super) struct Midl3 {
    /// The first use of a name that MIDL 3 has for a type, and that another file may define.
    typed: Option<Span>,
    /// The first thing that only MIDL 3 has.
    shown: Option<Span>,
}

impl Midl3 {
    /// Returns the first thing that shows MIDL 3, if the file is written in it.
    pub(super) fn first(&self) -> Option<Span> {
        let shown = self.shown?;
        let typed = self.typed.filter(|typed| typed.lo < shown.lo);
        Some(typed.unwrap_or(shown))
    }
}

impl Parser<'_> {
    /// Notes that what stands at `span` shows MIDL 3, and passes all other tokens.
    pub(super) fn show_midl3(&mut self, span: Span) -> Reported {
        self.midl3.shown.get_or_insert(span);
        self.skip_to_end();
        Reported
    }

    /// Notes a type's name that is one of MIDL 3's own.
    pub(super) fn note_midl3_type(&mut self, name: Symbol, span: Span) {
        if self.in_namespace && kw::is_midl3_type(name) {
            self.midl3.typed.get_or_insert(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Problem;
    use crate::parse::parse;
    use crate::preprocess::preprocess;
    use crate::session::Session;
    use crate::source::Reached;

    /// Returns what the one problem of `text` points at; none without a problem.
    fn shown(text: &str) -> Option<String> {
        let mut session = Session::new(Vec::new(), Vec::new());
        let file = session.loader.embed("test.idl", text);
        let stream = preprocess(&mut session, &file, Reached::Named);
        parse(stream, &mut session.names, &mut session.diagnostics);
        let problems: Vec<_> = session.diagnostics.iter().collect();
        let [problem] = problems[..] else {
            assert!(problems.is_empty(), "{text}: {problems:?}");
            return None;
        };
        let is_it = matches!(problem.problem, Problem::OtherLanguage { .. });
        assert!(is_it, "{text}: {problem:?}");
        Some(session.sources.text(problem.span).to_owned())
    }

    #[test]
    fn a_file_of_midl_3_has_one_problem_at_the_first_thing_that_only_midl_3_has() {
        let cases = [
            ("namespace A { interface ILamp { void Light(); } }", "ILamp"),
            (
                "namespace A { interface ILamp requires A.IShade { } }",
                "ILamp",
            ),
            ("namespace A { delegate void Lit(); }", "void"),
            ("namespace A { runtimeclass Lamp { Lamp(); } }", "Lamp"),
            (
                "namespace A { runtimeclass Lamp { String Name; } }",
                "String",
            ),
            (
                "namespace A { runtimeclass Lamp { event Lit Changed; } }",
                "event",
            ),
            (
                "namespace A { runtimeclass Lamp { static Lamp Find(); } }",
                "static",
            ),
            (
                "namespace A { runtimeclass Lamp { Shade[] All(); } }",
                "Shade",
            ),
            ("namespace A { runtimeclass Lamp : Base, IShade { } }", ","),
            ("unsealed runtimeclass Lamp { }", "unsealed"),
            (
                "namespace A { struct S { Single X; Oops Oops Oops }; static runtimeclass Lamp { } }",
                "Single",
            ),
        ];
        for (text, first) in cases {
            assert_eq!(shown(text).as_deref(), Some(first), "{text}");
        }
    }

    #[test]
    fn a_file_with_attributes_is_none_of_midl_3() {
        for text in [
            "namespace A { interface ILamp : IInspectable { HRESULT Light(); } }",
            "namespace A { [object, local, uuid(00000000-0000-0000-0000-000000000001)]
             interface ILamp { void Light(); } }",
            "namespace A { runtimeclass Lamp { [default] interface A.ILamp; A.IShade<INT32>; } }",
            "namespace A { runtimeclass Lamp : A.Thing { } delegate HRESULT Lit(); delegate Out; }",
            "interface ILamp { void Light(); } struct String { long a; };",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
