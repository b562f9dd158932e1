//! Assertions that the compiler checks: each record has the size, and each field the place, that
//! Microsoft's compiler gives it.

use crate::layout::RecordLayout;
use crate::model::{ItemId, PointerWidth, Record};

use super::code::Code;
use super::record;
use super::template::{Block, rust};
use super::types::Context;

/// Writes, for each width of a pointer,
///
/// ```text
/// #[cfg(target_pointer_width = "64")]
/// const _: () = {
///     assert!(core::mem::size_of::<BG_FILE_RANGE>() == 16);
///     assert!(core::mem::align_of::<BG_FILE_RANGE>() == 8);
///     assert!(core::mem::offset_of!(BG_FILE_RANGE, Length) == 8);
/// };
/// ```
///
/// Where pointers have 4 bytes, only Windows aligns 64-bit numbers to 8.
pub(super) fn write(code: &mut Code, context: &Context<'_>, records: &[(ItemId, &Record)]) {
    if records.is_empty() {
        return;
    }
    for (width, condition) in [
        (PointerWidth::Bits64, "target_pointer_width = \"64\""),
        (
            PointerWidth::Bits32,
            "all(windows, target_pointer_width = \"32\")",
        ),
    ] {
        let write_all = |code: &mut Code| {
            for (id, record) in records {
                let layout = context.layouts(width).borrow_mut().record(*id).cloned();
                if let Ok(layout) = layout {
                    write_record(code, context, *id, record, &layout);
                }
            }
        };
        rust!(
            code,
            "
            #[cfg($condition)]
            const _: () = {
                $assertions
            };
            ",
            condition,
            assertions = Block(write_all)
        );
    }
}

fn write_record(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    record: &Record,
    layout: &RecordLayout,
) {
    let name = context.names.item(id);
    rust!(
        code,
        "
        assert!(core::mem::size_of::<$name>() == $size);
        assert!(core::mem::align_of::<$name>() == $align);
        ",
        name,
        size = layout.layout.size,
        align = layout.layout.align
    );
    if record.is_union {
        return;
    }
    for field in record::fields(context, record, layout) {
        let offset = layout.fields[field.index].offset;
        // The first field can't be anywhere else.
        if offset > 0 {
            rust!(
                code,
                "assert!(core::mem::offset_of!($name, $field) == $offset);",
                name,
                field = field.name,
                offset
            );
        }
    }
}
