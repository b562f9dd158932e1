use comidl::download::DownloadCallback;

#[comidl::download_callback]
struct Progress;

impl DownloadCallback for Progress {}

fn main() {}
