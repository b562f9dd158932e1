//! Type specifiers: the words before a declarator that give its type.

use super::ast::{Attributes, Expression, Qualified, Record, Specifier, SpecifierKind};
use super::{Parse, Parser};
use crate::diagnostics::Problem;
use crate::model::Base;
use crate::token::{Punct, Symbol, TokenKind, keyword as kw};

/// The arithmetic words of one specifier: `unsigned long int` is three of them.
#[derive(Default)]
struct Words {
    signed: bool,
    unsigned: bool,
    long: u32,
    /// The word that gives the width: any but `long`, `signed`, `unsigned` and `int`.
    width: Option<Symbol>,
    int: bool,
}

impl Words {
    fn any(&self) -> bool {
        self.signed || self.unsigned || self.long > 0 || self.width.is_some() || self.int
    }

    /// Adds `word`, if it goes with the words before. Returns whether it does.
    fn take(&mut self, word: Symbol) -> bool {
        match word {
            kw::SIGNED if !self.signed && !self.unsigned => self.signed = true,
            kw::UNSIGNED if !self.signed && !self.unsigned => self.unsigned = true,
            kw::LONG if self.long < 2 && self.width.is_none() => self.long += 1,
            kw::INT if !self.int => self.int = true,
            kw::DOUBLE if self.long <= 1 && self.width.is_none() && !self.int => {
                self.width = Some(word);
            }
            _ if is_width(word) && self.width.is_none() && self.long == 0 && !self.int => {
                self.width = Some(word);
            }
            _ => return false,
        }
        true
    }

    /// Returns the type that the words make together.
    fn base(&self) -> Option<Base> {
        let pick = |signed, unsigned| if self.unsigned { unsigned } else { signed };
        Some(match self.width {
            None if self.long == 2 => pick(Base::Hyper, Base::UHyper),
            None if self.long == 1 => pick(Base::Long, Base::ULong),
            None => pick(Base::Int, Base::UInt),
            Some(kw::CHAR) if self.unsigned => Base::UChar,
            Some(kw::CHAR) if self.signed => Base::SChar,
            Some(kw::CHAR) => Base::Char,
            Some(kw::SMALL | kw::INT8 | kw::INT8_) => pick(Base::SChar, Base::UChar),
            Some(kw::SHORT | kw::INT16 | kw::INT16_) => pick(Base::Short, Base::UShort),
            Some(kw::INT32 | kw::INT32_) => pick(Base::Int, Base::UInt),
            Some(kw::HYPER | kw::INT64 | kw::INT64_) => pick(Base::Hyper, Base::UHyper),
            Some(kw::INT3264) => pick(Base::IntPtr, Base::UIntPtr),
            Some(_) if self.signed || self.unsigned || self.int => return None,
            Some(kw::VOID) => Base::Void,
            Some(kw::BOOLEAN) => Base::Boolean,
            Some(kw::BYTE) => Base::Byte,
            Some(kw::WCHAR_T) => Base::WChar,
            Some(kw::FLOAT) => Base::Float,
            Some(kw::DOUBLE) => Base::Double,
            Some(kw::HANDLE_T) => Base::Handle,
            Some(kw::ERROR_STATUS_T) => Base::ErrorStatus,
            Some(_) => return None,
        })
    }
}

fn is_width(word: Symbol) -> bool {
    [
        kw::CHAR,
        kw::SMALL,
        kw::SHORT,
        kw::HYPER,
        kw::INT8,
        kw::INT8_,
        kw::INT16,
        kw::INT16_,
        kw::INT32,
        kw::INT32_,
        kw::INT64,
        kw::INT64_,
        kw::INT3264,
        kw::VOID,
        kw::BOOLEAN,
        kw::BYTE,
        kw::WCHAR_T,
        kw::FLOAT,
        kw::DOUBLE,
        kw::HANDLE_T,
        kw::ERROR_STATUS_T,
    ]
    .contains(&word)
}

impl Specifier {
    /// Whether the specifier defines a struct, union or enum.
    pub fn is_definition(&self) -> bool {
        match &self.kind {
            SpecifierKind::Record(record) => record.fields.is_some(),
            SpecifierKind::Enum(enumeration) => enumeration.values.is_some(),
            _ => false,
        }
    }
}

impl Parser<'_> {
    /// The words before the declarators.
    pub(super) fn specifier(&mut self) -> Parse<Specifier> {
        let start = self.span();
        let mut is_const = false;
        let mut align = None;
        let mut words = Words::default();
        let mut kind = None;
        loop {
            let token = self.token();
            if token.kind != TokenKind::Ident {
                break;
            }
            match token.text {
                kw::CONST => {
                    is_const = true;
                    self.bump();
                }
                kw::STATIC
                | kw::EXTERN
                | kw::INLINE
                | kw::INLINE_
                | kw::INLINE__
                | kw::REGISTER => {
                    self.bump();
                }
                kw::VIRTUAL if !self.names_something() => {
                    self.bump();
                }
                kw::DECLSPEC => align = self.declspec()?.or(align),
                _ if self.qualifier() => {}
                _ if kind.is_some() => break,
                word if kw::may_be(word) && words.take(word) => {
                    self.bump();
                }
                _ if words.any() => break,
                _ => kind = Some(self.worded(token.text)?),
            }
        }
        let span = start.to(self.previous_span());
        let kind = match kind {
            Some(kind) => kind,
            None if words.any() => match words.base() {
                Some(base) => SpecifierKind::Base(base),
                None => {
                    self.diagnostics.report(Problem::BadTypeWords {}, span);
                    SpecifierKind::Base(Base::Int)
                }
            },
            None => return Err(self.unexpected("a type")),
        };
        Ok(Specifier {
            kind,
            is_const,
            align: align.map(Box::new),
            span,
        })
    }

    /// A specifier that begins with `word` and isn't arithmetic.
    fn worded(&mut self, word: Symbol) -> Parse<SpecifierKind> {
        let next = self.peek(1).kind;
        match word {
            kw::STRUCT | kw::UNION => self.record(),
            kw::ENUM => self.enumeration(),
            kw::INTERFACE | kw::DISPINTERFACE | kw::COCLASS | kw::RUNTIMECLASS
                if next == TokenKind::Ident =>
            {
                self.bump();
                Ok(SpecifierKind::Interface(self.name("the interface's name")?))
            }
            kw::SAFEARRAY if next == TokenKind::Punct(Punct::LParen) => {
                self.bump();
                self.bump();
                let element = self.type_name()?;
                self.expect(Punct::RParen)?;
                Ok(SpecifierKind::SafeArray(Box::new(element)))
            }
            kw::PIPE if next == TokenKind::Ident => self.pipe(),
            _ => {
                let name = self.name("a type")?;
                if !self.at(Punct::Dot) && !self.at(Punct::Lt) {
                    self.note_midl3_type(name.text, name.span);
                    return Ok(SpecifierKind::Named(name));
                }
                let path = self.path_from(name, "a type")?;
                let arguments = self.type_arguments()?;
                Ok(SpecifierKind::Qualified(Box::new(Qualified {
                    path,
                    arguments,
                })))
            }
        }
    }

    /// `pipe T`: to C, a struct of functions that pull and push elements. It is a struct of which
    /// nothing is known, so that only a declaration of remote procedure calls can use it.
    fn pipe(&mut self) -> Parse<SpecifierKind> {
        let tag = self.name("`pipe`")?;
        let problem = Problem::NotMade {
            what: "pipe".into(),
            reason: "it is a type of remote procedure calls, which COM's interfaces can't have"
                .into(),
        };
        self.diagnostics.report(problem, tag.span);
        self.specifier()?;
        Ok(SpecifierKind::Record(Box::new(Record {
            is_union: false,
            tag: Some(tag),
            switch: None,
            fields: None,
            attributes: Attributes::default(),
            pack: self.packs.current(),
            align: None,
            span: tag.span,
        })))
    }

    /// `__declspec(…)`. Returns the alignment that it asks for.
    pub(super) fn declspec(&mut self) -> Parse<Option<Expression>> {
        self.bump();
        self.expect(Punct::LParen)?;
        let mut align = None;
        while !self.at(Punct::RParen) && !self.at_end() {
            let word = self.bump();
            if Self::is_keyword(word, kw::ALIGN) {
                self.expect(Punct::LParen)?;
                align = Some(self.expression()?);
                self.expect(Punct::RParen)?;
            } else if self.eat(Punct::LParen) {
                while !self.at(Punct::RParen) && !self.at_end() {
                    self.bump();
                }
                self.expect(Punct::RParen)?;
            }
        }
        self.expect(Punct::RParen)?;
        Ok(align)
    }
}
