use comidl::download::{Download, DownloadCallback, DownloadStatus};

#[comidl::download_callback]
struct Progress;

impl DownloadCallback for Progress {
    fn on_status_changed(&self, _: &Download, _: &DownloadStatus) -> comidl::Result<()> {
        Ok(())
    }
}

fn main() {}
