//! A host of a browser says in which zone a page is: of eight methods it has one, and leaves what it doesn't know to
//! the browser.

use crate::bindings::*;
use crate::{S_OK, wide};
use comidl::{HRESULT, Result, WideStr, callback};
use std::ptr::null_mut;
use windows_core::PCWSTR;

const INET_E_DEFAULT_ACTION: HRESULT = HRESULT(0x800C_0011_u32 as i32);
const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);
const URLZONE_TRUSTED: u32 = 2;

#[callback(InternetSecurityManager)]
struct Zones;

impl InternetSecurityManager for Zones {
    fn map_url_to_zone(&self, url: &WideStr, _: u32) -> Result<u32> {
        if url.to_string().starts_with("app:") {
            return Ok(URLZONE_TRUSTED);
        }
        Err(INET_E_DEFAULT_ACTION.into())
    }
}

/// Returns the manager that a host gives out.
pub(crate) fn manager() -> IInternetSecurityManager {
    Zones.into()
}

pub(crate) fn run() {
    let zones = manager();
    let zone = |url: &str| {
        let (url, mut zone) = (wide(url), 9);
        let code = slot!(&zones, MapUrlToZone(PCWSTR(url.as_ptr()), &mut zone, 0));
        (code, zone)
    };
    assert_eq!(zone("app:start"), (S_OK, URLZONE_TRUSTED));
    assert_eq!(zone("http://example.test/"), (INET_E_DEFAULT_ACTION, 0));
    let mut site = std::ptr::dangling_mut();
    assert_eq!(slot!(&zones, GetSecuritySite(&mut site)), E_NOTIMPL);
    assert_eq!(site, null_mut());
}
