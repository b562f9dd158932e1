//! Structs and unions: the places of their fields, with the padding between them.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, Fact};
use super::code::attributes;
use crate::docs::Kind;
use crate::layout::{FieldLayout, LayoutError, RecordLayout};
use crate::model::{Field, Item, ItemId, ItemKind, Record, Type};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, record: &Record) -> Markup {
    let (facts, content) = match layouts(page, id) {
        Ok(layouts) => (facts(page, record, &layouts), table(page, id, item)),
        Err(error) => {
            let reason = error.describe(page.model);
            (
                vec![Fact::new("Layout", html! { "none: it " (reason) })],
                html! {},
            )
        }
    };
    page.frame(Article {
        id,
        item,
        kind: keyword(record),
        facts,
        content,
    })
}

fn keyword(record: &Record) -> &'static str {
    if record.is_union { "union" } else { "struct" }
}

/// Returns the layout of a record for each width of pointers.
fn layouts(page: &Page<'_>, id: ItemId) -> Result<Vec<RecordLayout>, LayoutError> {
    let layouts = page.layouts.iter();
    layouts
        .map(|layouts| layouts.borrow_mut().record(id).cloned())
        .collect()
}

fn facts(page: &Page<'_>, record: &Record, layouts: &[RecordLayout]) -> Vec<Fact> {
    let sizes = layouts.iter().map(|it| bytes(it.layout.size));
    let aligns = layouts.iter().map(|it| bytes(it.layout.align));
    let mut facts = vec![
        Fact::new("Size", by_width(page, sizes.collect())),
        Fact::new("Alignment", by_width(page, aligns.collect())),
    ];
    let packs = page.widths.iter().map(|width| record.pack.at(*width));
    let packs: Vec<_> = packs
        .map(|pack| pack.map_or("none".into(), bytes))
        .collect();
    if packs.iter().any(|pack| pack != "none") {
        facts.push(Fact::new("Packing", by_width(page, packs)));
    }
    facts
}

fn bytes(count: impl Into<u64>) -> String {
    match count.into() {
        1 => "1 byte".into(),
        count => format!("{count} bytes"),
    }
}

/// Returns what holds for each width of pointers, once where it is the same.
fn by_width(page: &Page<'_>, texts: Vec<String>) -> Markup {
    let is_same = texts.windows(2).all(|pair| pair[0] == pair[1]);
    html! {
        @if is_same { (texts.first().map_or("", String::as_str)) }
        @else {
            @for (index, (width, text)) in page.widths.iter().zip(&texts).enumerate() {
                @if index > 0 { ", " }
                (text) " on " (super::bits(*width)) " bits"
            }
        }
    }
}

/// A line of the table.
struct Row<'a> {
    /// The record whose field it is.
    owner: &'a Item,
    /// How many anonymous records it is in.
    depth: usize,
    content: Content<'a>,
    /// Where it is, for each width of pointers; none where it isn't.
    places: Vec<Option<Extent>>,
    anchor: Option<&'a str>,
}

enum Content<'a> {
    Field(&'a Field),
    /// A field whose own fields follow, since its type has no name.
    Nested(&'a Field, &'a Record),
    Padding,
}

/// Bytes of a record.
#[derive(Clone, Copy)]
struct Extent {
    offset: u64,
    size: u64,
    /// The first bit and the number of bits, of a bit field.
    bits: Option<(u64, u64)>,
}

/// The lines of a record's table, in order.
struct Rows<'p, 'a> {
    page: &'p Page<'a>,
    rows: Vec<Row<'p>>,
}

impl<'p, 'a: 'p> Rows<'p, 'a> {
    /// Adds the fields of the record `id`, which lies at `bases`.
    fn add(&mut self, id: ItemId, bases: &[u64], depth: usize) {
        let owner = self.page.item(id);
        let ItemKind::Record(record) = &owner.kind else {
            return;
        };
        // A record that has no layout has none of its own fields here: its article says why.
        let Ok(layouts) = layouts(self.page, id) else {
            return;
        };
        let mut ends = bases.to_vec();
        for (number, field) in record.fields.iter().enumerate() {
            let places = layouts.iter().map(|layout| &layout.fields[number]);
            let places: Vec<Extent> = places
                .zip(bases)
                .map(|(field, base)| Extent::of(field, *base))
                .collect();
            if !record.is_union {
                let starts = places.iter().map(|place| place.offset);
                self.add_padding(&ends, starts.collect(), owner, depth);
            }
            for (end, place) in ends.iter_mut().zip(&places) {
                *end = (*end).max(place.offset + place.size);
            }
            self.add_field(id, number, field, places, depth);
        }
        let wholes = layouts.iter().zip(bases);
        let wholes = wholes.map(|(layout, base)| base + layout.layout.size);
        self.add_padding(&ends, wholes.collect(), owner, depth);
    }

    fn add_padding(&mut self, ends: &[u64], starts: Vec<u64>, owner: &'p Item, depth: usize) {
        let places = ends.iter().zip(starts).map(|(&offset, start)| {
            (start > offset).then(|| Extent {
                offset,
                size: start - offset,
                bits: None,
            })
        });
        let places: Vec<_> = places.collect();
        if places.iter().any(Option::is_some) {
            self.rows.push(Row {
                owner,
                depth,
                content: Content::Padding,
                places,
                anchor: None,
            });
        }
    }

    fn add_field(
        &mut self,
        id: ItemId,
        number: usize,
        field: &'p Field,
        places: Vec<Extent>,
        depth: usize,
    ) {
        let nested = anonymous(self.page, &field.ty);
        let bases: Vec<u64> = places.iter().map(|place| place.offset).collect();
        self.rows.push(Row {
            owner: self.page.item(id),
            depth,
            content: match nested {
                Some((_, record)) => Content::Nested(field, record),
                None => Content::Field(field),
            },
            places: places.into_iter().map(Some).collect(),
            anchor: self.page.anchors.member(id, number),
        });
        if let Some((id, _)) = nested {
            self.add(id, &bases, depth + 1);
        }
    }
}

impl Extent {
    fn of(field: &FieldLayout, base: u64) -> Self {
        Self {
            offset: base + field.offset,
            size: field.size,
            bits: field.bits.map(|bits| (bits.first, bits.width)),
        }
    }
}

/// Returns the anonymous record that a field is, or is an array of.
fn anonymous<'a>(page: &Page<'a>, mut ty: &Type) -> Option<(ItemId, &'a Record)> {
    while let Type::Array(array) = ty {
        ty = &array.element;
    }
    let Type::Named(id) = ty else {
        return None;
    };
    let item = page.item(*id);
    match &item.kind {
        ItemKind::Record(record) if item.parent().is_some() => Some((*id, record)),
        _ => None,
    }
}

fn table(page: &Page<'_>, id: ItemId, item: &Item) -> Markup {
    let mut rows = Rows {
        page,
        rows: Vec::new(),
    };
    rows.add(id, &vec![0; page.widths.len()], 0);
    html! {
        @if !rows.rows.is_empty() {
            div.scroll {
                table data-member="field" {
                    caption { "layout of " (item.name) }
                    thead {
                        tr {
                            (page.width_heads("Offset"))
                            (page.width_heads("Size"))
                            th scope="col" { "Field" }
                        }
                    }
                    tbody {
                        @for row in &rows.rows { (line(page, row)) }
                    }
                }
            }
        }
    }
}

fn line(page: &Page<'_>, row: &Row<'_>) -> Markup {
    let class = match row.content {
        Content::Padding => "padding",
        Content::Nested(..) => "nested",
        Content::Field(_) => "field",
    };
    html! {
        tr class=(class) id=[row.anchor] {
            @for place in &row.places { td.number { (offset(*place)) } }
            @for place in &row.places { td.number { (size(*place)) } }
            td class={ "code depth" (row.depth.min(MAX_DEPTH)) } {
                @match row.content {
                    Content::Field(field) => {
                        (attributes(&field.attributes))
                        @match &field.name {
                            Some(name) => (page.declaration(&field.ty, &html! { dfn { (name) } })),
                            None => (page.ty(&field.ty)),
                        }
                        @if let Some(bits) = field.bits { " : " (bits) }
                        (page.text_of_part(row.owner, field.span, Kind::Field))
                    }
                    Content::Nested(field, record) => {
                        (attributes(&field.attributes))
                        (keyword(record))
                        @if let Some(name) = &field.name { " " dfn { (name) } }
                        (page.text_of_part(row.owner, field.span, Kind::Field))
                        @if let Type::Array { .. } = field.ty {
                            " " span.dim { "an array, of which this is the first element" }
                        }
                    }
                    Content::Padding => "padding",
                }
            }
        }
    }
}

/// The style sheet has an indentation for this many anonymous records in each other.
const MAX_DEPTH: usize = 6;

fn offset(place: Option<Extent>) -> Markup {
    html! {
        @match place {
            Some(Extent { offset, bits: Some((first, width)), .. }) => {
                (format!("0x{offset:02x}"))
                span.dim { ":" (first) @if width > 1 { "–" (first + width - 1) } }
            }
            Some(Extent { offset, .. }) => (format!("0x{offset:02x}")),
            None => span.dim { "–" },
        }
    }
}

fn size(place: Option<Extent>) -> Markup {
    html! {
        @match place {
            Some(Extent { bits: Some((_, width)), .. }) => {
                (width) @if width == 1 { " bit" } @else { " bits" }
            }
            Some(Extent { size, .. }) => (size),
            None => span.dim { "–" },
        }
    }
}
