//! A window takes what is dragged over it: the effect goes in as what the source allows, and out as what happens.

use crate::S_OK;
use crate::bindings::*;
use comidl::{InOut, Result, callback};
use std::cell::Cell;
use std::ptr::null_mut;

const NONE: u32 = 0;
const COPY: u32 = 1;
const MOVE: u32 = 2;
const CONTROL_KEY: u32 = 8;

#[callback(DropTarget, local)]
#[derive(Default)]
struct Window {
    is_over: Cell<bool>,
    dropped: Cell<u32>,
}

impl Window {
    /// Chooses among the effects that the source allows.
    fn choose(&self, keys: u32, at: &POINTL, effect: &InOut<u32>) -> u32 {
        let wanted = if keys & CONTROL_KEY == 0 { MOVE } else { COPY };
        let is_inside = (0..100).contains(&at.x) && (0..100).contains(&at.y);
        effect.set(if is_inside {
            effect.get() & wanted
        } else {
            NONE
        });
        effect.get()
    }
}

impl DropTarget for Window {
    fn drag_enter(
        &self,
        _: Option<&IDataObject>,
        keys: u32,
        at: &POINTL,
        effect: &InOut<u32>,
    ) -> Result<()> {
        self.is_over.set(true);
        self.choose(keys, at, effect);
        Ok(())
    }
    fn drag_over(&self, keys: u32, at: &POINTL, effect: &InOut<u32>) -> Result<()> {
        self.choose(keys, at, effect);
        Ok(())
    }
    fn drag_leave(&self) -> Result<()> {
        self.is_over.set(false);
        Ok(())
    }
    fn drop(
        &self,
        _: Option<&IDataObject>,
        keys: u32,
        at: &POINTL,
        effect: &InOut<u32>,
    ) -> Result<()> {
        self.is_over.set(false);
        self.dropped.set(self.choose(keys, at, effect));
        Ok(())
    }
}

pub(crate) fn run() {
    let target = IDropTarget::from(Window::default());
    let (inside, outside) = (POINTL { x: 5, y: 7 }, POINTL { x: -1, y: 7 });
    let mut effect = COPY | MOVE;
    let code = slot!(&target, DragEnter(null_mut(), 0, inside, &mut effect));
    assert_eq!((code, effect), (S_OK, MOVE));
    effect = COPY | MOVE;
    assert_eq!(slot!(&target, DragOver(0, outside, &mut effect)), S_OK);
    assert_eq!(effect, NONE);
    effect = COPY | MOVE;
    let code = slot!(&target, Drop(null_mut(), CONTROL_KEY, inside, &mut effect));
    assert_eq!((code, effect), (S_OK, COPY));
    let window = comidl::value_of::<Window>(&target).unwrap();
    assert_eq!((window.dropped.get(), window.is_over.get()), (COPY, false));
}
