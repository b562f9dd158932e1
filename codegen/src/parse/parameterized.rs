//! WinRT's parameterized types: their parameters `<T, U>` and their arguments `<A, B *>`.

use super::ast::{Name, TypeName};
use super::{Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `<T, U>` of a declaration; empty where no `<` comes next.
    pub(super) fn generics(&mut self) -> Parse<Vec<Name>> {
        let mut generics = Vec::new();
        if self.eat(Punct::Lt) {
            loop {
                generics.push(self.name("a type parameter's name")?);
                if !self.eat(Punct::Comma) {
                    break;
                }
            }
            self.closing_angle()?;
        }
        Ok(generics)
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
