//! A class: its objects are made by the factory, which refuses to be part of another object.

use crate::S_OK;
use crate::bindings::*;
use comidl::{HRESULT, IUnknown, Result, Unknown, callback};
use std::ptr::null_mut;
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};
use windows_core::{BOOL, GUID, Interface};

const CLASS_E_NOAGGREGATION: HRESULT = HRESULT(0x8004_0110_u32 as i32);
const E_NOINTERFACE: HRESULT = HRESULT(0x8000_4002_u32 as i32);

/// How many objects and locks keep the server.
type Uses = Arc<AtomicIsize>;

#[callback(comidl::Unknown)]
struct Product(Uses);

impl Unknown for Product {}

impl Product {
    fn new(uses: &Uses) -> Self {
        uses.fetch_add(1, Ordering::SeqCst);
        Self(uses.clone())
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[callback(ClassFactory)]
struct Factory(Uses);

impl ClassFactory for Factory {
    fn create_instance(&self, outer: Option<&IUnknown>, _: &GUID) -> Result<IUnknown> {
        if outer.is_some() {
            return Err(CLASS_E_NOAGGREGATION.into());
        }
        Ok(Product::new(&self.0).into())
    }
    fn lock_server(&self, lock: bool) -> Result<()> {
        self.0
            .fetch_add(if lock { 1 } else { -1 }, Ordering::SeqCst);
        Ok(())
    }
}

pub(crate) fn run() {
    let uses = Uses::default();
    let factory = IClassFactory::from(Factory(uses.clone()));
    let create = |outer: *mut _, iid: &GUID| {
        let mut object = std::ptr::dangling_mut();
        let code = slot!(&factory, CreateInstance(outer, iid, &mut object));
        // SAFETY: null, or a reference, the caller's.
        let object = (!object.is_null()).then(|| unsafe { IUnknown::from_raw(object) });
        (code, object)
    };
    let (code, object) = create(null_mut(), &IUnknown::IID);
    assert_eq!((code, uses.load(Ordering::SeqCst)), (S_OK, 1));
    drop(object);
    assert_eq!(create(null_mut(), &IDropTarget::IID), (E_NOINTERFACE, None));
    let refused = create(factory.as_raw(), &IUnknown::IID);
    assert_eq!(refused, (CLASS_E_NOAGGREGATION, None));
    assert_eq!(slot!(&factory, LockServer(BOOL::from(true))), S_OK);
    assert_eq!(uses.load(Ordering::SeqCst), 1, "no product is left");
    assert_eq!(slot!(&factory, LockServer(BOOL::from(false))), S_OK);
}
