//! The names that have a meaning of their own in the ABI: what `windows-core` provides, and the
//! base headers' names of plain types, which dissolve.

use crate::lower::abi::AbiType;
use crate::model::{Base, Guid, Item, ItemKind, Model, Type};

/// The IID of `IUnknown`.
pub(crate) const IUNKNOWN: Guid = Guid(0x00000000_0000_0000_c000_000000000046);

/// The IID of `IDispatch`.
pub(crate) const IDISPATCH: Guid = Guid(0x00020400_0000_0000_c000_000000000046);

/// The IID of `IInspectable`.
pub(crate) const IINSPECTABLE: Guid = Guid(0xaf86e2e0_b12d_4c6a_9c5a_d7aa65101e90);

/// What of `windows-core`'s `item` is, if it is one of its types.
///
/// A name alone convinces nobody: an IDL is free to call a byte `BOOL`, so the shape has to be
/// the right one too.
pub(super) fn provided(model: &Model, item: &Item) -> Option<AbiType> {
    match &item.kind {
        ItemKind::Interface(interface) => match interface.iid? {
            IUNKNOWN => Some(AbiType::IUnknown),
            IINSPECTABLE => Some(AbiType::IInspectable),
            _ => None,
        },
        ItemKind::Record(record) => {
            (is_guid_name(&item.name) && record.fields.len() == 4).then_some(AbiType::Guid)
        }
        ItemKind::Typedef(typedef) => {
            let ty = match item.name.as_str() {
                "HRESULT" => AbiType::HResult,
                "BOOL" => AbiType::Bool,
                "NTSTATUS" => AbiType::NtStatus,
                "RPC_STATUS" => AbiType::RpcStatus,
                "BSTR" => AbiType::BStr,
                "HSTRING" => AbiType::HString,
                "PSTR" | "LPSTR" | "NPSTR" | "PCHAR" | "LPCH" | "PCH" | "PSZ" => AbiType::PStr,
                "PCSTR" | "LPCSTR" | "LPCCH" | "PCCH" | "PCSZ" => AbiType::PCStr,
                "PWSTR" | "LPWSTR" | "NWPSTR" | "LPOLESTR" | "LPWCH" | "PWCH" | "PZZWSTR" => {
                    AbiType::PWStr
                }
                "PCWSTR" | "LPCWSTR" | "LPCOLESTR" | "LPCWCH" | "PCWCH" | "PCZZWSTR" => {
                    AbiType::PCWStr
                }
                // Of C++'s references IDL makes pointers, without their `const`.
                "REFGUID" | "REFIID" | "REFCLSID" | "REFFMTID" => AbiType::Guid.pointer(true),
                name if is_guid_name(name) => AbiType::Guid,
                _ => return None,
            };
            fits(model, model.strip(&typedef.ty), &ty).then_some(ty)
        }
        ItemKind::Opaque(_) if item.name == "HSTRING" => Some(AbiType::HString),
        _ => None,
    }
}

fn is_guid_name(name: &str) -> bool {
    matches!(name, "GUID" | "IID" | "CLSID" | "FMTID" | "UUID" | "uuid_t")
}

/// Whether `ty`, without typedefs, can be what its name says.
fn fits(model: &Model, ty: &Type, known: &AbiType) -> bool {
    match known {
        AbiType::HResult | AbiType::Bool | AbiType::NtStatus | AbiType::RpcStatus => matches!(
            ty,
            Type::Base(Base::Int | Base::Long | Base::UInt | Base::ULong | Base::ErrorStatus)
        ),
        AbiType::Guid => is_record(model, ty),
        AbiType::Pointer { .. } => match ty {
            Type::Pointer { to, .. } => is_record(model, model.strip(to)),
            _ => false,
        },
        AbiType::HString => matches!(ty, Type::Pointer { .. }),
        AbiType::PStr | AbiType::PCStr => points_to(model, ty, 8),
        _ => points_to(model, ty, 16),
    }
}

fn is_record(model: &Model, ty: &Type) -> bool {
    matches!(ty, Type::Named(id) if matches!(model.item(*id).kind, ItemKind::Record(_)))
}

/// Whether `ty` is a pointer to characters of that many bits.
fn points_to(model: &Model, ty: &Type, bits: u32) -> bool {
    let Type::Pointer { to, .. } = ty else {
        return false;
    };
    char_bits(model.strip(to)) == Some(bits)
}

/// How wide a character `ty` is, if it is one.
pub(super) fn char_bits(ty: &Type) -> Option<u32> {
    match ty {
        Type::Base(Base::Char | Base::SChar | Base::UChar | Base::Byte) => Some(8),
        Type::Base(Base::WChar | Base::UShort) => Some(16),
        _ => None,
    }
}

/// Whether `name` is one that the base headers (`basetsd.h`, `minwindef.h`, `winnt.h`,
/// `wtypesbase.idl`) give to a type that the language has: Rust, RDL and metadata write that type
/// itself (`u32` for `DWORD`).
pub(super) fn is_base_name(name: &str) -> bool {
    BASE_NAMES.binary_search(&name).is_ok()
}

const BASE_NAMES: &[&str] = &[
    "BOOLEAN",
    "BYTE",
    "CCHAR",
    "CHAR",
    "DOUBLE",
    "DWORD",
    "DWORD32",
    "DWORD64",
    "DWORDLONG",
    "DWORD_PTR",
    "FLOAT",
    "HALF_PTR",
    "INT",
    "INT16",
    "INT32",
    "INT64",
    "INT8",
    "INT_PTR",
    "LONG",
    "LONG32",
    "LONG64",
    "LONGLONG",
    "LONG_PTR",
    "LPCVOID",
    "LPVOID",
    "OLECHAR",
    "PCVOID",
    "PVOID",
    "QWORD",
    "SHORT",
    "SIZE_T",
    "SSIZE_T",
    "UCHAR",
    "UHALF_PTR",
    "UINT",
    "UINT16",
    "UINT32",
    "UINT64",
    "UINT8",
    "UINT_PTR",
    "ULONG",
    "ULONG32",
    "ULONG64",
    "ULONGLONG",
    "ULONG_PTR",
    "USHORT",
    "WCHAR",
    "WORD",
    "boolean",
    "byte",
    "char16_t",
    "hyper",
    "int16_t",
    "int32_t",
    "int64_t",
    "int8_t",
    "intptr_t",
    "ptrdiff_t",
    "size_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "uint8_t",
    "uintptr_t",
    "wchar_t",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_names_are_sorted_for_the_search() {
        assert!(BASE_NAMES.is_sorted());
    }
}
