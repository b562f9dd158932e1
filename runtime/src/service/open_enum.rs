//! Enumerations of C as those of Rust, with a variant for unknown values: a service may be newer than
//! this crate.

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
        pub enum $name {
            $(
                $(#[$variant_attribute])*
                #[doc = concat!("\n`", stringify!($constant), "`")]
                $variant,
            )+
            /// A value of a later version of the service.
            Unknown(i32),
        }

        impl $name {
            #[doc = concat!("Returns the value in `", stringify!($raw), "`.")]
            pub const fn raw(self) -> i32 {
                match self {
                    $(Self::$variant => $constant,)+
                    Self::Unknown(raw) => raw,
                }
            }
        }

        impl From<i32> for $name {
            fn from(raw: i32) -> Self {
                match raw {
                    $(_ if raw == $constant => Self::$variant,)+
                    _ => Self::Unknown(raw),
                }
            }
        }
    };
}

pub(crate) use open_enum;
