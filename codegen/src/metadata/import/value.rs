//! Constants and enumerators.

use super::super::Source;
use super::super::file::TableId;
use super::super::row::{Category, Field};
use super::super::signature::{Named, Ty, Value as Literal};
use super::{Importer, pointer};
use crate::model::{Base, Constant, Guid, ItemKind, Type, Value};

impl<'m> Importer<'m, '_> {
    pub(super) fn constant(&mut self, source: &'m Source, row: u32) -> ItemKind {
        let field = Field::new(&source.file, row);
        let ty = match (field.parent(), field.ty()) {
            (Some(parent), _) if parent.category() == Category::Enum => {
                let named = Named {
                    table: TableId::TYPE_DEF,
                    row: parent.0.row,
                    class: false,
                };
                self.ty(source, &Ty::Named(named))
            }
            (_, Some(Ty::String)) => pointer(Type::Base(if is_ansi(field) {
                Base::Char
            } else {
                Base::WChar
            })),
            (_, Some(ty)) => self.ty(source, &ty),
            _ => Type::Base(Base::Long),
        };
        ItemKind::Constant(Constant {
            value: value(field),
            ty,
        })
    }
}

fn is_ansi(field: Field<'_>) -> bool {
    field
        .0
        .attribute("NativeEncodingAttribute")
        .and_then(|it| it.text())
        .is_some_and(|it| it == "ansi")
}

fn value(field: Field<'_>) -> Value {
    if let Some(guid) = field.0.attribute("GuidAttribute") {
        return Value::Guid(guid.guid().unwrap_or(Guid(0)));
    }
    match field.constant() {
        Some(Literal::F32(value)) => Value::Float(f64::from(value)),
        Some(Literal::F64(value)) => Value::Float(value),
        Some(Literal::U64(value) | Literal::USize(value)) => Value::Int(i128::from(value)),
        Some(Literal::Utf8(text) | Literal::Utf16(text)) if is_ansi(field) => Value::String(text),
        Some(Literal::Utf8(text) | Literal::Utf16(text)) => Value::WideString(text),
        Some(other) => Value::Int(super::super::row::integer(&other).map_or(0, i128::from)),
        None => Value::Int(0),
    }
}
