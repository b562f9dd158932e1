//! Structs and unions, with C's layout.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::Diagnostic;
use crate::docs::Kind;
use crate::layout::{FieldLayout, RecordLayout};
use crate::lower::abi::AbiType;
use crate::model::{Field, ItemId, PointerWidth, Record};

use super::bitfield;
use super::code::Code;
use super::contents::Contents;
use super::doc;
use super::name::{Names, Written, identifier};
use super::template::{Block, rust};
use super::types::Context;

/// A field as Rust has it: one of C's, or the unit in which several bit fields are stored.
#[derive(Debug)]
pub(super) struct RustField<'m> {
    pub(super) name: String,
    pub(super) ty: AbiType,
    /// Where it stands among C's fields (of a unit, its first).
    pub(super) index: usize,
    /// The bit fields in it.
    pub(super) bits: Vec<(&'m Field, &'m FieldLayout)>,
}

/// Writes
///
/// ```text
/// #[repr(C)]
/// #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
/// pub struct BG_FILE_RANGE {
///     pub InitialOffset: u64,
///     pub Length: u64,
/// }
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, record: &Record) {
    let layouts = PointerWidth::ALL.map(|width| {
        let mut layouts = context.layouts(width).borrow_mut();
        layouts.record(id).cloned().ok()
    });
    let [Some(wide), Some(narrow)] = layouts else {
        return;
    };
    let fields = fields(context, record, &wide);
    let traits = Traits {
        contents: context.contents(id),
        has_array: fields
            .iter()
            .any(|field| matches!(field.ty, AbiType::Array { .. })),
    };
    doc::write_item(code, context, id);
    write_repr(code, context, record, [&wide, &narrow]);
    write_derive(code, traits);
    write_body(code, context, id, record, &fields);
    bitfield::write_accessors(code, context, id, &fields);
    write_impls(code, context.names.item(id), traits);
}

/// C's fields as Rust's, bit fields gathered by their storage units.
pub(super) fn fields<'m>(
    context: &Context<'_>,
    record: &'m Record,
    layout: &'m RecordLayout,
) -> Vec<RustField<'m>> {
    let mut fields: Vec<RustField<'m>> = Vec::new();
    let named: HashSet<&str> = record
        .fields
        .iter()
        .filter_map(|it| it.name.as_deref())
        .collect();
    let mut anonymous = 0;
    let mut units = 0;
    for (index, (field, place)) in record.fields.iter().zip(&layout.fields).enumerate() {
        let ty = context.abi.field(field);
        if field.bits.is_none() {
            let name = field
                .name
                .as_deref()
                .map_or_else(|| numbered("Anonymous", &mut anonymous, &named), identifier);
            fields.push(RustField {
                name,
                ty,
                index,
                bits: Vec::new(),
            });
            continue;
        }
        // A bit field of width zero only ends a unit.
        if place.size == 0 {
            continue;
        }
        let shares = !record.is_union
            && fields.last().is_some_and(|last| {
                !last.bits.is_empty() && layout.fields[last.index].offset == place.offset
            });
        if !shares {
            fields.push(RustField {
                name: numbered("_bitfield", &mut units, &named),
                ty: bitfield::storage(&context.abi.expand(&ty), place.size),
                index,
                bits: Vec::new(),
            });
        }
        if let Some(unit) = fields.last_mut() {
            unit.bits.push((field, place));
        }
    }
    fields
}

/// `Anonymous`, `Anonymous2`, `Anonymous3`: Windows metadata's way. Names that fields have are left out.
fn numbered(name: &str, count: &mut u32, named: &HashSet<&str>) -> String {
    loop {
        *count += 1;
        let numbered = match *count {
            1 => name.into(),
            count => format!("{name}{count}"),
        };
        if !named.contains(&*numbered) {
            return numbered;
        }
    }
}

/// Returns the problems of fields that have one name in Rust, or whose functions have.
pub(super) fn meetings(record: &Record) -> Vec<Diagnostic> {
    let (mut fields, mut functions) = (HashMap::new(), HashMap::new());
    let mut meetings = Vec::new();
    for field in &record.fields {
        let Some(name) = &field.name else { continue };
        let written = Written::new(name, field.span);
        if field.bits.is_none() {
            meetings.extend(Names::give(&mut fields, identifier(name), &written));
        } else {
            let getter = Names::give(&mut functions, identifier(name), &written);
            let setter = Names::give(&mut functions, format!("set_{name}"), &written);
            meetings.extend(getter.or(setter));
        }
    }
    meetings
}

/// Writes how the record lies; where packing depends on the width of a pointer, for each.
fn write_repr(
    code: &mut Code,
    context: &Context<'_>,
    record: &Record,
    layouts: [&RecordLayout; 2],
) {
    let [wide, narrow] = layouts.map(|layout| layout.layout.align);
    let natural = PointerWidth::ALL.map(|width| natural(context, record, width));
    let pack = record.pack;
    if pack.wide == pack.narrow {
        let repr = repr(pack.wide, &[(wide, natural[0]), (narrow, natural[1])]);
        rust!(code, "#[repr($repr)]", repr);
        return;
    }
    for (width, repr) in [
        ("64", repr(pack.wide, &[(wide, natural[0])])),
        ("32", repr(pack.narrow, &[(narrow, natural[1])])),
    ] {
        rust!(
            code,
            "#[cfg_attr(target_pointer_width = \"$width\", repr($repr))]",
            width,
            repr
        );
    }
}

/// The alignment that the fields of `record` ask for.
fn natural(context: &Context<'_>, record: &Record, width: PointerWidth) -> u64 {
    let mut layouts = context.layouts(width).borrow_mut();
    record
        .fields
        .iter()
        .filter_map(|field| layouts.of(&field.ty).ok())
        .map(|layout| layout.align)
        .max()
        .unwrap_or(1)
}

/// `C`, and what makes Rust's alignment C's: `aligns` are C's and the natural one, for each width.
fn repr(pack: Option<u32>, aligns: &[(u64, u64)]) -> String {
    let largest = aligns.iter().map(|(align, _)| *align).max().unwrap_or(1);
    if aligns.iter().any(|(align, natural)| align < natural) {
        // The pack in force; it may be more than what a pointer of 4 bytes asks for.
        let pack = pack.map_or(aligns[0].0, u64::from);
        format!("C, packed({})", pack.min(largest))
    } else if aligns.iter().any(|(align, natural)| align > natural) {
        format!("C, align({largest})")
    } else {
        "C".into()
    }
}

/// The traits that a program expects of a struct, as far as this one can have them.
#[derive(Clone, Copy, Debug)]
struct Traits {
    contents: Contents,
    has_array: bool,
}

impl Traits {
    fn is_copyable(self) -> bool {
        !self.contents.has_owned
    }

    /// Whether each field can be looked at by itself.
    fn is_plain(self) -> bool {
        !self.contents.has_union && !self.contents.has_packing && !self.contents.has_external
    }

    fn derives_clone(self) -> bool {
        self.is_copyable() || self.is_plain()
    }

    fn derives_default(self) -> bool {
        self.is_plain() && !self.has_array
    }

    /// Two pointers to one function may differ, so a comparison of them says nothing.
    fn derives_eq(self) -> bool {
        self.is_plain() && !self.contents.has_function
    }
}

fn write_derive(code: &mut Code, traits: Traits) {
    let derives: Vec<&str> = [
        ("Clone", traits.derives_clone()),
        ("Copy", traits.is_copyable()),
        ("Debug", traits.is_plain()),
        ("Default", traits.derives_default()),
        ("Eq", traits.derives_eq() && !traits.contents.has_float),
        ("PartialEq", traits.derives_eq()),
    ]
    .into_iter()
    .filter_map(|(name, derived)| derived.then_some(name))
    .collect();
    if !derives.is_empty() {
        rust!(code, "#[derive($derives)]", derives = derives.join(", "));
    }
}

fn write_body(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    record: &Record,
    fields: &[RustField<'_>],
) {
    let write_fields = |code: &mut Code| {
        if fields.is_empty() && record.is_union {
            rust!(code, "pub empty: (),");
        }
        for field in fields {
            if field.bits.is_empty() {
                let span = record.fields[field.index].span;
                doc::write_part(code, context, id, span, Kind::Field);
            }
            rust!(
                code,
                "pub $name: $ty,",
                name = field.name,
                ty = field_type(context, record, &field.ty)
            );
        }
    };
    rust!(
        code,
        "
        pub $keyword $name {
            $fields
        }
        ",
        keyword = if record.is_union { "union" } else { "struct" },
        name = context.names.item(id),
        fields = Block(write_fields)
    );
}

/// A field's type: what owns something is never dropped with the record, since only C's rules
/// say who releases it.
fn field_type(context: &Context<'_>, record: &Record, ty: &AbiType) -> String {
    let owns = if record.is_union {
        !context.is_copyable(ty)
    } else {
        context.is_dropped(ty)
    };
    match ty {
        _ if !owns => context.value(ty),
        AbiType::Array { element, length } if !record.is_union => {
            format!("[{}; {length}]", field_type(context, record, element))
        }
        _ => format!("core::mem::ManuallyDrop<{}>", context.value(ty)),
    }
}

fn write_impls(code: &mut Code, name: &str, traits: Traits) {
    if !traits.derives_clone() {
        rust!(
            code,
            "
            impl core::clone::Clone for $name {
                fn clone(&self) -> Self {
                    unsafe { core::mem::transmute_copy(self) }
                }
            }
            ",
            name
        );
    }
    if !traits.derives_default() {
        rust!(
            code,
            "
            impl core::default::Default for $name {
                fn default() -> Self {
                    unsafe { core::mem::zeroed() }
                }
            }
            ",
            name
        );
    }
}
