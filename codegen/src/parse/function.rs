//! Functions: their parameters, and what may stand behind these.

use super::ast::{
    Attributes, Declarator, Derivation, ExpressionKind, Few, Name, Parameter, Parameters,
    Specifier, SpecifierKind,
};
use super::{AttributePlace, Parse, Parser};
use crate::diagnostics::Problem;
use crate::model::Base;
use crate::token::{Punct, TokenKind, keyword as kw};

impl Parser<'_> {
    /// `(` parameters `)`.
    pub(super) fn parameters(&mut self, is_cdecl: bool) -> Parse<Parameters> {
        // A parameter may be a function that has parameters.
        let outer = self.open_parameters.len();
        let parsed = self.nested(Self::parameter_list);
        // Collected at once, the vector has room for no more than there is.
        let mut list: Vec<Parameter> = self.open_parameters.drain(outer..).collect();
        if let [only] = &list[..]
            && is_void(only)
        {
            list = Vec::new();
        }
        parsed.map(|variadic| Parameters {
            list,
            variadic,
            is_cdecl,
        })
    }

    /// Adds the parameters that come next to the open ones. Returns whether `...` ends them.
    fn parameter_list(&mut self) -> Parse<bool> {
        self.expect(Punct::LParen)?;
        if self.eat(Punct::RParen) {
            return Ok(false);
        }
        let variadic = loop {
            if self.eat(Punct::Ellipsis) {
                break true;
            }
            let parameter = self.parameter()?;
            self.open_parameters.push(parameter);
            if !self.eat(Punct::Comma) {
                break false;
            }
        };
        self.expect(Punct::RParen)?;
        Ok(variadic)
    }

    /// Passes the words that C++ lets stand behind the parameters. They say nothing about a call.
    pub(super) fn function_endings(&mut self) -> Parse<()> {
        while self.kind() == TokenKind::Ident {
            match self.token().text {
                kw::CONST | kw::VOLATILE | kw::OVERRIDE | kw::FINAL | kw::PURE => {
                    self.bump();
                }
                kw::THROW | kw::NOEXCEPT => {
                    self.bump();
                    if self.eat(Punct::LParen) {
                        self.skip_arguments()?;
                        self.expect(Punct::RParen)?;
                    }
                }
                _ => break,
            }
        }
        Ok(())
    }

    /// Passes `= 0`, by which C++ says of a method what is true of each method of an interface.
    pub(super) fn pure(&mut self) -> Parse<()> {
        if !self.eat(Punct::Eq) {
            return Ok(());
        }
        let first = self.token();
        let value = self.expression()?;
        let is_zero = match value.kind {
            ExpressionKind::Known(value) => value == 0,
            _ => self.integer(&value).is_some_and(|it| it.value() == 0),
        };
        if !is_zero {
            let problem = Problem::Unexpected {
                expected: "`0`".into(),
                found: self.describe(first),
            };
            self.diagnostics.report(problem, value.span);
        }
        Ok(())
    }

    /// The parameters of a delegate, as the declarator of its one function.
    pub(super) fn delegate_parameters(&mut self, name: Name) -> Parse<Declarator> {
        let parameters = self.parameters(false)?;
        Ok(Declarator {
            derivations: Few::One(Derivation::Function(Box::new(parameters))),
            ..Declarator::bare(Some(name), name.span)
        })
    }

    fn parameter(&mut self) -> Parse<Parameter> {
        let start = self.span();
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, AttributePlace::Parameter);
        let specifier = self.specifier()?;
        let mut attributes = attributes;
        // Real IDL has attributes before the declarator, too: `[in] IFoo [unique] *p`.
        if self.at(Punct::LBracket) && self.at_attribute_list() {
            let late = self.attributes()?;
            self.check_attributes(&late, AttributePlace::Parameter);
            attributes.extend(late.list);
        }
        let declarator = self.derived(false)?;
        Ok(Parameter {
            attributes,
            specifier,
            declarator,
            span: start.to(self.previous_span()),
        })
    }

    /// Whether the current bracket holds attributes and not the length of an array.
    fn at_attribute_list(&mut self) -> bool {
        let next = self.peek(1);
        next.kind == TokenKind::Ident && self.attribute_entry(next.text).is_some()
    }
}

/// `(void)`
fn is_void(parameter: &Parameter) -> bool {
    let Parameter {
        attributes: Attributes { list },
        specifier,
        declarator,
        span: _,
    } = parameter;
    list.is_empty()
        && matches!(
            specifier,
            Specifier {
                kind: SpecifierKind::Base(Base::Void),
                ..
            }
        )
        && declarator.name.is_none()
        && declarator.derivations.is_empty()
}
