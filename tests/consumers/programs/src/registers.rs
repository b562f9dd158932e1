//! A bank of registers: a read says how many it read, one variable may be two, and nobody may own it.

use crate::S_OK;
use crate::bindings::*;
use comidl::{IUnknown, InOut, Result, callback};
use std::ptr::null;
use windows_core::Interface;

#[callback(RegisterBank)]
struct Bank([u32; 4]);

impl RegisterBank for Bank {
    fn exchange(&self, one: &InOut<u32>, other: &InOut<u32>) -> Result<()> {
        let kept = one.get();
        one.set(other.get());
        other.set(kept);
        Ok(())
    }
    fn read(&self, first: Option<&u32>, registers: &mut [u32]) -> Result<u32> {
        let first = first.map_or(0, |first| *first as usize);
        let read = self.0.get(first..).unwrap_or(&[]);
        let count = read.len().min(registers.len());
        registers[..count].copy_from_slice(&read[..count]);
        Ok(count as u32)
    }
    fn owner(&self) -> Result<Option<IUnknown>> {
        Ok(None)
    }
}

pub(crate) fn run() {
    let bank = IRegisterBank::from(Bank([1, 2, 3, 4]));
    let vtable = Interface::vtable(&bank);
    let (mut registers, mut read) = ([9; 3], 9);
    let (mut one, mut other, mut owner) = (1, 2, 7 as *mut _);
    // SAFETY: the arguments are what the interface says, and one variable is passed twice.
    unsafe {
        let this = bank.as_raw();
        let code = (vtable.Read)(this, &2, 3, registers.as_mut_ptr(), &mut read);
        assert_eq!((code, registers, read), (S_OK, [3, 4, 0], 2));
        let code = (vtable.Read)(this, null(), 1, registers.as_mut_ptr(), &mut read);
        assert_eq!((code, registers[0], read), (S_OK, 1, 1));
        assert_eq!((vtable.Exchange)(this, &mut one, &mut other), S_OK);
        assert_eq!((one, other), (2, 1));
        let place = &raw mut one;
        assert_eq!((vtable.Exchange)(this, place, place), S_OK);
        assert_eq!(one, 2);
        assert_eq!((vtable.Owner)(this, &mut owner), S_OK);
        assert!(owner.is_null());
    }
}
