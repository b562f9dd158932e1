//! The metadata that an RDL text refers to, cut to the names in the text.
//!
//! To compile a name of another namespace, `windows-rdl` needs to know that the name exists, whether
//! it is a value or a class, and which number a constant of its type holds. The model knows these
//! facts of each item. A small winmd of them is written here, so that the whole of Windows metadata
//! isn't indexed a second time.

use std::collections::{BTreeMap, BTreeSet};

use windows_metadata::writer::{
    AttributeType as AttributeConstructor, File, HasAttribute, HasConstant, MemberRefParent,
    TypeDef, TypeDefOrRef,
};
use windows_metadata::{
    FieldAttributes, MethodAttributes, MethodCallAttributes, Signature, Type, TypeAttributes, Value,
};

use crate::lower::abi::{Abi, AbiType};
use crate::lower::number::Number;
use crate::metadata::{WIN32_NAMESPACE, is_win32};
use crate::model::{self, AttributeFieldType, Base, InterfaceKind, ItemId, ItemKind};

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
        let constructors = [self.arguments.to_vec()];
        define_attribute(
            file,
            (namespace, self.name),
            TypeAttributes::default(),
            constructors,
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
pub(super) const RUNTIME_METADATA: &str = "Windows.Foundation.Metadata";

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

/// The enumeration whose values may be joined.
const TARGETS: &str = "AttributeTargets";

/// The enumerations whose values are arguments of attributes of the Windows Runtime.
const ENUMERATIONS: &[(&str, &[(&str, i32)])] = &[
    ("CompositionType", &[("Protected", 1), ("Public", 2)]),
    ("DeprecationType", &[("Deprecate", 0), ("Remove", 1)]),
    (
        TARGETS,
        &[
            ("All", -1),
            ("Delegate", 1),
            ("Enum", 2),
            ("Event", 4),
            ("Field", 8),
            ("Interface", 16),
            ("Method", 64),
            ("Parameter", 128),
            ("Property", 256),
            ("RuntimeClass", 512),
            ("Struct", 1024),
            ("InterfaceImpl", 2048),
            ("ApiContract", 8192),
        ],
    ),
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
    /// Other attributes of metadata, by full name, with their fields.
    attribute_types: BTreeMap<(String, String), Vec<(String, Type)>>,
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

    /// Adds an attribute that metadata declares. Returns none if one of its fields has an enumeration.
    pub(super) fn add_attribute_type(&mut self, attribute: &model::AttributeType) -> Option<()> {
        let fields = attribute.fields.iter();
        let fields = fields.map(|field| Some((field.name.to_string(), field_type(&field.ty)?)));
        let fields = fields.collect::<Option<_>>()?;
        let name = (attribute.namespace.to_string(), attribute.name.to_string());
        self.attribute_types.insert(name, fields);
        Some(())
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
            let name = format!("{name}Attribute");
            let of_arguments = |it: &Vec<ArgumentType>| it.iter().map(|it| it.ty()).collect();
            define_attribute(
                &mut winrt,
                (RUNTIME_METADATA, &name),
                TypeAttributes::WindowsRuntime,
                constructors.iter().map(of_arguments),
            );
        }
        for ((namespace, name), fields) in &self.attribute_types {
            let name = (&**namespace, &**name);
            let flags = TypeAttributes::WindowsRuntime;
            define_attribute(&mut winrt, name, flags, [Vec::new()]);
            for (name, ty) in fields {
                winrt.Field(name, ty, FieldAttributes::Public);
            }
        }
        if !self.attributes.is_empty() {
            for (name, values) in ENUMERATIONS {
                define_enumeration(&mut winrt, name, values);
            }
        }
        for ((namespace, name), kind) in &self.types {
            if is_win32(namespace) {
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

/// Returns the type of a field of an attribute, if it is no enumeration.
fn field_type(ty: &AttributeFieldType) -> Option<Type> {
    Some(match ty {
        AttributeFieldType::Text => Type::String,
        AttributeFieldType::Type => Type::class_named("System", "Type"),
        AttributeFieldType::Enum(_) => return None,
        AttributeFieldType::Base(base) => match base {
            Base::Boolean => Type::Bool,
            Base::WChar => Type::Char,
            Base::Byte | Base::UChar => Type::U8,
            Base::Short => Type::I16,
            Base::UShort => Type::U16,
            Base::Long => Type::I32,
            Base::ULong => Type::U32,
            Base::Hyper => Type::I64,
            Base::UHyper => Type::U64,
            Base::Float => Type::F32,
            Base::Double => Type::F64,
            _ => return None,
        },
    })
}

/// Defines an attribute with the types of the arguments of each constructor. Fields may follow.
fn define_attribute(
    file: &mut File,
    (namespace, name): (&str, &str),
    flags: TypeAttributes,
    constructors: impl IntoIterator<Item = Vec<Type>>,
) {
    let extends = TypeDefOrRef::TypeRef(file.TypeRef("System", "Attribute"));
    let flags = TypeAttributes::Public | TypeAttributes::Sealed | flags;
    file.TypeDef(namespace, name, extends, flags);
    for types in constructors {
        let signature = constructor(types);
        let flags = MethodAttributes::Public | MethodAttributes::SpecialName;
        file.MethodDef(".ctor", &signature, flags, Default::default());
    }
}

fn constructor(types: Vec<Type>) -> Signature {
    Signature {
        flags: MethodCallAttributes::HASTHIS,
        return_type: Type::Void,
        types,
    }
}

/// Defines an enumeration of the Windows Runtime.
fn define_enumeration(file: &mut File, name: &str, values: &[(&str, i32)]) {
    let kind = Kind::Enum(Type::I32);
    let defined = define(
        file,
        RUNTIME_METADATA,
        name,
        &kind,
        TypeAttributes::WindowsRuntime,
    );
    if name == TARGETS {
        let flags = file.TypeRef("System", "FlagsAttribute");
        let signature = constructor(Vec::new());
        let constructor = file.MemberRef(".ctor", &signature, MemberRefParent::TypeRef(flags));
        let constructor = AttributeConstructor::MemberRef(constructor);
        file.Attribute(HasAttribute::TypeDef(defined), constructor, &[]);
    }
    let ty = Type::value_named(RUNTIME_METADATA, name);
    for (name, value) in values {
        let flags = FieldAttributes::Public | FieldAttributes::Static | FieldAttributes::Literal;
        let field = file.Field(name, &ty, flags);
        file.Constant(HasConstant::Field(field), &Value::I32(*value));
    }
}

fn define(
    file: &mut File,
    namespace: &str,
    name: &str,
    kind: &Kind,
    flags: TypeAttributes,
) -> TypeDef {
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
    let defined = file.TypeDef(namespace, name, extends, of_kind | flags);
    match kind {
        Kind::Typedef(ty) => {
            file.Field("Value", ty, FieldAttributes::Public);
        }
        Kind::Enum(ty) => {
            file.Field("value__", ty, FieldAttributes::Private);
        }
        Kind::Interface | Kind::Delegate | Kind::Struct => {}
    }
    defined
}
