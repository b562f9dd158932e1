//! A panic doesn't leave a callback: the caller gets E_UNEXPECTED, and a hook of the program is told.

use std::time::Duration;

use comidl::bits::{BitsCallback, Job};
use comidl::testing::Service;
use comidl::{Result, bits_callback, set_panic_hook};

#[bits_callback]
struct Careless;

#[bits_callback]
impl BitsCallback for Careless {
    fn job_transferred(&self, _: &Job) -> Result<()> {
        panic!("the window is closed");
    }
}

fn main() -> Result<()> {
    // Rust's own hook would print the panic as well.
    std::panic::set_hook(Box::new(|_| {}));
    set_panic_hook(|fault| println!("{}: {:?}", fault.method(), fault.cause()));
    let service = Service::new();
    let (job, _) = service.manager().create_job("update")?;
    job.add_file("http://example.test/a.bin", "a.bin")?;
    job.subscribe(Careless)?;
    job.resume()?;
    service.finish(&job)?;
    service.settle(Duration::from_secs(10));
    for delivery in service.deliveries(&job)? {
        println!("the service got {:?}", delivery.result);
    }
    Ok(())
}
