struct Progress;

fn subscribe(job: &comidl::bits::Job) -> comidl::Result<()> {
    job.subscribe(Progress)?;
    Ok(())
}

fn main() {}
