//! Structs and unions: their fields, bit fields, nested and anonymous types.

use smol_str::SmolStr;

use super::super::row::{Field as FieldRow, TypeDef};
use super::super::signature::{Ty, Value};
use super::super::{Definition, Source, row};
use super::Importer;
use crate::model::{Field, ItemId, ItemKind, OpaqueKind, Record, Type};
use crate::source::Span;

/// How many bits the widest field has.
const MAX_BITS: u32 = 64;

impl<'m> Importer<'m, '_> {
    pub(super) fn record(&mut self, id: ItemId, source: &'m Source, def: TypeDef<'m>) -> ItemKind {
        let nested = self.declare_nested(id, source, def);
        let mut fields = Vec::new();
        for field in def.fields() {
            let ty = match field.ty() {
                Some(ty) => self.field_type(source, &ty, &nested),
                None => continue,
            };
            let bits = bit_fields(field, &ty);
            if bits.is_empty() {
                fields.push(Field {
                    name: field_name(field.name(), &ty, &nested),
                    align: alignment(field.0),
                    ..plain(ty)
                });
            } else {
                fields.extend(bits);
            }
        }
        ItemKind::Record(Record {
            is_union: def.is_union(),
            fields,
            pack: def.packing().into(),
            align: alignment(def.0),
        })
    }

    /// Declares the types in the body of `def`, by their names there.
    fn declare_nested(
        &mut self,
        id: ItemId,
        source: &'m Source,
        def: TypeDef<'m>,
    ) -> Vec<(&'m str, ItemId)> {
        let parent = self.model.item(id);
        let (parent, origin) = (parent.name.clone(), parent.origin.clone());
        let mut nested = Vec::new();
        for (index, row) in source.file.nested(def.0.row).iter().enumerate() {
            // Metadata counts by fields, windows-rs and the model by nested types.
            let name = TypeDef::new(&source.file, *row).name();
            let ours = format!("{parent}_{index}");
            let inner = self.placeholder(&ours, Some(id), origin.clone(), OpaqueKind::Struct);
            self.queue.push((inner, Definition::Type(source, *row)));
            nested.push((name, inner));
        }
        nested
    }

    /// A field's type; a reference to a nested type has no namespace and goes by its name in the
    /// body.
    fn field_type(&mut self, source: &'m Source, ty: &Ty, nested: &[(&str, ItemId)]) -> Type {
        match ty {
            Ty::Named(named) if source.file.string(named.table, named.row, 2).is_empty() => {
                let name = source.file.string(named.table, named.row, 1);
                match nested.iter().find(|(it, _)| *it == name) {
                    Some((_, id)) => Type::Named(*id),
                    None => Type::Named(self.opaque("", name, OpaqueKind::Struct)),
                }
            }
            Ty::Array(of, length) => {
                let element = self.field_type(source, of, nested);
                Type::array(element, Some(u64::from(*length)))
            }
            Ty::Pointer { to, is_const } => Type::Pointer {
                to: Box::new(self.field_type(source, to, nested)),
                is_const: *is_const,
            },
            _ => self.ty(source, ty),
        }
    }
}

fn plain(ty: Type) -> Field {
    Field {
        name: None,
        ty,
        bits: None,
        size_is: Vec::new(),
        align: None,
        attributes: Vec::new(),
        span: Span::NONE,
    }
}

/// A field of a nested type that metadata calls `Anonymous`, `Anonymous2` has no name in C.
fn field_name(name: &str, ty: &Type, nested: &[(&str, ItemId)]) -> Option<SmolStr> {
    let is_nested = matches!(ty, Type::Named(id) if nested.iter().any(|(_, it)| it == id));
    let anonymous = name
        .strip_prefix("Anonymous")
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    (!(is_nested && anonymous)).then(|| name.into())
}

/// The bit fields that share this field, which metadata has as one number: each has its name, its
/// first bit and its width in an attribute.
fn bit_fields(field: FieldRow<'_>, ty: &Type) -> Vec<Field> {
    let mut bits: Vec<(SmolStr, u32, u32)> = field
        .0
        .attributes()
        .filter(|it| it.name().1 == "NativeBitfieldAttribute")
        .filter_map(|it| match it.value().as_slice() {
            [(_, Value::Utf8(name)), (_, first), (_, width), ..] => {
                let (first, width) = (bit(first)?, bit(width)?);
                Some((name.into(), first, width))
            }
            _ => None,
        })
        .collect();
    bits.sort_by_key(|(_, first, _)| *first);
    let mut next = 0;
    let mut fields = Vec::new();
    for (name, first, width) in bits {
        if first > next {
            fields.push(bit_field(None, first - next, ty));
        }
        fields.push(bit_field(Some(name), width, ty));
        next = first + width;
    }
    fields
}

/// Returns a number of bits; none if no field has as many.
fn bit(value: &Value) -> Option<u32> {
    let number = u32::try_from(row::integer(value)?).ok()?;
    (number <= MAX_BITS).then_some(number)
}

fn bit_field(name: Option<SmolStr>, width: u32, ty: &Type) -> Field {
    Field {
        name,
        bits: Some(width),
        ..plain(ty.clone())
    }
}

fn alignment(row: row::Row<'_>) -> Option<u32> {
    let alignment = row.attribute("AlignmentAttribute")?.integer()?;
    u32::try_from(alignment).ok().filter(|it| *it != 0)
}
