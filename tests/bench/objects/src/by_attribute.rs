//! A callback made by comidl's attribute.

use comidl::bindings::IBackgroundCopyCallback3;
use comidl::bits::{BitsCallback, Job};
use comidl::{Result, bits_callback};

use crate::Body;

#[bits_callback]
struct Callback(Body);

impl BitsCallback for Callback {
    fn job_modification(&self, _: &Job) -> Result<()> {
        self.0.modified();
        Ok(())
    }
}

pub fn make(body: Body) -> IBackgroundCopyCallback3 {
    Callback(body).into()
}
