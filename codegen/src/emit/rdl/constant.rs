//! Constants.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Writer, attribute, name};
use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::model::{Constant, ItemId, Value};

impl Writer<'_> {
    /// Writes a constant. A value that metadata can't hold is left out: a float that isn't finite,
    /// or a number whose type is a struct.
    pub(super) fn constant(&mut self, id: ItemId, constant: &Constant) -> TokenStream {
        let item = self.model().item(id);
        let name = name::ident(&item.name);
        let lowered = match self.abi.ty(&constant.ty) {
            // A number as a pointer (`(void *)-1`) is that number: RDL has literals for pointers
            // with a name, and for no others.
            AbiType::Pointer { .. } => AbiType::Number(Number::ISize),
            ty => ty,
        };
        let value = match &constant.value {
            Value::String(text) => {
                return quote!(#[encoding("ansi")] const #name: String = #text;);
            }
            Value::WideString(text) => {
                return quote!(#[encoding("utf-16")] const #name: String = #text;);
            }
            Value::Guid(guid) => {
                let ty = self.ty(&AbiType::Guid, "");
                let guid = attribute::guid(*guid);
                return quote!(const #name: #ty = #guid;);
            }
            Value::Int(value) => self.int(&lowered, *value),
            Value::Float(value) => self.float(&lowered, *value),
        };
        value.map_or_else(TokenStream::new, |value| {
            let ty = self.ty(&lowered, &item.name);
            quote!(const #name: #ty = #value;)
        })
    }

    /// Returns `value` as a literal of `ty`.
    fn int(&self, ty: &AbiType, value: i128) -> Option<Literal> {
        match self.underlying(ty) {
            AbiType::Number(Number::F32) => float(AbiType::Number(Number::F32), value as f64),
            AbiType::Number(Number::F64) => float(AbiType::Number(Number::F64), value as f64),
            // RDL reads the value of a pointer as a signed number.
            AbiType::Pointer { .. }
            | AbiType::Number(Number::ISize)
            | AbiType::PStr
            | AbiType::PCStr
            | AbiType::PWStr
            | AbiType::PCWStr => Some(Literal::i64_unsuffixed(value as i64)),
            AbiType::Number(_) => Some(Literal::i128_unsuffixed(value)),
            _ => None,
        }
    }

    fn float(&self, ty: &AbiType, value: f64) -> Option<Literal> {
        match self.underlying(ty) {
            ty @ (AbiType::Number(Number::F32) | AbiType::Number(Number::F64)) => float(ty, value),
            ty => self.int(&ty, value as i128),
        }
    }

    /// Returns the number that holds a value of `ty`.
    fn underlying(&self, ty: &AbiType) -> AbiType {
        match self.abi.expand(ty) {
            AbiType::HResult | AbiType::Bool | AbiType::NtStatus | AbiType::RpcStatus => {
                AbiType::Number(Number::I32)
            }
            AbiType::Enum(id) => self.abi.enum_repr(id),
            ty => ty,
        }
    }
}

fn float(ty: AbiType, value: f64) -> Option<Literal> {
    match ty {
        AbiType::Number(Number::F32) => Some(value as f32)
            .filter(|value| value.is_finite())
            .map(Literal::f32_unsuffixed),
        _ => Some(value)
            .filter(|value| value.is_finite())
            .map(Literal::f64_unsuffixed),
    }
}
