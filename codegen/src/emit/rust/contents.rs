//! The contents of records: they decide which of Rust's traits a record can have.

use std::collections::HashMap;

use crate::lower::abi::{Abi, AbiType};
use crate::lower::number::Number;
use crate::model::{ItemId, ItemKind, Model, Packing, Record};

/// The kinds of things that a value has in it, at any depth but not behind a pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Contents {
    /// Something that has to be released: an interface, a string of OLE's.
    pub(super) has_owned: bool,
    /// A union: nobody knows which of its fields is the valid one.
    pub(super) has_union: bool,
    /// A packed record: Rust makes no references to its fields.
    pub(super) has_packing: bool,
    /// A pointer to a function.
    pub(super) has_function: bool,
    /// A floating-point number.
    pub(super) has_float: bool,
    /// A record of another crate, which decides itself which traits it has.
    pub(super) has_external: bool,
}

impl Contents {
    fn add(&mut self, other: Self) {
        self.has_owned |= other.has_owned;
        self.has_union |= other.has_union;
        self.has_packing |= other.has_packing;
        self.has_function |= other.has_function;
        self.has_float |= other.has_float;
        self.has_external |= other.has_external;
    }
}

/// The contents of all records of a model.
#[derive(Debug, Default)]
pub(super) struct RecordContents {
    records: HashMap<ItemId, Contents>,
}

impl RecordContents {
    pub(super) fn new(abi: &Abi<'_>) -> Self {
        let mut all = Self::default();
        for (id, record) in innermost_first(abi) {
            let mut contents = Contents {
                has_union: record.is_union,
                has_packing: record.pack != Packing::default(),
                has_external: abi.external(id).is_some(),
                ..Contents::default()
            };
            for field in &record.fields {
                contents.add(all.of(abi, &abi.field(field)));
            }
            all.records.insert(id, contents);
        }
        all
    }

    /// Returns the contents of the record `id`.
    pub(super) fn record(&self, id: ItemId) -> Contents {
        self.records.get(&id).copied().unwrap_or_default()
    }

    /// Returns the contents of a value of type `ty`.
    pub(super) fn of(&self, abi: &Abi<'_>, ty: &AbiType) -> Contents {
        let mut contents = Contents::default();
        match abi.expand(ty) {
            AbiType::BStr | AbiType::HString => contents.has_owned = true,
            AbiType::Function(_) => contents.has_function = true,
            AbiType::Number(Number::F32) | AbiType::Number(Number::F64) => {
                contents.has_float = true
            }
            AbiType::Array { element, .. } => return self.of(abi, &element),
            AbiType::Record(id) => return self.record(id),
            ty => contents.has_owned = ty.is_interface(),
        }
        contents
    }
}

/// Returns all records, each behind the records that it holds. The search has a stack of its own,
/// since nothing bounds how deep an input nests records.
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
                // A record that is open contains itself. It has no layout and is refused for that.
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
