//! The numbers of the ABI. Each is a primitive type of Rust, of RDL and of metadata.

/// A number at the ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// `char`, `signed char`.
    I8,
    /// `byte`, `boolean`, `unsigned char`.
    U8,
    /// `short`.
    I16,
    /// `unsigned short`, `wchar_t`.
    U16,
    /// `int`, `long`.
    I32,
    /// `unsigned int`, `unsigned long`, `error_status_t`.
    U32,
    /// `hyper`, `__int64`.
    I64,
    /// `unsigned hyper`.
    U64,
    /// `INT_PTR`.
    ISize,
    /// `UINT_PTR`.
    USize,
    /// `float`.
    F32,
    /// `double`.
    F64,
}

impl Number {
    /// Returns the integer of this many bits, if there is one.
    pub fn integer(bits: u64, is_signed: bool) -> Option<Self> {
        Some(match (bits, is_signed) {
            (8, true) => Self::I8,
            (8, false) => Self::U8,
            (16, true) => Self::I16,
            (16, false) => Self::U16,
            (32, true) => Self::I32,
            (32, false) => Self::U32,
            (64, true) => Self::I64,
            (64, false) => Self::U64,
            _ => return None,
        })
    }

    /// Returns the name of the primitive type, in Rust and in RDL.
    pub fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::U8 => "u8",
            Self::I16 => "i16",
            Self::U16 => "u16",
            Self::I32 => "i32",
            Self::U32 => "u32",
            Self::I64 => "i64",
            Self::U64 => "u64",
            Self::ISize => "isize",
            Self::USize => "usize",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// Returns the number of its bits; none for a number that is as wide as a pointer.
    pub fn bits(self) -> Option<u64> {
        match self {
            Self::I8 | Self::U8 => Some(8),
            Self::I16 | Self::U16 => Some(16),
            Self::I32 | Self::U32 | Self::F32 => Some(32),
            Self::I64 | Self::U64 | Self::F64 => Some(64),
            Self::ISize | Self::USize => None,
        }
    }

    /// Returns whether it is an integer.
    pub fn is_integer(self) -> bool {
        !matches!(self, Self::F32 | Self::F64)
    }

    /// Returns whether it can be negative.
    pub fn is_signed(self) -> bool {
        !matches!(
            self,
            Self::U8 | Self::U16 | Self::U32 | Self::U64 | Self::USize
        )
    }
}
