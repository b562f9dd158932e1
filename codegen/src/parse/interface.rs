//! `interface`, declared and defined.

use super::ast::{Attributes, Declaration, Interface, Members, Storage, TypeName};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, TokenKind, keyword as kw};

/// What a message calls the base of an interface.
const BASE: &str = "the base interface's name";

impl Parser<'_> {
    /// Whether the current `interface IFoo` declares an interface and isn't a type specifier.
    pub(super) fn at_interface(&self) -> bool {
        match self.peek(2).kind {
            TokenKind::Punct(punct) => {
                [Punct::Semi, Punct::Colon, Punct::LBrace, Punct::Lt].contains(&punct)
            }
            TokenKind::Ident => self.peek(2).text == kw::REQUIRES,
            _ => false,
        }
    }

    /// `interface IFoo;` or `interface IFoo<T> : IBase requires IOther { … }`
    pub(super) fn interface(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Interface);
        self.bump();
        let name = self.name("the interface's name")?;
        let generics = self.generics()?;
        if self.eat(Punct::Semi) {
            return Ok(Declaration::InterfaceForward(name));
        }
        let base = if self.eat(Punct::Colon) {
            Some(self.base(BASE)?)
        } else {
            None
        };
        let is_plain = !attributes.has(kw::OBJECT) && !attributes.has(kw::LOCAL);
        if self.in_namespace && base.is_none() && is_plain {
            // Each interface that MIDL reads by its attributes has a base.
            return Err(self.show_midl3(name.span));
        }
        let mut requires = Vec::new();
        if self.eat_keyword(kw::REQUIRES) {
            requires.push(self.base(BASE)?);
            while self.eat(Punct::Comma) {
                requires.push(self.base(BASE)?);
            }
        }
        let bodies = self.bodies;
        let body = self.body()?;
        let defines = self.bodies != bodies || !body.iter().all(is_method);
        // In a module, the methods are functions.
        let is_one_item = generics.is_empty() && !attributes.has(kw::ASYNC_UUID) && !self.in_module;
        self.eat(Punct::Semi);
        Ok(Declaration::Interface(Box::new(Interface {
            attributes,
            name,
            generics,
            base,
            requires,
            body: if is_one_item && !defines {
                Members::ForOneItem(body.into())
            } else {
                Members::Kept(body)
            },
        })))
    }

    /// The name of a base, which a message calls `what`.
    pub(super) fn base(&mut self, what: &str) -> Parse<TypeName> {
        if self.kind() != TokenKind::Ident {
            return Err(self.unexpected(what));
        }
        self.type_name_without_name()
    }

    /// A type without a declared name, where a name may follow.
    pub(super) fn type_name_without_name(&mut self) -> Parse<TypeName> {
        let specifier = self.specifier()?;
        let declarator = super::ast::Declarator::bare(None, specifier.span);
        Ok(TypeName {
            specifier,
            declarator,
        })
    }

    /// An interface in a coclass's or `declare`'s body, to its `;`.
    pub(super) fn interface_reference(&mut self) -> Parse<TypeName> {
        if self.at_keyword(kw::INTERFACE) || self.at_keyword(kw::DISPINTERFACE) {
            self.bump();
        }
        let reference = self.base(BASE)?;
        self.expect(Punct::Semi)?;
        Ok(reference)
    }
}

/// Whether this declares a method, or should.
fn is_method(declaration: &Declaration) -> bool {
    matches!(declaration, Declaration::Variable(variable) if variable.storage == Storage::Plain)
}
