//! Coclasses: the CLSID, by which a program creates an object.

use crate::model::{Coclass, ItemId};

use super::code::Code;
use super::constant;
use super::doc;
use super::types::Context;

/// Writes
///
/// ```text
/// pub const DeliveryOptimization: windows_core::GUID = windows_core::GUID::from_u128(0x5b99fa76_..);
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, coclass: &Coclass) {
    if let Some(clsid) = coclass.clsid {
        doc::write_item(code, context, id);
        constant::write_guid(code, context.names.item(id), clsid);
    }
}
