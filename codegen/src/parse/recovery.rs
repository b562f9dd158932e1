//! Going on after an error, so that one run reports all errors of a file.

use super::Parser;
use crate::token::{Punct, Symbol, TokenKind, keyword as kw};

impl Parser<'_> {
    /// Skips a broken declaration, which began at `start`, and one token at least. Stops behind the
    /// `;` that ends the declaration, behind its closing brace, or before a brace that closes
    /// what it stands in.
    pub(super) fn recover(&mut self, start: usize) {
        self.skip_declaration();
        if self.position() == start {
            self.bump();
        }
    }

    fn skip_declaration(&mut self) {
        let mut open = 0_u32;
        loop {
            match self.kind() {
                TokenKind::Eof => return,
                TokenKind::Punct(Punct::LBrace) => open += 1,
                TokenKind::Punct(Punct::RBrace) if open == 0 => return,
                TokenKind::Punct(Punct::RBrace) => {
                    open -= 1;
                    if open == 0 {
                        self.bump();
                        self.eat(Punct::Semi);
                        return;
                    }
                }
                TokenKind::Punct(Punct::Semi) if open == 0 => {
                    self.bump();
                    return;
                }
                _ => {}
            }
            self.bump();
        }
    }

    /// Whether a declaration begins at the current token without doubt, or a body ends there.
    pub(super) fn begins_declaration(&self) -> bool {
        const WORDS: [Symbol; 10] = [
            kw::TYPEDEF,
            kw::IMPORT,
            kw::CPP_QUOTE,
            kw::INTERFACE,
            kw::DISPINTERFACE,
            kw::COCLASS,
            kw::STRUCT,
            kw::UNION,
            kw::ENUM,
            kw::CONST,
        ];
        let token = self.token();
        match token.kind {
            TokenKind::Punct(Punct::LBracket | Punct::RBrace) => true,
            TokenKind::Ident => WORDS.contains(&token.text),
            _ => false,
        }
    }

    /// Skips tokens up to the brace that closes the current body.
    pub(super) fn skip_to_closing_brace(&mut self) {
        let mut open = 0_u32;
        loop {
            match self.kind() {
                TokenKind::Eof => return,
                TokenKind::Punct(Punct::LBrace) => open += 1,
                TokenKind::Punct(Punct::RBrace) if open == 0 => return,
                TokenKind::Punct(Punct::RBrace) => open -= 1,
                _ => {}
            }
            self.bump();
        }
    }
}
