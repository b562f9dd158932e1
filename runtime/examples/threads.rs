//! A service calls on threads of its own, several at a time: what a callback has is shared.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;

use comidl::bits::{BitsCallback, Job};
use comidl::testing::Service;
use comidl::{Result, bits_callback};

#[bits_callback]
struct Threads(Arc<Mutex<HashSet<ThreadId>>>);

#[bits_callback]
impl BitsCallback for Threads {
    fn job_modification(&self, _: &Job) -> Result<()> {
        if let Ok(mut threads) = self.0.lock() {
            threads.insert(std::thread::current().id());
        }
        Ok(())
    }
}

fn main() -> Result<()> {
    let service = Service::new();
    let (job, _) = service.manager().create_job("update")?;
    let threads = Arc::default();
    job.subscribe(Threads(Arc::clone(&threads)))?;
    let calls = service.storm(&job, 4, 100)?;
    println!("{calls} calls");
    if let Ok(threads) = threads.lock() {
        println!(
            "from other threads than this one: {}",
            !threads.contains(&std::thread::current().id())
        );
    }
    Ok(())
}
