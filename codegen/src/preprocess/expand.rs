//! Replaces macros.
//!
//! Replacements that are being read lie on a stack above the files. A macro whose replacement
//! lies there is active: its name is painted when it is read, and never replaced again. An
//! expansion that would go on for ever ends when it has made too many tokens.

use super::budget::{Budget, MAX_TOKENS_PER_CALL};
use super::fold::FoldStart;
use super::lexer::Lexeme;
use super::macros::{MacroId, Meaning};
use super::{Preprocessor, literal};
use crate::diagnostics::Problem;
use crate::source::{ExpansionId, Span};
use crate::token::{Punct, Symbol, TokenKind};

/// How deep calls may be nested in the arguments of others.
const MAX_NESTING: usize = 200;

/// Tokens that are read before the files.
#[derive(Debug)]
pub(super) struct Replacement {
    lexemes: Vec<Lexeme>,
    next: usize,
    /// The macro that they replace. With none, they are an argument that is expanded on its own:
    /// nothing below them on the stack is read before they end.
    of: Option<MacroId>,
    /// The state before them, if the replacement may be folded.
    start: Option<FoldStart>,
}

/// The state of macro expansion.
#[derive(Debug, Default)]
pub(super) struct Expander {
    replacements: Vec<Replacement>,
    /// A token of the file that was looked at and is to be read again.
    lookahead: Option<Lexeme>,
    /// The call in the file that is being expanded.
    outermost: (Symbol, Span),
    /// How many tokens the file had before that call.
    mark: usize,
    /// The tokens that macros have made.
    pub(super) budget: Budget,
    /// How many calls in arguments are being expanded.
    pub(super) nesting: usize,
    /// The tokens that are read belong to a directive.
    pub(super) in_directive: bool,
    /// The outermost call went beyond a limit: no token is read until [`Preprocessor::recover`].
    pub(super) runaway: bool,
    /// Vectors to be used again, all empty.
    spare: Vec<Vec<Lexeme>>,
}

impl Preprocessor<'_> {
    /// The next token, macros replaced.
    #[inline(always)]
    pub(super) fn expanded(&mut self) -> Lexeme {
        let lexeme = self.raw();
        if lexeme.kind == TokenKind::Ident
            && (self.windows.is_included || self.macros.get(lexeme.text).is_some())
        {
            return self.expanded_name(lexeme);
        }
        lexeme
    }

    /// The next token behind `name`, if that is a macro's or an annotation.
    fn expanded_name(&mut self, mut name: Lexeme) -> Lexeme {
        loop {
            if name.painted || name.kind != TokenKind::Ident {
                return name;
            }
            if let Some(id) = self.macros.get(name.text) {
                if let Some(lexeme) = self.replace(id, &name) {
                    return lexeme;
                }
            } else if self.is_annotation(&name) {
                self.skip_annotation(&name);
            } else {
                return name;
            }
            let spaced = name.spaced;
            name = self.raw();
            name.spaced |= spaced;
        }
    }

    /// The next token as it is. [`TokenKind::Eof`] at the end of an argument, a directive or a
    /// file.
    #[inline(always)]
    pub(super) fn raw(&mut self) -> Lexeme {
        if self.expander.replacements.is_empty()
            && self.expander.lookahead.is_none()
            && !self.expander.runaway
        {
            return self.next_in_file();
        }
        self.raw_of_replacements()
    }

    fn raw_of_replacements(&mut self) -> Lexeme {
        while let Some(top) = self.expander.replacements.last_mut() {
            if let Some(lexeme) = top.lexemes.get(top.next) {
                let mut lexeme = *lexeme;
                top.next += 1;
                if lexeme.kind == TokenKind::Ident
                    && let Some(id) = self.macros.get(lexeme.text)
                {
                    lexeme.painted |= self.macros.is_active(id);
                }
                return lexeme;
            }
            if top.of.is_none() || self.expander.runaway {
                return self.nothing();
            }
            self.pop_replacement();
        }
        if self.expander.runaway {
            return self.nothing();
        }
        match self.expander.lookahead.take() {
            Some(lexeme) => lexeme,
            None => self.next_in_file(),
        }
    }

    /// Gives up the outermost call, which went beyond a limit, with all that it made.
    pub(super) fn recover(&mut self) {
        self.leave_replacements(0);
        self.tokens.truncate(self.expander.mark);
        self.expander.runaway = false;
    }

    /// Forgets what is left of a directive's line: its replacements aren't the file's.
    pub(super) fn leave_directive(&mut self) {
        if self.expander.runaway {
            self.recover();
        }
        self.leave_replacements(0);
        self.expander.lookahead = None;
    }

    /// Counts tokens that macros make. Returns whether all limits are still kept.
    pub(super) fn charge(&mut self, tokens: usize) -> bool {
        self.expander.budget.spend(tokens);
        if !self.expander.budget.allows(0) {
            let (name, span) = self.expander.outermost;
            let problem = Problem::RunawayMacro {
                name: self.session.names.text(name).to_owned(),
                limit: MAX_TOKENS_PER_CALL,
            };
            self.run_away(problem, span);
            self.given_up |= self.expander.budget.is_file_exhausted();
        }
        !self.expander.runaway
    }

    /// Replaces the macros in an argument, as if nothing followed it.
    pub(super) fn expand_argument(&mut self, argument: &[Lexeme]) -> Vec<Lexeme> {
        let mut expanded = self.expander.spare.pop().unwrap_or_default();
        let is_plain = |lexeme: &Lexeme| {
            lexeme.kind != TokenKind::Ident
                || lexeme.painted
                || self.macros.get(lexeme.text).is_none()
        };
        if argument.iter().all(is_plain) {
            expanded.extend_from_slice(argument);
            return expanded;
        }
        if self.expander.nesting == MAX_NESTING {
            let problem = Problem::DirectiveNesting {
                what: "macro calls".to_owned(),
                limit: MAX_NESTING,
            };
            self.run_away(problem, self.expander.outermost.1);
            return expanded;
        }
        self.expander.nesting += 1;
        let level = self.expander.replacements.len();
        let mut lexemes = self.expander.spare.pop().unwrap_or_default();
        lexemes.extend_from_slice(argument);
        self.expander.replacements.push(Replacement {
            lexemes,
            next: 0,
            of: None,
            start: None,
        });
        loop {
            let lexeme = self.expanded();
            if lexeme.is_end() {
                break;
            }
            expanded.push(lexeme);
        }
        self.leave_replacements(level);
        self.expander.nesting -= 1;
        expanded
    }

    /// Keeps a vector to be used again.
    pub(super) fn recycle(&mut self, mut lexemes: Vec<Lexeme>) {
        lexemes.clear();
        self.expander.spare.push(lexemes);
    }

    /// Puts a macro's replacement before what is read next. Where one token stands for the name (of
    /// a macro that isn't called, of a line number), it is returned instead.
    fn replace(&mut self, id: MacroId, name: &Lexeme) -> Option<Lexeme> {
        let definition = self.macros.definition(id);
        if self.is_predefined(definition.definition) {
            self.note_use(name.text);
        }
        if self.expander.replacements.is_empty() {
            self.expander.outermost = (name.text, name.span);
            self.expander.mark = self.tokens.len();
            self.expander.budget.begin_call();
        }
        if let Some(folded) = self.fold_again(id, name) {
            return Some(folded);
        }
        let start = self.start_of_fold(&definition);
        if start.is_none() {
            self.unfold();
        }
        let (parameters, body) = match &definition.meaning {
            Meaning::Line => return Some(self.line_number(name)),
            Meaning::File => return Some(self.file_name(name)),
            Meaning::Defined { parameters, body } => (parameters, body),
        };
        let arguments = match parameters {
            None => None,
            Some(_) if !self.opens_call() => return Some(*name),
            Some(parameters) => match self.arguments(&definition, parameters, name.span) {
                Some(arguments) => Some(arguments),
                None => {
                    return Some(Lexeme {
                        painted: true,
                        ..*name
                    });
                }
            },
        };
        let call = match &arguments {
            Some(arguments) => name.span.to(arguments.close),
            None => name.span,
        };
        if !self.charge(body.len() + 1) {
            return Some(self.nothing());
        }
        let expansion = self.session.sources.expand(definition.definition, call);
        let mut lexemes = self.expander.spare.pop().unwrap_or_default();
        self.substitute(&definition, arguments, expansion, &mut lexemes);
        if let Some(first) = lexemes.first_mut() {
            first.spaced = name.spaced;
        }
        self.macros.set_active(id, true);
        self.expander.replacements.push(Replacement {
            lexemes,
            next: 0,
            of: Some(id),
            start,
        });
        None
    }

    /// Whether `(` comes next, which is then read.
    pub(super) fn opens_call(&mut self) -> bool {
        let next = self.raw();
        if next.is(Punct::LParen) {
            return true;
        }
        if !next.is_end() {
            match self.expander.replacements.last_mut() {
                Some(top) => top.next -= 1,
                None => self.expander.lookahead = Some(next),
            }
        }
        false
    }

    fn line_number(&mut self, name: &Lexeme) -> Lexeme {
        let outermost = self.session.sources.outermost(name.span);
        let line = self.session.sources.line_number(outermost).unwrap_or(0);
        Lexeme {
            kind: TokenKind::Number,
            text: self.session.names.intern(&line.to_string()),
            ..*name
        }
    }

    fn file_name(&mut self, name: &Lexeme) -> Lexeme {
        let outermost = self.session.sources.outermost(name.span);
        let inclusion = self.session.sources.inclusion(outermost);
        let path = inclusion.map_or(String::new(), |it| it.file.path().display().to_string());
        Lexeme {
            kind: TokenKind::String,
            text: self.session.names.intern(&literal::quote(&path)),
            ..*name
        }
    }

    fn run_away(&mut self, problem: Problem, span: Span) {
        if !self.expander.runaway {
            self.session.diagnostics.report(problem, span);
        }
        self.expander.runaway = true;
    }

    fn nothing(&self) -> Lexeme {
        Lexeme {
            kind: TokenKind::Eof,
            text: Symbol::EMPTY,
            span: Span {
                expansion: ExpansionId::NONE,
                ..self.expander.outermost.1
            },
            spaced: true,
            first: false,
            painted: false,
        }
    }

    fn leave_replacements(&mut self, level: usize) {
        while self.expander.replacements.len() > level {
            self.pop_replacement();
        }
    }

    fn pop_replacement(&mut self) {
        if let Some(top) = self.expander.replacements.pop() {
            if let Some(id) = top.of {
                self.macros.set_active(id, false);
                match top.start {
                    Some(start) if !self.expander.runaway => self.fold(id, start),
                    _ => self.unfold(),
                }
            }
            self.recycle(top.lexemes);
        }
    }

    /// Keeps the current replacement from being folded, and those around it.
    fn unfold(&mut self) {
        if let Some(top) = self.expander.replacements.last_mut() {
            top.start = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::time::{Duration, Instant};

    use super::super::testing::{problems, run, tokens};

    #[test]
    fn a_function_like_macro_that_is_not_called_is_a_name() {
        assert_eq!(tokens("#define F(x) x\nF + F\n(1)"), "F + 1");
    }

    #[test]
    fn a_macro_is_not_replaced_in_its_own_expansion() {
        assert_eq!(tokens("#define A B\n#define B A C\nA"), "A C");
        assert_eq!(
            tokens("#define F(x) F(x) + x\nF(F(1))"),
            "F ( F ( 1 ) + 1 ) + F ( 1 ) + 1"
        );
    }

    #[test]
    fn macros_in_arguments_are_replaced_before_substitution() {
        assert_eq!(tokens("#define ONE 1\n#define F(x) x x\nF(ONE)"), "1 1");
    }

    #[test]
    fn a_call_needs_its_end() {
        let (tokens, problems) = run("#define F(x) x\nF(1, 2\nlong y;");
        assert_eq!(
            (tokens.as_str(), &problems[..]),
            ("F", &["IDL0211 F".to_owned()][..])
        );
    }

    #[test]
    fn a_call_needs_as_many_arguments_as_there_are_parameters() {
        assert_eq!(problems("#define F(x, y) x\nF(1)"), ["IDL0212 F(1)"]);
        assert_eq!(problems("#define F(x) x\nF(1, 2)"), ["IDL0212 F(1, 2)"]);
        assert_eq!(problems("#define F() x\nF(1)"), ["IDL0212 F(1)"]);
        assert_eq!(problems("#define F(x, y, ...) x\nF(1)"), ["IDL0212 F(1)"]);
        assert_eq!(tokens("#define F(x) <x>\nF()"), "< >");
        assert_eq!(
            tokens("#define F(x, ...) <x|__VA_ARGS__>\nF(1) F(1, 2, 3)"),
            "< 1 | > < 1 | 2 , 3 >"
        );
    }

    #[test]
    fn a_conditional_within_arguments_is_carried_out() {
        assert_eq!(
            tokens("#define F(x) <x>\nF(\n#if 1\na\n#else\nb\n#endif\n)"),
            "< a >"
        );
    }

    #[test]
    fn line_and_file_are_those_of_the_outermost_use() {
        assert_eq!(
            tokens("#define AT __FILE__:__LINE__\n\nAT"),
            "\"test.idl\" : 3"
        );
    }

    /// Each macro is the one before it twice.
    fn doubling(body: impl Fn(usize) -> String) -> String {
        let mut text = "#define X0 lol\n#define Y0(x) x\n".to_owned();
        for level in 1..64 {
            let _ = writeln!(text, "#define {}", body(level));
        }
        text
    }

    fn assert_runs_away(text: &str) {
        let start = Instant::now();
        let (tokens, problems) = run(text);
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{:?}",
            start.elapsed()
        );
        assert!(problems[0].starts_with("IDL0214 "), "{problems:?}");
        assert_eq!(tokens, "before after");
    }

    #[test]
    fn a_macro_that_doubles_without_end_is_stopped() {
        let macros = doubling(|n| format!("X{n} X{} X{}", n - 1, n - 1));
        assert_runs_away(&format!("{macros}before X63 after"));
    }

    #[test]
    fn an_argument_that_doubles_without_end_is_stopped() {
        let macros = doubling(|n| format!("Y{n}(x) Y{}(x x)", n - 1));
        assert_runs_away(&format!("{macros}before Y63(lol) after"));
    }

    #[test]
    fn a_name_that_doubles_without_end_is_stopped() {
        let macros = doubling(|n| format!("Y{n}(x) Z{}(x##x)", n - 1));
        let others = doubling(|n| format!("Z{n}(x) Y{}(x##x)", n - 1)).replace("Y0", "Z0");
        let others = others.replace("#define X0 lol\n", "");
        let start = Instant::now();
        let (_, problems) = run(&format!("{macros}{others}before Y63(lol) after"));
        assert!(start.elapsed() < Duration::from_secs(20));
        assert!(problems[0].starts_with("IDL0224 "), "{problems:?}");
    }

    #[test]
    fn a_runaway_in_a_condition_makes_it_false() {
        let macros = doubling(|n| format!("X{n} X{} + X{}", n - 1, n - 1));
        let (tokens, problems) = run(&format!("{macros}#if X63\nyes\n#else\nno\n#endif"));
        assert_eq!(
            (tokens.as_str(), &problems[..]),
            ("no", &["IDL0214 X63".to_owned()][..])
        );
    }

    #[test]
    fn one_runaway_after_the_other_is_given_up() {
        let macros = doubling(|n| format!("X{n} X{} X{}", n - 1, n - 1));
        let start = Instant::now();
        run(&(macros + &"X63\n".repeat(100_000)));
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{:?}",
            start.elapsed()
        );
    }

    #[test]
    fn calls_nested_without_end_are_stopped() {
        let depth = 1000;
        let calls = format!(
            "#define F(x) x\nbefore {}{} after",
            "F(".repeat(depth),
            ")".repeat(depth)
        );
        let (tokens, problems) = run(&calls);
        assert_eq!(tokens, "before after");
        assert!(problems[0].starts_with("IDL0215 F"), "{problems:?}");
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn arguments_that_are_read_again_and_again_are_stopped() {
        let depth = 100_000;
        let text = format!(
            "#define F(x) x\nbefore {}{} after",
            "F(".repeat(depth),
            ")".repeat(depth)
        );
        assert_runs_away(&text);
    }

    #[test]
    fn a_long_chain_of_macros_is_no_problem() {
        let mut text = "#define X0 end\n".to_owned();
        for level in 1..20_000 {
            let _ = writeln!(text, "#define X{level} X{}", level - 1);
        }
        assert_eq!(tokens(&format!("{text}X19999")), "end");
    }
}
