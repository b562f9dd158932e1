//! Coclasses: the CLSID, which is what a program creates one by.

use crate::model::{Coclass, ItemId};

use super::code::Code;
use super::constant;
use super::types::Context;

/// Writes
///
/// ```text
/// pub const DeliveryOptimization: windows_core::GUID =
///     windows_core::GUID::from_u128(0x5b99fa76_721c_423c_adac_56d03c8a8007);
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, coclass: &Coclass) {
    if let Some(clsid) = coclass.clsid {
        constant::write_guid(code, context.names.item(id), clsid);
    }
}
