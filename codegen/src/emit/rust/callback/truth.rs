//! Truth values: C has four types for them, and Rust one.

use crate::emit::rust::types::Context;
use crate::lower::abi::AbiType;
use crate::lower::automation::Automation;
use crate::lower::number::Number;
use crate::model::{Base, Param, Type};

/// How C says true and false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// `BOOL`.
    Bool,
    /// `VARIANT_BOOL`.
    VariantBool,
    /// Another crate's `VARIANT_BOOL`, which may be a type of its own.
    ExternalVariantBool,
    /// `boolean`.
    Byte,
}

impl Truth {
    /// Returns the kind of truth value that `ty` is, if it is one. The model's type knows what the ABI's
    /// forgets: that a byte is a `boolean`.
    pub(super) fn of(context: &Context<'_>, ty: &Type, abi: &AbiType) -> Option<Self> {
        let is_named = |id| Automation::VariantBool.is(context.model.item(id));
        match abi {
            AbiType::Bool => return Some(Self::Bool),
            AbiType::Alias(id) if is_named(*id) => {
                let is_external = context.abi.external(*id).is_some();
                return Some(if is_external {
                    Self::ExternalVariantBool
                } else {
                    Self::VariantBool
                });
            }
            _ => {}
        }
        let is_byte = *context.model.strip(ty) == Type::Base(Base::Boolean);
        (is_byte && *abi == AbiType::Number(Number::U8)).then_some(Self::Byte)
    }

    /// The function of `InOut` for a pointer to it.
    pub(super) fn in_out(self) -> &'static str {
        match self {
            Self::Bool => "of_bool",
            Self::VariantBool | Self::ExternalVariantBool => "of_variant_bool",
            Self::Byte => "of_boolean",
        }
    }

    /// The `bool` of a value of C's.
    pub(super) fn to_bool(self, value: &str) -> String {
        match self {
            Self::Bool => format!("{value}.as_bool()"),
            Self::VariantBool | Self::Byte => format!("{value} != 0"),
            Self::ExternalVariantBool => format!("core::mem::transmute::<_, i16>({value}) != 0"),
        }
    }

    /// C's value of a `bool`.
    pub(super) fn to_c(self, value: &str) -> String {
        match self {
            Self::Bool => format!("windows_core::BOOL::from({value})"),
            Self::VariantBool => format!("-i16::from({value})"),
            Self::ExternalVariantBool => format!("core::mem::transmute(-i16::from({value}))"),
            Self::Byte => format!("u8::from({value})"),
        }
    }
}

/// The truth value that `ty`, the type of `param` at the ABI, points to.
pub(super) fn truth_behind(context: &Context<'_>, param: &Param, ty: &AbiType) -> Option<Truth> {
    match (context.model.strip(&param.ty), ty) {
        (Type::Pointer { to, .. }, AbiType::Pointer { to: inner, .. }) => {
            Truth::of(context, to, inner)
        }
        _ => None,
    }
}
