//! `#define` and `#undef`.

use super::Preprocessor;
use super::lexer::{Lexeme, Lexer};
use super::macros::{Macro, Meaning, Parameters, Piece, Role};
use crate::diagnostics::{Diagnostic, Problem};
use crate::token::{Punct, TokenKind};

/// The most parameters that Microsoft's compilers take.
const PARAMETER_LIMIT: usize = 127;

/// A definition that was given up; the problem is reported.
struct Reported;

impl Preprocessor<'_> {
    pub(super) fn define(&mut self) {
        if let Some(name) = self.macro_name("define")
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
        if let Some(name) = self.macro_name("undef") {
            self.expect_line_end("undef");
            self.macros.undefine(name.text);
        }
    }

    /// The name that a directive defines or undefines.
    fn macro_name(&mut self, directive: &str) -> Option<Lexeme> {
        let Some(name) = self.lex(Lexer::word) else {
            let found = self.lex(Lexer::next);
            self.malformed(directive, "the name of a macro", found.span);
            return None;
        };
        let spellings = &self.spellings;
        let is_name = name.kind == TokenKind::Ident;
        if is_name && name.text != spellings.defined && name.text != spellings.variable_arguments {
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
        if before.same_as(definition) {
            return;
        }
        let name = self.text(definition.name);
        let mut warning = Diagnostic::new(Problem::MacroRedefined { name }, definition.definition);
        if before.definition.is_some() {
            warning = warning.related(before.definition, "defined here before");
        }
        self.session.diagnostics.push(warning);
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
            if parameters.names.len() == PARAMETER_LIMIT {
                self.malformed("define", "no more than 127 parameters", next.span);
                return Err(Reported);
            }
            match next.kind {
                TokenKind::Ident => self.add_parameter(&mut parameters, &next)?,
                TokenKind::Punct(Punct::Ellipsis) => {
                    parameters.names.push(self.spellings.variable_arguments);
                    parameters.variadic = true;
                }
                _ => {
                    self.malformed("define", "a parameter's name or `...`", next.span);
                    return Err(Reported);
                }
            }
            next = self.lex(Lexer::next);
            match next.kind {
                TokenKind::Punct(Punct::RParen) => return Ok(parameters),
                TokenKind::Punct(Punct::Comma) if !parameters.variadic => {}
                _ => {
                    let expected = match parameters.variadic {
                        true => "`)` after `...`",
                        false => "`,` or `)` after a parameter",
                    };
                    self.malformed("define", expected, next.span);
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
        let problem = if name.text == self.spellings.variable_arguments {
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

    /// A replacement with what stands for each of its tokens.
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
                piece.role = Role::Spelling(index);
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
        let index = parameters.and_then(|it| it.names.iter().position(|it| *it == lexeme.text));
        if let Some(index) = index {
            return Ok(Role::Argument(index));
        }
        if lexeme.text == self.spellings.variable_arguments {
            self.report(Problem::StrayVariableArguments {}, lexeme.span);
            return Err(Reported);
        }
        Ok(Role::Plain)
    }
}
