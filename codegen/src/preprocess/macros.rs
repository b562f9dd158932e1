//! Macros, and the table of the defined ones.

use std::num::NonZeroU32;
use std::rc::Rc;

use super::lexer::Lexeme;
use crate::source::Span;
use crate::token::Symbol;

/// A macro.
#[derive(Clone, Debug)]
pub(super) struct Macro {
    /// The name.
    pub(super) name: Symbol,
    /// Where its name stands in its definition.
    pub(super) definition: Span,
    /// Its meaning.
    pub(super) meaning: Meaning,
}

/// The meaning of a macro.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// `__LINE__`.
    Line,
    /// `__FILE__`.
    File,
    /// The replacement of a `#define`.
    Defined {
        /// The parameters of a function-like macro.
        parameters: Option<Parameters>,
        /// The replacement.
        body: Vec<Piece>,
    },
}

/// The parameters of a function-like macro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parameters {
    /// Their names; of a variadic macro the last is `__VA_ARGS__`.
    pub(super) names: Vec<Symbol>,
    /// Ends in `...`.
    pub(super) variadic: bool,
}

/// A token of a replacement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The token as it is written; of `#x` the parameter.
    pub(super) lexeme: Lexeme,
    /// Its role in an expansion.
    pub(super) role: Role,
    /// `##` stands before it.
    pub(super) pasted: bool,
}

/// The role of a piece of a replacement in an expansion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It stands for itself.
    Plain,
    /// The argument with this index replaces it.
    Argument(usize),
    /// `#`: the text of the argument with this index replaces it.
    Stringized(usize),
}

impl Macro {
    /// Whether a second definition is the same, which C allows.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        match (&self.meaning, &other.meaning) {
            (
                Meaning::Defined { parameters, body },
                Meaning::Defined {
                    parameters: other_parameters,
                    body: other_body,
                },
            ) => {
                parameters == other_parameters
                    && body.len() == other_body.len()
                    && body
                        .iter()
                        .zip(other_body)
                        .enumerate()
                        .all(|(index, (a, b))| {
                            a.lexeme.text == b.lexeme.text
                                && (index == 0 || a.lexeme.spaced == b.lexeme.spaced)
                                && (a.role, a.pasted) == (b.role, b.pasted)
                        })
            }
            _ => false,
        }
    }
}

/// The number of a macro in a [`MacroTable`]. An undefined macro keeps its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MacroId(NonZeroU32);

impl MacroId {
    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The macros that are defined, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct MacroTable {
    /// By [`Symbol::index`], up to the largest of a macro's name.
    by_name: Vec<Option<MacroId>>,
    macros: Vec<Entry>,
    revision: usize,
}

/// The cost of a call that is folded.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoldCost {
    /// How many expansions the call takes.
    pub(super) expansions: usize,
    /// How many tokens these make.
    pub(super) tokens: usize,
    /// The revision of the table for which this holds.
    pub(super) revision: usize,
}

#[derive(Clone, Debug)]
struct Entry {
    definition: Rc<Macro>,
    /// Its replacement is being read, and its name isn't replaced in there.
    active: bool,
    /// The cost of a call that is folded, once a call was.
    fold_cost: Option<FoldCost>,
}

impl MacroTable {
    pub(super) fn get(&self, name: Symbol) -> Option<MacroId> {
        self.by_name.get(name.index()).copied().flatten()
    }

    pub(super) fn definition(&self, id: MacroId) -> Rc<Macro> {
        self.macros[id.index()].definition.clone()
    }

    /// Returns all macros that are defined.
    pub(super) fn all(&self) -> impl Iterator<Item = &Macro> {
        let defined = self.by_name.iter().flatten();
        defined.map(|id| &*self.macros[id.index()].definition)
    }

    pub(super) fn define(&mut self, definition: Macro) {
        let index = definition.name.index();
        if self.by_name.len() <= index {
            self.by_name.resize(index + 1, None);
        }
        self.macros.push(Entry {
            definition: Rc::new(definition),
            active: false,
            fold_cost: None,
        });
        self.revision += usize::from(self.by_name[index].is_some());
        self.by_name[index] = NonZeroU32::new(self.macros.len() as u32).map(MacroId);
    }

    pub(super) fn undefine(&mut self, name: Symbol) {
        if let Some(slot) = self.by_name.get_mut(name.index()) {
            self.revision += usize::from(slot.take().is_some());
        }
    }

    pub(super) fn is_active(&self, id: MacroId) -> bool {
        self.macros[id.index()].active
    }

    pub(super) fn set_active(&mut self, id: MacroId, active: bool) {
        self.macros[id.index()].active = active;
    }

    /// Returns how often a name that had a meaning has lost it or got another.
    pub(super) fn revision(&self) -> usize {
        self.revision
    }

    pub(super) fn fold_cost(&self, id: MacroId) -> Option<FoldCost> {
        self.macros[id.index()].fold_cost
    }

    pub(super) fn set_fold_cost(&mut self, id: MacroId, cost: FoldCost) {
        self.macros[id.index()].fold_cost = Some(cost);
    }
}
