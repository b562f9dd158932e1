//! A download of today's Delivery Optimization, whose status a closure is told.

use std::time::Duration;

use comidl::Result;
use comidl::bindings::IDODownloadStatusCallback;
use comidl::testing::DownloadService;
use comidl::{Agile, IUnknown, Interface};

fn main() -> Result<()> {
    // On Windows: `comidl::download::Manager::connect()?`
    let service = DownloadService::new();
    service.publish("http://example.test/update.bin", vec![0; 1000]);
    let download = service.manager().create_download()?;
    download.set_uri("http://example.test/update.bin")?;
    download.set_local_path(std::env::temp_dir().join("comidl-update.bin"))?;

    let callback = IDODownloadStatusCallback::from_fn(|_, status| {
        println!("{:?}: {} bytes", status.state(), status.bytes_transferred());
        Ok(())
    });
    // SAFETY: an object of a closure is agile.
    let callback = unsafe { Agile::new(callback.cast::<IUnknown>()?) };
    download.set_callback_interface(Some(&callback))?;

    download.start()?;
    service.transfer(&download, 400)?;
    service.finish(&download)?;
    service.settle(Duration::from_secs(10));
    download.finalize()?;
    println!(
        "{} bytes are in {}",
        download.total_size()?,
        download.local_path()?.display()
    );
    std::fs::remove_file(download.local_path()?).ok();
    Ok(())
}
