//! An object of a closure, called as a service calls it: through the slots of its vtable.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use comidl::Interface;
use comidl::bindings::{DO_DOWNLOAD_STATUS, IDODownloadStatusCallback};
use comidl::testing::DownloadService;

fn main() -> comidl::Result<()> {
    let bytes = Arc::new(AtomicU64::new(0));
    let seen = bytes.clone();
    let callback = IDODownloadStatusCallback::from_fn(move |_, status| {
        seen.store(status.bytes_transferred(), Ordering::Relaxed);
        Ok(())
    });
    let download = DownloadService::new().manager().create_download()?;
    let status = DO_DOWNLOAD_STATUS {
        BytesTransferred: 12_345,
        ..Default::default()
    };
    // SAFETY: a download, and a status that lives for the call.
    let code = unsafe {
        let slot = Interface::vtable(&callback).OnStatusChange;
        slot(callback.as_raw(), download.as_raw().as_raw(), &status)
    };
    println!("{code:?}: {} bytes", bytes.load(Ordering::Relaxed));
    Ok(())
}
