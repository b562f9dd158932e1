//! `#pragma pack`: the alignment that structs have from here on.

use super::Parser;
use crate::diagnostics::Problem;
use crate::model::{Packing, PointerWidth};
use crate::token::{Token, TokenKind};

/// What is in force for either width.
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

/// The alignment in force and those it was pushed over.
#[derive(Clone, Debug, Default)]
pub(super) struct Pack {
    current: Option<u32>,
    pushed: Vec<(Option<u32>, Option<String>)>,
}

impl Parser<'_> {
    /// Applies the pragmas at hand and passes them, so that the grammar never sees one.
    pub(super) fn apply_pragmas(&mut self) {
        while let Some(token) = self.tokens.get(self.position)
            && token.kind == TokenKind::Pragma
        {
            self.position += 1;
            self.apply_pragma(*token);
        }
    }

    fn apply_pragma(&mut self, token: Token) {
        let text = self.names.text(token.text);
        let is_known = self.packs.of(PointerWidth::Bits64).apply(text)
            && self.packs.of(PointerWidth::Bits32).apply(text);
        if !is_known {
            let text = text.to_owned();
            self.diagnostics
                .report(Problem::BadPragma { text }, token.span);
        }
    }
}

impl Pack {
    /// Applies `pack(…)`; other pragmas mean nothing to the grammar. Whether it was well formed.
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
        let pack = self;
        match arguments[..] {
            [""] => pack.current = None,
            ["push", ref rest @ ..] => {
                let label = rest.iter().find(|text| alignment(text).is_none());
                pack.pushed
                    .push((pack.current, label.map(|text| (*text).to_owned())));
                if let Some(value) = rest.iter().find_map(|text| alignment(text)) {
                    pack.current = Some(value);
                }
            }
            ["pop", ref rest @ ..] => {
                let label = rest.iter().find(|text| alignment(text).is_none());
                let found = match label {
                    Some(label) => pack
                        .pushed
                        .iter()
                        .rposition(|(_, of)| of.as_deref() == Some(label)),
                    None => pack.pushed.len().checked_sub(1),
                };
                if let Some(position) = found {
                    pack.current = pack.pushed[position].0;
                    pack.pushed.truncate(position);
                }
                if let Some(value) = rest.iter().find_map(|text| alignment(text)) {
                    pack.current = Some(value);
                }
            }
            [value] => match alignment(value) {
                Some(value) => pack.current = Some(value),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}
