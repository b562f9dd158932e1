//! What is somewhere inside a record, and decides which of Rust's traits it can have.

use std::collections::HashMap;

use crate::lower::abi::{Abi, AbiType};
use crate::lower::number::Number;
use crate::model::{ItemId, ItemKind, Model, Packing, Record};

/// What a record has in it, at any depth but not behind a pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RecordFacts {
    /// Something that has to be released: an interface, a string of OLE's.
    pub(super) has_owned: bool,
    /// A union, of which nobody knows which field is the valid one.
    pub(super) has_union: bool,
    /// A packed record, to whose fields Rust makes no references.
    pub(super) has_packing: bool,
    /// A pointer to a function.
    pub(super) has_function: bool,
    /// A floating-point number.
    pub(super) has_float: bool,
}

impl RecordFacts {
    fn add(&mut self, other: Self) {
        self.has_owned |= other.has_owned;
        self.has_union |= other.has_union;
        self.has_packing |= other.has_packing;
        self.has_function |= other.has_function;
        self.has_float |= other.has_float;
    }
}

/// The facts of all records of a model.
#[derive(Debug, Default)]
pub(super) struct Facts {
    records: HashMap<ItemId, RecordFacts>,
}

impl Facts {
    pub(super) fn new(abi: &Abi<'_>) -> Self {
        let mut facts = Self::default();
        for (id, record) in innermost_first(abi) {
            let mut known = RecordFacts {
                has_union: record.is_union,
                has_packing: record.pack != Packing::default(),
                ..RecordFacts::default()
            };
            for field in &record.fields {
                known.add(facts.of(abi, &abi.field(field)));
            }
            facts.records.insert(id, known);
        }
        facts
    }

    /// The facts of the record `id`.
    pub(super) fn record(&self, id: ItemId) -> RecordFacts {
        self.records.get(&id).copied().unwrap_or_default()
    }

    /// The facts of a value of type `ty`.
    pub(super) fn of(&self, abi: &Abi<'_>, ty: &AbiType) -> RecordFacts {
        let mut facts = RecordFacts::default();
        match abi.expand(ty) {
            AbiType::BStr | AbiType::HString => facts.has_owned = true,
            AbiType::Function(_) => facts.has_function = true,
            AbiType::Number(Number::F32) | AbiType::Number(Number::F64) => facts.has_float = true,
            AbiType::Array { element, .. } => return self.of(abi, &element),
            AbiType::Record(id) => return self.record(id),
            ty => facts.has_owned = ty.is_interface(),
        }
        facts
    }
}

/// All records, each behind those that it holds. By a stack of its own, since nothing bounds how
/// deep an input nests them.
fn innermost_first<'m>(abi: &Abi<'m>) -> Vec<(ItemId, &'m Record)> {
    let model = abi.model();
    let mut order = Vec::new();
    let mut state = vec![State::Unseen; model.items().count()];
    let mut stack = Vec::new();
    for (id, _) in model.items() {
        stack.push(id);
        while let Some(&id) = stack.last() {
            let place = &mut state[id.0 as usize];
            let record = match (&model.item(id).kind, *place) {
                (ItemKind::Record(record), State::Unseen | State::Open) => record,
                _ => {
                    stack.pop();
                    continue;
                }
            };
            if *place == State::Open {
                *place = State::Done;
                order.push((id, record));
                stack.pop();
                continue;
            }
            *place = State::Open;
            for field in &record.fields {
                // One that is open contains itself, and has no layout, for which it is refused.
                if let Some(inner) = record_in(model, abi, &abi.field(field))
                    && state[inner.0 as usize] == State::Unseen
                {
                    stack.push(inner);
                }
            }
        }
    }
    order
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unseen,
    Open,
    Done,
}

fn record_in(model: &Model, abi: &Abi<'_>, ty: &AbiType) -> Option<ItemId> {
    match abi.expand(ty) {
        AbiType::Record(id) => matches!(model.item(id).kind, ItemKind::Record(_)).then_some(id),
        AbiType::Array { element, .. } => record_in(model, abi, &element),
        _ => None,
    }
}
