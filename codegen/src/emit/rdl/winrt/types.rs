//! Types, as the Windows Runtime's metadata has them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::super::reference::Kind;
use super::super::{Writer, name};
use super::{WinRt, instance};
use crate::lower::abi::{Abi, AbiType};
use crate::model::{Base, InterfaceKind, Item, ItemId, ItemKind, OpaqueKind, SmolStr, Type};

/// The namespace in which metadata has the types that IDL has in none.
const FOUNDATION: &str = "Windows.Foundation";

/// The type of what a handler of an event is removed by.
pub(super) const TOKEN: RuntimeType = RuntimeType::Foundation("EventRegistrationToken");

/// The types that IDL has in no namespace: those of `EventToken.idl` and `asyncinfo.idl`.
const OF_FOUNDATION: &[(&str, Kind)] = &[
    ("AsyncStatus", Kind::Enum(windows_metadata::Type::I32)),
    ("EventRegistrationToken", Kind::Struct),
    ("IAsyncInfo", Kind::Interface),
];

/// A type of the Windows Runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RuntimeType {
    /// A type that RDL has a word for.
    Word(&'static str),
    /// An interface, a class, a delegate, a struct or an enum.
    Item(ItemId),
    /// An instance of a parameterized type.
    Instance(ItemId, Vec<RuntimeType>),
    /// A type parameter.
    Parameter(SmolStr),
    /// A type that IDL has in no namespace.
    Foundation(&'static str),
}

impl RuntimeType {
    /// Returns whether values of the type are references to an object.
    pub(super) fn is_object(&self, abi: &Abi<'_>) -> bool {
        match self {
            Self::Word(word) => *word == "Object",
            Self::Item(id) => matches!(
                abi.model().item(*id).kind,
                ItemKind::Interface(_) | ItemKind::Coclass(_)
            ),
            Self::Instance(..) | Self::Parameter(_) => true,
            Self::Foundation(name) => *name == "IAsyncInfo",
        }
    }

    /// Calls `visit` with each item that the type names. An instance of a parameterized type is none.
    pub(super) fn items(&self, visit: &mut impl FnMut(ItemId)) {
        match self {
            Self::Item(id) => visit(*id),
            Self::Instance(_, arguments) => arguments.iter().for_each(|it| it.items(visit)),
            Self::Word(_) | Self::Parameter(_) | Self::Foundation(_) => {}
        }
    }
}

impl WinRt {
    /// Returns the type of a value that IDL has as `ty`, if the Windows Runtime has such a type. A
    /// pointer to an object is the object.
    pub(super) fn ty(&self, abi: &Abi<'_>, ty: &Type) -> Option<RuntimeType> {
        match ty {
            Type::Base(base) => word(*base).map(RuntimeType::Word),
            Type::Named(id) => self.named(abi, *id),
            Type::Pointer { to, .. } => self.ty(abi, to).filter(|to| to.is_object(abi)),
            _ => None,
        }
    }

    fn named(&self, abi: &Abi<'_>, id: ItemId) -> Option<RuntimeType> {
        if let Some(provided) = abi.provided(id) {
            return provided_word(provided).map(RuntimeType::Word);
        }
        if self.contains(id) {
            return Some(RuntimeType::Item(id));
        }
        let mut parameters = self.parameters.iter();
        if let Some((name, _)) = parameters.find(|(_, parameter)| *parameter == id) {
            return Some(RuntimeType::Parameter(name.clone()));
        }
        let item = abi.model().item(id);
        if let Some(instance) = instance(&item.kind) {
            if self.undefined.contains(&instance.of) {
                return Some(RuntimeType::Word("Object"));
            }
            let arguments = instance.arguments.iter();
            let arguments = arguments.map(|argument| self.ty(abi, argument));
            return Some(RuntimeType::Instance(id, arguments.collect::<Option<_>>()?));
        }
        let mut of_foundation = OF_FOUNDATION.iter();
        if item.namespace().is_none()
            && let Some((name, _)) = of_foundation.find(|(name, _)| *name == item.name)
        {
            return Some(RuntimeType::Foundation(name));
        }
        match (&*item.name, &item.kind) {
            ("BOOLEAN", ItemKind::Typedef(_)) => Some(RuntimeType::Word("bool")),
            // An interface or a class that nothing defines is an object of some kind.
            (_, ItemKind::Opaque(OpaqueKind::Interface)) => Some(RuntimeType::Word("Object")),
            _ => self.ty(abi, item.stands_for()?),
        }
    }
}

/// Returns RDL's word for a number.
pub(super) fn word(base: Base) -> Option<&'static str> {
    Some(match base {
        Base::Boolean => "bool",
        Base::Byte | Base::UChar => "u8",
        Base::Char | Base::SChar => "i8",
        Base::WChar => "Char16",
        Base::Short => "i16",
        Base::UShort => "u16",
        Base::Int | Base::Long => "i32",
        Base::UInt | Base::ULong => "u32",
        Base::Hyper => "i64",
        Base::UHyper => "u64",
        Base::Float => "f32",
        Base::Double => "f64",
        Base::Void | Base::IntPtr | Base::UIntPtr | Base::ErrorStatus | Base::Handle => {
            return None;
        }
    })
}

/// Returns RDL's word for a type that `windows-core` has.
fn provided_word(provided: &AbiType) -> Option<&'static str> {
    Some(match provided {
        AbiType::HString => "String",
        AbiType::IInspectable => "Object",
        AbiType::Guid => "GUID",
        AbiType::HResult => "HRESULT",
        // It is C's number, and not the Windows Runtime's truth.
        AbiType::Bool => "i32",
        _ => return None,
    })
}

/// Returns the full name of an item as its namespace and its name.
pub(super) fn split(full_name: &str) -> (&str, &str) {
    full_name.rsplit_once('.').unwrap_or(("", full_name))
}

impl Writer<'_> {
    /// Returns a type as RDL writes it.
    pub(super) fn runtime_type(&mut self, ty: &RuntimeType) -> TokenStream {
        match ty {
            RuntimeType::Word(word) => {
                let word = Ident::new(word, Span::call_site());
                quote!(#word)
            }
            RuntimeType::Item(id) => self.named(*id),
            RuntimeType::Instance(id, arguments) => {
                let of = self.parameterized(self.model().item(*id));
                let arguments: Vec<_> = arguments.iter().map(|it| self.runtime_type(it)).collect();
                quote!(#of<#(#arguments),*>)
            }
            RuntimeType::Parameter(name) => name::ident(name),
            RuntimeType::Foundation(name) => {
                let mut of_foundation = OF_FOUNDATION.iter();
                let kind = of_foundation.find(|(of, _)| of == name);
                let kind = kind.map_or(Kind::Struct, |(_, kind)| kind.clone());
                self.references.add(FOUNDATION, name, kind);
                self.type_path(FOUNDATION, name)
            }
        }
    }

    /// Returns the instance of a parameterized type as RDL writes it. An argument that the Windows
    /// Runtime has no type for is some object.
    pub(in super::super) fn instance(&mut self, id: ItemId) -> Option<TokenStream> {
        let item = self.model().item(id);
        let instance = instance(&item.kind)?;
        if self.winrt.undefined.contains(&instance.of) {
            return Some(self.ty(&AbiType::IInspectable, ""));
        }
        let arguments = &instance.arguments;
        let arguments = arguments.iter().map(|argument| {
            let ty = self.winrt.ty(&self.abi, argument);
            ty.unwrap_or(RuntimeType::Word("Object"))
        });
        let ty = RuntimeType::Instance(id, arguments.collect());
        Some(self.runtime_type(&ty))
    }

    /// Returns the name of the parameterized type of which `item` is an instance.
    fn parameterized(&mut self, item: &Item) -> TokenStream {
        let ItemKind::Interface(interface) = &item.kind else {
            return TokenStream::new();
        };
        let of = interface.instance.as_ref().map_or("", |it| &it.of);
        let (namespace, name) = split(of);
        let kind = match interface.kind {
            InterfaceKind::Delegate => Kind::Delegate,
            _ => Kind::Interface,
        };
        if !self.winrt.defined.contains(of) {
            self.references.add(namespace, name, kind);
        }
        self.type_path(namespace, name)
    }

    /// Returns the path of a type from the namespace that is being written.
    pub(in super::super) fn type_path(&self, namespace: &str, name: &str) -> TokenStream {
        if namespace == self.namespace {
            name::local(namespace, name)
        } else {
            name::path(namespace, name)
        }
    }
}
