//! `declare`: the instances of parameterized interfaces that a WinRT file uses.

use super::ast::Declaration;
use super::{Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `declare { interface IVector<HSTRING>; }`
    pub(super) fn declare(&mut self) -> Parse<Declaration> {
        self.bump();
        self.expect(Punct::LBrace)?;
        let mut instances = Vec::new();
        while !self.at(Punct::RBrace) && !self.at_end() {
            instances.push(self.interface_reference()?);
        }
        self.expect(Punct::RBrace)?;
        self.eat(Punct::Semi);
        Ok(Declaration::Declare(instances))
    }
}
