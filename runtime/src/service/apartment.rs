//! COM of the process, on Windows: the multithreaded apartment, the security that the services need,
//! and objects of other processes.

use crate::service::call::{interface, value};
use crate::{Error, Result, Success};
use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::{Mutex, PoisonError};
use windows_core::{GUID, HRESULT, Interface, link};

link!("ole32.dll" "system" fn CoCreateInstance(class: *const GUID, outer: *mut c_void, context: u32, iid: *const GUID, object: *mut *mut c_void) -> HRESULT);
link!("ole32.dll" "system" fn CoGetApartmentType(apartment: *mut i32, qualifier: *mut i32) -> HRESULT);
link!("ole32.dll" "system" fn CoIncrementMTAUsage(cookie: *mut *mut c_void) -> HRESULT);
link!("ole32.dll" "system" fn CoInitializeSecurity(descriptor: *const c_void, services: i32, list: *const c_void, reserved1: *const c_void, authentication: u32, impersonation: u32, identities: *const c_void, capabilities: u32, reserved3: *const c_void) -> HRESULT);

const RPC_E_CHANGED_MODE: HRESULT = HRESULT(0x8001_0106_u32 as i32);
const RPC_E_TOO_LATE: HRESULT = HRESULT(0x8001_0119_u32 as i32);

/// Makes sure that the process has a multithreaded apartment, and that this thread is in it.
///
/// A thread that never initialized COM is in the multithreaded apartment once the process has one. The
/// apartment lives as long as the process, so the service can call at any time.
///
/// # Errors
///
/// RPC_E_CHANGED_MODE on a thread in another apartment.
pub(crate) fn join() -> Result<()> {
    prepare_process()?;
    const APTTYPE_MTA: i32 = 1;
    let mut qualifier = 0;
    // SAFETY: CoGetApartmentType writes both values.
    let apartment =
        value(|apartment| Success::new(unsafe { CoGetApartmentType(apartment, &mut qualifier) }))?;
    if apartment == APTTYPE_MTA {
        return Ok(());
    }
    Err(Error::new(
        RPC_E_CHANGED_MODE,
        "this thread is in a single-threaded apartment, where calls of the service would wait for \
         its messages: connect on another thread",
    ))
}

/// Prepares the process once: first the apartment, then its security.
fn prepare_process() -> Result<()> {
    static PREPARED: Mutex<bool> = Mutex::new(false);
    let mut prepared = PREPARED.lock().unwrap_or_else(PoisonError::into_inner);
    if !*prepared {
        let mut cookie = null_mut();
        // SAFETY: the function writes the cookie. Nobody gives the apartment back, which lasts as long as
        // the process.
        Success::new(unsafe { CoIncrementMTAUsage(&mut cookie) })?;
        allow_impersonation()?;
        *prepared = true;
    }
    Ok(())
}

/// Allows the services to act in the name of the caller, which COM's default of "identify" forbids.
fn allow_impersonation() -> Result<()> {
    const RPC_C_AUTHN_LEVEL_DEFAULT: u32 = 0;
    const RPC_C_IMP_LEVEL_IMPERSONATE: u32 = 3;
    const EOAC_NONE: u32 = 0;
    // SAFETY: no pointer is needed: COM chooses the descriptor and the authentication services.
    let code = unsafe {
        CoInitializeSecurity(
            null(),
            -1,
            null(),
            null(),
            RPC_C_AUTHN_LEVEL_DEFAULT,
            RPC_C_IMP_LEVEL_IMPERSONATE,
            null(),
            EOAC_NONE,
            null(),
        )
    };
    // The first caller in the process has set the security.
    if code == RPC_E_TOO_LATE {
        Ok(())
    } else {
        Success::new(code).map(|_| ())
    }
}

/// Creates an object in a process of its own.
///
/// # Safety
///
/// The class implements `I` as its IID promises.
pub(crate) unsafe fn create<I: Interface>(class: &GUID) -> Result<I> {
    const CLSCTX_LOCAL_SERVER: u32 = 4;
    // SAFETY: the class and the IID live until the call is over, which returns a reference to `I`.
    unsafe {
        interface(|object| {
            let code = CoCreateInstance(class, null_mut(), CLSCTX_LOCAL_SERVER, &I::IID, object);
            Success::new(code)
        })
    }
}
