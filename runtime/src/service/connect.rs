//! The connection to a service: its first object.

use crate::Result;
use windows_core::{GUID, Interface};

/// The class of Delivery Optimization, which serves jobs and downloads.
pub(crate) const DELIVERY_OPTIMIZATION: GUID =
    GUID::from_u128(0x5b99fa76_721c_423c_adac_56d03c8a8007);

/// Creates an object of a service's class, in the process of the service. Any thread of the
/// multithreaded apartment may call it.
///
/// # Errors
///
/// RPC_E_CHANGED_MODE on a thread in a single-threaded apartment; the error of creating the object.
///
/// # Safety
///
/// The class serves `I`.
#[cfg(windows)]
pub(crate) unsafe fn connect<I: Interface>(class: &GUID, _name: &str) -> Result<I> {
    super::apartment::join()?;
    // SAFETY: the contract above.
    unsafe { super::apartment::create(class) }
}

/// Refuses: services exist on Windows alone.
///
/// # Errors
///
/// Always: E_NOTIMPL, with a message that names the service.
///
/// # Safety
///
/// As on Windows.
#[cfg(not(windows))]
pub(crate) unsafe fn connect<I: Interface>(_class: &GUID, name: &str) -> Result<I> {
    Err(crate::Error::new(
        crate::error::E_NOTIMPL,
        format!(
            "{name} is a service of Windows; on this system, test with `comidl::testing` \
             (feature `testing`)"
        ),
    ))
}
