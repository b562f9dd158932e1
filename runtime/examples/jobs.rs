//! The jobs of a service: one is made, found by its id, and listed.

use comidl::Result;
use comidl::testing::Service;

fn main() -> Result<()> {
    let service = Service::new();
    let manager = service.manager();
    let (_, id) = manager.create_job("first")?;
    let (second, _) = manager.create_job("second")?;
    second.add_file("http://example.test/a.bin", "a.bin")?;

    println!("{} has the id {id}", manager.job(&id)?.display_name()?);
    for job in manager.jobs()? {
        let job = job?;
        let files = job.files()?.count();
        println!("{}: {:?}, {files} files", job.display_name()?, job.state()?);
    }
    Ok(())
}
