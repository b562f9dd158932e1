use comidl::bits::{BitsCallback, Job, Notify};

struct Progress;

#[comidl::bits_callback]
impl BitsCallback for Progress {
    const NOTIFY: Notify = Notify::JOB_ERROR;

    fn job_transferred(&self, job: &Job) -> comidl::Result<()> {
        job.complete()?;
        Ok(())
    }
}

fn main() {}
