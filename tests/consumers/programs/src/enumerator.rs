//! An enumerator of objects: fewer than asked for, and S_FALSE, at the end.

use crate::bindings::*;
use crate::{S_FALSE, S_OK};
use comidl::{IUnknown, Result, Unknown, callback, success};
use std::sync::Mutex;
use windows_core::Interface;

#[callback(comidl::Unknown)]
struct Item;

impl Unknown for Item {}

#[callback(EnumUnknown)]
struct Items {
    left: Mutex<usize>,
    all: usize,
}

impl EnumUnknown for Items {
    fn next(&self, room: &mut [Option<IUnknown>]) -> Result<u32> {
        let mut left = self.left.lock().unwrap();
        let count = room.len().min(*left);
        room[..count].fill_with(|| Some(Item.into()));
        *left -= count;
        if count < room.len() {
            return success(S_FALSE, count as u32);
        }
        Ok(count as u32)
    }
    fn skip(&self, count: u32) -> Result<()> {
        let mut left = self.left.lock().unwrap();
        let skipped = (*left).min(count as usize);
        *left -= skipped;
        if skipped < count as usize {
            return Err(S_FALSE.into());
        }
        Ok(())
    }
    fn reset(&self) -> Result<()> {
        *self.left.lock().unwrap() = self.all;
        Ok(())
    }
    fn clone(&self) -> Result<Option<IEnumUnknown>> {
        let left = Mutex::new(*self.left.lock().unwrap());
        let all = self.all;
        Ok(Some(Self { left, all }.into()))
    }
}

pub(crate) fn run() {
    let items = IEnumUnknown::from(Items {
        left: Mutex::new(3),
        all: 3,
    });
    let next = |room: &mut [Option<IUnknown>]| {
        let mut fetched = 9;
        // SAFETY: there is as much room.
        let code = unsafe {
            let vtable = Interface::vtable(&items);
            (vtable.Next)(
                items.as_raw(),
                room.len() as u32,
                room.as_mut_ptr().cast(),
                &mut fetched,
            )
        };
        (code, fetched)
    };
    let mut room = [const { None }; 2];
    assert_eq!(next(&mut room), (S_OK, 2));
    assert!(room.iter().all(Option::is_some));
    room = [const { None }; 2];
    assert_eq!(next(&mut room), (S_FALSE, 1));
    assert!(room[0].is_some() && room[1].is_none());
    // SAFETY: values are all that they take.
    unsafe {
        assert_eq!(items.Reset(), S_OK);
        assert_eq!(items.Skip(4), S_FALSE);
        assert!(items.Clone().is_ok());
    }
}
