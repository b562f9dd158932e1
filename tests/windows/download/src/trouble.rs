//! Downloads that don't go through at once, or not at all.

use super::callback::{Event, Events, Reporter, Then};
use super::{tell, wait_for_state, wait_for_word};
use comidl::Result;
use comidl::bits::{Job, JobState, Manager, Service};
use std::path::Path;
use std::time::Duration;

/// A server that is gone for a while: says when so many bytes have arrived and when the job has
/// stopped, waits for a line on standard input, and goes on.
pub(crate) fn interrupted(url: &str, file: &Path, bytes: usize) -> Result<()> {
    let events = Events::new();
    let manager = Manager::connect(Service::Bits)?;
    let (job, id) = manager.create_job("comidl: interrupted")?;
    job.add_file(url, file)?;
    job.subscribe(Reporter::new(&events.sender, id, Then::Leave))?;
    job.resume()?;
    while job.progress()?.bytes_transferred < bytes as u64 && is_under_way(job.state()?) {
        std::thread::sleep(Duration::from_millis(20));
    }
    tell("arrived", job.progress()?.bytes_transferred);
    let state = wait_for_state(&job, |state| !is_under_way(state))?;
    tell("state", format!("{state:?}"));
    tell_error(&job)?;

    wait_for_word()?;
    job.resume()?;
    let mut transferred = 0;
    for event in events.until_told(id)? {
        transferred += usize::from(matches!(event, Event::Transferred(..)));
    }
    tell("told", transferred);
    events.let_go(&job)?;
    job.complete()?;
    tell("state", format!("{:?}", job.state()?));
    tell("bytes_transferred", job.progress()?.bytes_transferred);
    Ok(())
}

/// A file that the server doesn't have.
pub(crate) fn missing(url: &str, file: &Path) -> Result<()> {
    let events = Events::new();
    let manager = Manager::connect(Service::Bits)?;
    let (job, id) = manager.create_job("comidl: missing")?;
    job.add_file(url, file)?;
    job.subscribe(Reporter::new(&events.sender, id, Then::Leave))?;
    job.resume()?;
    let state = wait_for_state(&job, |state| !is_under_way(state))?;
    tell("state", format!("{state:?}"));
    tell_error(&job)?;
    let told = events.until_quiet(Duration::from_secs(2))?;
    let count = |wanted: fn(&Event) -> bool| told.iter().filter(|event| wanted(event)).count();
    tell(
        "told_of_error",
        count(|event| matches!(event, Event::Failed)),
    );
    tell(
        "told_of_transfer",
        count(|event| matches!(event, Event::Transferred(..))),
    );
    tell("files_transferred", job.progress()?.files_transferred);
    // Once it is cancelled, there is nothing to unsubscribe from any more.
    events.let_go(&job)?;
    job.cancel()?;
    tell("state", format!("{:?}", job.state()?));
    Ok(())
}

fn is_under_way(state: JobState) -> bool {
    matches!(
        state,
        JobState::Queued | JobState::Connecting | JobState::Transferring
    )
}

/// Returns the service's description of the error, if it has one.
fn tell_error(job: &Job) -> Result<()> {
    match job.error() {
        Ok(error) => {
            let (context, error) = error.details()?;
            tell("error", format!("{context:?} {:#010x}", error.code().0));
        }
        Err(error) if error.name() == Some("BG_E_ERROR_INFORMATION_UNAVAILABLE") => {}
        Err(error) => return Err(error),
    }
    Ok(())
}
