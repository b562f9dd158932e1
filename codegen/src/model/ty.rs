//! C types.

use super::{ItemId, Param};

/// A C type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A type of the language.
    Base(Base),
    /// A struct, union, enum, interface or typedef.
    Named(ItemId),
    /// A pointer.
    Pointer {
        /// The type of its target.
        to: Box<Type>,
        /// Whether the target is `const`.
        is_const: bool,
    },
    /// An array.
    Array(Box<Array>),
    /// A function, which is reached by a pointer.
    Function(Box<Signature>),
    /// `SAFEARRAY(T)`: a `SAFEARRAY *` with the type of its elements.
    SafeArray(Box<Type>),
    /// A parameterized WinRT interface or delegate with its arguments. The box keeps all types small.
    Parameterized(ItemId, Box<Vec<Type>>),
}

/// The type of an array.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// The type of its elements.
    pub element: Type,
    /// The number of its elements. A conformant array, `[]` or `[*]`, has none.
    pub length: Option<u64>,
}

impl Type {
    /// Returns the type of an array. A conformant one has no length.
    pub fn array(element: Type, length: Option<u64>) -> Self {
        Self::Array(Box::new(Array { element, length }))
    }

    /// Calls `visit` with each item that the type names.
    pub fn visit_names(&self, visit: &mut impl FnMut(ItemId)) {
        match self {
            Self::Base(_) => {}
            Self::Named(id) => visit(*id),
            Self::Pointer { to: inner, .. } | Self::SafeArray(inner) => inner.visit_names(visit),
            Self::Array(array) => array.element.visit_names(visit),
            Self::Function(signature) => signature.visit_names(visit),
            Self::Parameterized(id, arguments) => {
                visit(*id);
                let arguments = arguments.iter();
                arguments.for_each(|argument| argument.visit_names(visit));
            }
        }
    }
}

/// A function's type.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// Its result type.
    pub returns: Type,
    /// Its parameters.
    pub params: Vec<Param>,
    /// Whether it takes further arguments (`...`).
    pub variadic: bool,
    /// Its calling convention.
    pub convention: Convention,
}

impl Signature {
    /// Calls `visit` with each item that the types of the function name.
    pub fn visit_names(&self, visit: &mut impl FnMut(ItemId)) {
        self.returns.visit_names(visit);
        let params = self.params.iter();
        params.for_each(|param| param.ty.visit_names(visit));
    }
}

/// The calling convention of a function. Only `__cdecl` differs from the others, and only on x86.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convention {
    /// `__stdcall`. It is also the convention of a function that names none.
    #[default]
    Stdcall,
    /// `__cdecl`.
    Cdecl,
}

macro_rules! bases {
    ($($(#[$doc:meta])* $name:ident $text:literal)*) => {
        /// The types of the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Base { $($(#[$doc])* $name),* }

        impl Base {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the type as IDL writes it.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

bases! {
    /// `void`.
    Void "void"
    /// An unsigned byte that is true or false.
    Boolean "boolean"
    /// An unsigned byte.
    Byte "byte"
    /// A signed byte on Windows.
    Char "char"
    /// `signed char`, `__int8`.
    SChar "signed char"
    /// `unsigned char`.
    UChar "unsigned char"
    /// A UTF-16 unit.
    WChar "wchar_t"
    /// 16 bits.
    Short "short"
    /// 16 bits.
    UShort "unsigned short"
    /// 32 bits.
    Int "int"
    /// 32 bits.
    UInt "unsigned int"
    /// 32 bits on Windows.
    Long "long"
    /// 32 bits on Windows.
    ULong "unsigned long"
    /// 64 bits: `hyper`, `__int64`, `long long`.
    Hyper "hyper"
    /// 64 bits.
    UHyper "unsigned hyper"
    /// As wide as a pointer.
    IntPtr "__int3264"
    /// As wide as a pointer.
    UIntPtr "unsigned __int3264"
    /// 32 bits.
    Float "float"
    /// 64 bits.
    Double "double"
    /// 32 bits, a DCE status.
    ErrorStatus "error_status_t"
    /// A pointer.
    Handle "handle_t"
}

/// The size of a base type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseSize {
    /// So many bytes on every target.
    Bytes(u8),
    /// As many bytes as a pointer has.
    Pointer,
}

impl Base {
    /// Returns the size that Microsoft's compiler gives the type; none for `void`.
    pub fn size(self) -> Option<BaseSize> {
        Some(match self {
            Self::Void => return None,
            Self::Boolean | Self::Byte | Self::Char | Self::SChar | Self::UChar => {
                BaseSize::Bytes(1)
            }
            Self::WChar | Self::Short | Self::UShort => BaseSize::Bytes(2),
            Self::Int | Self::UInt | Self::Long | Self::ULong | Self::ErrorStatus | Self::Float => {
                BaseSize::Bytes(4)
            }
            Self::Hyper | Self::UHyper | Self::Double => BaseSize::Bytes(8),
            Self::IntPtr | Self::UIntPtr | Self::Handle => BaseSize::Pointer,
        })
    }
}
