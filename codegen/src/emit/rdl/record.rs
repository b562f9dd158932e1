//! Structs and unions.

use std::collections::{BTreeMap, HashMap};

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Writer, name};
use crate::layout::RecordLayout;
use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::model::{Attribute, Count, Field, Item, ItemId, ItemKind, Model, Record, Type};

/// Returns, for each nested record, how many fields have it as their type.
pub(super) fn nested_uses(model: &Model) -> HashMap<ItemId, usize> {
    let mut uses = HashMap::new();
    for (_, item) in model.items() {
        if let ItemKind::Record(record) = &item.kind {
            for field in &record.fields {
                if let Type::Named(id) = field.ty
                    && model.item(id).parent().is_some()
                {
                    *uses.entry(id).or_default() += 1;
                }
            }
        }
    }
    uses
}

impl Writer<'_> {
    /// Returns whether `id` is defined within the field that holds it. RDL gives such a record no
    /// name. A record that an array holds, or several fields, needs a name and is defined under that
    /// of the model.
    pub(super) fn is_inline(&self, id: ItemId) -> bool {
        self.model().item(id).parent().is_some() && self.uses.get(&id) == Some(&1)
    }

    /// Writes a struct or union with its nested ones.
    pub(super) fn record(&mut self, id: ItemId) -> TokenStream {
        let item = self.model().item(id);
        let name = name::ident(&item.name);
        self.record_named(id, item, Some(name))
    }

    fn record_named(&mut self, id: ItemId, item: &Item, name: Option<TokenStream>) -> TokenStream {
        let ItemKind::Record(record) = &item.kind else {
            return TokenStream::new();
        };
        let keyword = if record.is_union {
            quote!(union)
        } else {
            quote!(struct)
        };
        let packed = self.packed(record).map(|pack| quote!(#[packed(#pack)]));
        let align = record.align.map(|align| {
            let align = Literal::u32_unsuffixed(align);
            quote!(#[align(#align)])
        });
        let fields = self.fields(id, item, record);
        quote! {
            #packed
            #align
            #keyword #name { #(#fields,)* }
        }
    }

    /// Returns the value of `#pragma pack` if it changes something: if a field would be aligned to
    /// more.
    fn packed(&mut self, record: &Record) -> Option<Literal> {
        // RDL has one value for all targets. The value of 64 bits also comes first in Win32
        // metadata.
        let pack = record.pack.wide?;
        let layouts = &mut self.layouts;
        record
            .fields
            .iter()
            .any(|field| {
                layouts
                    .of(&field.ty)
                    .is_ok_and(|layout| layout.align > u64::from(pack))
            })
            .then(|| Literal::u32_unsuffixed(pack))
    }

    fn fields(&mut self, id: ItemId, item: &Item, record: &Record) -> Vec<TokenStream> {
        let units = units(record, self.layouts.record(id).ok());
        let storage = units
            .keys()
            .filter(|first| record.fields[**first].bits != Some(0));
        let mut names = FieldNames {
            anonymous: 0,
            bit_fields: 0,
            several: storage.count() > 1,
        };
        let mut fields = Vec::new();
        let mut index = 0;
        while let Some(field) = record.fields.get(index) {
            if field.bits.is_some() {
                let len = units.get(&index).copied().unwrap_or(1);
                let unit = &record.fields[index..index + len];
                fields.extend(self.bit_fields(&item.name, unit, &mut names));
                index += len;
            } else {
                fields.push(self.field(item, record, field, &mut names));
                index += 1;
            }
        }
        fields
    }

    fn field(
        &mut self,
        item: &Item,
        record: &Record,
        field: &Field,
        names: &mut FieldNames,
    ) -> TokenStream {
        let text = match &field.name {
            Some(name) => name.clone(),
            None => names.anonymous().into(),
        };
        let ty = match field.ty {
            Type::Named(id) if self.is_inline(id) => {
                self.record_named(id, self.model().item(id), None)
            }
            _ => {
                let ty = self.abi.field(field);
                self.ty(&ty, &format!("{}_{text}", item.name))
            }
        };
        let count = count_field(record, field).map(
            |name| quote!(#[Windows::Win32::Metadata::NativeArrayInfo(CountFieldName = #name)]),
        );
        let align = field.align.map(|align| format!("align({align})"));
        let kept: Vec<&str> = field
            .attributes
            .iter()
            .filter(|attribute| {
                count.is_none() || !matches!(attribute.name(), "size_is" | "max_is")
            })
            .map(Attribute::text)
            .chain(align.as_deref())
            .collect();
        let idl = self.idl(kept);
        let name = name::ident(&text);
        quote!(#count #idl #name: #ty)
    }

    /// Writes the bit fields of one storage unit: one field, with the names of its bits. An unnamed
    /// bit field is a gap. A bit field of width zero ended the unit before it, and isn't written.
    fn bit_fields(
        &mut self,
        owner: &str,
        unit: &[Field],
        names: &mut FieldNames,
    ) -> Option<TokenStream> {
        let first = unit.first().filter(|first| first.bits != Some(0))?;
        let declared = self.abi.field(first);
        let ty = match self.abi.expand(&declared) {
            ty @ AbiType::Number(number) if is_of_fixed_width(number) => self.ty(&ty, owner),
            // Bits of an enumeration or of a `BOOL` are counted in an integer of 32 bits.
            _ => quote!(u32),
        };
        let bits = unit.iter().map(|field| {
            let width = Literal::u32_unsuffixed(field.bits.unwrap_or(0));
            let name = match &field.name {
                Some(name) => name::ident(name),
                None => quote!(_),
            };
            quote!(#name: #width)
        });
        let name = names.bit_field();
        Some(quote!(#name: #ty { #(#bits,)* }))
    }
}

/// Returns whether the number is an integer whose width doesn't depend on the target.
fn is_of_fixed_width(number: Number) -> bool {
    number.is_integer() && number.bits().is_some()
}

/// Returns the storage units of the bit fields: the index of a unit's first field, and the number
/// of its fields. If the record has no layout, each bit field has a unit of its own.
fn units(record: &Record, layout: Option<&RecordLayout>) -> BTreeMap<usize, usize> {
    let mut units = BTreeMap::new();
    let mut first = 0;
    for (index, _) in bit_fields(record) {
        let shares = layout
            .and_then(|layout| layout.fields[index].bits)
            .is_some_and(|bits| !record.is_union && bits.first != 0 && bits.width != 0);
        if !shares {
            first = index;
        }
        *units.entry(first).or_default() += 1;
    }
    units
}

fn bit_fields(record: &Record) -> impl Iterator<Item = (usize, &Field)> {
    record
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.bits.is_some())
}

/// Returns the name of the field that holds the number of elements of `field`.
fn count_field<'r>(record: &'r Record, field: &Field) -> Option<&'r str> {
    let [Some(Count::Of(index) | Count::Deref(index))] = field.size_is[..] else {
        return None;
    };
    record.fields.get(index)?.name.as_deref()
}

/// Makes the names that metadata gives to fields without one: `Anonymous` and `Anonymous2`, and
/// `_bitfield`, or `_bitfield1` and `_bitfield2` if there are several.
struct FieldNames {
    anonymous: usize,
    bit_fields: usize,
    several: bool,
}

impl FieldNames {
    fn anonymous(&mut self) -> String {
        self.anonymous += 1;
        match self.anonymous {
            1 => "Anonymous".into(),
            number => format!("Anonymous{number}"),
        }
    }

    fn bit_field(&mut self) -> proc_macro2::Ident {
        self.bit_fields += 1;
        if self.several {
            format_ident!("_bitfield{}", self.bit_fields)
        } else {
            format_ident!("_bitfield")
        }
    }
}
