use comidl::bits::{BitsCallback, Job};

struct Progress;

#[comidl::bits_callback(JOB_TRANSFERRED)]
impl BitsCallback for Progress {
    fn job_transferred(&self, job: &Job) -> comidl::Result<()> {
        job.complete()?;
        Ok(())
    }
}

fn main() {}
