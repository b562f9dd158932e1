//! `#include` in all its forms.

use std::sync::Arc;

use super::directive::Directive;
use super::lexer::Lexer;
use super::windows::is_windows_file;
use super::{Frame, Preprocessor};
use crate::diagnostics::Problem;
use crate::source::{File, Reached, Span};
use crate::token::{Punct, TokenKind};

/// How deep includes may be nested.
const MAX_DEPTH: usize = 200;

/// How many files may be included into one. A file that includes more would never end.
const MAX_FILES: usize = 20_000;

/// The file that a directive names.
struct HeaderName {
    name: String,
    /// It is in angle brackets: the including file's own folder is searched last and not first.
    angled: bool,
    span: Span,
}

impl Preprocessor<'_> {
    /// Returns the file that is read next; none where a problem is reported, or the file is read
    /// once only.
    pub(super) fn include(&mut self, directive: Span) -> Option<Frame> {
        let Some(header) = self.header() else {
            self.malformed(Directive::Include, "`\"FILE\"` or `<FILE>`", directive);
            return None;
        };
        self.expect_line_end(Directive::Include);
        let is_windows = is_windows_file(&header.name);
        self.windows.is_included |= is_windows;
        let file = match self.find(&header) {
            Ok(file) => file,
            Err(Problem::MissingFile { .. }) if is_windows => self.windows_header(&header.name)?,
            Err(problem) => {
                self.report(problem, header.span);
                return None;
            }
        };
        if self.once.contains(&file.id()) || !self.may_include(&file, header.span) {
            return None;
        }
        let by = Reached::Included(header.span);
        let Some(base) = self.session.sources.add(&file, by) else {
            let path = file.path().to_owned();
            self.give_up(Problem::TooLarge { path }, header.span);
            return None;
        };
        Some(Frame::new(file, base))
    }

    /// Finds the file. C doesn't search the including file's folder for `<x.h>`. But some IDL
    /// includes headers of its own folder like this (Wine's `msxml.idl` does), and they have to be
    /// found.
    fn find(&mut self, header: &HeaderName) -> Result<Arc<File>, Problem> {
        let beside = self.files.last().and_then(|top| top.file.path().parent());
        let loader = &self.session.loader;
        if header.angled {
            match loader.find(&header.name, None) {
                Err(Problem::MissingFile { .. }) => {}
                found => return found,
            }
        }
        loader.find(&header.name, beside)
    }

    fn header(&mut self) -> Option<HeaderName> {
        if let Some((name, angled, span)) = self.lex(Lexer::header_name) {
            return Some(HeaderName { name, angled, span });
        }
        let first = self.expanded();
        let span = self.session.sources.outermost(first.span);
        match first.kind {
            TokenKind::String => {
                let literal = self.text(first.text);
                let name = literal.trim_matches('"').to_owned();
                let angled = false;
                Some(HeaderName { name, angled, span })
            }
            TokenKind::Punct(Punct::Lt) => {
                let name = self.angled_name()?;
                let angled = true;
                Some(HeaderName { name, angled, span })
            }
            _ => None,
        }
    }

    /// Reads the name that a macro gives in angle brackets, behind the first bracket.
    fn angled_name(&mut self) -> Option<String> {
        let mut name = String::new();
        loop {
            let lexeme = self.expanded();
            if lexeme.is_end() {
                return None;
            }
            if lexeme.is(Punct::Gt) {
                return Some(name);
            }
            if lexeme.spaced && !name.is_empty() {
                name.push(' ');
            }
            name.push_str(self.session.names.text(lexeme.text));
        }
    }

    /// Counts an inclusion. Returns whether all limits are kept.
    fn may_include(&mut self, file: &File, span: Span) -> bool {
        self.included += 1;
        self.included_bytes += file.text().len();
        if self.files.len() > MAX_DEPTH {
            let limit = MAX_DEPTH;
            self.give_up(Problem::IncludeDepth { limit }, span);
        } else if self.included > MAX_FILES {
            let limit = format!("{MAX_FILES} files");
            self.give_up(Problem::IncludeTotal { limit }, span);
        } else if self.included_bytes > self.session.max_included {
            let limit = format!("{} MiB", self.session.max_included >> 20);
            self.give_up(Problem::IncludeTotal { limit }, span);
        }
        !self.given_up
    }

    fn give_up(&mut self, problem: Problem, span: Span) {
        self.report(problem, span);
        self.given_up = true;
    }

    /// Goes back to the including file, and reports the conditionals that aren't closed.
    pub(super) fn leave_file(&mut self) {
        if let Some(left) = self.files.pop() {
            for conditional in left.conditionals.iter().rev() {
                let problem = Problem::UnterminatedConditional {
                    name: conditional.directive.name().to_owned(),
                };
                self.report(problem, conditional.span);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::preprocess;
    use super::super::testing::{said, shown};
    use super::*;
    use crate::session::Session;

    /// Tokens and problems of the first of these files, with the folder `sys` as include folder.
    fn run(files: &[(&str, &str)]) -> (String, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut session = Session::new(vec![folder.path().join("sys")], vec![]);
        let main = session
            .loader
            .open(&folder.path().join(files[0].0))
            .unwrap();
        let stream = preprocess(&mut session, &main, Reached::Named);
        let mut tokens: Vec<_> = stream.unfolded().collect();
        tokens.pop();
        (shown(&session, &tokens), said(&session))
    }

    fn tokens(files: &[(&str, &str)]) -> String {
        let (tokens, problems) = run(files);
        assert!(problems.is_empty(), "{problems:?}");
        tokens
    }

    #[test]
    fn quotes_look_beside_the_file_first_and_brackets_do_not() {
        let others = [("a.h", "beside"), ("sys/a.h", "system")];
        let with = |main| tokens(&[("main.idl", main), others[0], others[1]]);
        assert_eq!(with("1 \n#include \"a.h\"\n2"), "1 beside 2");
        assert_eq!(with("#include <a.h> // x"), "system");
        assert_eq!(with("#define A <a.h>\n#include A"), "system");
        assert_eq!(with("#define A(x) #x\n#include A(a.h)"), "beside");
        assert_eq!(with(r#"#include "sys\A.H""#), "system");
    }

    #[test]
    fn macros_are_shared_with_what_is_included() {
        let main = ("main.idl", "#define A 1\n#include \"a.h\"\nA B");
        assert_eq!(
            tokens(&[main, ("a.h", "A\n#define B 2\n#undef A")]),
            "1 A 2"
        );
    }

    #[test]
    fn a_file_may_say_that_once_is_enough() {
        let main = ("main.idl", "#include \"a.h\"\n#include \"sys/../A.h\"\nx");
        assert_eq!(
            tokens(&[main, ("a.h", "#pragma once\na"), ("sys/b.h", "")]),
            "a x"
        );
    }

    #[test]
    fn a_name_needs_quotes_or_brackets() {
        assert_eq!(run(&[("main.idl", "#include")]).1, ["IDL0206 #include"]);
        assert_eq!(
            run(&[("main.idl", "#include <a.h")]).1,
            ["IDL0206 #include"]
        );
        assert_eq!(run(&[("main.idl", "#include a.h")]).1, ["IDL0206 #include"]);
        assert_eq!(run(&[("main.idl", "#include \"a.h")]).1[0], "IDL0202 \"a.h");
    }

    #[test]
    fn a_missing_file_is_marked_where_it_is_named() {
        let (tokens, problems) = run(&[("main.idl", "1\n#include \"no.h\"\n2")]);
        assert_eq!(
            (tokens.as_str(), &problems[..]),
            ("1 2", &["IDL0102 \"no.h\"".to_owned()][..])
        );
    }

    #[test]
    fn a_file_that_includes_itself_is_stopped() {
        let twice = "x\n#include \"main.idl\"\n#include \"main.idl\"\n";
        assert_eq!(run(&[("main.idl", twice)]).1, ["IDL0106 \"main.idl\""]);
    }

    #[test]
    fn includes_that_multiply_are_stopped() {
        let twice: Vec<(String, String)> = (0..40)
            .map(|n| {
                let next = format!("#include \"{}.h\"\n", n + 1);
                (format!("{n}.h"), next.repeat(2))
            })
            .collect();
        let mut files: Vec<(&str, &str)> = twice
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        files.push(("40.h", ""));
        let (_, problems) = run(&files);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("IDL0107 "), "{problems:?}");
    }

    #[test]
    fn a_large_file_that_is_included_over_and_over_is_stopped() {
        let main = "#include \"a.h\"\n".repeat(100);
        let large = "#if 0\n".to_owned() + &"x".repeat(1 << 20) + "\n#endif\n";
        let (_, problems) = run(&[("main.idl", &main), ("a.h", &large)]);
        assert_eq!(problems, ["IDL0107 \"a.h\""]);
    }

    #[test]
    fn a_conditional_ends_with_its_file() {
        let main = ("main.idl", "#include \"a.h\"\nx\n#endif");
        let (tokens, problems) = run(&[main, ("a.h", "#if 1\na")]);
        assert_eq!(tokens, "a x");
        assert_eq!(problems, ["IDL0207 #if", "IDL0208 #endif"]);
    }

    #[test]
    fn a_call_does_not_go_on_in_the_including_file() {
        let main = ("main.idl", "#define F(x) <x>\n#include \"a.h\"\n(2)");
        assert_eq!(tokens(&[main, ("a.h", "F(1) F")]), "< 1 > F ( 2 )");
    }
}
