//! A grabber of samples: a pointer and a length, of which an annotation says that they belong together.

use crate::S_OK;
use crate::bindings::*;
use comidl::Result;
use std::sync::{Arc, Mutex};

pub(crate) fn run() {
    let total = Arc::new(Mutex::new((0.0, 0)));
    let seen = total.clone();
    let grabber = ISampleGrabber::from_fn(move |time, buffer: &[u8]| -> Result<()> {
        let mut seen = seen.lock().unwrap();
        seen.0 += time;
        seen.1 += buffer.len();
        Ok(())
    });
    let sample = [7; 640];
    for time in [0.5, 1.0] {
        // SAFETY: as many bytes.
        let code = unsafe { grabber.SampleBuffer(time, sample.as_ptr(), sample.len() as i32) };
        assert_eq!(code, S_OK);
    }
    assert_eq!(*total.lock().unwrap(), (1.5, 1280));
}
