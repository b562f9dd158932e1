//! BITS calls a callback again that couldn't do its work: an `Err` of `job_error` asks for that.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use comidl::bits::{self, BitsCallback, ErrorContext, Job, JobError};
use comidl::testing::Service;
use comidl::{Error, HRESULT, Result, bits_callback};

const BG_E_HTTP_ERROR_503: HRESULT = HRESULT(0x8019_01f7_u32 as i32);

#[bits_callback]
#[derive(Default)]
struct BusyAtFirst(AtomicU32);

#[bits_callback]
impl BitsCallback for BusyAtFirst {
    fn job_error(&self, job: &Job, _: &JobError) -> Result<()> {
        let calls = 1 + self.0.fetch_add(1, Ordering::Relaxed);
        println!("call {calls}");
        match calls {
            1 => Err(Error::other("the log is locked")),
            _ => job.cancel().map(drop),
        }
    }
}

fn main() -> Result<()> {
    let service = Service::like(bits::Service::Bits, Duration::from_millis(50));
    let (job, _) = service.manager().create_job("update")?;
    job.add_file("http://example.test/busy.bin", "busy.bin")?;
    job.subscribe(BusyAtFirst::default())?;
    job.resume()?;
    service.fail(&job, ErrorContext::RemoteFile, BG_E_HTTP_ERROR_503)?;
    service.settle(Duration::from_secs(10));
    for delivery in service.deliveries(&job)? {
        println!("{:?} returned {:?}", delivery.event, delivery.result);
    }
    Ok(())
}
