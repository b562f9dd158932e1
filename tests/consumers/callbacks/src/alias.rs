//! One variable for several parameters, and counts beyond the room: what safe Rust must not be shown.

use crate::bindings::*;
use comidl::{HRESULT, InOut, Result, WideStr, callback};
use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicUsize, Ordering};
use windows_core::{GUID, Interface, PCWSTR};

const S_OK: HRESULT = HRESULT(0);
const E_UNEXPECTED: HRESULT = HRESULT(0x8000_FFFF_u32 as i32);

#[callback(LampMixer)]
struct Mixer;

impl LampMixer for Mixer {
    fn swap(&self, one: &InOut<i32>, other: &InOut<i32>) -> Result<()> {
        let before = one.get();
        one.set(before + 1);
        other.set(other.get() * 10);
        assert_eq!(one.get() == before + 1, other.get() != one.get());
        Ok(())
    }
    fn blend(&self, from: &LampInfo, to: &InOut<LampInfo>) -> Result<()> {
        let before = *from;
        to.set(LampInfo {
            watts: 1000,
            ..before
        });
        assert_eq!(*from, before);
        Ok(())
    }
    fn sum(&self, values: &[i32], unit: Option<&WideStr>, total: &InOut<i32>) -> Result<()> {
        total.set(0);
        for value in values {
            total.set(total.get() + value);
        }
        assert_eq!(*unit.unwrap(), "W");
        Ok(())
    }
    fn curves(&self, xs: &[Cell<i32>], ys: &[Cell<i32>]) -> Result<()> {
        for (number, (x, y)) in (1..).zip(xs.iter().zip(ys)) {
            x.set(number);
            y.set(y.get() + 10);
        }
        Ok(())
    }
    fn double(&self, values: &mut [i32]) -> Result<()> {
        values.iter_mut().for_each(|value| *value *= 2);
        Ok(())
    }
    fn replace(&self, expected: &ILamp, lamp: &InOut<Option<ILamp>>) -> Result<()> {
        lamp.set(None);
        // The caller gave its only reference away; it lasts for the call.
        // SAFETY: a value is all that it takes.
        unsafe { expected.Switch(true) }.ok()?;
        assert_eq!(ALIVE.load(Ordering::SeqCst), 1);
        Ok(())
    }
    fn rotate(
        &self,
        first: &ILamp,
        before: &[Option<ILamp>],
        lamps: &[InOut<Option<ILamp>>],
    ) -> Result<()> {
        for lamp in lamps {
            lamp.set(None);
        }
        // What was passed lasts for the call, also where it was replaced.
        for lamp in before.iter().flatten().chain([first]) {
            // SAFETY: a value is all that it takes.
            unsafe { lamp.Switch(true) }.ok()?;
        }
        Ok(())
    }
    fn next(&self, values: &mut [i32]) -> Result<u32> {
        values.fill(7);
        Ok(3)
    }
    fn peek(&self, _: &mut [i32]) -> (u32, i32) {
        (1, 3)
    }
    unsafe fn data(
        &self,
        data: *const u8,
        length: i32,
        more: *mut i8,
        room: *mut u8,
        _: u32,
    ) -> Result<u8> {
        assert!(more.is_null() && room.is_null());
        // SAFETY: as many bytes, by the interface's contract.
        let data = unsafe { std::slice::from_raw_parts(data, length as usize) };
        Ok(data.iter().sum())
    }
}

static ALIVE: AtomicUsize = AtomicUsize::new(1);

#[callback(Lamp)]
struct Lantern;

impl Lamp for Lantern {
    fn switch(&self, _: bool) -> Result<()> {
        Ok(())
    }
}

impl Drop for Lantern {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

pub(crate) fn run() {
    let mixer = ILampMixer::from(Mixer);
    let vtable = Interface::vtable(&mixer);
    let this = mixer.as_raw();
    // SAFETY: the arguments are good for the calls; some are one variable.
    unsafe {
        let mut number = 4;
        let place = &raw mut number;
        assert_eq!((vtable.Swap)(this, place, place), S_OK);
        assert_eq!(number, 50);
        let mut other = 1;
        assert_eq!((vtable.Swap)(this, &mut number, &mut other), S_OK);
        assert_eq!((number, other), (51, 10));

        let mut info = LampInfo {
            watts: 5,
            state: LampOn,
            id: GUID::zeroed(),
        };
        let place = &raw mut info;
        assert_eq!((vtable.Blend)(this, place, place), S_OK);
        assert_eq!(info.watts, 1000);

        let mut values = [1, 2, 3];
        let first = values.as_mut_ptr();
        let unit = [u16::from(b'W'), 0];
        let unit = PCWSTR(unit.as_ptr());
        assert_eq!((vtable.Sum)(this, 3, first, unit, first.add(1)), S_OK);
        assert_eq!(values, [1, 6, 3]);

        let first = values.as_mut_ptr();
        assert_eq!((vtable.Curves)(this, 3, first, first), S_OK);
        assert_eq!(values, [11, 12, 13]);
        assert_eq!((vtable.Double)(this, 3, values.as_mut_ptr()), S_OK);
        assert_eq!(values, [22, 24, 26]);

        let mut lamp = ILamp::from(Lantern).into_raw();
        assert_eq!((vtable.Replace)(this, lamp, &mut lamp), S_OK);
        assert_eq!((lamp, ALIVE.load(Ordering::SeqCst)), (null_mut(), 0));

        ALIVE.fetch_add(2, Ordering::SeqCst);
        let mut lamps = [(); 2].map(|()| ILamp::from(Lantern).into_raw());
        let (first, place) = (lamps[0], lamps.as_mut_ptr());
        assert_eq!((vtable.Rotate)(this, first, 2, place, place), S_OK);
        assert_eq!((lamps, ALIVE.load(Ordering::SeqCst)), ([null_mut(); 2], 0));

        let mut used = 9;
        assert_eq!(
            (vtable.Next)(this, 2, values.as_mut_ptr(), &mut used),
            E_UNEXPECTED
        );
        assert_eq!(used, 0);
        assert_eq!((vtable.Next)(this, 3, values.as_mut_ptr(), &mut used), S_OK);
        assert_eq!((values, used), ([7; 3], 3));
        let mut used = 9;
        assert_eq!((vtable.Peek)(this, 2, values.as_mut_ptr(), &mut used), 1);
        assert_eq!(used, 0);

        let (mut level, data) = (0, [1, 2]);
        let code = (vtable.Data)(
            this,
            data.as_ptr(),
            2,
            null_mut(),
            null_mut(),
            0,
            &mut level,
        );
        assert_eq!((code, level), (S_OK, 3));
    }
}
