//! The well-known names: those of the types that `windows-core` provides, and those that the base
//! headers give to plain types, which the type itself replaces.

use crate::lower::abi::AbiType;
use crate::metadata::runtime_namespace;
use crate::model::{Base, BaseSize, Guid, Item, ItemId, ItemKind, Model, Type};

/// The IID of `IUnknown`.
pub(crate) const IUNKNOWN: Guid = Guid(0x00000000_0000_0000_c000_000000000046);

/// The IID of `IDispatch`.
const IDISPATCH: Guid = Guid(0x00020400_0000_0000_c000_000000000046);

/// The IID of `IInspectable`.
pub(crate) const IINSPECTABLE: Guid = Guid(0xaf86e2e0_b12d_4c6a_9c5a_d7aa65101e90);

/// Returns whether the item is `IDispatch`.
pub(crate) fn is_dispatch(model: &Model, id: ItemId) -> bool {
    let interface = model.interface(id);
    interface.is_some_and(|interface| interface.iid == Some(IDISPATCH))
}

/// Returns the well-known type of this name. Interfaces are known by their IID instead.
fn by_name(name: &str) -> Option<AbiType> {
    Some(match name {
        "HRESULT" => AbiType::HResult,
        "BOOL" => AbiType::Bool,
        "NTSTATUS" => AbiType::NtStatus,
        "RPC_STATUS" => AbiType::RpcStatus,
        "BSTR" => AbiType::BStr,
        "HSTRING" => AbiType::HString,
        "PSTR" | "LPSTR" | "NPSTR" | "PCHAR" | "LPCH" | "PCH" | "PSZ" => AbiType::PStr,
        "PCSTR" | "LPCSTR" | "LPCCH" | "PCCH" | "PCSZ" => AbiType::PCStr,
        "PWSTR" | "LPWSTR" | "NWPSTR" | "LPOLESTR" | "LPWCH" | "PWCH" | "PZZWSTR" => AbiType::PWStr,
        "PCWSTR" | "LPCWSTR" | "LPCOLESTR" | "LPCWCH" | "PCWCH" | "PCZZWSTR" => AbiType::PCWStr,
        // IDL makes pointers of C++'s references, and leaves out their `const`.
        "REFGUID" | "REFIID" | "REFCLSID" | "REFFMTID" => AbiType::Guid.pointer(true),
        "GUID" | "IID" | "CLSID" | "FMTID" | "UUID" | "uuid_t" => AbiType::Guid,
        _ => return None,
    })
}

/// Returns the type of `windows-core` that `item` is, if it is one.
///
/// The name alone isn't enough: an IDL is free to call a byte `BOOL`. The shape has to be the
/// right one too.
pub(super) fn provided(model: &Model, item: &Item) -> Option<AbiType> {
    // In a namespace of the Windows Runtime, a name means what is defined there.
    let by_name = |name: &str| match runtime_namespace(item) {
        Some(_) => None,
        None => by_name(name),
    };
    match &item.kind {
        ItemKind::Interface(interface) => match interface.iid? {
            IUNKNOWN => Some(AbiType::IUnknown),
            IINSPECTABLE => Some(AbiType::IInspectable),
            _ => None,
        },
        ItemKind::Record(record) => {
            by_name(&item.name).filter(|known| *known == AbiType::Guid && record.fields.len() == 4)
        }
        ItemKind::Typedef(typedef) => {
            by_name(&item.name).filter(|known| fits(model, model.strip(&typedef.ty), known))
        }
        ItemKind::Opaque(_) => by_name(&item.name).filter(|known| *known == AbiType::HString),
        _ => None,
    }
}

/// Returns whether `ty`, which is no typedef, has the shape of the well-known type.
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
        AbiType::PStr | AbiType::PCStr => points_to_characters(model, ty, 1),
        _ => points_to_characters(model, ty, 2),
    }
}

fn is_record(model: &Model, ty: &Type) -> bool {
    matches!(ty, Type::Named(id) if matches!(model.item(*id).kind, ItemKind::Record(_)))
}

/// Returns whether `ty` is a pointer to characters of so many bytes.
fn points_to_characters(model: &Model, ty: &Type, bytes: u8) -> bool {
    let Type::Pointer { to, .. } = ty else {
        return false;
    };
    match model.strip(to) {
        Type::Base(base) => is_character(*base) && base.size() == Some(BaseSize::Bytes(bytes)),
        _ => false,
    }
}

fn is_character(base: Base) -> bool {
    matches!(
        base,
        Base::Char | Base::SChar | Base::UChar | Base::Byte | Base::WChar | Base::UShort
    )
}

/// Returns whether the base headers (`basetsd.h`, `minwindef.h`, `winnt.h`, `wtypesbase.idl`) give
/// `name` to a type that Rust, RDL and metadata have themselves. Those write their own type then:
/// `u32` for `DWORD`.
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
