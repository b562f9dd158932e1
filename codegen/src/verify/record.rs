//! Structs and unions: size, and each field's name, type and offset.
//!
//! Anonymous members are looked through on both sides, since a header may write one (or name it)
//! where the IDL doesn't: what counts is which field lies where.

use std::collections::HashSet;

use super::Verifier;
use crate::diagnostics::{Diagnostic, Problem};
use crate::layout::{Layouts, Target};
use crate::model::{Item, ItemId, ItemKind, Model, Type};
use crate::source::Span;
use crate::spell;

/// A field that has a place of its own.
struct Leaf {
    name: String,
    offset: u64,
    /// Size in bytes, or first bit and width.
    extent: (u64, u64),
    ty: Type,
    span: Span,
}

impl Verifier<'_> {
    pub(super) fn record(&mut self, our: ItemId, item: &Item) {
        let namespace = item.namespace.as_deref();
        let Some(their) = self.theirs.by_name(namespace, &item.name) else {
            return;
        };
        if !self.is_record(their) {
            return;
        }
        self.fill_by_value(their);
        // Layouts differ between x86 and x64 in nothing that the declaration doesn't show, and
        // metadata is x64's where it differs.
        let target = Target::default();
        let theirs = leaves(self.theirs.model(), their, &target);
        let ours = leaves(self.model, our, &target);
        let (Some((our_size, ours)), Some((their_size, theirs))) = (ours, theirs) else {
            return;
        };
        self.report.records += 1;
        let difference = self.first_difference(&ours, &theirs).or_else(|| {
            (our_size != their_size).then(|| {
                (
                    None,
                    format!("{our_size} bytes here, {their_size} in metadata"),
                )
            })
        });
        let Some((span, difference)) = difference else {
            return;
        };
        let problem = Problem::RecordDiffers {
            name: item.name.clone(),
            difference,
        };
        let mut diagnostic = Diagnostic::new(problem, span.unwrap_or(item.span));
        if span.is_some() {
            diagnostic = diagnostic.related(item.span, "in this type");
        }
        for line in self.listing(&ours, &theirs) {
            diagnostic = diagnostic.note(line);
        }
        self.differs(&item.name, None, diagnostic);
    }

    /// Fills all that lies in an item itself.
    fn fill_by_value(&mut self, id: ItemId) {
        let mut seen = HashSet::from([id]);
        let mut queue = vec![id];
        while let Some(id) = queue.pop() {
            self.theirs.fill(id);
            match &self.theirs.model().item(id).kind {
                ItemKind::Record(record) => {
                    let inner = record.fields.iter().filter_map(|field| by_value(&field.ty));
                    queue.extend(inner.filter(|id| seen.insert(*id)));
                }
                ItemKind::Typedef(typedef) => {
                    queue.extend(by_value(&typedef.ty).filter(|id| seen.insert(*id)));
                }
                _ => {}
            }
        }
    }

    fn first_difference(
        &mut self,
        ours: &[Leaf],
        theirs: &[Leaf],
    ) -> Option<(Option<Span>, String)> {
        for (our, their) in ours.iter().zip(theirs) {
            let moved = our.offset != their.offset || our.name != their.name;
            if moved && (our.offset, our.extent) != (their.offset, their.extent) {
                let text = format!(
                    "`{}` at offset {} here, `{}` at {} in metadata",
                    our.name, our.offset, their.name, their.offset
                );
                return Some((Some(our.span), text));
            }
            if our.extent != their.extent || !self.same(|abi| abi.same(&our.ty, &their.ty)) {
                let text = format!(
                    "`{}` is `{}` here, `{}` in metadata",
                    our.name,
                    spell::type_text(self.model, &our.ty),
                    spell::type_text(self.theirs.model(), &their.ty)
                );
                return Some((Some(our.span), text));
            }
            if our.name != their.name {
                let text = format!("`{}` here, `{}` in metadata", our.name, their.name);
                return Some((Some(our.span), text));
            }
        }
        match (ours.get(theirs.len()), theirs.get(ours.len())) {
            (Some(our), _) => Some((Some(our.span), format!("metadata has no `{}`", our.name))),
            (_, Some(their)) => Some((None, format!("`{}` is missing", their.name))),
            _ => None,
        }
    }

    fn listing(&self, ours: &[Leaf], theirs: &[Leaf]) -> Vec<String> {
        let side = |model: &Model, leaf: Option<&Leaf>| {
            leaf.map_or_else(
                || "-".to_owned(),
                |it| {
                    format!(
                        "{:4} {}",
                        it.offset,
                        spell::declaration(model, &it.ty, &it.name)
                    )
                },
            )
        };
        let rows: Vec<(String, String)> = (0..ours.len().max(theirs.len()))
            .map(|index| {
                (
                    side(self.model, ours.get(index)),
                    side(self.theirs.model(), theirs.get(index)),
                )
            })
            .collect();
        let widths = rows.iter().map(|(ours, _)| ours.chars().count());
        let width = widths.max().unwrap_or(0);
        let mut lines = vec![format!("  {:width$}  metadata", "here")];
        lines.extend(rows.iter().map(|(ours, theirs)| {
            let mark = if ours == theirs { ' ' } else { '!' };
            format!("{mark} {ours:width$}  {theirs}")
        }));
        lines
    }
}

/// The size of a record and its fields, those of anonymous members among them; none where it has
/// no layout, which other stages report.
fn leaves(model: &Model, id: ItemId, target: &Target) -> Option<(u64, Vec<Leaf>)> {
    let mut layouts = Layouts::new(model, target);
    let mut leaves = Vec::new();
    collect(model, &mut layouts, id, 0, &mut leaves)?;
    let size = layouts.record(id).ok()?.layout.size;
    Some((size, leaves))
}

fn collect(
    model: &Model,
    layouts: &mut Layouts<'_>,
    id: ItemId,
    start: u64,
    leaves: &mut Vec<Leaf>,
) -> Option<()> {
    let ItemKind::Record(record) = &model.item(id).kind else {
        return None;
    };
    let layout = layouts.record(id).ok()?.clone();
    for (field, place) in record.fields.iter().zip(&layout.fields) {
        let offset = start + place.offset;
        let inner = match model.strip(&field.ty) {
            Type::Named(inner) if model.item(*inner).parent == Some(id) => Some(*inner),
            _ => None,
        };
        match (inner, &field.name) {
            (Some(inner), _) if is_record(model, inner) => {
                collect(model, layouts, inner, offset, leaves)?;
            }
            // A gap between bit fields.
            (_, None) => {}
            (_, Some(name)) => leaves.push(Leaf {
                name: name.clone(),
                offset,
                extent: place
                    .bits
                    .map_or((place.size, 0), |bits| (bits.first, bits.width)),
                ty: field.ty.clone(),
                span: field.span,
            }),
        }
    }
    Some(())
}

fn is_record(model: &Model, id: ItemId) -> bool {
    matches!(model.item(id).kind, ItemKind::Record(_))
}

/// The item that lies in what has this type.
fn by_value(ty: &Type) -> Option<ItemId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Array { element, .. } => by_value(element),
        _ => None,
    }
}
