//! One download, from the first call to the last reference.

use super::callback::{Event, Events, Reporter, Then};
use super::tell;
use comidl::bits::{HttpSecurity, Manager, Service};
use comidl::{Error, Result};
use std::path::Path;

pub(crate) fn download(url: &str, file: &Path) -> Result<()> {
    let events = Events::new();
    let manager = Manager::connect(Service::Bits)?;
    let (job, id) = manager.create_job("comidl: one download")?;
    job.add_file(url, file)?;
    tell(
        "agreed",
        job.subscribe(Reporter::new(&events.sender, id, Then::Complete))?
            .bits(),
    );
    job.set_custom_headers(Some("X-Comidl: one\r\n"))?;
    tell(
        "headers",
        job.custom_headers()?.unwrap_or_default().trim_end(),
    );
    job.set_http_security(HttpSecurity::CHECK_REVOCATION)?;
    tell("security", job.http_security()?.bits());
    job.resume()?;

    let (mut files, mut transferred) = (0, None);
    while transferred.is_none() {
        match events.next("the download")? {
            Event::Transferred(of, thread, completed) if of == id => {
                transferred = Some((thread, completed));
            }
            Event::File(of) if of == id => files += 1,
            other => return Err(Error::other(format!("unexpected: {other:?}"))),
        }
    }
    tell("file_transferred", files);
    if let Some((thread, Some(completed))) = transferred {
        completed?;
        tell("on_a_foreign_thread", thread != std::thread::current().id());
    }
    tell("state", format!("{:?}", job.state()?));
    let progress = job.progress()?;
    tell("bytes_transferred", progress.bytes_transferred);
    tell("files_transferred", progress.files_transferred);

    // On another job it is seen how a callback goes: while a job is there.
    let (job, other) = manager.create_job("comidl: one more")?;
    job.add_file(url, file.with_extension("more"))?;
    job.subscribe(Reporter::new(&events.sender, other, Then::Leave))?;
    job.resume()?;
    events.until_told(other)?;
    events.let_go(&job)?;
    job.complete()?;
    tell("state", format!("{:?}", job.state()?));
    // Wine 8 keeps the callback of a job that was completed while it was subscribed.
    tell("dropped_when_completed", events.is_dropped(id));
    Ok(())
}
