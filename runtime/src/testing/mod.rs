//! Services in the process, to test callbacks with on any system: `Service` for the jobs of
//! [`comidl::bits`](crate::bits) (feature `bits`), and `DownloadService` for the downloads of
//! [`comidl::download`](crate::download) (feature `download`).
//!
//! The manager of each is a manager like any other, with objects behind it that are built on the
//! same vtables as the real service's. Nothing is transferred: the test says what happens, and the
//! service calls the callback, on threads of its own.

mod argument;
#[cfg(feature = "bits")]
mod bits;
mod content;
#[cfg(feature = "download")]
mod download;
mod event_queue;
mod list;

#[cfg(feature = "bits")]
pub use bits::{Delivery, Service};
#[cfg(feature = "download")]
pub use download::{DownloadDelivery, DownloadService};

use crate::HRESULT;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use windows_core::GUID;

/// The result of an object's methods once its service is gone.
const RPC_E_DISCONNECTED: HRESULT = HRESULT(0x8001_0108_u32 as i32);

/// Locks a mutex, also after a panic of a thread that had it: each change is made whole, or not at all.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns an identifier that no other job or download of the process has.
fn new_id() -> GUID {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    GUID::from_values(number, 0x636F, 0x4D69, *b"\x84testing")
}
