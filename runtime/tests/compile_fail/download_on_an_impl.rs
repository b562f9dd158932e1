use comidl::download::{Download, DownloadCallback, DownloadStatus};

struct Progress;

#[comidl::download_callback]
impl DownloadCallback for Progress {
    fn on_status_change(&self, _: &Download, _: &DownloadStatus) -> comidl::Result<()> {
        Ok(())
    }
}

fn main() {}
