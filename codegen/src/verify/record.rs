//! Compares structs and unions: their sizes, and the name, type and offset of each field.
//!
//! Inner records are flattened on both sides, because a header may name an inner record, or leave it
//! out, where the IDL doesn't. It counts which field lies where. The members of a union may have any
//! order, and one side may have more of them.

use super::Comparison;
use super::leaf::{Leaf, leaves};
use super::listing::{Listing, Row};
use crate::c_syntax;
use crate::diagnostics::{Diagnostic, Problem};
use crate::layout::Target;
use crate::model::{Item, ItemId, ItemKind, Model};

/// A field of the IDL beside the field of the metadata that has its name or its place.
struct Pair {
    ours: Option<usize>,
    theirs: Option<usize>,
    difference: Option<String>,
}

/// Removes the fields that metadata can't have, if it has none of them. Returns whether there were
/// any. The fields behind them are then compared by name and type alone.
fn leave_unseen(ours: &mut Vec<Leaf>, theirs: &[Leaf]) -> bool {
    let has = |name: &str| theirs.iter().any(|their| their.name == name);
    if !ours.iter().any(|our| our.unseen) || ours.iter().any(|our| our.unseen && has(&our.name)) {
        return false;
    }
    ours.retain(|our| !our.unseen);
    for our in ours {
        if let Some(their) = theirs.iter().find(|their| their.name == our.name) {
            our.offset = their.offset;
        }
    }
    true
}

impl Comparison<'_> {
    pub(super) fn record(&mut self, our: ItemId, item: &Item) {
        let namespace = item.namespace.as_deref();
        let Some(their) = self.theirs.by_name(namespace, &item.name) else {
            return;
        };
        if !matches!(self.theirs.model().item(their).kind, ItemKind::Record(_)) {
            return;
        }
        self.theirs.needs_by_value(their);
        // Layouts differ between x86 and x64 in nothing that the declaration doesn't show, and
        // metadata is x64's where it differs.
        let target = Target::default();
        let theirs = leaves(self.theirs.model(), their, &target);
        let ours = leaves(self.model, our, &target);
        let (Some((our_size, mut ours)), Some((their_size, theirs))) = (ours, theirs) else {
            return;
        };
        self.report.records += 1;
        let whole = !leave_unseen(&mut ours, &theirs);
        let pairs = self.pairs(&ours, &theirs);
        let first = pairs.iter().find(|pair| pair.difference.is_some());
        let difference = first.and_then(|pair| pair.difference.clone()).or_else(|| {
            (whole && our_size != their_size)
                .then(|| format!("{our_size} bytes here, {their_size} in metadata"))
        });
        let Some(difference) = difference else {
            return;
        };
        let field = first
            .and_then(|pair| pair.ours)
            .map(|index| ours[index].span);
        let problem = Problem::RecordDiffers {
            name: item.name.to_string(),
            difference,
        };
        let mut diagnostic = Diagnostic::new(problem, field.unwrap_or(item.span));
        if field.is_some() {
            diagnostic = diagnostic.related(item.span, "in this type");
        }
        for line in self.listing(&pairs, &ours, &theirs) {
            diagnostic = diagnostic.note(line);
        }
        self.differs(&item.name, None, diagnostic);
    }

    /// Pairs all fields of both sides: the IDL's in order, then the rest of the metadata's.
    fn pairs(&self, ours: &[Leaf], theirs: &[Leaf]) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = (0..ours.len())
            .map(|index| self.pair(index, ours, theirs))
            .collect();
        for (index, their) in theirs.iter().enumerate() {
            let paired = pairs.iter().any(|pair| pair.theirs == Some(index));
            let is_in_place_of = |pair: &Pair| {
                let our = pair.ours.map(|index| &ours[index]);
                our.is_some_and(|our| our.overlaps(their)) && pair.difference.is_none()
            };
            if !paired && !pairs.iter().any(is_in_place_of) {
                pairs.push(Pair {
                    ours: None,
                    theirs: Some(index),
                    difference: Some(format!("`{}` is missing", their.name)),
                });
            }
        }
        pairs
    }

    fn pair(&self, index: usize, ours: &[Leaf], theirs: &[Leaf]) -> Pair {
        let our = &ours[index];
        let pair = |their: Option<usize>, difference: Option<String>| Pair {
            ours: Some(index),
            theirs: their,
            difference,
        };
        let mut named = None;
        let mut placed = Vec::new();
        for (place, their) in theirs.iter().enumerate() {
            let same = our.lies_as(their) && self.abi().same(&our.ty, &their.ty);
            let same_name = our.name == their.name;
            if same && same_name {
                return pair(Some(place), None);
            }
            if same {
                placed.push(place);
            }
            // If several have its name, the one in its place counts.
            if same_name && (named.is_none() || our.lies_as(their)) {
                named = Some(place);
            }
        }
        if let Some(place) = named {
            let difference = self.moved(our, &theirs[place]);
            return pair(Some(place), Some(difference));
        }
        // Another name for the same thing, unless that thing lies elsewhere here.
        let is_elsewhere = |their: &Leaf| {
            let mut namesakes = ours.iter().filter(|it| it.name == their.name).peekable();
            namesakes.peek().is_some() && !namesakes.any(|it| it.lies_as(their))
        };
        if let Some(place) = placed.iter().find(|place| !is_elsewhere(&theirs[**place])) {
            return pair(Some(*place), None);
        }
        if let Some(place) = placed.first() {
            let their = &theirs[*place].name;
            let difference = format!("`{}` here, `{their}` in metadata", our.name);
            return pair(Some(*place), Some(difference));
        }
        let alternative = theirs.iter().any(|their| our.overlaps(their))
            && ours
                .iter()
                .enumerate()
                .any(|(other, it)| other != index && our.overlaps(it));
        if alternative {
            return pair(None, None);
        }
        let there = theirs.iter().position(|their| our.overlaps(their));
        let difference = match there {
            Some(place) => self.moved(our, &theirs[place]),
            None => format!("metadata has no `{}`", our.name),
        };
        pair(there, Some(difference))
    }

    /// Says how a field differs in type or place.
    fn moved(&self, our: &Leaf, their: &Leaf) -> String {
        if our.offset == their.offset && our.name == their.name {
            format!(
                "`{}` is `{}` here, `{}` in metadata",
                our.name,
                c_syntax::type_text(self.model, &our.ty),
                c_syntax::type_text(self.theirs.model(), &their.ty)
            )
        } else if our.name == their.name {
            format!(
                "`{}` is at offset {} here, at {} in metadata",
                our.name, our.offset, their.offset
            )
        } else {
            format!(
                "`{}` at offset {} here, `{}` at {} in metadata",
                our.name, our.offset, their.name, their.offset
            )
        }
    }

    /// Lists both sides beside each other, each field with its offset.
    fn listing(&self, pairs: &[Pair], ours: &[Leaf], theirs: &[Leaf]) -> Vec<String> {
        let side = |model: &Model, leaf: Option<&Leaf>| {
            leaf.map_or_else(
                || "-".to_owned(),
                |it| {
                    let field = c_syntax::declaration(model, &it.ty, &it.name);
                    format!("{:4}  {field}", it.offset)
                },
            )
        };
        let rows = pairs
            .iter()
            .map(|pair| Row {
                ours: side(self.model, pair.ours.map(|index| &ours[index])),
                theirs: side(self.theirs.model(), pair.theirs.map(|index| &theirs[index])),
                differs: pair.difference.is_some(),
            })
            .collect();
        Listing {
            head: "offset  here".to_owned(),
            rows,
        }
        .lines()
    }
}
