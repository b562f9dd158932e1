use comidl::IUnknown;
use comidl::bits::Job;
use comidl::download::Download;

fn subscribe(job: &Job, download: &Download, object: &IUnknown) {
    job.set_notify_interface(Some(object)).unwrap();
    download.set_callback_interface(Some(object)).unwrap();
    download.set_stream(object).unwrap();
}

fn main() {}
