use comidl::download::{Download, DownloadCallback, DownloadStatus};
use std::cell::Cell;

#[comidl::download_callback]
struct Progress {
    bytes: Cell<u64>,
}

impl DownloadCallback for Progress {
    fn on_status_change(&self, _: &Download, status: &DownloadStatus) -> comidl::Result<()> {
        self.bytes.set(status.bytes_transferred());
        Ok(())
    }
}

fn main() {}
