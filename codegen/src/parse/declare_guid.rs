//! `declare_guid`: a constant that is a GUID.

use super::ast::{Argument, Declaration, DeclareGuid};
use super::{Parse, Parser};
use crate::diagnostics::Reported;
use crate::token::Punct;

impl Parser<'_> {
    /// `declare_guid(CLSID_Foo, 12345678-1234-1234-1234-123456789abc);`
    pub(super) fn declare_guid(&mut self) -> Parse<Declaration> {
        self.bump();
        self.expect(Punct::LParen)?;
        let name = self.name("the constant's name")?;
        self.expect(Punct::Comma)?;
        let Argument::Uuid(guid) = self.uuid()? else {
            return Err(Reported);
        };
        self.expect(Punct::RParen)?;
        self.eat(Punct::Semi);
        let declared = DeclareGuid { name, guid };
        Ok(Declaration::DeclareGuid(Box::new(declared)))
    }
}
