use comidl::bits::BitsCallback;
use comidl::bindings::{IBackgroundCopyCallback, IDODownloadStatusCallback};

#[comidl::bits_callback]
struct Progress;

impl BitsCallback for Progress {}

struct NoCallback;

fn main() {
    let _ = IDODownloadStatusCallback::from(Progress);
    let _ = IBackgroundCopyCallback::from(NoCallback);
}
