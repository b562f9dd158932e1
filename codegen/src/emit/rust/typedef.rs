//! Typedefs: aliases, handles that are types of their own, and pointers to functions.

use crate::lower::abi::AbiType;
use crate::model::ItemId;

use super::code::Code;
use super::doc;
use super::template::rust;
use super::types::Context;

/// Writes the typedef `id`:
///
/// ```text
/// pub type COOKIE = u32;
/// pub type PFN = Option<unsafe extern "system" fn(value: u32) -> windows_core::HRESULT>;
/// #[repr(transparent)]
/// #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
/// pub struct HWND(pub *mut core::ffi::c_void);
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId) {
    let name = context.names.item(id);
    let target = context.abi.typedef(id);
    let is_itself = context.value(&target) == name;
    if is_itself {
        return;
    }
    doc::write_item(code, context, id);
    match &target {
        AbiType::Function(signature) => rust!(
            code,
            "pub type $name = $pointer;",
            name,
            pointer = context.function_pointer(signature)
        ),
        // Untyped pointers of two kinds are not to be mistaken for each other.
        _ if target.is_void_pointer() && is_alias(context, id) => rust!(
            code,
            "
            #[repr(transparent)]
            #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
            pub struct $name(pub $target);
            ",
            name,
            target = context.name(&target)
        ),
        _ => {
            let target = context.value(&target);
            rust!(code, "pub type $name = $target;", name, target);
        }
    }
}

/// Whether signatures name the typedef, and not what it stands for.
fn is_alias(context: &Context<'_>, id: ItemId) -> bool {
    matches!(
        context.abi.ty(&crate::model::Type::Named(id)),
        AbiType::Alias(_)
    )
}
