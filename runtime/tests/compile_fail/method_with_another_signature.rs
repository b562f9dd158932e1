use comidl::bits::{BitsCallback, Job};

#[comidl::bits_callback]
struct Progress;

#[comidl::bits_callback]
impl BitsCallback for Progress {
    fn job_transferred(&mut self, job: &Job) -> comidl::Result<()> {
        job.complete()?;
        Ok(())
    }
}

fn main() {}
