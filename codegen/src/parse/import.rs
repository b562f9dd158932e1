//! `import`, `importlib`, `cpp_quote`, `midl_pragma`: what brings in or passes on other text.

use super::ast::{Declaration, Name};
use super::{Parse, Parser};
use crate::token::{Punct, Symbol, TokenKind};

impl Parser<'_> {
    /// `import "a.idl", "b.idl";`
    pub(super) fn import(&mut self) -> Parse<Declaration> {
        self.bump();
        let mut files = vec![self.string("a file's name in quotes")?];
        while self.eat(Punct::Comma) {
            files.push(self.string("a file's name in quotes")?);
        }
        self.expect(Punct::Semi)?;
        Ok(Declaration::Import(files))
    }

    /// `importlib("stdole2.tlb");`
    pub(super) fn importlib(&mut self) -> Parse<Declaration> {
        self.bump();
        self.expect(Punct::LParen)?;
        let file = self.string("a type library's name in quotes")?;
        self.expect(Punct::RParen)?;
        self.eat(Punct::Semi);
        Ok(Declaration::Importlib(file))
    }

    /// `cpp_quote("…")`
    pub(super) fn cpp_quote(&mut self) -> Parse<Declaration> {
        self.bump();
        self.expect(Punct::LParen)?;
        let text = self.string("the quoted text")?;
        self.expect(Punct::RParen)?;
        self.eat(Punct::Semi);
        let quote = self.quotes.quote(self.names, text, &mut self.packs);
        Ok(Declaration::CppQuote(quote))
    }

    /// `midl_pragma warning(disable: 2368)`: says nothing about the interfaces.
    pub(super) fn midl_pragma(&mut self) -> Parse<()> {
        self.bump();
        self.name("the pragma's name")?;
        self.expect(Punct::LParen)?;
        let mut open = 1;
        while open > 0 {
            match self.kind() {
                TokenKind::Eof => return Err(self.unexpected("`)`")),
                TokenKind::Punct(Punct::LParen) => open += 1,
                TokenKind::Punct(Punct::RParen) => open -= 1,
                _ => {}
            }
            self.bump();
        }
        self.eat(Punct::Semi);
        Ok(())
    }

    /// A string, adjacent ones joined.
    pub(super) fn string(&mut self, what: &str) -> Parse<Name> {
        let is_string = |kind| matches!(kind, TokenKind::String | TokenKind::WideString);
        let first = self.token();
        if !is_string(first.kind) {
            return Err(self.unexpected(what));
        }
        self.bump();
        if !is_string(self.kind()) {
            return Ok(Name {
                text: first.text,
                span: first.span,
            });
        }
        let mut text = self.names.text(first.text).to_owned();
        let mut span = first.span;
        while is_string(self.kind()) {
            let token = self.bump();
            text.push_str(self.names.text(token.text));
            span = span.to(token.span);
        }
        Ok(Name {
            text: self.names.intern(&text),
            span,
        })
    }

    /// Whether `cpp_quote`, `import` and their like stand here as such and not as a name.
    pub(super) fn at_call_of(&self, keyword: Symbol) -> bool {
        self.at_keyword(keyword) && self.peek(1).kind == TokenKind::Punct(Punct::LParen)
    }
}
