//! Downloads with BITS, as a program of a user's would that has nothing but comidl's public API.
//!
//! The first argument says what to do. What came of it is printed, a fact on each line: a name, a
//! space, a value. A failure is a message on standard error and a status that isn't zero.

mod callback;
mod many;
mod one;
mod restart;
mod stream;
mod trouble;

use comidl::bits::{Job, JobId, JobState};
use comidl::{Error, Result};
use std::fmt::Display;
use std::path::Path;
use std::time::{Duration, Instant};

/// For how long anything is waited for that has to happen. Who runs this waits longer.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["one", url, file] => one::download(url, Path::new(file)),
        ["stream", url, file] => stream::download(url, Path::new(file)),
        ["many", base, folder, count] => many::download(base, Path::new(folder), number(count)?),
        ["interrupted", url, file, bytes] => {
            trouble::interrupted(url, Path::new(file), number(bytes)?)
        }
        ["missing", url, file] => trouble::missing(url, Path::new(file)),
        ["queue", base, folder, count] => restart::queue(base, Path::new(folder), number(count)?),
        ["resubscribe"] => restart::resubscribe(),
        ["find", ref ids @ ..] => restart::find(ids),
        _ => Err(Error::other(format!("no such thing to do: {arguments:?}"))),
    }
}

fn number(text: &str) -> Result<usize> {
    text.parse().map_err(Error::other)
}

fn tell(name: &str, value: impl Display) {
    println!("{name} {value}");
}

/// Waits for a line on standard input.
fn wait_for_word() -> Result<()> {
    let mut line = String::new();
    match std::io::stdin().read_line(&mut line) {
        Ok(0) => Err(Error::other("standard input is at its end")),
        Ok(_) => Ok(()),
        Err(error) => Err(Error::from(error)),
    }
}

/// Waits until the job is in one of some states.
fn wait_for_state(job: &Job, wanted: impl Fn(JobState) -> bool) -> Result<JobState> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let state = job.state()?;
        if wanted(state) {
            return Ok(state);
        }
        if Instant::now() > deadline {
            let progress = job.progress()?;
            return Err(Error::other(format!(
                "the job is still {state:?}: {progress:?}"
            )));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Lets go of the callback of a job that is transferred, and completes the job. In this order: once
/// a job is over, there is nothing to unsubscribe from.
fn finish(job: &Job) -> Result<()> {
    job.unsubscribe()?;
    job.complete()?;
    Ok(())
}

/// Returns the number of an event's job, where jobs were made one after the other.
fn position(ids: &[JobId], id: JobId) -> Result<usize> {
    let position = ids.iter().position(|known| *known == id);
    position.ok_or_else(|| Error::other(format!("told of a job that isn't ours: {id}")))
}
