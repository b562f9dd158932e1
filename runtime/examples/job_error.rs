//! A job that fails: the callback is told why, and gives the job up.

use std::time::Duration;

use comidl::bits::{BitsCallback, ErrorContext, Job, JobError};
use comidl::testing::Service;
use comidl::{HRESULT, Result, bits_callback};

const BG_E_HTTP_ERROR_404: HRESULT = HRESULT(0x8019_0194_u32 as i32);

#[bits_callback]
struct GivesUp;

#[bits_callback]
impl BitsCallback for GivesUp {
    fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
        let (context, error) = error.details()?;
        println!("{} fails ({context:?}): {error}", job.display_name()?);
        job.cancel().map(drop)
    }
}

fn main() -> Result<()> {
    let service = Service::new();
    let (job, _) = service.manager().create_job("update")?;
    job.add_file("http://example.test/missing.bin", "missing.bin")?;
    job.subscribe(GivesUp)?;
    job.resume()?;
    service.fail(&job, ErrorContext::RemoteFile, BG_E_HTTP_ERROR_404)?;
    service.settle(Duration::from_secs(10));
    println!("the job is {:?}", job.state()?);
    Ok(())
}
