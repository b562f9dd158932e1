//! Compares structs and unions: their sizes, and the name, type and offset of each field.
//!
//! Inner records are flattened on both sides, because a header may name an inner record, or leave it
//! out, where the IDL doesn't. It counts which field lies where. The members of a union may have any
//! order, and one side may have more of them. One side may also end earlier, if the record tells its
//! own size or version.

use super::Comparison;
use super::abi::{is_array, is_bytes, is_plain};
use super::leaf::{Leaf, leaves};
use super::listing::{Listing, Row};
use crate::c_syntax;
use crate::diagnostics::{Diagnostic, Problem};
use crate::layout::{Layout, Target};
use crate::model::{Item, ItemId, ItemKind, Model, Type};

/// A field of the IDL beside the field of the metadata that has its name or its place.
struct Pair {
    ours: Option<usize>,
    theirs: Option<usize>,
    mismatch: Option<Mismatch>,
    /// Whether one side has plain bytes where the other has several fields.
    is_covered: bool,
}

/// How the two fields of a pair differ.
#[derive(Clone)]
enum Mismatch {
    /// The side that lacks the field ends before it.
    Beyond(String),
    /// In place or type.
    Other(String),
}

impl Mismatch {
    fn text(&self) -> &str {
        match self {
            Self::Beyond(text) | Self::Other(text) => text,
        }
    }
}

/// The fields of a record, with its size and alignment.
struct Fields {
    layout: Layout,
    leaves: Vec<Leaf>,
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
    pub(super) fn record(&mut self, id: ItemId, item: &Item) {
        let namespace = item.namespace();
        let Some(their) = self.theirs.by_name(namespace, &item.name) else {
            return;
        };
        let (Some(our), Some(their)) = (
            record_behind(self.model, id),
            record_behind(self.theirs.model(), their),
        ) else {
            return;
        };
        self.theirs.needs_by_value(their);
        // Layouts differ between x86 and x64 in nothing that the declaration doesn't show, and
        // metadata is x64's where it differs.
        let target = Target::default();
        let fields = |model, id| {
            let (layout, leaves) = leaves(model, id, &target)?;
            Some(Fields { layout, leaves })
        };
        let theirs = fields(self.theirs.model(), their);
        let (Some(mut ours), Some(theirs)) = (fields(self.model, our), theirs) else {
            return;
        };
        // Metadata has some records without their fields.
        if theirs.leaves.is_empty() {
            return;
        }
        self.report.records += 1;
        let whole = !leave_unseen(&mut ours.leaves, &theirs.leaves);
        let pairs = self.pairs(&ours.leaves, &theirs.leaves);
        let first = pairs.iter().find(|pair| pair.mismatch.is_some());
        let mismatch = first.and_then(|pair| pair.mismatch.as_ref());
        let difference = match mismatch {
            Some(mismatch) => mismatch.text().to_owned(),
            None if !whole => return,
            None => match layouts_differ(ours.layout, theirs.layout, &pairs) {
                Some(difference) => difference,
                None => return,
            },
        };
        let name = item.name.to_string();
        let is_another = self.share_only_a_name(&ours.leaves, &theirs.leaves, &pairs);
        if is_another && self.referred_to_by(id, item).is_none() {
            let diagnostic = Diagnostic::new(Problem::OtherRecord { name }, item.span);
            self.differs(&item.name, None, diagnostic);
            return;
        }
        let is_version = is_of_another_version(&ours, &theirs, &pairs);
        let problem = if is_version && !self.is_embedded(id) {
            let age = if ours.layout.size < theirs.layout.size {
                "older"
            } else {
                "newer"
            };
            Problem::AnotherVersion {
                age: age.to_owned(),
                difference: format!("in `{name}`, {difference}"),
            }
        } else {
            Problem::RecordDiffers { name, difference }
        };
        let field = first
            .and_then(|pair| pair.ours)
            .map(|index| ours.leaves[index].span);
        let mut diagnostic = Diagnostic::new(problem, field.unwrap_or(item.span));
        if field.is_some() {
            diagnostic = diagnostic.related(item.span, "in this type");
        }
        if first.is_some() {
            let listing = self.listing(&pairs, &ours.leaves, &theirs.leaves);
            diagnostic = listing.into_iter().fold(diagnostic, Diagnostic::note);
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
                our.is_some_and(|our| our.overlaps(their)) && pair.mismatch.is_none()
            };
            if !paired && !pairs.iter().any(is_in_place_of) {
                let text = format!("`{}` is missing", their.name);
                pairs.push(Pair {
                    ours: None,
                    theirs: Some(index),
                    mismatch: Some(missing(text, their, ours)),
                    is_covered: false,
                });
            }
        }
        pairs
    }

    fn pair(&self, index: usize, ours: &[Leaf], theirs: &[Leaf]) -> Pair {
        let our = &ours[index];
        let pair = |their: Option<usize>, mismatch: Option<Mismatch>| Pair {
            ours: Some(index),
            theirs: their,
            mismatch,
            is_covered: false,
        };
        let mut named = None;
        let mut placed = Vec::new();
        for (place, their) in theirs.iter().enumerate() {
            let same = our.lies_as(their) && self.same_type(our, their);
            let same_name = is_called(our, &their.name);
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
            let text = self.moved(our, &theirs[place]);
            return pair(Some(place), Some(Mismatch::Other(text)));
        }
        // Another name for the same thing, unless that thing lies elsewhere here.
        let is_elsewhere = |their: &Leaf| {
            let mut namesakes = ours
                .iter()
                .filter(|it| is_called(it, &their.name))
                .peekable();
            namesakes.peek().is_some() && !namesakes.any(|it| it.lies_as(their))
        };
        if let Some(place) = placed.iter().find(|place| !is_elsewhere(&theirs[**place])) {
            return pair(Some(*place), None);
        }
        if let Some(place) = placed.first() {
            let their = &theirs[*place].name;
            let text = format!("`{}` here, `{their}` in metadata", our.name);
            return pair(Some(*place), Some(Mismatch::Other(text)));
        }
        if let Some(place) = self.covered(our, ours, theirs) {
            return Pair {
                is_covered: true,
                ..pair(Some(place), None)
            };
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
        let mismatch = match there {
            Some(place) => Mismatch::Other(self.moved(our, &theirs[place])),
            None => missing(format!("metadata has no `{}`", our.name), our, theirs),
        };
        pair(there, Some(mismatch))
    }

    /// Returns whether two fields of the same bits have the same type. Which integer type a bit
    /// field is of makes no difference.
    fn same_type(&self, our: &Leaf, their: &Leaf) -> bool {
        let abi = self.abi();
        let is_bit_field = our.bits.is_some() || their.bits.is_some();
        is_bit_field && abi.are_integers(&our.ty, &their.ty) || abi.same(&our.ty, &their.ty)
    }

    /// Returns the first field of metadata whose bytes a field has, if one side has plain bytes where
    /// the other has several fields, and no field is elsewhere.
    fn covered(&self, our: &Leaf, ours: &[Leaf], theirs: &[Leaf]) -> Option<usize> {
        let mut there = (0..theirs.len()).filter(|place| our.overlaps(&theirs[*place]));
        let first = there.next()?;
        // A pointer is as large as the bytes on one target alone.
        let is_covered =
            |their: &Leaf| our.covers(their) && is_plain(self.theirs.model(), &their.ty);
        let are_covered = match there.next() {
            None => {
                theirs[first].covers(our)
                    && is_array(self.theirs.model(), &theirs[first].ty)
                    && is_bytes(self.theirs.model(), &theirs[first].ty)
                    && is_plain(self.model, &our.ty)
            }
            Some(second) => {
                is_bytes(self.model, &our.ty)
                    && [first, second]
                        .into_iter()
                        .chain(there)
                        .all(|place| is_covered(&theirs[place]))
            }
        };
        let is_elsewhere = theirs
            .iter()
            .filter(|their| our.overlaps(their))
            .any(|their| ours.iter().any(|our| is_called(our, &their.name)));
        (are_covered && !is_elsewhere).then_some(first)
    }

    /// Says how a field differs in type or place.
    fn moved(&self, our: &Leaf, their: &Leaf) -> String {
        let name = &our.name;
        let has_bits = our.bits.is_some() || their.bits.is_some();
        if !is_called(our, &their.name) {
            format!(
                "`{name}` at offset {} here, `{}` at {} in metadata",
                our.offset, their.name, their.offset
            )
        } else if has_bits && !our.lies_as(their) {
            format!(
                "`{name}` is {} here, {} in metadata",
                bits(our),
                bits(their)
            )
        } else if our.offset != their.offset {
            format!(
                "`{name}` is at offset {} here, at {} in metadata",
                our.offset, their.offset
            )
        } else {
            format!("`{name}` is {}", self.abi().both(&our.ty, &their.ty))
        }
    }

    /// Returns whether two records share less than half of their fields' names, or no field that has
    /// the same type, and neither has plain bytes for the fields of the other. They are two types
    /// then that happen to have one name.
    fn share_only_a_name(&self, ours: &[Leaf], theirs: &[Leaf], pairs: &[Pair]) -> bool {
        let abi = self.abi();
        let (mut shared, mut alike) = (0, 0);
        for our in ours {
            let mut namesakes = theirs.iter().filter(|their| is_called(our, &their.name));
            shared += usize::from(namesakes.clone().next().is_some());
            alike += usize::from(namesakes.any(|their| abi.same(&our.ty, &their.ty)));
        }
        (shared * 2 < ours.len().min(theirs.len()) || alike == 0)
            && !pairs.iter().any(|pair| pair.is_covered)
    }

    /// Lists both sides beside each other, each field with its offset.
    fn listing(&self, pairs: &[Pair], ours: &[Leaf], theirs: &[Leaf]) -> Vec<String> {
        let side = |model: &Model, leaf: Option<&Leaf>| {
            leaf.map_or_else(
                || "-".to_owned(),
                |it| {
                    let field = c_syntax::declaration(model, &it.ty, &it.name);
                    let width = it.bits.map(|(_, width)| format!(" : {width}"));
                    format!("{:4}  {field}{}", it.offset, width.unwrap_or_default())
                },
            )
        };
        let rows = pairs
            .iter()
            .map(|pair| Row {
                ours: side(self.model, pair.ours.map(|index| &ours[index])),
                theirs: side(self.theirs.model(), pair.theirs.map(|index| &theirs[index])),
                differs: pair.mismatch.is_some(),
            })
            .collect();
        Listing {
            head: "offset  here".to_owned(),
            rows,
        }
        .lines()
    }
}

/// Says how two records differ as a whole. The alignment follows from the fields, unless they differ.
/// Metadata has some records packed whose fields lie as they would without.
fn layouts_differ(ours: Layout, theirs: Layout, pairs: &[Pair]) -> Option<String> {
    if ours.size != theirs.size {
        Some(format!(
            "{} bytes here, {} in metadata",
            ours.size, theirs.size
        ))
    } else if ours.align != theirs.align && pairs.iter().any(|pair| pair.is_covered) {
        Some(format!(
            "aligned to {} bytes here, to {} in metadata",
            ours.align, theirs.align
        ))
    } else {
        None
    }
}

/// Returns the bits of a field in words.
fn bits(leaf: &Leaf) -> String {
    let offset = leaf.offset;
    match leaf.bits {
        Some((first, 1)) => format!("bit {first} at offset {offset}"),
        Some((first, width)) => {
            let last = first.saturating_add(width).saturating_sub(1);
            format!("bits {first} to {last} at offset {offset}")
        }
        None => format!("all {} bytes at offset {offset}", leaf.size),
    }
}

/// Returns the mismatch of a field that the other side lacks, whose fields are `others`.
fn missing(text: String, field: &Leaf, others: &[Leaf]) -> Mismatch {
    if field.range().start >= end(others) {
        Mismatch::Beyond(text)
    } else {
        Mismatch::Other(text)
    }
}

/// Returns the bit behind the last field.
fn end(leaves: &[Leaf]) -> u64 {
    let ends = leaves.iter().map(|leaf| leaf.range().end);
    ends.max().unwrap_or(0)
}

/// Returns whether a field has this name. Whoever restates a record may write it in another case.
fn is_called(field: &Leaf, name: &str) -> bool {
    field.name.eq_ignore_ascii_case(name)
}

/// Returns the record that an item is, or that a typedef names.
pub(super) fn record_behind(model: &Model, id: ItemId) -> Option<ItemId> {
    match (&model.item(id).kind, model.strip(&Type::Named(id))) {
        (ItemKind::Record(_), _) => Some(id),
        (ItemKind::Typedef(_), Type::Named(record)) => {
            matches!(model.item(*record).kind, ItemKind::Record(_)).then_some(*record)
        }
        _ => None,
    }
}

/// Returns whether one side is the other with more behind its end, and the record is made to grow:
/// its first field tells its size or version, or the IDL has a larger member of a union. Where the
/// union is smaller, Windows would write behind its end.
fn is_of_another_version(ours: &Fields, theirs: &Fields, pairs: &[Pair]) -> bool {
    let mismatches = || pairs.iter().filter_map(|pair| pair.mismatch.as_ref());
    if mismatches().any(|mismatch| matches!(mismatch, Mismatch::Other(_))) {
        return false;
    }
    let (larger, smaller) = if ours.layout.size < theirs.layout.size {
        (theirs, ours)
    } else {
        (ours, theirs)
    };
    let end = end(&smaller.leaves);
    let is_behind = |leaf: &Leaf| leaf.range().end > end;
    let is_in_union = |leaf: &Leaf| {
        let others = larger
            .leaves
            .iter()
            .filter(|other| !std::ptr::eq(*other, leaf));
        others.clone().any(|other| leaf.overlaps(other))
    };
    let Some(first) = larger.leaves.iter().position(is_behind) else {
        return false;
    };
    let grows_in_union =
        is_in_union(&larger.leaves[first]) || first > 0 && is_in_union(&larger.leaves[first - 1]);
    // A record that ends in padding there may have a field in it here.
    let is_newer = larger.layout.size > smaller.layout.size && std::ptr::eq(larger, ours);
    let tells_version = tells_version(larger) && tells_version(smaller);
    larger.layout.size > smaller.layout.size
        && (is_newer && grows_in_union || tells_version && smaller.leaves.len() > 1)
}

/// Returns whether the first field tells the size or the version of the record, or which fields are
/// valid: `cbSize`, `dwVersion`, `mask`. The size of something else has a longer name: `SizeInBytes`.
fn tells_version(fields: &Fields) -> bool {
    let words = ["size", "structsize", "sizeofstruct", "version", "mask"];
    fields.leaves.first().is_some_and(|first| {
        let name = first
            .name
            .trim_start_matches(|it: char| it.is_ascii_lowercase());
        let whole = [first.name.as_str(), name];
        first.name == "cb"
            || whole
                .iter()
                .any(|name| words.iter().any(|word| name.eq_ignore_ascii_case(word)))
    })
}
