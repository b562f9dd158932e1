//! A download with a progress bar: `cargo run --example progress [URL]`. On Windows it is BITS that
//! downloads; elsewhere a service in the process, made for tests, acts as if.

use comidl::bits::{BitsCallback, Job, JobError};
use comidl::{Error, Result, bits_callback};
use std::sync::mpsc::{Sender, channel};

/// Shows how far a job is, and says when it is over.
#[bits_callback]
struct Progress(Sender<Result<()>>);

#[bits_callback]
impl BitsCallback for Progress {
    fn job_modification(&self, job: &Job) -> Result<()> {
        let progress = job.progress()?;
        let total = progress.bytes_total.unwrap_or(u64::MAX).max(1);
        let percent = 100 * progress.bytes_transferred / total;
        eprint!("\r[{:50}] {percent:3} %", "#".repeat(percent as usize / 2));
        Ok(())
    }

    fn job_transferred(&self, job: &Job) -> Result<()> {
        self.0.send(job.complete().map(drop)).map_err(Error::other)
    }

    fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
        let (_, error) = error.details()?;
        job.cancel()?;
        self.0.send(Err(error)).map_err(Error::other)
    }
}

fn main() -> Result<()> {
    let url = std::env::args().nth(1);
    let url = url.unwrap_or("http://example.com/index.html".to_owned());
    let file = std::env::temp_dir().join("comidl-progress.bin");

    #[cfg(windows)]
    let manager = comidl::bits::Manager::connect(comidl::bits::Service::Bits)?;
    #[cfg(not(windows))]
    let service = comidl::testing::Service::new();
    #[cfg(not(windows))]
    service.publish(&url, vec![b'x'; 4000]);
    #[cfg(not(windows))]
    let manager = service.manager();
    let (job, id) = manager.create_job("progress")?;
    job.add_file(&url, &file)?;
    let (over, result) = channel();
    job.subscribe(Progress(over))?;
    job.resume()?;
    #[cfg(not(windows))]
    for _ in 0..40 {
        service.transfer(&job, 100)?;
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    result.recv().map_err(Error::other)??;
    println!("\n{url} is in {} (job {id})", file.display());
    Ok(())
}
