//! `importlib`: type libraries whose definitions a library uses.

use super::ast::Declaration;
use super::{Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `importlib("stdole2.tlb");`
    pub(super) fn importlib(&mut self) -> Parse<Declaration> {
        self.bump();
        self.expect(Punct::LParen)?;
        let file = self.string("a type library's name in quotes")?;
        self.expect(Punct::RParen)?;
        self.eat(Punct::Semi);
        Ok(Declaration::Importlib(file))
    }
}
