//! Many downloads in one process, each with a callback of its own.

use super::callback::{Event, Events, Reporter, Then};
use super::{finish, position, tell};
use comidl::bits::{JobState, Manager, Service};
use comidl::{Error, Result};
use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

/// Downloads `{base}/0`, `{base}/1`, … to files of these names.
pub(crate) fn download(base: &str, folder: &Path, count: usize) -> Result<()> {
    let events = Events::new();
    let manager = Manager::connect(Service::Bits)?;
    let (mut jobs, mut ids) = (Vec::new(), Vec::new());
    for number in 0..count {
        let (job, id) = manager.create_job(&format!("comidl: many {number}"))?;
        job.add_file(&format!("{base}/{number}"), folder.join(number.to_string()))?;
        job.subscribe(Reporter::new(&events.sender, id, Then::Leave))?;
        jobs.push(job);
        ids.push(id);
    }
    for job in &jobs {
        job.resume()?;
    }

    let mut told = vec![0_u32; count];
    let mut threads = HashSet::new();
    let mut record = |event| -> Result<()> {
        match event {
            Event::Transferred(id, thread, _) => {
                threads.insert(thread);
                told[position(&ids, id)?] += 1;
            }
            // Wine 8 doesn't tell of files.
            Event::File(_) => {}
            other => return Err(Error::other(format!("unexpected: {other:?}"))),
        }
        Ok(())
    };
    let mut transferred = 0;
    while transferred < count {
        let event = events.next("the downloads")?;
        transferred += usize::from(matches!(event, Event::Transferred(..)));
        record(event)?;
    }
    // Nothing may come twice, even if late.
    for event in events.until_quiet(Duration::from_secs(1))? {
        record(event)?;
    }
    tell("told_once", told.iter().filter(|told| **told == 1).count());
    tell(
        "threads_of_ours",
        usize::from(threads.contains(&std::thread::current().id())),
    );
    let mut acknowledged = 0;
    for job in &jobs {
        finish(job)?;
        acknowledged += usize::from(job.state()? == JobState::Acknowledged);
    }
    tell("acknowledged", acknowledged);

    tell("dropped", events.wait_for_drops(&ids)?);
    Ok(())
}
