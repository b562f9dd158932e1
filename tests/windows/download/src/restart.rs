//! A program that ends with jobs in the queue, and the next run of it.

use super::callback::{Event, Events, Reporter, Then};
use super::{finish, position, tell};
use comidl::bits::{JobId, JobState, Manager, Service};
use comidl::{Error, Result};
use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

/// The beginning of the names of the program's jobs.
const NAME: &str = "comidl: restart";

/// Puts `{base}/0`, `{base}/1`, … into the queue, and waits to be ended.
pub(crate) fn queue(base: &str, folder: &Path, count: usize) -> Result<()> {
    let events = Events::new();
    let manager = Manager::connect(Service::Bits)?;
    let (mut jobs, mut ids) = (Vec::new(), Vec::new());
    for number in 0..count {
        let (job, id) = manager.create_job(&format!("{NAME} {number}"))?;
        job.add_file(&format!("{base}/{number}"), folder.join(number.to_string()))?;
        job.subscribe(Reporter::new(&events.sender, id, Then::Leave))?;
        job.resume()?;
        tell("id", id);
        jobs.push(job);
        ids.push(id);
    }
    loop {
        if let Event::Transferred(id, ..) = events.next("the downloads")? {
            tell("transferred", position(&ids, id)?);
        }
    }
}

/// Takes over what an earlier run left in the queue.
pub(crate) fn resubscribe() -> Result<()> {
    let events = Events::new();
    let manager = Manager::connect(Service::Bits)?;
    let jobs = manager.resubscribe(|job| {
        let (name, id) = (job.display_name().ok()?, job.id().ok()?);
        name.starts_with(NAME)
            .then(|| Reporter::new(&events.sender, id, Then::Leave))
    })?;
    if let Some((job, error)) = jobs.refused.first() {
        return Err(Error::other(format!("{}: {error}", job.display_name()?)));
    }
    let (mut waiting, mut ids) = (HashSet::new(), Vec::new());
    for job in &jobs.subscribed {
        ids.push(job.id()?);
        if job.state()? == JobState::Transferred {
            finish(job)?;
            tell("completed", job.display_name()?);
        } else {
            waiting.insert(job.id()?);
        }
    }
    tell("waiting", waiting.len());
    let mut told = Vec::new();
    while !waiting.is_empty() {
        match events.next("what is left of the queue")? {
            Event::Transferred(id, ..) if waiting.remove(&id) => told.push(id),
            Event::File(_) => {}
            other => return Err(Error::other(format!("unexpected: {other:?}"))),
        }
    }
    let late = events.until_quiet(Duration::from_millis(500))?;
    if let Some(event) = late.iter().find(|event| !matches!(event, Event::File(_))) {
        return Err(Error::other(format!("unexpected: {event:?}")));
    }
    for job in &jobs.subscribed {
        if told.contains(&job.id()?) {
            finish(job)?;
            tell("told", job.display_name()?);
        }
    }
    tell("dropped", events.wait_for_drops(&ids)?);
    Ok(())
}

/// Looks for jobs, by their identifiers and in the list.
pub(crate) fn find(ids: &[&str]) -> Result<()> {
    let manager = Manager::connect(Service::Bits)?;
    tell("listed", manager.jobs()?.count());
    for id in ids {
        let id: JobId = id.parse().map_err(Error::other)?;
        match manager.job(&id) {
            Ok(job) => tell("found", job.display_name()?),
            Err(error) => tell("not_found", format!("{:#010x}", error.code().0)),
        }
    }
    Ok(())
}
