//! Enumerations: C's enum is an integer under a name, and its values are constants of the module.

use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::model::{Base, Enum, ItemId};

use super::code::Code;
use super::constant;
use super::template::rust;
use super::types::Context;

/// Writes
///
/// ```text
/// pub type BG_JOB_STATE = i32;
/// pub const BG_JOB_STATE_ERROR: BG_JOB_STATE = 4;
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, definition: &Enum) {
    let name = context.names.item(id);
    let repr = match definition.repr {
        Base::UInt | Base::ULong => AbiType::Number(Number::U32),
        _ => AbiType::Number(Number::I32),
    };
    rust!(
        code,
        "pub type $name = $repr;",
        name,
        repr = context.name(&repr)
    );
    for (index, enumerator) in definition.values.iter().enumerate() {
        // `0x80000000` is a value of a signed enum, too: only the bits count.
        let value = if repr == AbiType::Number(Number::U32) {
            i128::from(enumerator.value as u32)
        } else {
            i128::from(enumerator.value as i32)
        };
        constant::write_const(
            code,
            context.names.enumerator(id, index),
            name,
            &constant::int(context, &repr, value),
        );
    }
}
