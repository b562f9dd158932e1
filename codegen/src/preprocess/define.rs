//! `#define` and `#undef`.

use super::directive::Directive;
use super::lexer::{Lexeme, Lexer};
use super::macros::{Macro, Meaning, Parameters, Piece, Role};
use super::{Preprocessor, windows};
use crate::diagnostics::{Diagnostic, Problem, Reported};
use crate::source::Span;
use crate::token::{Punct, TokenKind, keyword as kw};

/// The most parameters that Microsoft's compilers take.
const MAX_PARAMETERS: usize = 127;

impl Preprocessor<'_> {
    pub(super) fn define(&mut self) {
        if let Some(name) = self.macro_name(Directive::Define)
            && let Ok(meaning) = self.meaning()
        {
            let definition = Macro {
                name: name.text,
                definition: name.span,
                meaning,
            };
            self.warn_of_redefinition(&definition);
            self.macros.define(definition);
        }
    }

    pub(super) fn undef(&mut self) {
        if let Some(name) = self.macro_name(Directive::Undef) {
            self.expect_line_end(Directive::Undef);
            self.macros.undefine(name.text);
        }
    }

    /// The name that a directive defines or undefines.
    fn macro_name(&mut self, directive: Directive) -> Option<Lexeme> {
        let Some(name) = self.lex(Lexer::word) else {
            let found = self.lex(Lexer::next);
            self.malformed(directive, "the name of a macro", found.span);
            return None;
        };
        let is_name = name.kind == TokenKind::Ident;
        if is_name && name.text != kw::DEFINED && name.text != kw::VARIABLE_ARGUMENTS {
            return Some(name);
        }
        let text = self.text(name.text);
        self.report(Problem::ReservedMacroName { name: text }, name.span);
        None
    }

    fn warn_of_redefinition(&mut self, definition: &Macro) {
        let Some(before) = self.macros.get(definition.name) else {
            return;
        };
        let before = self.macros.definition(before);
        if before.same_as(definition) || self.is_default(before.definition) {
            return;
        }
        let name = self.text(definition.name);
        let mut warning = Diagnostic::new(Problem::MacroRedefined { name }, definition.definition);
        if before.definition.is_some() {
            warning = warning.related(before.definition, "defined here before");
        }
        self.session.diagnostics.push(warning);
    }

    /// Whether `definition` is of MIDL or of a header that stands in for one of Windows. Vendors
    /// define such a macro otherwise to choose a version of Windows.
    fn is_default(&self, definition: Span) -> bool {
        let inclusion = self.session.sources.inclusion(definition);
        let is_ours = inclusion.is_some_and(|it| windows::is_stand_in(&it.file));
        is_ours || self.is_predefined(definition)
    }

    fn meaning(&mut self) -> Result<Meaning, Reported> {
        let mut next = self.lex(Lexer::next);
        let mut parameters = None;
        if next.is(Punct::LParen) && !next.spaced {
            parameters = Some(self.parameters()?);
            next = self.lex(Lexer::next);
        }
        let mut lexemes = Vec::new();
        while !next.is_end() {
            lexemes.push(next);
            next = self.lex(Lexer::next);
        }
        let body = self.body(&lexemes, parameters.as_ref())?;
        Ok(Meaning::Defined { parameters, body })
    }

    /// The parameters whose `(` was read.
    fn parameters(&mut self) -> Result<Parameters, Reported> {
        let mut parameters = Parameters::default();
        let mut next = self.lex(Lexer::next);
        if next.is(Punct::RParen) {
            return Ok(parameters);
        }
        loop {
            if parameters.names.len() == MAX_PARAMETERS {
                self.malformed(Directive::Define, "no more than 127 parameters", next.span);
                return Err(Reported);
            }
            match next.kind {
                TokenKind::Ident => self.add_parameter(&mut parameters, &next)?,
                TokenKind::Punct(Punct::Ellipsis) => {
                    parameters.names.push(kw::VARIABLE_ARGUMENTS);
                    parameters.variadic = true;
                }
                _ => {
                    self.malformed(Directive::Define, "a parameter's name or `...`", next.span);
                    return Err(Reported);
                }
            }
            next = self.lex(Lexer::next);
            match next.kind {
                TokenKind::Punct(Punct::RParen) => return Ok(parameters),
                TokenKind::Punct(Punct::Comma) if !parameters.variadic => {}
                _ => {
                    let expected = if parameters.variadic {
                        "`)` after `...`"
                    } else {
                        "`,` or `)` after a parameter"
                    };
                    self.malformed(Directive::Define, expected, next.span);
                    return Err(Reported);
                }
            }
            next = self.lex(Lexer::next);
        }
    }

    fn add_parameter(
        &mut self,
        parameters: &mut Parameters,
        name: &Lexeme,
    ) -> Result<(), Reported> {
        let problem = if name.text == kw::VARIABLE_ARGUMENTS {
            Problem::StrayVariableArguments {}
        } else if parameters.names.contains(&name.text) {
            let name = self.text(name.text);
            Problem::DuplicateParameter { name }
        } else {
            parameters.names.push(name.text);
            return Ok(());
        };
        self.report(problem, name.span);
        Err(Reported)
    }

    /// Returns the pieces of a replacement.
    fn body(
        &mut self,
        lexemes: &[Lexeme],
        parameters: Option<&Parameters>,
    ) -> Result<Vec<Piece>, Reported> {
        let mut body: Vec<Piece> = Vec::with_capacity(lexemes.len());
        let mut pasted = None;
        let mut rest = lexemes.iter();
        while let Some(lexeme) = rest.next() {
            if lexeme.is(Punct::HashHash) {
                pasted = Some(lexeme.span);
                if body.is_empty() {
                    break;
                }
                continue;
            }
            let mut piece = Piece {
                lexeme: *lexeme,
                role: self.role(lexeme, parameters)?,
                pasted: pasted.take().is_some(),
            };
            if lexeme.is(Punct::Hash) && parameters.is_some() {
                let operand = rest.next().unwrap_or(lexeme);
                let Role::Argument(index) = self.role(operand, parameters)? else {
                    self.report(Problem::BadStringize {}, lexeme.span);
                    return Err(Reported);
                };
                piece.role = Role::Stringized(index);
                piece.lexeme.span = lexeme.span.to(operand.span);
                piece.lexeme.text = operand.text;
            }
            body.push(piece);
        }
        match pasted {
            None => Ok(body),
            Some(span) => {
                self.report(Problem::PasteAtEdge {}, span);
                Err(Reported)
            }
        }
    }

    fn role(&mut self, lexeme: &Lexeme, parameters: Option<&Parameters>) -> Result<Role, Reported> {
        if lexeme.kind != TokenKind::Ident {
            return Ok(Role::Plain);
        }
        let index = parameters.and_then(|parameters| {
            let mut names = parameters.names.iter();
            names.position(|name| *name == lexeme.text)
        });
        if let Some(index) = index {
            return Ok(Role::Argument(index));
        }
        if lexeme.text == kw::VARIABLE_ARGUMENTS {
            self.report(Problem::StrayVariableArguments {}, lexeme.span);
            return Err(Reported);
        }
        Ok(Role::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{problems, run, tokens};

    #[test]
    fn a_macro_is_replaced_by_what_follows_its_name() {
        assert_eq!(
            tokens("#define SIZE 16 * 4\nlong a[SIZE];"),
            "long a [ 16 * 4 ] ;"
        );
        assert_eq!(tokens("#define EMPTY\na EMPTY b"), "a b");
    }

    #[test]
    fn parameters_need_their_parenthesis_right_after_the_name() {
        assert_eq!(tokens("#define F(x) <x>\nF(1)"), "< 1 >");
        assert_eq!(tokens("#define F (x)\nF"), "( x )");
    }

    #[test]
    fn an_undefined_macro_is_a_name() {
        assert_eq!(tokens("#define A 1\n#undef A\n#undef B\nA"), "A");
    }

    #[test]
    fn the_same_definition_again_is_no_problem() {
        assert_eq!(
            tokens("#define F(x) x + 1\n#define F(x)   x  +  1\nF(2)"),
            "2 + 1"
        );
    }

    #[test]
    fn another_definition_is_a_warning_and_counts() {
        let (tokens, problems) = run("#define A 1\n#define A 2\nA");
        assert_eq!(
            (tokens.as_str(), &problems[..]),
            ("2", &["IDL1201 A".to_owned()][..])
        );
        assert_eq!(problems_of_two("F(x) x", "F(y) y"), ["IDL1201 F"]);
        assert_eq!(problems_of_two("A (1)", "A(1)"), ["IDL0206 1"]);
        assert_eq!(problems_of_two("A - 1", "A -1"), ["IDL1201 A"]);
    }

    fn problems_of_two(first: &str, second: &str) -> Vec<String> {
        problems(&format!("#define {first}\n#define {second}\n"))
    }

    #[test]
    fn a_definition_needs_a_name() {
        assert_eq!(problems("#define"), ["IDL0206 "]);
        assert_eq!(problems("#define 1 2"), ["IDL0206 1"]);
        assert_eq!(problems("#undef +"), ["IDL0206 +"]);
    }

    #[test]
    fn some_names_are_reserved() {
        assert_eq!(problems("#define defined 1"), ["IDL0219 defined"]);
        assert_eq!(problems("#undef __VA_ARGS__"), ["IDL0219 __VA_ARGS__"]);
    }

    #[test]
    fn parameters_are_names_apart_by_commas() {
        assert_eq!(problems("#define F(x y) x"), ["IDL0206 y"]);
        assert_eq!(problems("#define F(x,) x"), ["IDL0206 )"]);
        assert_eq!(problems("#define F(x"), ["IDL0206 "]);
        assert_eq!(problems("#define F(..., x) x"), ["IDL0206 ,"]);
        assert_eq!(problems("#define F(x, x) x"), ["IDL0222 x"]);
        let many = vec!["p"; 200].join(",");
        let many = many
            .split(',')
            .enumerate()
            .map(|(index, it)| format!("{it}{index}"));
        let many = many.collect::<Vec<_>>().join(",");
        assert_eq!(problems(&format!("#define F({many}) x")), ["IDL0206 p127"]);
    }

    #[test]
    fn a_hash_needs_a_parameter_and_a_paste_needs_both_sides() {
        assert_eq!(problems("#define F(x) #y"), ["IDL0220 #"]);
        assert_eq!(problems("#define F(x) x #"), ["IDL0220 #"]);
        assert_eq!(problems("#define F(x) ## x"), ["IDL0221 ##"]);
        assert_eq!(problems("#define A x ##"), ["IDL0221 ##"]);
        assert_eq!(tokens("#define A #y\nA"), "# y");
    }

    #[test]
    fn variable_arguments_are_for_variadic_macros() {
        assert_eq!(
            problems("#define F(x) __VA_ARGS__"),
            ["IDL0223 __VA_ARGS__"]
        );
        assert_eq!(
            problems("#define F(__VA_ARGS__) 1"),
            ["IDL0223 __VA_ARGS__"]
        );
    }
}
