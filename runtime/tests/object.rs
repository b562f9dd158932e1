//! The COM object alone, with slots written by hand: what generated code does for the trait of a
//! callback. No service is needed.

use comidl::object::{Chain, Class, Place, Shared, call, create};
use comidl::{Error, GUID, HRESULT, IUnknown, Interface, Result, set_panic_hook, take_panic_hook};
use std::ffi::c_void;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use windows_core::IUnknown_Vtbl;

const E_UNEXPECTED: HRESULT = HRESULT(0x8000_FFFF_u32 as i32);

/// An interface with one method.
#[repr(transparent)]
#[derive(Clone)]
struct ILamp(IUnknown);

#[repr(C)]
struct LampVtable {
    base: IUnknown_Vtbl,
    switch: unsafe extern "system" fn(*mut c_void, on: i32) -> HRESULT,
}

// SAFETY: it is one interface pointer, whose vtable begins with that of IUnknown.
unsafe impl Interface for ILamp {
    type Vtable = LampVtable;
    const IID: GUID = GUID::from_u128(0x2f6a81c4_7d1b_4d6e_9b0c_3a5e8f7c1d20);
}

impl Deref for ILamp {
    type Target = IUnknown;

    fn deref(&self) -> &IUnknown {
        &self.0
    }
}

impl ILamp {
    fn switch(&self, on: bool) -> HRESULT {
        // SAFETY: the slot takes a value.
        unsafe { (self.vtable().switch)(self.as_raw(), on.into()) }
    }
}

trait Lamp: 'static {
    fn switch(&self, on: bool) -> Result<()>;
}

struct LampChain;

impl LampChain {
    /// # Safety
    ///
    /// `this` is the interface pointer at the place `P` of an object, and the caller holds a reference to it.
    unsafe extern "system" fn switch<P: Place<Value: Lamp>>(this: *mut c_void, on: i32) -> HRESULT {
        // SAFETY: the contract above.
        unsafe { call::<P>(this, "Switch", |lamp| lamp.switch(on != 0)) }
    }
}

// SAFETY: the vtable begins with the IUnknown of `P`, and its slot takes pointers at that place.
unsafe impl<P: Place<Value: Lamp>> Chain<P> for LampChain {
    type Interface = ILamp;
    type Vtable = LampVtable;
    const CLASS: &'static Class<LampVtable> = &Class::new::<P>(
        &[ILamp::IID],
        LampVtable {
            base: P::UNKNOWN,
            switch: Self::switch::<P>,
        },
    );
}

struct Counter(Arc<AtomicUsize>);

impl Lamp for Counter {
    fn switch(&self, on: bool) -> Result<()> {
        if !on {
            return Err(Error::from(HRESULT(-1)));
        }
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

#[test]
fn an_object_calls_its_value_and_drops_it_with_the_last_reference() {
    let count = Arc::new(AtomicUsize::new(0));
    let lamp = create::<LampChain, Shared<_>>(Counter(count.clone()));
    assert_eq!(lamp.switch(true), HRESULT(0));
    assert_eq!(lamp.switch(false), HRESULT(-1));

    let unknown: IUnknown = lamp.cast().unwrap();
    drop(lamp);
    let again: ILamp = unknown.cast().unwrap();
    assert_eq!(again.switch(true), HRESULT(0));
    assert_eq!(count.load(Ordering::SeqCst), 2);

    assert_eq!(Arc::strong_count(&count), 2);
    drop((unknown, again));
    assert_eq!(Arc::strong_count(&count), 1);
}

struct Panicking;

impl Lamp for Panicking {
    fn switch(&self, _: bool) -> Result<()> {
        panic!("no bulb")
    }
}

#[test]
fn a_panic_ends_in_a_code_and_the_hook_is_told() {
    static MESSAGES: Mutex<Vec<String>> = Mutex::new(Vec::new());
    set_panic_hook(|panic| MESSAGES.lock().unwrap().push(panic.to_string()));
    let lamp = create::<LampChain, Shared<_>>(Panicking);
    assert_eq!(lamp.switch(true), E_UNEXPECTED);
    take_panic_hook();
    assert_eq!(
        *MESSAGES.lock().unwrap(),
        ["object::Panicking panicked in Switch: no bulb"]
    );
}
