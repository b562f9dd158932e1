//! The camera, served in the process.

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr;

use windows_core::{GUID, HRESULT, IUnknownImpl, Interface, Ref, Result, implement, w};

use crate::camera::*;
use crate::region;

const E_INVALIDARG: HRESULT = HRESULT(0x8007_0057_u32 as i32);
const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
const S_FALSE: HRESULT = HRESULT(1);

const DISPATCH_METHOD: u16 = 1;
const VARIANT_TRUE: VARIANT_BOOL = -1;

pub const VT_I4: u16 = 3;
pub const VT_R8: u16 = 5;
pub const VT_BSTR: u16 = 8;
pub const VT_BOOL: u16 = 11;
pub const VT_UNKNOWN: u16 = 13;

#[implement(ICamera3)]
pub struct Device {
    name: RefCell<BSTR>,
    gain: Cell<i32>,
    frames: Cell<u32>,
    sinks: RefCell<Vec<(u32, IFrameSink)>>,
}

impl Device {
    pub fn new() -> Self {
        Self {
            name: RefCell::new("Lens".into()),
            gain: Cell::new(0),
            frames: Cell::new(0),
            sinks: RefCell::default(),
        }
    }
}

impl IDevice_Impl for Device_Impl {
    fn Name(&self) -> Result<BSTR> {
        Ok(self.name.borrow().clone())
    }

    fn SetName(&self, name: &BSTR) -> Result<()> {
        self.name.replace(name.clone());
        Ok(())
    }

    fn GetService(&self, iid: *const GUID, object: *mut *mut c_void) -> Result<()> {
        // SAFETY: the caller gives an IID, and a place for the object.
        unsafe { self.to_interface::<ICamera3>().query(iid, object).ok() }
    }
}

impl ICamera_Impl for Device_Impl {
    fn State(&self) -> Result<CameraState> {
        Ok(CameraState_Idle)
    }

    fn Subscribe(&self, sink: Ref<IFrameSink>) -> Result<u32> {
        let mut sinks = self.sinks.borrow_mut();
        let cookie = sinks.last().map_or(1, |(last, _)| last + 1);
        sinks.push((cookie, sink.ok()?.clone()));
        Ok(cookie)
    }

    fn Unsubscribe(&self, cookie: u32) -> Result<()> {
        let mut sinks = self.sinks.borrow_mut();
        let index = sinks.iter().position(|(of, _)| *of == cookie);
        let (_, sink) = sinks.remove(index.ok_or(E_INVALIDARG)?);
        // SAFETY: the sink is alive.
        unsafe { sink.Stopped(S_FALSE).ok() }
    }

    fn Expose(&self, exposure: *const Exposure, info: *mut FrameInfo) -> Result<()> {
        // SAFETY: the caller gives an exposure or null, and a place for what was taken.
        let (exposure, info) = unsafe { (exposure.as_ref(), info.as_mut().ok_or(E_POINTER)?) };
        self.frames.update(|frames| frames + 1);
        *info = FrameInfo {
            number: self.frames.get(),
            exposure: exposure.copied().unwrap_or_default(),
            ..FrameInfo::default()
        };
        let sinks = self.sinks.borrow().clone();
        for (_, sink) in sinks {
            // SAFETY: the sink is alive, and all that is given outlives the calls.
            unsafe {
                sink.FrameArrived(info, b"raw").ok()?;
                let Ok(sink) = sink.cast::<IFrameSink2>() else {
                    continue;
                };
                let window = exposure.map(|_| region(1, 2));
                let window = window.as_ref().map(ptr::from_ref);
                let camera: ICamera3 = self.to_interface();
                if sink.WantsMore(&camera, w!("preview"), window)?.as_bool() {
                    sink.Marked(&[region(1, 2), region(3, 4)]).ok()?;
                }
            }
        }
        Ok(())
    }
}

impl ICamera2_Impl for Device_Impl {
    fn Control(&self, id: ControlId) -> Result<VARIANT> {
        if id != ControlId_Gain {
            return Err(E_INVALIDARG.into());
        }
        Ok(variant(VT_I4, |value| value.lVal = self.gain.get()))
    }

    fn SetControl(&self, id: ControlId, value: &VARIANT) -> Result<()> {
        // SAFETY: what the type says is read.
        let gain = unsafe {
            let value = &value.Anonymous.Anonymous;
            (value.vt == VT_I4).then(|| value.Anonymous.lVal)
        };
        match gain.filter(|_| id == ControlId_Gain) {
            Some(gain) => self.gain.set(gain),
            None => return Err(E_INVALIDARG.into()),
        }
        Ok(())
    }

    fn GetModes(&self) -> Result<*mut SAFEARRAY> {
        let modes: Box<[BSTR]> = ["still", "film"].map(BSTR::from).into();
        Ok(Box::into_raw(Box::new(SAFEARRAY {
            cDims: 1,
            cbElements: size_of::<BSTR>() as u32,
            rgsabound: [SAFEARRAYBOUND {
                cElements: modes.len() as u32,
                lLbound: 0,
            }],
            pvData: Box::into_raw(modes).cast(),
            ..SAFEARRAY::default()
        })))
    }

    fn GetHistogram(&self, count: u32, bins: *mut u32, fetched: *mut u32) -> Result<()> {
        let counts = [10, 20, 30];
        let length = counts.len().min(count as usize);
        // SAFETY: the caller has room for `count` numbers, and for how many there are.
        unsafe {
            bins.copy_from_nonoverlapping(counts.as_ptr(), length);
            fetched.write(length as u32);
        }
        Ok(())
    }
}

impl ICamera3_Impl for Device_Impl {
    fn Record(&self, to: Ref<IStream>, frames: u32) -> Result<()> {
        let to = to.ok()?;
        for _ in 0..frames {
            let frame = b"frame ";
            let mut written = 0;
            // SAFETY: the stream is alive.
            unsafe { to.Write(frame, Some(&mut written)).ok()? };
            assert_eq!(written as usize, frame.len());
        }
        Ok(())
    }

    fn Measure(&self, count: u32, regions: *const Region) -> Result<Reading> {
        if count == 0 {
            return Ok(Reading {
                kind: 0,
                value: ReadingValue { level: 0.5 },
            });
        }
        // SAFETY: the caller gives as many regions as the count says.
        let regions = unsafe { std::slice::from_raw_parts(regions, count as usize) };
        let left: i32 = regions.iter().map(|region| region.left).sum();
        Ok(Reading {
            kind: 1,
            value: ReadingValue {
                counts: [count, left as u32],
            },
        })
    }
}

/// Frees what [`ICamera2_Impl::GetModes`] gave.
///
/// # Safety
///
/// `modes` must be from there, and not freed yet.
pub unsafe fn free_modes(modes: *mut SAFEARRAY) {
    // SAFETY: both were boxes, of these types.
    unsafe {
        let modes = Box::from_raw(modes);
        let length = modes.rgsabound[0].cElements as usize;
        let strings = ptr::slice_from_raw_parts_mut(modes.pvData.cast::<BSTR>(), length);
        drop(Box::from_raw(strings));
    }
}

/// Returns a value of the type `vt`, which `set` writes.
pub fn variant(vt: u16, set: impl FnOnce(&mut VARIANT_0_0_0)) -> VARIANT {
    let mut inner = VARIANT_0_0 {
        vt,
        ..VARIANT_0_0::default()
    };
    set(&mut inner.Anonymous);
    VARIANT {
        Anonymous: VARIANT_0 {
            Anonymous: ManuallyDrop::new(inner),
        },
    }
}

/// Fires all events: by dispid, the arguments in a row from the last to the first.
pub fn fire(events: &IDispatch) {
    let name = BSTR::from("Lens");
    let lent = variant(VT_BSTR, |value| {
        // SAFETY: it is read while `name` lives, and never dropped.
        value.bstrVal = unsafe { std::mem::transmute_copy(&name) };
    });
    invoke(events, 1, &mut [lent]);
    let celsius = variant(VT_R8, |value| value.dblVal = 36.5);
    let alarm = variant(VT_BOOL, |value| value.boolVal = VARIANT_TRUE);
    invoke(events, 2, &mut [alarm, celsius]);
    let camera: ICamera3 = Device::new().into();
    let minutes = variant(VT_I4, |value| value.lVal = 5);
    let lent = variant(VT_UNKNOWN, |value| {
        // SAFETY: it is read while `camera` lives, and never dropped.
        value.punkVal = unsafe { std::mem::transmute_copy(&camera) };
    });
    let may = invoke(events, 0x60, &mut [minutes, lent]);
    // SAFETY: what the type says is read.
    unsafe {
        let may = &may.Anonymous.Anonymous;
        assert_eq!((may.vt, may.Anonymous.boolVal), (VT_BOOL, VARIANT_TRUE));
    }
}

fn invoke(events: &IDispatch, id: DISPID, arguments: &mut [VARIANT]) -> VARIANT {
    let params = DISPPARAMS {
        rgvarg: arguments.as_mut_ptr(),
        rgdispidNamedArgs: ptr::null_mut(),
        cArgs: arguments.len() as u32,
        cNamedArgs: 0,
    };
    let mut result = VARIANT::default();
    // SAFETY: all pointers are to what they have to be, or null where that is allowed.
    let code = unsafe {
        let iid = GUID::zeroed();
        events.Invoke(
            id,
            &iid,
            0,
            DISPATCH_METHOD,
            &params,
            Some(&mut result),
            None,
            None,
        )
    };
    assert!(code.is_ok(), "{id}: {code:?}");
    result
}
