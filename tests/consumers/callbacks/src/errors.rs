//! What a failing callback tells its caller beside the code: rich errors.

use crate::bindings::*;
use comidl::{Error, HRESULT, Result, callback, success};
use std::ffi::c_void;
use std::ptr::null_mut;
use windows_core::{GUID, IUnknown, Interface};

const S_OK: HRESULT = HRESULT(0);
const S_FALSE: HRESULT = HRESULT(1);
const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
const E_UNEXPECTED: HRESULT = HRESULT(0x8000_FFFF_u32 as i32);
const HOT: HRESULT = HRESULT(0x8004_0201_u32 as i32);
const IID_ISUPPORTERRORINFO: GUID = GUID::from_u128(0xdf0b3d60_548f_101b_8e65_08002b2bd119);

/// Fails in the way that the numbers say.
#[callback(LampShow, Lamp)]
struct Fault;

impl LampShow for Fault {
    fn began(&self, at: i32) -> Result<()> {
        let error = Error::new(HOT, "the lamp is hot");
        match at {
            0 => Err(error),
            1 => Err(error.with_component("Vendor.Lamp").with_help("lamp.chm", 7)),
            2 => Err(HOT.into()),
            3 => success(S_FALSE, ()),
            _ => panic!("as told"),
        }
    }
    fn number(&self) -> u32 {
        0
    }
}

impl Lamp for Fault {
    fn switch(&self, _: bool) -> Result<()> {
        Err(Error::new(HOT, "no switch"))
    }
}

fn began(show: &ILampShow, at: i32) -> Error {
    // SAFETY: a value is all that it takes.
    let code = unsafe { (Interface::vtable(show).Began)(show.as_raw(), at) };
    Error::from_call(show, code)
}

pub(crate) fn run() {
    the_caller_gets_message_source_and_help();
    an_error_is_told_once_and_no_older_one();
    the_object_says_for_which_interfaces_it_tells();
    #[cfg(windows)]
    windows_core_finds_the_message();
}

fn the_caller_gets_message_source_and_help() {
    let show = ILampShow::from(Fault);
    let error = began(&show, 0);
    assert_eq!(
        (error.code(), error.message()),
        (HOT, Some("the lamp is hot"))
    );
    let component = error.component().unwrap();
    assert!(component.ends_with("Fault"), "{component}");
    assert_eq!(error.help(), None);
    let error = began(&show, 1);
    assert_eq!(error.component(), Some("Vendor.Lamp"));
    assert_eq!(error.help(), Some(("lamp.chm", 7)));
    // From an interface behind the first one.
    let lamp: ILamp = show.cast().unwrap();
    // SAFETY: a value is all that it takes.
    let code = unsafe { lamp.Switch(true) };
    assert_eq!(Error::from_call(&lamp, code).message(), Some("no switch"));
}

fn an_error_is_told_once_and_no_older_one() {
    let show = ILampShow::from(Fault);
    assert!(began(&show, 0).message().is_some());
    assert_eq!(Error::from_call(&show, HOT).message(), None);
    // SAFETY: the arguments are what the interface asks for, but for a null.
    unsafe {
        let vtable = Interface::vtable(&show);
        for (at, code) in [(2, HOT), (4, E_UNEXPECTED)] {
            assert_eq!((vtable.Began)(show.as_raw(), 0), HOT);
            let error = began(&show, at);
            assert_eq!((error.code(), error.message()), (code, None));
        }
        assert_eq!((vtable.Began)(show.as_raw(), 0), HOT);
        let code = (vtable.Ask)(show.as_raw(), null_mut());
        assert_eq!(code, E_POINTER);
        assert_eq!(Error::from_call(&show, code).message(), None);
        assert_eq!(crate::refusals(), ["Ask answer"]);
    }
    // Success leaves what is there to whoever it is for.
    assert_eq!(began(&show, 3).code(), S_FALSE);
}

fn the_object_says_for_which_interfaces_it_tells() {
    let show = ILampShow::from(Fault);
    let mut raw = null_mut();
    type Supports = unsafe extern "system" fn(*mut c_void, *const GUID) -> HRESULT;
    // SAFETY: there is room for a pointer; the interface's one slot is behind those of IUnknown.
    unsafe {
        assert_eq!(show.query(&IID_ISUPPORTERRORINFO, &mut raw), S_OK);
        let support = IUnknown::from_raw(raw);
        let supports = *(*support.as_raw().cast::<*const Supports>()).add(3);
        assert_eq!(supports(raw, &ILampShow::IID), S_OK);
        assert_eq!(supports(raw, &ILamp::IID), S_OK);
        assert_eq!(supports(raw, &ILampStore::IID), S_FALSE);
        let identity = show.cast::<IUnknown>().unwrap();
        assert_eq!(support.cast::<IUnknown>().unwrap(), identity);
    }
}

/// The `windows` crates read the system's error object on their own.
#[cfg(windows)]
fn windows_core_finds_the_message() {
    let show = ILampShow::from(Fault);
    // SAFETY: a value is all that it takes.
    let code = unsafe { (Interface::vtable(&show).Began)(show.as_raw(), 0) };
    assert_eq!(windows_core::Error::from(code).message(), "the lamp is hot");
}
