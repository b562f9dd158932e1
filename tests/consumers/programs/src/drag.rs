//! A drag source: it says by a success code whether to go on, to drop, or to cancel.

use crate::S_OK;
use crate::bindings::*;
use comidl::{HRESULT, Result, callback};
use windows_core::BOOL;

const DRAGDROP_S_DROP: HRESULT = HRESULT(0x0004_0100);
const DRAGDROP_S_CANCEL: HRESULT = HRESULT(0x0004_0101);
const DRAGDROP_S_USEDEFAULTCURSORS: HRESULT = HRESULT(0x0004_0102);
const LEFT_BUTTON: u32 = 1;

/// A drag belongs to the thread of its window.
#[callback(DropSource, local)]
struct Drag;

impl DropSource for Drag {
    fn query_continue_drag(&self, escape_pressed: bool, keys: u32) -> Result<()> {
        if escape_pressed {
            return Err(DRAGDROP_S_CANCEL.into());
        }
        if keys & LEFT_BUTTON == 0 {
            return Err(DRAGDROP_S_DROP.into());
        }
        Ok(())
    }
    fn give_feedback(&self, _: u32) -> Result<()> {
        Err(DRAGDROP_S_USEDEFAULTCURSORS.into())
    }
}

pub(crate) fn run() {
    let source = IDropSource::from(Drag);
    let drag = |escape: bool, keys| {
        use windows_core::Interface;
        let vtable = Interface::vtable(&source);
        // SAFETY: values are all that it takes.
        unsafe {
            (vtable.QueryContinueDrag)(
                source.as_raw(),
                BOOL::from(escape),
                core::mem::transmute_copy::<u32, _>(&keys),
            )
        }
    };
    assert_eq!(drag(false, LEFT_BUTTON), S_OK);
    assert_eq!(drag(false, 0), DRAGDROP_S_DROP);
    assert_eq!(drag(true, LEFT_BUTTON), DRAGDROP_S_CANCEL);
}
