//! Type arguments of WinRT's parameterized types, and what an instance gets of them: its name in C,
//! and its IID.
//!
//! The IID is a UUID of version 5 over the instance's signature (source: "The Windows Runtime (WinRT)
//! type system", "Guid generation for parameterized types").

use super::row::{Category, TypeDef};
use super::signature::{Named, Ty};
use super::{Metadata, Source};
use crate::model::{Base, Guid, Type};

/// The namespace of all instances' UUIDs.
const NAMESPACE: Guid = Guid(0x11f47ad5_7b73_42c0_abae_878b1e16adee);

/// How many types may stand in the signatures of an instance's arguments. The signature of a struct
/// of two structs of two structs… would take too long.
pub(crate) const MAX_SIGNATURE_TYPES: usize = 10_000;

/// How deep the types of metadata may be in each other in such a signature. Those of Windows are in three others.
const MAX_DEPTH: usize = 100;

/// A type argument, with its part in the instance's name and IID.
#[derive(Clone, Debug)]
pub(crate) struct TypeArgument {
    pub(crate) ty: Type,
    pub(crate) parts: Parts,
}

/// The parts that a type argument has in the name and the IID of an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// Its part of the name: `HSTRING`, `Windows__CFoundation__CUri`.
    pub(crate) name: String,
    /// Its part of the signature from which the IID is computed.
    pub(crate) signature: String,
}

impl Parts {
    pub(crate) fn new(name: &str, signature: &str) -> Self {
        Self {
            name: name.to_owned(),
            signature: signature.to_owned(),
        }
    }

    /// Returns the parts of a type that has a namespace.
    pub(crate) fn named(full_name: &str, signature: String) -> Self {
        Self {
            name: full_name.replace('.', "__C"),
            signature,
        }
    }

    /// Returns the parts of a number, by the name that MIDL gives it however it is written.
    pub(crate) fn of_base(base: Base) -> Option<Self> {
        let (name, signature) = match base {
            Base::Boolean => ("boolean", "b1"),
            Base::Byte | Base::UChar => ("BYTE", "u1"),
            Base::Char | Base::SChar => ("char", "i1"),
            Base::WChar => ("WCHAR", "c2"),
            Base::Short => ("INT16", "i2"),
            Base::UShort => ("UINT16", "u2"),
            Base::Int | Base::Long => ("int", "i4"),
            Base::UInt | Base::ULong => ("UINT32", "u4"),
            Base::Hyper => ("INT64", "i8"),
            Base::UHyper => ("UINT64", "u8"),
            Base::Float => ("float", "f4"),
            Base::Double => ("double", "f8"),
            _ => return None,
        };
        Some(Self::new(name, signature))
    }

    /// Returns the parts of a type that WinRT has of its own, by its name in IDL.
    pub(crate) fn of_winrt(name: &str) -> Option<Self> {
        let signature = match name {
            "HSTRING" => "string",
            "GUID" => "g16",
            "BOOLEAN" | "boolean" => return Self::of_base(Base::Boolean),
            "IInspectable" => "cinterface(IInspectable)",
            _ => return None,
        };
        Some(Self::new(name, signature))
    }
}

/// Returns the name that MIDL gives an instance in C: `__FIVector_1_HSTRING`.
pub(crate) fn instance_name(
    parameterized: &str,
    is_delegate: bool,
    arguments: &[TypeArgument],
) -> String {
    let prefix = if is_delegate { "I" } else { "" };
    let names: Vec<&str> = arguments.iter().map(|it| &*it.parts.name).collect();
    let count = names.len();
    format!("__F{prefix}{parameterized}_{count}_{}", names.join("_"))
}

/// Returns the signature of an instance of the parameterized type whose UUID is `uuid`.
pub(crate) fn instance_signature<'a>(
    uuid: Guid,
    arguments: impl Iterator<Item = &'a str>,
) -> String {
    let arguments: Vec<&str> = arguments.collect();
    format!("pinterface({{{uuid}}};{})", arguments.join(";"))
}

/// Returns the IID of the instance whose signature this is.
pub(crate) fn instance_iid(signature: &str) -> Guid {
    let mut hash = sha1_smol::Sha1::new();
    hash.update(&NAMESPACE.0.to_be_bytes());
    hash.update(signature.as_bytes());
    let digest = hash.digest().bytes();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Guid(u128::from_be_bytes(bytes))
}

/// Computes the parts of types of the metadata.
pub(super) struct PartsOf<'m> {
    metadata: &'m Metadata,
    /// How many more types may be asked for.
    budget: usize,
    /// In how many types the current one is.
    depth: usize,
}

impl<'m> PartsOf<'m> {
    pub(super) fn new(metadata: &'m Metadata) -> Self {
        Self {
            metadata,
            budget: MAX_SIGNATURE_TYPES,
            depth: 0,
        }
    }

    /// Returns the parts of a type to which `source` refers. Of too many types, or of types too deep in each
    /// other, it returns a part.
    pub(super) fn of(&mut self, source: &'m Source, ty: &Ty) -> Parts {
        if self.budget == 0 || self.depth == MAX_DEPTH {
            return Parts::default();
        }
        self.budget -= 1;
        self.depth += 1;
        let parts = self.within(source, ty);
        self.depth -= 1;
        parts
    }

    fn within(&mut self, source: &'m Source, ty: &Ty) -> Parts {
        match ty {
            Ty::String => Parts::of_winrt("HSTRING").unwrap_or_default(),
            Ty::Object => Parts::of_winrt("IInspectable").unwrap_or_default(),
            Ty::Named(named) => self.named(source, *named),
            Ty::Generic(named, arguments) => self.instance(source, *named, arguments),
            ty => base_of(ty).and_then(Parts::of_base).unwrap_or_default(),
        }
    }

    fn named(&mut self, source: &'m Source, named: Named) -> Parts {
        let name = |column| source.file.string(named.table, named.row, column);
        if (name(2), name(1)) == ("System", "Guid") {
            return Parts::of_winrt("GUID").unwrap_or_default();
        }
        match self.metadata.find_qualified(name(2), name(1)) {
            Some((source, row)) => self.definition(source, TypeDef::new(&source.file, row)),
            None => Parts::named(&format!("{}.{}", name(2), name(1)), String::new()),
        }
    }

    /// Returns the parts of a definition without type parameters.
    pub(super) fn definition(&mut self, source: &'m Source, def: TypeDef<'m>) -> Parts {
        let name = format!("{}.{}", def.namespace(), def.name());
        let uuid = def.guid().unwrap_or_default();
        let signature = match def.category() {
            Category::Interface => format!("{{{uuid}}}"),
            Category::Delegate => format!("delegate({{{uuid}}})"),
            Category::Enum => {
                let fields = def.fields().filter(|field| !field.is_literal());
                let is_unsigned = fields
                    .filter_map(|field| field.ty())
                    .any(|ty| ty == Ty::U32);
                format!("enum({name};{})", if is_unsigned { "u4" } else { "i4" })
            }
            Category::Struct => {
                let types = def.fields().filter_map(|field| field.ty());
                let fields: Vec<String> = types.map(|ty| self.of(source, &ty).signature).collect();
                format!("struct({name};{})", fields.join(";"))
            }
            Category::Class | Category::Attribute => {
                let default = def.default_interface();
                let default = default.map(|ty| self.of(source, &ty).signature);
                format!("rc({name};{})", default.unwrap_or_default())
            }
        };
        Parts::named(&name, signature)
    }

    fn instance(&mut self, source: &'m Source, named: Named, arguments: &[Ty]) -> Parts {
        let name = |column| source.file.string(named.table, named.row, column);
        let plain = name(1).split('`').next().unwrap_or_default();
        let Some((at, row)) = self.metadata.find_qualified(name(2), plain) else {
            return Parts::default();
        };
        let def = TypeDef::new(&at.file, row);
        let arguments: Vec<TypeArgument> = arguments
            .iter()
            .map(|ty| TypeArgument {
                ty: Type::Base(Base::Void),
                parts: self.of(source, ty),
            })
            .collect();
        let is_delegate = def.category() == Category::Delegate;
        let signatures = arguments.iter().map(|it| &*it.parts.signature);
        Parts {
            name: instance_name(def.name(), is_delegate, &arguments),
            signature: instance_signature(def.guid().unwrap_or_default(), signatures),
        }
    }
}

/// Returns the number that a type of a signature is.
fn base_of(ty: &Ty) -> Option<Base> {
    Some(match ty {
        Ty::Bool => Base::Boolean,
        Ty::Char => Base::WChar,
        Ty::I8 => Base::SChar,
        Ty::U8 => Base::Byte,
        Ty::I16 => Base::Short,
        Ty::U16 => Base::UShort,
        Ty::I32 => Base::Int,
        Ty::U32 => Base::UInt,
        Ty::I64 => Base::Hyper,
        Ty::U64 => Base::UHyper,
        Ty::F32 => Base::Float,
        Ty::F64 => Base::Double,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_has_the_iid_that_winrt_gives_it() {
        // `IVectorView<HSTRING>` and `EventHandler<IInspectable>` in the SDK's headers.
        assert_eq!(
            instance_iid("pinterface({bbe1fa4c-b0e3-4583-baef-1f1b2e483e56};string)").to_string(),
            "2f13c006-a03a-5f69-b090-75a43e33423e"
        );
        assert_eq!(
            instance_iid(
                "pinterface({9de1c535-6ae1-11e0-84e1-18a905bcc53f};cinterface(IInspectable))"
            )
            .to_string(),
            "c50898f6-c536-5f47-8583-8b2c2438a13b"
        );
    }
}
