//! A script engine's object: named arguments, arguments that are left out, and variables by reference.

use crate::S_OK;
use crate::bindings::*;
use comidl::{HRESULT, InOut, Result, Value, Variant, WideStr, callback};
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::Mutex;
use windows_core::{GUID, Interface};

const VT_I4: u16 = 3;
const VT_BYREF: u16 = 0x4000;
/// A method, or a property that is read.
const CALL: u16 = 1 | 2;
const PUT: u16 = 4;
const PROPERTY_PUT: i32 = -3;

#[callback(ScriptHost)]
struct Host(Mutex<String>);

impl ScriptHost for Host {
    fn echo(&self, text: &WideStr, times: i32) -> Result<BSTR> {
        Ok(text.to_string().repeat(times as usize).as_str().into())
    }
    fn increment(&self, one: &InOut<i32>, other: &InOut<i32>) -> Result<()> {
        one.set(one.get() + 1);
        other.set(other.get() + 1);
        Ok(())
    }
    fn title(&self) -> Result<BSTR> {
        Ok(self.0.lock().unwrap().as_str().into())
    }
    fn set_title(&self, title: &WideStr) -> Result<()> {
        *self.0.lock().unwrap() = title.to_string();
        Ok(())
    }
}

/// A VARIANT of the script engine's.
#[repr(C)]
pub(crate) struct Argument(u16, [u16; 3], [*mut c_void; 2]);

impl Argument {
    /// Returns a reference to a variable.
    pub(crate) fn to<T>(vartype: u16, target: &mut T) -> Self {
        let target = (&raw mut *target).cast();
        Self(VT_BYREF | vartype, [0; 3], [target, null_mut()])
    }

    pub(crate) fn of(value: Value) -> Self {
        let variant = std::mem::ManuallyDrop::new(Variant::new(&value).unwrap());
        // SAFETY: both are a VARIANT; this one leaks what it owns.
        unsafe { variant.as_ptr().cast::<Self>().read() }
    }
}

/// Calls a member with arguments as they lie in DISPPARAMS, the last one first.
pub(crate) fn invoke(
    object: &IDispatch,
    dispid: i32,
    arguments: &mut [Argument],
    names: &mut [i32],
) -> (HRESULT, Value) {
    let flags = if names.contains(&PROPERTY_PUT) {
        PUT
    } else {
        CALL
    };
    let parameters = DISPPARAMS {
        rgvarg: arguments.as_mut_ptr().cast(),
        rgdispidNamedArgs: names.as_mut_ptr(),
        cArgs: arguments.len() as u32,
        cNamedArgs: names.len() as u32,
    };
    let mut result = Variant::empty();
    // SAFETY: as IDispatch documents it.
    let code = unsafe {
        (Interface::vtable(object).Invoke)(
            object.as_raw(),
            dispid,
            &GUID::zeroed(),
            0,
            flags,
            &parameters,
            (&raw mut result).cast(),
            null_mut(),
            null_mut(),
        )
    };
    (code, result.value())
}

pub(crate) fn run() {
    let host = IDispatch::from(Host(Mutex::default()));
    let text = |text: &str| Value::Text(text.to_owned());
    // host.Echo("a"), host.Echo(times := 3, text := "a")
    let outcome = invoke(&host, 1, &mut [Argument::of(text("a"))], &mut []);
    assert_eq!(outcome, (S_OK, text("a")));
    let arguments = &mut [Argument::of(Value::I32(3)), Argument::of(text("a"))];
    assert_eq!(
        invoke(&host, 1, arguments, &mut [1, 0]),
        (S_OK, text("aaa"))
    );
    // host.Increment x, x
    let mut x = 4;
    let arguments = &mut [Argument::to(VT_I4, &mut x), Argument::to(VT_I4, &mut x)];
    assert_eq!(invoke(&host, 2, arguments, &mut []).0, S_OK);
    assert_eq!(x, 6);
    // host.Title = "t"
    let title = &mut [Argument::of(text("t"))];
    assert_eq!(invoke(&host, 3, title, &mut [PROPERTY_PUT]).0, S_OK);
    assert_eq!(invoke(&host, 3, &mut [], &mut []), (S_OK, text("t")));
}
