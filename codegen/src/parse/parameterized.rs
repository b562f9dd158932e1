//! WinRT's parameterized types: their parameters `<T, U>` and their arguments `<A, B *>`.

use rustc_hash::FxHashMap;

use super::ast::{Name, TypeName};
use super::{Parse, Parser};
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::Span;
use crate::token::Punct;

impl Parser<'_> {
    /// `<T, U>` of a declaration; empty where no `<` comes next.
    pub(super) fn generics(&mut self) -> Parse<Vec<Name>> {
        let mut generics = Vec::new();
        let mut firsts = FxHashMap::default();
        if self.eat(Punct::Lt) {
            loop {
                let parameter = self.name("a type parameter's name")?;
                if let Some(first) = firsts.insert(parameter.text, parameter.span) {
                    self.report_same_parameters(parameter, first);
                }
                generics.push(parameter);
                if !self.eat(Punct::Comma) {
                    break;
                }
            }
            self.closing_angle()?;
        }
        Ok(generics)
    }

    fn report_same_parameters(&mut self, second: Name, first: Span) {
        let problem = Problem::Redefinition {
            name: self.names.text(second.text).to_owned(),
            kind: "a type parameter".into(),
        };
        let diagnostic = Diagnostic::new(problem, second.span);
        let diagnostic = diagnostic.related(first, "first defined here, as a type parameter");
        self.diagnostics.push(diagnostic);
    }

    /// `<A, B *>` behind a type's name; empty where no `<` comes next.
    pub(super) fn type_arguments(&mut self) -> Parse<Vec<TypeName>> {
        let mut arguments = Vec::new();
        if !self.at(Punct::Lt) {
            return Ok(arguments);
        }
        self.bump();
        loop {
            arguments.push(self.type_name()?);
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.closing_angle()?;
        Ok(arguments)
    }

    /// A closing `>`. The first half of a `>>` leaves the other half for the list around.
    fn closing_angle(&mut self) -> Parse<()> {
        if self.at(Punct::Shr) && !self.half_shift {
            self.half_shift = true;
            return Ok(());
        }
        if self.half_shift {
            self.half_shift = false;
            self.bump();
            return Ok(());
        }
        self.expect(Punct::Gt).map(|_| ())
    }
}
