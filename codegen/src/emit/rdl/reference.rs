//! The metadata that an RDL text refers to, cut to the names in the text.
//!
//! To compile a name of another namespace, `windows-rdl` needs to know that the name exists, whether
//! it is a value or a class, and which number a constant of its type holds. The model knows these
//! facts of each item. A small winmd of them is written here, so that the whole of Windows metadata
//! isn't indexed a second time.

use std::collections::{BTreeMap, BTreeSet};

use windows_metadata::writer::{File, HasConstant, TypeDefOrRef};
use windows_metadata::{
    FieldAttributes, MethodAttributes, MethodCallAttributes, Signature, Type, TypeAttributes, Value,
};

use crate::lower::abi::{Abi, AbiType};
use crate::lower::number::Number;
use crate::metadata::WIN32_NAMESPACE;
use crate::model::{InterfaceKind, ItemId, ItemKind};

/// The namespace of the attributes that windows-rs' RDL has short words for.
const METADATA: &str = "Windows.Win32.Metadata";

/// An attribute's type.
struct AttributeType {
    name: &'static str,
    /// The types of its constructor's parameters.
    arguments: &'static [Type],
    /// The properties that can be set by name.
    properties: &'static [(&'static str, Type)],
}

impl AttributeType {
    fn define(&self, file: &mut File, namespace: &str) {
        let extends = TypeDefOrRef::TypeRef(file.TypeRef("System", "Attribute"));
        file.TypeDef(
            namespace,
            self.name,
            extends,
            TypeAttributes::Public | TypeAttributes::Sealed,
        );
        let signature = Signature {
            flags: MethodCallAttributes::HASTHIS,
            return_type: Type::Void,
            types: self.arguments.to_vec(),
        };
        file.MethodDef(
            ".ctor",
            &signature,
            MethodAttributes::Public | MethodAttributes::SpecialName,
            Default::default(),
        );
        for (name, ty) in self.properties {
            file.Field(name, ty, FieldAttributes::Public);
        }
    }
}

/// The attribute that holds an IID or a CLSID.
const GUID: AttributeType = AttributeType {
    name: "GuidAttribute",
    arguments: &[
        Type::U32,
        Type::U16,
        Type::U16,
        Type::U8,
        Type::U8,
        Type::U8,
        Type::U8,
        Type::U8,
        Type::U8,
        Type::U8,
        Type::U8,
    ],
    properties: &[],
};

/// The attributes of [`METADATA`] that a text uses.
const ATTRIBUTES: &[AttributeType] = &[
    AttributeType {
        name: "AlignmentAttribute",
        arguments: &[Type::I32],
        properties: &[],
    },
    AttributeType {
        name: "ComOutPtrAttribute",
        arguments: &[],
        properties: &[],
    },
    AttributeType {
        name: "MemorySizeAttribute",
        arguments: &[],
        properties: &[("BytesParamIndex", Type::I16)],
    },
    AttributeType {
        name: "NativeArrayInfoAttribute",
        arguments: &[],
        properties: &[
            ("CountParamIndex", Type::I16),
            ("CountConst", Type::I32),
            ("CountFieldName", Type::String),
        ],
    },
    AttributeType {
        name: "NativeBitfieldAttribute",
        arguments: &[Type::String, Type::I64, Type::I64],
        properties: &[],
    },
    AttributeType {
        name: "NativeEncodingAttribute",
        arguments: &[Type::String],
        properties: &[],
    },
    AttributeType {
        name: "NativeTypedefAttribute",
        arguments: &[],
        properties: &[],
    },
    AttributeType {
        name: "RetValAttribute",
        arguments: &[],
        properties: &[],
    },
];

/// The namespace of the attributes of the Windows Runtime.
const RUNTIME_METADATA: &str = "Windows.Foundation.Metadata";

/// The type of an argument of an attribute of the Windows Runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ArgumentType {
    /// A type.
    Type,
    /// An unsigned number of 32 bits.
    Number,
    /// A text.
    Text,
    /// A value of the enumeration of this name.
    Value(&'static str),
}

impl ArgumentType {
    fn ty(self) -> Type {
        match self {
            Self::Type => Type::class_named("System", "Type"),
            Self::Number => Type::U32,
            Self::Text => Type::String,
            Self::Value(name) => Type::value_named(RUNTIME_METADATA, name),
        }
    }
}

/// The enumerations whose values are arguments of attributes of the Windows Runtime.
const ENUMERATIONS: &[(&str, &[(&str, i32)])] = &[
    ("CompositionType", &[("Protected", 1), ("Public", 2)]),
    ("DeprecationType", &[("Deprecate", 0), ("Remove", 1)]),
    (
        "MarshalingType",
        &[("None", 1), ("Agile", 2), ("Standard", 3)],
    ),
    ("ThreadingModel", &[("STA", 1), ("MTA", 2), ("Both", 3)]),
];

/// The facts that a compiler needs of a type to which the text refers.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A class.
    Interface,
    /// A class of functions.
    Delegate,
    /// A value.
    Struct,
    /// A value that holds this number.
    Typedef(Type),
    /// A value of this underlying type.
    Enum(Type),
}

impl Kind {
    /// Returns the kind of `id`.
    pub(super) fn of(abi: &Abi<'_>, id: ItemId) -> Self {
        match &abi.model().item(id).kind {
            ItemKind::Interface(it) if it.kind == InterfaceKind::Delegate => Self::Delegate,
            ItemKind::Interface(_) | ItemKind::Coclass(_) => Self::Interface,
            ItemKind::Enum(_) => {
                let repr = abi.enum_repr(id);
                number(&repr).map_or(Self::Struct, Self::Enum)
            }
            ItemKind::Typedef(_) => match abi.expand(&AbiType::Alias(id)) {
                AbiType::Function(_) => Self::Delegate,
                ty => number(&ty).map_or(Self::Struct, Self::Typedef),
            },
            _ => Self::Struct,
        }
    }
}

/// Returns the number or untyped pointer that holds a value of `ty`.
fn number(ty: &AbiType) -> Option<Type> {
    Some(match ty {
        AbiType::Number(Number::I8) => Type::I8,
        AbiType::Number(Number::U8) => Type::U8,
        AbiType::Number(Number::I16) => Type::I16,
        AbiType::Number(Number::U16) => Type::U16,
        AbiType::Number(Number::I32) | AbiType::HResult | AbiType::Bool => Type::I32,
        AbiType::Number(Number::U32) => Type::U32,
        AbiType::Number(Number::I64) => Type::I64,
        AbiType::Number(Number::U64) => Type::U64,
        AbiType::Number(Number::ISize) => Type::ISize,
        AbiType::Number(Number::USize) => Type::USize,
        AbiType::Number(Number::F32) => Type::F32,
        AbiType::Number(Number::F64) => Type::F64,
        AbiType::Pointer { .. } => Type::PtrMut(Box::new(Type::Void), 1),
        _ => return None,
    })
}

/// The types of others to which a text refers.
#[derive(Debug, Default)]
pub(super) struct References {
    types: BTreeMap<(String, String), Kind>,
    /// The attributes of the Windows Runtime, each with the types of the arguments of each constructor.
    attributes: BTreeMap<&'static str, BTreeSet<Vec<ArgumentType>>>,
}

impl References {
    /// Adds `name` of `namespace`.
    pub(super) fn add(&mut self, namespace: &str, name: &str, kind: Kind) {
        self.types
            .entry((namespace.to_string(), name.to_string()))
            .or_insert(kind);
    }

    /// Adds a constructor of an attribute of the Windows Runtime.
    pub(super) fn add_attribute(&mut self, name: &'static str, arguments: Vec<ArgumentType>) {
        self.attributes.entry(name).or_default().insert(arguments);
    }

    /// Returns a winmd for each assembly of Windows metadata: classic Windows with the attributes,
    /// and the Windows Runtime.
    pub(super) fn winmds(&self) -> Vec<Vec<u8>> {
        let mut win32 = File::new(WIN32_NAMESPACE);
        let mut winrt = File::new("Windows");
        for attribute in ATTRIBUTES {
            attribute.define(&mut win32, METADATA);
        }
        GUID.define(&mut winrt, RUNTIME_METADATA);
        for (name, constructors) in &self.attributes {
            define_attribute(&mut winrt, name, constructors);
        }
        if !self.attributes.is_empty() {
            for (name, values) in ENUMERATIONS {
                define_enumeration(&mut winrt, name, values);
            }
        }
        for ((namespace, name), kind) in &self.types {
            let is_win32 = namespace == WIN32_NAMESPACE || namespace.starts_with("Windows.Win32.");
            if is_win32 {
                define(&mut win32, namespace, name, kind, TypeAttributes::default());
            } else {
                define(
                    &mut winrt,
                    namespace,
                    name,
                    kind,
                    TypeAttributes::WindowsRuntime,
                );
            }
        }
        vec![win32.into_stream(), winrt.into_stream()]
    }
}

/// Defines an attribute of the Windows Runtime.
fn define_attribute(file: &mut File, name: &str, constructors: &BTreeSet<Vec<ArgumentType>>) {
    let extends = TypeDefOrRef::TypeRef(file.TypeRef("System", "Attribute"));
    let flags = TypeAttributes::Public | TypeAttributes::Sealed | TypeAttributes::WindowsRuntime;
    file.TypeDef(
        RUNTIME_METADATA,
        &format!("{name}Attribute"),
        extends,
        flags,
    );
    for arguments in constructors {
        let signature = Signature {
            flags: MethodCallAttributes::HASTHIS,
            return_type: Type::Void,
            types: arguments.iter().map(|argument| argument.ty()).collect(),
        };
        let flags = MethodAttributes::Public | MethodAttributes::SpecialName;
        file.MethodDef(".ctor", &signature, flags, Default::default());
    }
}

/// Defines an enumeration of the Windows Runtime.
fn define_enumeration(file: &mut File, name: &str, values: &[(&str, i32)]) {
    let kind = Kind::Enum(Type::I32);
    define(
        file,
        RUNTIME_METADATA,
        name,
        &kind,
        TypeAttributes::WindowsRuntime,
    );
    let ty = Type::value_named(RUNTIME_METADATA, name);
    for (name, value) in values {
        let flags = FieldAttributes::Public | FieldAttributes::Static | FieldAttributes::Literal;
        let field = file.Field(name, &ty, flags);
        file.Constant(HasConstant::Field(field), &Value::I32(*value));
    }
}

fn define(file: &mut File, namespace: &str, name: &str, kind: &Kind, flags: TypeAttributes) {
    let base = match kind {
        Kind::Interface => None,
        Kind::Delegate => Some("MulticastDelegate"),
        Kind::Struct | Kind::Typedef(_) => Some("ValueType"),
        Kind::Enum(_) => Some("Enum"),
    };
    let (extends, of_kind) = match base {
        None => (
            TypeDefOrRef::default(),
            TypeAttributes::Public | TypeAttributes::Interface | TypeAttributes::Abstract,
        ),
        Some(base) => (
            TypeDefOrRef::TypeRef(file.TypeRef("System", base)),
            TypeAttributes::Public | TypeAttributes::Sealed,
        ),
    };
    file.TypeDef(namespace, name, extends, of_kind | flags);
    match kind {
        Kind::Typedef(ty) => {
            file.Field("Value", ty, FieldAttributes::Public);
        }
        Kind::Enum(ty) => {
            file.Field("value__", ty, FieldAttributes::Private);
        }
        Kind::Interface | Kind::Delegate | Kind::Struct => {}
    }
}
