//! Rows of a winmd file's tables, as what they are.

use rustc_hash::FxHashMap;

use super::file::{
    CUSTOM_ATTRIBUTE_TYPE, File, HAS_CONSTANT, HAS_CUSTOM_ATTRIBUTE, MEMBER_REF_PARENT,
    TYPE_DEF_OR_REF, TableId,
};
use super::signature::{Blob, MethodSignature, Named, Ty, Value};
use crate::model::Guid;

/// A row of one table of one file.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) file: &'a File,
    pub(super) table: TableId,
    pub(super) row: u32,
}

/// The kind of definition that a `TypeDef` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Interface,
    /// A runtime class, or the `Apis` of functions and constants.
    Class,
    Enum,
    Struct,
    Delegate,
    Attribute,
}

impl<'a> Row<'a> {
    fn cell(self, column: usize) -> u32 {
        self.file.cell(self.table, self.row, column)
    }

    fn string(self, column: usize) -> &'a str {
        self.file.string(self.table, self.row, column)
    }

    fn blob(self, column: usize) -> Blob<'a> {
        Blob::new(self.file, self.file.blob(self.table, self.row, column))
    }

    /// The attributes of the row, with their names.
    pub(super) fn attributes(self) -> impl Iterator<Item = Attribute<'a>> {
        let tag = HAS_CUSTOM_ATTRIBUTE
            .iter()
            .position(|table| *table == self.table.0)
            .unwrap_or(0) as u32;
        self.file
            .equal_range(TableId::CUSTOM_ATTRIBUTE, 0, (self.row + 1) << 5 | tag)
            .map(move |row| Attribute {
                file: self.file,
                row,
            })
    }

    /// The attribute of this name.
    pub(super) fn attribute(self, name: &str) -> Option<Attribute<'a>> {
        self.attributes().find(|it| it.name().1 == name)
    }

    pub(super) fn has_attribute(self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// The architectures it is for: 1 x86, 2 x64, 4 Arm64; all where it doesn't say.
    pub(super) fn architectures(self) -> i32 {
        const ALL: i32 = 7;
        match self
            .attribute("SupportedArchitectureAttribute")
            .and_then(|it| it.integer())
        {
            Some(bits) if bits != 0 => bits as i32,
            _ => ALL,
        }
    }
}

/// A row of `CustomAttribute`.
#[derive(Clone, Copy)]
pub(super) struct Attribute<'a> {
    file: &'a File,
    row: u32,
}

impl<'a> Attribute<'a> {
    const TABLE: TableId = TableId::CUSTOM_ATTRIBUTE;

    /// Each attribute of the file that stands on a `TypeDef`, with that.
    pub(super) fn of_types(file: &'a File) -> impl Iterator<Item = (u32, Self)> {
        let parents = file.column(Self::TABLE, 0);
        (0..file.rows(Self::TABLE)).filter_map(move |row| {
            let parent = file.decode(parents.cell(row), HAS_CUSTOM_ATTRIBUTE)?;
            (parent.0 == TableId::TYPE_DEF).then_some((parent.1, Self { file, row }))
        })
    }

    /// Namespace and name of the attribute's type.
    pub(super) fn name(self) -> (&'a str, &'a str) {
        let ty = match self.ctor() {
            Some((TableId::MEMBER_REF, row)) => {
                self.file
                    .coded(TableId::MEMBER_REF, row, 0, MEMBER_REF_PARENT)
            }
            Some((TableId::METHOD_DEF, row)) => self
                .file
                .parent(TableId::TYPE_DEF, 5, row)
                .map(|row| (TableId::TYPE_DEF, row)),
            _ => None,
        };
        match ty {
            Some((table @ (TableId::TYPE_DEF | TableId::TYPE_REF), row)) => (
                self.file.string(table, row, 2),
                self.file.string(table, row, 1),
            ),
            _ => ("", ""),
        }
    }

    /// The row of its constructor: equal for two uses of one attribute.
    pub(super) fn ctor(self) -> Option<(TableId, u32)> {
        self.file
            .coded(Self::TABLE, self.row, 1, CUSTOM_ATTRIBUTE_TYPE)
    }

    /// The types that its constructor takes.
    pub(super) fn ctor_signature(self) -> Option<MethodSignature> {
        let (table, row) = self.ctor()?;
        let column = if table == TableId::MEMBER_REF { 2 } else { 4 };
        Blob::new(self.file, self.file.blob(table, row, column)).method()
    }

    /// Its arguments, those by place with empty names.
    pub(super) fn value(self) -> Vec<(String, Value)> {
        self.ctor_signature()
            .and_then(|ctor| Blob::new(self.file, self.bytes()).attribute(&ctor))
            .unwrap_or_default()
    }

    /// The first argument, where it is a number.
    pub(super) fn integer(self) -> Option<i64> {
        let (_, value) = self.value().into_iter().next()?;
        integer(&value)
    }

    /// The first argument, where it is a text.
    pub(super) fn text(self) -> Option<String> {
        match self.value().into_iter().next()?.1 {
            Value::Utf8(text) => Some(text),
            _ => None,
        }
    }

    /// The argument with this name, where it is a number.
    pub(super) fn named_integer(self, name: &str) -> Option<i64> {
        let values = self.value();
        let (_, value) = values.iter().find(|(it, _)| it == name)?;
        integer(value)
    }

    /// The GUID that it spells out, of a `GuidAttribute`.
    pub(super) fn guid(self) -> Option<Guid> {
        let bytes: &[u8; 16] = self.bytes().get(2..18)?.try_into().ok()?;
        let [a, b, c, d, e, f, g, h, tail @ ..] = *bytes;
        let tail = tail
            .iter()
            .fold(0, |value, byte| value << 8 | u128::from(*byte));
        Some(Guid(
            u128::from(u32::from_le_bytes([a, b, c, d])) << 96
                | u128::from(u16::from_le_bytes([e, f])) << 80
                | u128::from(u16::from_le_bytes([g, h])) << 64
                | tail,
        ))
    }

    fn bytes(self) -> &'a [u8] {
        self.file.blob(Self::TABLE, self.row, 2)
    }
}

/// A number, of whatever width it is written in.
pub(super) fn integer(value: &Value) -> Option<i64> {
    Some(match value {
        Value::Bool(value) => i64::from(*value),
        Value::I8(value) => i64::from(*value),
        Value::U8(value) => i64::from(*value),
        Value::I16(value) => i64::from(*value),
        Value::U16(value) => i64::from(*value),
        Value::I32(value) => i64::from(*value),
        Value::U32(value) => i64::from(*value),
        Value::I64(value) | Value::ISize(value) => *value,
        Value::U64(value) | Value::USize(value) => *value as i64,
        Value::Enumerator(_, value) => i64::from(*value),
        _ => return None,
    })
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident $table:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy)]
            pub(super) struct $name<'a>(pub(super) Row<'a>);

            impl<'a> $name<'a> {
                pub(super) fn new(file: &'a File, row: u32) -> Self {
                    Self(Row { file, table: TableId::$table, row })
                }
            }
        )*
    };
}

rows! {
    /// A row of `TypeDef`.
    TypeDef TYPE_DEF
    /// A row of `Field`.
    Field FIELD
    /// A row of `MethodDef`.
    MethodDef METHOD_DEF
    /// A row of `Param`.
    Param PARAM
}

impl<'a> TypeDef<'a> {
    const WINDOWS_RUNTIME: u32 = 0x4000;
    const EXPLICIT_LAYOUT: u32 = 0x10;

    pub(super) fn flags(self) -> u32 {
        self.0.cell(0)
    }

    /// Its name, without the generic arity.
    pub(super) fn name(self) -> &'a str {
        self.0.file.type_name(self.0.row).1
    }

    /// Whether this is its whole name. This is asked of every type, so nothing else is read.
    pub(super) fn is_called(self, name: &str) -> bool {
        let own = self.0.file.string_bytes(TableId::TYPE_DEF, self.0.row, 1);
        own == name.as_bytes()
    }

    /// Its name as written: `IVector`1`.
    pub(super) fn full_name(self) -> &'a str {
        self.0.string(1)
    }

    pub(super) fn namespace(self) -> &'a str {
        self.0.string(2)
    }

    /// Namespace and name of what it extends.
    pub(super) fn extends(self) -> Option<(&'a str, &'a str)> {
        let file = self.0.file;
        let (table, row) = file.coded(TableId::TYPE_DEF, self.0.row, 3, TYPE_DEF_OR_REF)?;
        (table != TableId::TYPE_SPEC)
            .then(|| (file.string(table, row, 2), file.string(table, row, 1)))
    }

    pub(super) fn category(self) -> Category {
        match self.extends() {
            None => Category::Interface,
            Some(("System", "Enum")) => Category::Enum,
            Some(("System", "ValueType")) => Category::Struct,
            Some(("System", "MulticastDelegate")) => Category::Delegate,
            Some(("System", "Attribute")) => Category::Attribute,
            Some(_) => Category::Class,
        }
    }

    pub(super) fn is_winrt(self) -> bool {
        self.flags() & Self::WINDOWS_RUNTIME != 0
    }

    /// Whether its values are pointers to an interface. A delegate of the Windows Runtime is an
    /// interface with the method `Invoke`; a delegate of Win32 is a pointer to a function.
    pub(super) fn is_object(self) -> bool {
        match self.category() {
            Category::Interface | Category::Class => true,
            Category::Delegate => self.is_winrt(),
            _ => false,
        }
    }

    pub(super) fn is_union(self) -> bool {
        self.flags() & Self::EXPLICIT_LAYOUT != 0
    }

    pub(super) fn fields(self) -> impl DoubleEndedIterator<Item = Field<'a>> + Clone {
        let file = self.0.file;
        file.list(TableId::TYPE_DEF, self.0.row, 4, TableId::FIELD)
            .map(move |row| Field::new(file, row))
    }

    pub(super) fn methods(self) -> impl DoubleEndedIterator<Item = MethodDef<'a>> {
        let file = self.0.file;
        file.list(TableId::TYPE_DEF, self.0.row, 5, TableId::METHOD_DEF)
            .map(move |row| MethodDef::new(file, row))
    }

    /// The interfaces that it lists; a COM interface lists its base alone.
    pub(super) fn interfaces(self) -> impl Iterator<Item = (Row<'a>, Ty)> {
        let file = self.0.file;
        file.equal_range(TableId::INTERFACE_IMPL, 0, self.0.row + 1)
            .filter_map(move |row| {
                let (table, target) =
                    file.coded(TableId::INTERFACE_IMPL, row, 1, TYPE_DEF_OR_REF)?;
                let ty = if table == TableId::TYPE_SPEC {
                    Blob::new(file, file.blob(table, target, 0)).ty(0)?
                } else {
                    Ty::Named(Named {
                        table,
                        row: target,
                        class: true,
                    })
                };
                let table = TableId::INTERFACE_IMPL;
                Some((Row { file, table, row }, ty))
            })
    }

    /// Returns the interface as which an object of this runtime class is passed.
    pub(super) fn default_interface(self) -> Option<Ty> {
        if self.category() != Category::Class {
            return None;
        }
        let mut interfaces = self.interfaces();
        let default = interfaces.find(|(row, _)| row.has_attribute("DefaultAttribute"));
        default.map(|(_, ty)| ty)
    }

    /// `ClassLayout`'s packing, in bytes.
    pub(super) fn packing(self) -> Option<u32> {
        let file = self.0.file;
        let row = file
            .equal_range(TableId::CLASS_LAYOUT, 2, self.0.row + 1)
            .next()?;
        let packing = file.cell(TableId::CLASS_LAYOUT, row, 0);
        (packing != 0).then_some(packing)
    }

    pub(super) fn guid(self) -> Option<Guid> {
        self.0.attribute("GuidAttribute")?.guid()
    }
}

impl<'a> Field<'a> {
    const LITERAL: u32 = 0x40;

    pub(super) fn flags(self) -> u32 {
        self.0.cell(0)
    }

    pub(super) fn name(self) -> &'a str {
        self.0.string(1)
    }

    pub(super) fn is_literal(self) -> bool {
        self.flags() & Self::LITERAL != 0
    }

    pub(super) fn ty(self) -> Option<Ty> {
        self.0.blob(2).field()
    }

    /// Its value, of an enumerator or a constant.
    pub(super) fn constant(self) -> Option<Value> {
        let tag = HAS_CONSTANT.iter().position(|it| *it == self.0.table.0)? as u32;
        let file = self.0.file;
        let row = file
            .equal_range(TableId::CONSTANT, 1, (self.0.row + 1) << 2 | tag)
            .next()?;
        let code = file.cell(TableId::CONSTANT, row, 0) as u8;
        Blob::new(file, file.blob(TableId::CONSTANT, row, 2)).constant(code)
    }

    /// The type that declares it.
    pub(super) fn parent(self) -> Option<TypeDef<'a>> {
        let file = self.0.file;
        let row = file.parent(TableId::TYPE_DEF, 4, self.0.row)?;
        Some(TypeDef::new(file, row))
    }
}

impl<'a> MethodDef<'a> {
    #[cfg(feature = "winmd")]
    pub(super) fn impl_flags(self) -> u32 {
        self.0.cell(1)
    }

    #[cfg(feature = "winmd")]
    pub(super) fn flags(self) -> u32 {
        self.0.cell(2)
    }

    pub(super) fn name(self) -> &'a str {
        self.0.string(3)
    }

    pub(super) fn signature(self) -> Option<MethodSignature> {
        self.0.blob(4).method()
    }

    /// Its rows of `Param`; number 0 is what it returns.
    pub(super) fn params(self) -> impl Iterator<Item = Param<'a>> {
        let file = self.0.file;
        file.list(TableId::METHOD_DEF, self.0.row, 5, TableId::PARAM)
            .map(move |row| Param::new(file, row))
    }
}

impl<'a> Param<'a> {
    pub(super) const IN: u32 = 0x1;
    pub(super) const OUT: u32 = 0x2;
    pub(super) const OPTIONAL: u32 = 0x10;

    pub(super) fn flags(self) -> u32 {
        self.0.cell(0)
    }

    /// Its place, counted from 1.
    pub(super) fn sequence(self) -> u32 {
        self.0.cell(1)
    }

    pub(super) fn name(self) -> &'a str {
        self.0.string(2)
    }
}

impl File {
    /// The types in the body of a `TypeDef`.
    pub(super) fn nested(&self, outer: u32) -> &[u32] {
        let children = self.children.get_or_init(|| {
            let mut children: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
            for row in 0..self.rows(TableId::NESTED_CLASS) {
                let inner = self.cell(TableId::NESTED_CLASS, row, 0);
                let outer = self.cell(TableId::NESTED_CLASS, row, 1);
                if let (Some(inner), Some(outer)) = (inner.checked_sub(1), outer.checked_sub(1)) {
                    children.entry(outer).or_default().push(inner);
                }
            }
            children
        });
        children.get(&outer).map_or(&[], Vec::as_slice)
    }
}
