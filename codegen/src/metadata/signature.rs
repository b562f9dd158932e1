//! Blobs of a winmd file: types of fields, signatures of methods, values of attributes and
//! constants (ECMA-335 II.23).

use super::file::{File, TYPE_DEF_OR_REF, TableId, compressed};
use crate::model::Base;

/// A type as a signature has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ty {
    Void,
    Bool,
    Char,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
    ISize,
    USize,
    String,
    Object,
    /// A `TypeDef` or `TypeRef`.
    Named(Named),
    /// A parameterized WinRT type and its arguments.
    Generic(Named, Vec<Ty>),
    /// A parameter of the generic type that declares the method.
    Var(u32),
    Pointer {
        to: Box<Ty>,
        is_const: bool,
    },
    ByRef(Box<Ty>),
    /// An array with its length beside it (WinRT).
    Vector(Box<Ty>),
    Array(Box<Ty>, u32),
}

impl Ty {
    /// Returns the type of C that a type without a name is.
    pub(super) fn base(&self) -> Option<Base> {
        Some(match self {
            Self::Void => Base::Void,
            Self::Bool => Base::Boolean,
            Self::Char => Base::WChar,
            Self::I8 => Base::Char,
            Self::U8 => Base::UChar,
            Self::I16 => Base::Short,
            Self::U16 => Base::UShort,
            Self::I32 => Base::Long,
            Self::U32 => Base::ULong,
            Self::I64 => Base::Hyper,
            Self::U64 => Base::UHyper,
            Self::F32 => Base::Float,
            Self::F64 => Base::Double,
            Self::ISize => Base::IntPtr,
            Self::USize => Base::UIntPtr,
            _ => return None,
        })
    }

    fn make_innermost_const(&mut self) {
        if let Self::Pointer { to, is_const } = self {
            match **to {
                Self::Pointer { .. } => to.make_innermost_const(),
                _ => *is_const = true,
            }
        }
    }
}

/// A reference to a type, by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Named {
    /// `TypeDef` or `TypeRef`.
    pub(super) table: TableId,
    pub(super) row: u32,
    /// `class` rather than `valuetype`: an interface, a delegate or a runtime class.
    pub(super) class: bool,
}

/// A constant, or an argument of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Bool(bool),
    U8(u8),
    I8(i8),
    U16(u16),
    I16(i16),
    U32(u32),
    I32(i32),
    U64(u64),
    I64(i64),
    USize(u64),
    ISize(i64),
    F32(f32),
    F64(f64),
    Utf8(String),
    Utf16(String),
    /// The full name of a type.
    TypeName(String),
    /// The full name of an enumeration, and the number.
    Enumerator(String, i32),
}

/// The types of a method's parameters and result.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MethodSignature {
    pub(super) returns: Ty,
    pub(super) params: Vec<Ty>,
    pub(super) variadic: bool,
    /// It has a `this`.
    pub(super) has_this: bool,
}

/// The deepest nesting of types. A file with deeper types is malformed.
const MAX_DEPTH: u32 = 64;

mod element {
    pub(super) const VOID: u8 = 0x01;
    pub(super) const STRING: u8 = 0x0e;
    pub(super) const PTR: u8 = 0x0f;
    pub(super) const BYREF: u8 = 0x10;
    pub(super) const VALUETYPE: u8 = 0x11;
    pub(super) const CLASS: u8 = 0x12;
    pub(super) const VAR: u8 = 0x13;
    pub(super) const ARRAY: u8 = 0x14;
    pub(super) const GENERICINST: u8 = 0x15;
    pub(super) const SZARRAY: u8 = 0x1d;
    pub(super) const CMOD_REQD: u8 = 0x1f;
    pub(super) const CMOD_OPT: u8 = 0x20;
    /// The type of a named argument of an attribute that is an enum (II.23.3).
    pub(super) const ENUM: u8 = 0x55;
}

/// A blob that is read from front to back.
pub(super) struct Blob<'a> {
    file: &'a File,
    rest: &'a [u8],
}

impl<'a> Blob<'a> {
    pub(super) fn new(file: &'a File, rest: &'a [u8]) -> Self {
        Self { file, rest }
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        let (value, size) = compressed(self.rest)?;
        self.rest = &self.rest[size..];
        Some(value)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        let text = std::str::from_utf8(self.rest.get(..length)?).ok()?;
        self.rest = &self.rest[length..];
        Some(text.to_owned())
    }

    /// A field's type.
    pub(super) fn field(&mut self) -> Option<Ty> {
        (self.byte()? == 0x06).then(|| self.ty(0))?
    }

    /// A method's signature.
    pub(super) fn method(&mut self) -> Option<MethodSignature> {
        let flags = self.byte()?;
        let count = self.number()?;
        let returns = self.ty(0)?;
        let params = (0..count).map(|_| self.ty(0)).collect::<Option<_>>()?;
        Some(MethodSignature {
            returns,
            params,
            variadic: flags & 0x0f == 0x05,
            has_this: flags & 0x20 != 0,
        })
    }

    /// A type.
    pub(super) fn ty(&mut self, depth: u32) -> Option<Ty> {
        Some(self.modified(depth)?.0)
    }

    /// A type, and whether it is `const`.
    fn modified(&mut self, depth: u32) -> Option<(Ty, bool)> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut is_const = false;
        while let Some(element::CMOD_REQD | element::CMOD_OPT) = self.rest.first().copied() {
            self.byte();
            let modifier = self.number()?;
            let name = self
                .file
                .decode(modifier, TYPE_DEF_OR_REF)
                .map(|(table, row)| self.file.string(table, row, 1));
            is_const |= name == Some("IsConst");
        }
        let ty = match self.byte()? {
            element::PTR => {
                let (to, to_const) = self.modified(depth + 1)?;
                let mut pointer = Ty::Pointer {
                    to: Box::new(to),
                    is_const: to_const,
                };
                // Win32 metadata says `const` before the outermost pointer, of the innermost's
                // target.
                if is_const {
                    pointer.make_innermost_const();
                }
                return Some((pointer, false));
            }
            element::BYREF => Ty::ByRef(Box::new(self.ty(depth + 1)?)),
            element::SZARRAY => Ty::Vector(Box::new(self.ty(depth + 1)?)),
            element::ARRAY => self.array(depth)?,
            element::GENERICINST => {
                let class = self.byte()? == element::CLASS;
                let name = self.named(class)?;
                let count = self.number()?;
                let arguments = (0..count)
                    .map(|_| self.ty(depth + 1))
                    .collect::<Option<_>>()?;
                Ty::Generic(name, arguments)
            }
            element::VALUETYPE => Ty::Named(self.named(false)?),
            element::CLASS => Ty::Named(self.named(true)?),
            element::VAR => Ty::Var(self.number()?),
            code => primitive(code)?,
        };
        Some((ty, is_const))
    }

    /// An array of one dimension with its length (II.23.2.13).
    fn array(&mut self, depth: u32) -> Option<Ty> {
        let of = self.ty(depth + 1)?;
        let (rank, sizes) = (self.number()?, self.number()?);
        let length = self.number()?;
        for _ in 0..self.number()? {
            self.number()?;
        }
        (rank == 1 && sizes == 1).then(|| Ty::Array(Box::new(of), length))
    }

    fn named(&mut self, class: bool) -> Option<Named> {
        let code = self.number()?;
        let (table, row) = self.file.decode(code, TYPE_DEF_OR_REF)?;
        (table != TableId::TYPE_SPEC).then_some(Named { table, row, class })
    }

    /// An attribute's value: the arguments in order, then those with names (II.23.3).
    pub(super) fn attribute(&mut self, ctor: &MethodSignature) -> Option<Vec<(String, Value)>> {
        if self.bytes()? != [1, 0] {
            return None;
        }
        let mut values = Vec::with_capacity(ctor.params.len());
        for ty in &ctor.params {
            values.push((String::new(), self.value(ty)?));
        }
        for _ in 0..u16::from_le_bytes(self.bytes()?) {
            let _field_or_property = self.byte()?;
            match self.byte()? {
                element::ENUM => {
                    let ty = self.text()?;
                    let name = self.text()?;
                    let number = i32::from_le_bytes(self.bytes()?);
                    values.push((name, Value::Enumerator(ty, number)));
                }
                code => {
                    let name = self.text()?;
                    values.push((name, self.value(&primitive(code)?)?));
                }
            }
        }
        Some(values)
    }

    fn value(&mut self, ty: &Ty) -> Option<Value> {
        Some(match ty {
            Ty::String => Value::Utf8(self.text()?),
            Ty::Named(named) => {
                let name = |column| self.file.string(named.table, named.row, column);
                match (name(2), name(1)) {
                    ("System", "Type") => Value::TypeName(self.text()?),
                    (namespace, name) => {
                        let number = i32::from_le_bytes(self.bytes()?);
                        Value::Enumerator(format!("{namespace}.{name}"), number)
                    }
                }
            }
            _ => self.number_value(ty)?,
        })
    }

    /// A constant's value; `code` is its type.
    pub(super) fn constant(&mut self, code: u8) -> Option<Value> {
        if code == element::STRING {
            let units = self.rest.chunks_exact(2);
            let units: Vec<u16> = units.map(|it| u16::from_le_bytes([it[0], it[1]])).collect();
            return Some(Value::Utf16(String::from_utf16_lossy(&units)));
        }
        self.number_value(&primitive(code)?)
    }

    fn number_value(&mut self, ty: &Ty) -> Option<Value> {
        Some(match ty {
            Ty::Bool => Value::Bool(self.byte()? != 0),
            Ty::I8 => Value::I8(i8::from_le_bytes(self.bytes()?)),
            Ty::U8 => Value::U8(self.byte()?),
            Ty::I16 => Value::I16(i16::from_le_bytes(self.bytes()?)),
            Ty::U16 => Value::U16(u16::from_le_bytes(self.bytes()?)),
            Ty::I32 => Value::I32(i32::from_le_bytes(self.bytes()?)),
            Ty::U32 => Value::U32(u32::from_le_bytes(self.bytes()?)),
            Ty::I64 => Value::I64(i64::from_le_bytes(self.bytes()?)),
            Ty::U64 => Value::U64(u64::from_le_bytes(self.bytes()?)),
            Ty::ISize => Value::ISize(i64::from_le_bytes(self.bytes()?)),
            Ty::USize => Value::USize(u64::from_le_bytes(self.bytes()?)),
            Ty::F32 => Value::F32(f32::from_le_bytes(self.bytes()?)),
            Ty::F64 => Value::F64(f64::from_le_bytes(self.bytes()?)),
            _ => return None,
        })
    }
}

fn primitive(code: u8) -> Option<Ty> {
    Some(match code {
        element::VOID => Ty::Void,
        0x02 => Ty::Bool,
        0x03 => Ty::Char,
        0x04 => Ty::I8,
        0x05 => Ty::U8,
        0x06 => Ty::I16,
        0x07 => Ty::U16,
        0x08 => Ty::I32,
        0x09 => Ty::U32,
        0x0a => Ty::I64,
        0x0b => Ty::U64,
        0x0c => Ty::F32,
        0x0d => Ty::F64,
        element::STRING => Ty::String,
        0x18 => Ty::ISize,
        0x19 => Ty::USize,
        0x1c => Ty::Object,
        _ => return None,
    })
}
