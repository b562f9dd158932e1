//! Enumerations of C as those of Rust, with a variant for unknown values: a service may be newer than
//! this crate.

/// A value that has no name here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownValue(i32);

impl UnknownValue {
    pub(crate) const fn new(raw: i32) -> Self {
        Self(raw)
    }

    /// Returns the number.
    pub const fn raw(self) -> i32 {
        self.0
    }
}

/// Defines an enum for a C enumeration, with a variant for unknown values.
macro_rules! open_enum {
    (
        $(#[$attribute:meta])*
        $name:ident of $raw:ident {
            $($(#[$variant_attribute:meta])* $variant:ident = $constant:ident,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$variant_attribute])*
                #[doc = concat!("\n`", stringify!($constant), "`")]
                $variant,
            )+
            /// A value of a later version of the service. It is made by `From`, which knows the others.
            Unknown($crate::service::open_enum::UnknownValue),
        }

        impl $name {
            #[doc = concat!("Returns the value in `", stringify!($raw), "`.")]
            pub const fn raw(self) -> i32 {
                match self {
                    $(Self::$variant => $constant,)+
                    Self::Unknown(value) => value.raw(),
                }
            }
        }

        impl From<i32> for $name {
            fn from(raw: i32) -> Self {
                match raw {
                    $(_ if raw == $constant => Self::$variant,)+
                    _ => Self::Unknown($crate::service::open_enum::UnknownValue::new(raw)),
                }
            }
        }
    };
}

pub(crate) use open_enum;
