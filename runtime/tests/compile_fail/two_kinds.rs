use comidl::bits::BitsCallback;
use comidl::download::{Download, DownloadCallback, DownloadStatus};

#[comidl::bits_callback]
#[comidl::download_callback]
struct Both;

impl BitsCallback for Both {}

impl DownloadCallback for Both {
    fn on_status_change(&self, _: &Download, _: &DownloadStatus) -> comidl::Result<()> {
        Ok(())
    }
}

fn main() {}
