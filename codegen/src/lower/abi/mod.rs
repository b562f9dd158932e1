//! The types of functions and records where they meet other code: the vocabulary that Windows
//! metadata, RDL and windows-rs share.
//!
//! Names that C alone needs disappear: `DWORD` is [`AbiType::Number`], `IFoo *` is
//! [`AbiType::Interface`], and an array parameter is a pointer. Names that mean something to a
//! reader stay as [`AbiType::Alias`]: a handle, a callback, a `DISPID`.
//!
//! [`Abi`] lowers the types of a model into this vocabulary.

mod lowering;

pub use lowering::Abi;
pub(crate) use lowering::is_input_only;

use crate::lower::number::Number;
use crate::model::ItemId;

/// A type at the ABI.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AbiType {
    /// `void`: no value, or the target of an untyped pointer.
    Void,
    /// A number.
    Number(Number),
    /// `GUID` and its other names.
    Guid,
    /// `HRESULT`.
    HResult,
    /// `BOOL`: 32 bits.
    Bool,
    /// `NTSTATUS`.
    NtStatus,
    /// `RPC_STATUS`.
    RpcStatus,
    /// `LPSTR`.
    PStr,
    /// `LPCSTR`.
    PCStr,
    /// `LPWSTR`, `LPOLESTR`.
    PWStr,
    /// `LPCWSTR`, `LPCOLESTR`.
    PCWStr,
    /// `BSTR`.
    BStr,
    /// `HSTRING`.
    HString,
    /// `IUnknown *`.
    IUnknown,
    /// `IInspectable *`.
    IInspectable,
    /// A pointer to the interface.
    Interface(ItemId),
    /// A pointer to a parameterized WinRT interface or delegate with these arguments.
    Parameterized(ItemId, Vec<AbiType>),
    /// The struct or union.
    Record(ItemId),
    /// The enumeration.
    Enum(ItemId),
    /// The typedef, under its name: of a number, an untyped pointer, a function, a record or an
    /// enumeration. A typedef of another pointer is replaced by that pointer.
    /// [`Abi::typedef`] returns the type that the name stands for.
    Alias(ItemId),
    /// A pointer.
    Pointer {
        /// The type that it points to.
        to: Box<AbiType>,
        /// Whether the target is `const`.
        is_const: bool,
    },
    /// An array within a record.
    Array {
        /// The type of its elements.
        element: Box<AbiType>,
        /// The number of its elements; 1 for `[]`, whose elements go on past the record's end.
        length: u64,
    },
    /// A pointer to a function.
    Function(Box<AbiSignature>),
}

impl AbiType {
    /// Returns the type of pointers to this one.
    #[must_use]
    pub fn pointer(self, is_const: bool) -> Self {
        Self::Pointer {
            to: Box::new(self),
            is_const,
        }
    }

    /// Returns the number, if the type is one by itself: an enumeration, a truth value or a status
    /// is not.
    pub fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns whether the type is an integer by itself.
    pub fn is_integer(&self) -> bool {
        self.number().is_some_and(Number::is_integer)
    }

    /// Returns whether the type is a pointer to an interface.
    pub fn is_interface(&self) -> bool {
        matches!(
            self,
            Self::IUnknown | Self::IInspectable | Self::Interface(_) | Self::Parameterized(..)
        )
    }

    /// Returns whether the type is an untyped pointer: `void *`.
    pub fn is_void_pointer(&self) -> bool {
        matches!(self, Self::Pointer { to, .. } if **to == Self::Void)
    }

    /// Calls `visit` with each item that the type names.
    pub fn items(&self, visit: &mut impl FnMut(ItemId)) {
        match self {
            Self::Interface(id) | Self::Record(id) | Self::Enum(id) | Self::Alias(id) => visit(*id),
            Self::Parameterized(id, arguments) => {
                visit(*id);
                arguments.iter().for_each(|argument| argument.items(visit));
            }
            Self::Pointer { to, .. } => to.items(visit),
            Self::Array { element, .. } => element.items(visit),
            Self::Function(signature) => signature.items(visit),
            _ => {}
        }
    }
}

/// A function at the ABI, without `this`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AbiSignature {
    /// The type of its result.
    pub returns: AbiType,
    /// Its parameters: names and types.
    pub params: Vec<(String, AbiType)>,
    /// Whether it takes further arguments (`...`).
    pub variadic: bool,
    /// How it is called.
    pub convention: AbiConvention,
}

impl AbiSignature {
    /// Calls `visit` with each item that the signature names.
    pub fn items(&self, visit: &mut impl FnMut(ItemId)) {
        self.returns.items(visit);
        self.params.iter().for_each(|(_, ty)| ty.items(visit));
    }
}

/// How a function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AbiConvention {
    /// Like Windows' own functions: `stdcall` on x86, C's convention elsewhere.
    System,
    /// Like C's functions.
    C,
}
