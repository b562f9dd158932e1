//! A host gives out its services by their ids: the object is asked for the interface that the caller wants.

use crate::bindings::*;
use crate::{S_OK, zones};
use comidl::{Error, HRESULT, IUnknown, Result, callback};
use std::ptr::null_mut;
use windows_core::{GUID, Interface};

const E_NOINTERFACE: HRESULT = HRESULT(0x8000_4002_u32 as i32);

#[callback(ServiceProvider)]
struct Host;

impl ServiceProvider for Host {
    fn query_service(&self, service: &GUID, _: &GUID) -> Result<IUnknown> {
        if *service == IInternetSecurityManager::IID {
            return Ok(zones::manager().cast()?);
        }
        Err(Error::new(E_NOINTERFACE, "no such service"))
    }
}

pub(crate) fn run() {
    let host = IServiceProvider::from(Host);
    let query = |service: &GUID, iid: &GUID| {
        let mut object = std::ptr::dangling_mut();
        let code = slot!(&host, QueryService(service, iid, &mut object));
        // SAFETY: null, or a reference, the caller's.
        let object = (!object.is_null()).then(|| unsafe { IUnknown::from_raw(object) });
        (code, object)
    };
    let manager = IInternetSecurityManager::IID;
    let (code, object) = query(&manager, &manager);
    assert_eq!(code, S_OK);
    assert!(object.unwrap().cast::<IInternetSecurityManager>().is_ok());
    // Of a service that is there, an interface that isn't; and a service that isn't there.
    assert_eq!(query(&manager, &IDropTarget::IID), (E_NOINTERFACE, None));
    assert_eq!(query(&IDropTarget::IID, &manager), (E_NOINTERFACE, None));
    let code = slot!(&host, QueryService(&manager, &manager, null_mut()));
    assert!(code.is_err(), "null is no place for an object");
}
