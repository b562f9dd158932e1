//! `#pragma pack`, which sets the alignment of the structs that follow, and `midl_pragma`.

use super::{Parse, Parser};
use crate::diagnostics::Problem;
use crate::model::{Packing, PointerWidth};
use crate::token::{Punct, Token, TokenKind};

/// The alignment that holds, for each width.
#[derive(Clone, Debug, Default)]
pub(super) struct Packs {
    wide: Pack,
    narrow: Pack,
}

impl Packs {
    pub(super) fn current(&self) -> Packing {
        Packing {
            wide: self.wide.current,
            narrow: self.narrow.current,
        }
    }

    pub(super) fn of(&mut self, width: PointerWidth) -> &mut Pack {
        match width {
            PointerWidth::Bits64 => &mut self.wide,
            PointerWidth::Bits32 => &mut self.narrow,
        }
    }
}

/// The alignment that holds and the saved ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Pack {
    current: Option<u32>,
    pushed: Vec<(Option<u32>, Option<String>)>,
}

impl Parser<'_> {
    /// Applies a `#pragma`. The grammar never sees one.
    pub(super) fn apply_pragma(&mut self, token: Token) {
        let text = self.names.text(token.text);
        let is_known = self.packs.of(PointerWidth::Bits64).apply(text)
            && self.packs.of(PointerWidth::Bits32).apply(text);
        if !is_known {
            let text = text.to_owned();
            self.diagnostics
                .report(Problem::BadPragma { text }, token.span);
        }
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
}

impl Pack {
    /// Applies `pack(…)`. Other pragmas have no effect. Returns whether it is well-formed.
    pub(super) fn apply(&mut self, text: &str) -> bool {
        let Some(arguments) = text.strip_prefix("pack") else {
            return true;
        };
        let arguments = arguments.trim();
        let Some(arguments) = arguments
            .strip_prefix('(')
            .and_then(|rest| rest.trim_end().strip_suffix(')'))
        else {
            return arguments.is_empty();
        };
        let arguments: Vec<&str> = arguments.split(',').map(str::trim).collect();
        let alignment = |text: &str| match text.parse::<u32>() {
            Ok(value @ (1 | 2 | 4 | 8 | 16)) => Some(value),
            _ => None,
        };
        match arguments[..] {
            [""] => self.current = None,
            ["push", ref rest @ ..] => {
                let label = rest.iter().find(|text| alignment(text).is_none());
                self.pushed
                    .push((self.current, label.map(|text| (*text).to_owned())));
                if let Some(value) = rest.iter().find_map(|text| alignment(text)) {
                    self.current = Some(value);
                }
            }
            ["pop", ref rest @ ..] => {
                let label = rest.iter().find(|text| alignment(text).is_none());
                let found = match label {
                    Some(label) => self
                        .pushed
                        .iter()
                        .rposition(|(_, of)| of.as_deref() == Some(label)),
                    None => self.pushed.len().checked_sub(1),
                };
                if let Some(position) = found {
                    self.current = self.pushed[position].0;
                    self.pushed.truncate(position);
                }
                if let Some(value) = rest.iter().find_map(|text| alignment(text)) {
                    self.current = Some(value);
                }
            }
            [value] => match alignment(value) {
                Some(value) => self.current = Some(value),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}
