//! Objects of one thread, objects with several interfaces, objects of closures, and the value behind an
//! interface.

use crate::bindings::*;
use comidl::{Agile, HRESULT, InOut, Result, Unknown, callback, value_of};
use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::ptr::null_mut;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use windows_core::{GUID, IUnknown, Interface};

const S_OK: HRESULT = HRESULT(0);
const S_FALSE: HRESULT = HRESULT(1);
const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);
const RPC_E_WRONG_THREAD: HRESULT = HRESULT(0x8001_010E_u32 as i32);
const IID_IAGILEOBJECT: GUID = GUID::from_u128(0x94ea2b94_e9cc_49e0_c0ff_ee64ca8f5b90);

/// A window's lamp: it belongs to the thread of the window.
#[callback(LampShow, Lamp, LampFinished, local)]
struct Window {
    seen: Rc<RefCell<Vec<i32>>>,
}

impl LampShow for Window {
    fn began(&self, at: i32) -> Result<()> {
        self.seen.borrow_mut().push(at);
        Ok(())
    }
    fn number(&self) -> u32 {
        7
    }
}

impl Lamp for Window {
    fn switch(&self, on: bool) -> Result<()> {
        self.seen.borrow_mut().push(on.into());
        Ok(())
    }
}

impl LampFinished for Window {
    fn finished(&self, code: HRESULT, _: Option<&ILamp>, count: &InOut<i32>) -> Result<BSTR> {
        self.seen.borrow_mut().push(code.0);
        count.set(count.get() + 1);
        Ok("window".into())
    }
}

/// What threads share, with two interfaces, one of them dual.
#[callback(Lamp, LampControl)]
struct Panel<T: Send + Sync>(T, AtomicUsize);

impl<T: Send + Sync + 'static> Lamp for Panel<T> {
    fn switch(&self, _: bool) -> Result<()> {
        self.1.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

impl<T: Send + Sync + 'static> LampControl for Panel<T> {
    fn dim(&self, percent: i32, _: i32) -> Result<BSTR> {
        Ok(percent.to_string().as_str().into())
    }
    fn watts(&self) -> Result<f64> {
        Ok(self.1.load(Ordering::SeqCst) as f64)
    }
    fn set_watts(&self, _: f64) -> Result<()> {
        Ok(())
    }
    fn attach(&self, _: Option<&IDispatch>, _: Option<&IUnknown>) -> Result<()> {
        Ok(())
    }
    fn ask(&self, _: &comidl::WideStr, _: &InOut<bool>, _: u32) -> Result<i32> {
        Ok(0)
    }
    fn unnumbered(&self, _: &comidl::Variant) -> Result<comidl::Variant> {
        Ok(comidl::Variant::empty())
    }
}

#[callback(comidl::Unknown)]
struct Token;

impl Unknown for Token {}

/// A pointer that goes to another thread against the rules, as C's do.
struct Smuggled(*mut c_void);

// SAFETY: the test is what happens then.
unsafe impl Send for Smuggled {}

pub(crate) fn run() {
    an_object_of_one_thread_holds_what_belongs_to_it();
    another_thread_is_refused_and_drops_nothing();
    several_interfaces_are_one_object();
    a_closure_is_an_object();
    methods_with_a_default_are_left_out();
    the_value_is_found_behind_each_interface();
}

fn window() -> (ILampShow, Rc<RefCell<Vec<i32>>>) {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let window = Window { seen: seen.clone() };
    (window.into(), seen)
}

fn began(show: &ILampShow, at: i32) -> HRESULT {
    // SAFETY: a value is all that it takes.
    unsafe { (Interface::vtable(show).Began)(show.as_raw(), at) }
}

fn an_object_of_one_thread_holds_what_belongs_to_it() {
    let (show, seen) = window();
    assert_eq!(began(&show, 3), S_OK);
    assert_eq!(*seen.borrow(), [3]);
    let mut agile = null_mut();
    // SAFETY: there is room for a pointer.
    let code = unsafe { show.query(&IID_IAGILEOBJECT, &mut agile) };
    assert!(code.is_err() && agile.is_null());
    drop(show);
    assert_eq!(Rc::strong_count(&seen), 1);
}

fn another_thread_is_refused_and_drops_nothing() {
    let (show, seen) = window();
    let smuggled = Smuggled(show.clone().into_raw());
    let codes = std::thread::spawn(move || {
        let Smuggled(raw) = { smuggled };
        // SAFETY: the reference is this thread's to release.
        let show = unsafe { ILampShow::from_raw(raw) };
        // SAFETY: a value is all that they take.
        let number = unsafe { (Interface::vtable(&show).Number)(show.as_raw()) };
        let lamp: ILamp = show.cast().unwrap();
        // SAFETY: a value is all that it takes.
        let switched = unsafe { lamp.Switch(true) };
        (
            began(&show, 4),
            switched,
            number,
            value_of::<Window>(&show).is_none(),
        )
    });
    let codes = codes.join().unwrap();
    assert_eq!(codes, (RPC_E_WRONG_THREAD, RPC_E_WRONG_THREAD, 0, true));
    assert_eq!(
        crate::refusals(),
        ["Number elsewhere", "Switch elsewhere", "Began elsewhere"]
    );
    assert!(seen.borrow().is_empty());

    let smuggled = Smuggled(show.into_raw());
    let released = std::thread::spawn(move || {
        let Smuggled(raw) = { smuggled };
        // SAFETY: the last reference.
        drop(unsafe { ILampShow::from_raw(raw) });
    });
    released.join().unwrap();
    assert_eq!(crate::refusals(), ["Drop elsewhere"]);
    assert_eq!(Rc::strong_count(&seen), 2, "leaked");
}

fn several_interfaces_are_one_object() {
    let (show, seen) = window();
    let lamp: ILamp = show.cast().unwrap();
    let finished: ILampFinished = lamp.cast().unwrap();
    assert_ne!(lamp.as_raw(), show.as_raw());
    let identity = show.cast::<IUnknown>().unwrap();
    assert_eq!(lamp.cast::<IUnknown>().unwrap().as_raw(), identity.as_raw());
    assert_eq!(
        finished.cast::<IUnknown>().unwrap().as_raw(),
        identity.as_raw()
    );
    assert_eq!(
        finished.cast::<ILampShow>().unwrap().as_raw(),
        show.as_raw()
    );
    assert!(finished.cast::<ILampControl>().is_err());
    drop((identity, show));
    // SAFETY: the arguments are what the interfaces ask for.
    unsafe {
        assert_eq!(lamp.Switch(true), S_OK);
        let mut count = 1;
        let text = finished.Finished(HRESULT(-5), &lamp, &mut count).unwrap();
        assert_eq!((text == "window", count), (true, 2));
    }
    drop(finished);
    assert_eq!(*seen.borrow(), [1, -5]);
    assert_eq!(Rc::strong_count(&seen), 2);
    drop(lamp);
    assert_eq!(Rc::strong_count(&seen), 1);

    let panel = || Panel("panel", AtomicUsize::new(0));
    let control = ILampControl::from(panel());
    let lamp = Agile::<ILamp>::from(panel());
    let other = lamp.cast::<ILampControl>().unwrap();
    let thread = std::thread::spawn(move || {
        // SAFETY: a value is all that it takes.
        assert_eq!(unsafe { lamp.Switch(true) }, S_OK);
    });
    thread.join().unwrap();
    // SAFETY: the arguments are what the interface asks for.
    unsafe {
        assert_eq!(other.Watts(), Ok(1.0));
        assert_eq!(control.Dim(5, Some(1)).unwrap(), "5");
    }
    assert!(control.cast::<IDispatch>().is_ok());
    let token = IUnknown::from(Token);
    assert!(token.cast::<ILamp>().is_err());
}

fn a_closure_is_an_object() {
    let counted = std::sync::Arc::new(AtomicUsize::new(0));
    let shared = counted.clone();
    let finished = ILampFinished::from_fn(move |code, lamp, count| {
        shared.fetch_add(1, Ordering::SeqCst);
        assert!(lamp.is_none());
        count.set(code.0);
        comidl::success(S_FALSE, "closure".into())
    });
    let mut count = 0;
    let mut text = null_mut();
    // SAFETY: the arguments are what the interface asks for.
    unsafe {
        let vtable = Interface::vtable(&finished);
        let code = (vtable.Finished)(
            finished.as_raw(),
            HRESULT(9),
            null_mut(),
            &mut count,
            &mut text,
        );
        assert_eq!((code, count), (S_FALSE, 9));
        assert_eq!(BSTR::from_raw(text.cast()), "closure");
    }
    drop(finished);
    assert_eq!(std::sync::Arc::strong_count(&counted), 1);

    let last = Rc::new(Cell::new(false));
    let switched = last.clone();
    let lamp = ILamp::from_local_fn(move |on| {
        switched.set(on);
        Ok(())
    });
    // SAFETY: a value is all that it takes.
    assert_eq!(unsafe { lamp.Switch(true) }, S_OK);
    assert!(last.get());
}

fn methods_with_a_default_are_left_out() {
    let (show, _) = window();
    let vtable = Interface::vtable(&show);
    let mut answer = 5;
    // SAFETY: the arguments are what the interface asks for.
    unsafe {
        assert_eq!((vtable.Ended)(show.as_raw(), 1), S_OK);
        assert_eq!((vtable.Ask)(show.as_raw(), &mut answer), E_NOTIMPL);
        (vtable.Note)(show.as_raw(), 1);
        assert_eq!((vtable.Number)(show.as_raw()), 7);
    }
    assert_eq!(answer, 0);
}

fn the_value_is_found_behind_each_interface() {
    let (show, seen) = window();
    let lamp: ILamp = show.cast().unwrap();
    let value = value_of::<Window>(&lamp).unwrap();
    assert!(Rc::ptr_eq(&value.seen, &seen));
    assert!(value_of::<Token>(&lamp).is_none());
    // The handle keeps the object.
    drop((show, lamp));
    value.began(2).unwrap();
    assert_eq!(*seen.borrow(), [2]);
    drop(value);
    assert_eq!(Rc::strong_count(&seen), 1);
}
