use comidl::bits::{BitsCallback, Job};

macro_rules! complete {
    () => {
        fn job_transferred(&self, job: &Job) -> comidl::Result<()> {
            job.complete()?;
            Ok(())
        }
    };
}

struct Progress;

#[comidl::bits_callback]
impl BitsCallback for Progress {
    complete!();
}

fn main() {}
