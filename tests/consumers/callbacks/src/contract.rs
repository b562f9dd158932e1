//! A callback by a contract: flags from the methods that are there, defaults, no noise.

use crate::bindings::*;
use comidl::{HRESULT, Result, callback};
use std::ptr::null_mut;
use windows_core::Interface;

const S_OK: HRESULT = HRESULT(0);
const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);
const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);

/// The wrapper that the contract names for an `ILamp`.
#[repr(transparent)]
pub struct Bulb(ILamp);

// SAFETY: it is transparent over an interface.
unsafe impl comidl::object::Borrow for Bulb {}

#[callback(TemperatureCallback)]
struct Thermometer;

#[callback(TemperatureCallback)]
impl TemperatureCallback for Thermometer {
    fn too_hot(&self, lamp: Option<&ILamp>, degrees: i32) -> Result<()> {
        assert!(lamp.is_none() && degrees == 90);
        Ok(())
    }
}

#[callback(TemperatureCallback)]
struct Freezer;

#[callback(TemperatureCallback)]
impl TemperatureCallback for Freezer {
    fn too_cold(&self, lamp: &Bulb) -> Result<()> {
        assert!(!lamp.0.as_raw().is_null());
        Ok(())
    }
    #[cfg(any())]
    fn too_hot(&self, _: Option<&ILamp>, _: i32) -> Result<()> {
        Ok(())
    }
}

#[callback(TemperatureCallback)]
struct Indifferent;

impl TemperatureCallback for Indifferent {}

#[callback(Lamp)]
struct Candle;

impl Lamp for Candle {
    fn switch(&self, _: bool) -> Result<()> {
        Ok(())
    }
}

pub(crate) fn run() {
    assert_eq!(Thermometer::NOTIFY.bits(), LAMP_NOTIFY_HOT as u32);
    assert_eq!(Freezer::NOTIFY, TemperatureCallbackNotify::COLD);
    assert_eq!(Indifferent::NOTIFY.bits(), 5);
    let lamp = ILamp::from(Candle);
    let call = |notices: ILampNotices, expected: [HRESULT; 3]| {
        let vtable = Interface::vtable(&notices);
        let (this, lamp) = (notices.as_raw(), lamp.as_raw());
        let mut grams = 7;
        // SAFETY: the arguments are what the interface asks for, or null.
        let codes = unsafe {
            [
                (vtable.Hot)(this, null_mut(), 90, 0),
                (vtable.Cold)(this, lamp, 0),
                (vtable.Weigh)(this, lamp, &mut grams),
            ]
        };
        assert_eq!((codes, grams), (expected, 0));
        // SAFETY: a null is refused.
        assert_eq!(unsafe { (vtable.Cold)(this, null_mut(), 0) }, E_POINTER);
        assert_eq!(crate::refusals(), ["Cold pLamp"]);
    };
    call(Thermometer.into(), [S_OK, S_OK, E_NOTIMPL]);
    call(Freezer.into(), [S_OK, S_OK, E_NOTIMPL]);
    call(Indifferent.into(), [S_OK, S_OK, E_NOTIMPL]);
}
