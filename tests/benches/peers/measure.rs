//! Running programs, and what that took.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// The time of one run, with the programs that it started.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// On all processors.
    pub(crate) cpu: Duration,
    /// The most memory that it had at a time, in bytes.
    pub(crate) peak: u64,
}

impl Run {
    /// Runs `command`; what it prints is lost.
    ///
    /// # Panics
    ///
    /// When it fails.
    pub(crate) fn of(command: &mut Command) -> Self {
        let (run, success) = Self::in_any_case(command);
        assert!(success, "{command:?} failed");
        run
    }

    /// Runs `command`, and says whether it ended well too.
    pub(crate) fn in_any_case(command: &mut Command) -> (Self, bool) {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        let child = command.spawn().expect("the program can be started");
        let ended = child.wait4().expect("the program can be waited for");
        let run = Self {
            wall: start.elapsed(),
            cpu: ended.rusage.utime + ended.rusage.stime,
            peak: ended.rusage.maxrss,
        };
        (run, ended.status.success())
    }

    /// Both, one after the other.
    pub(crate) fn then(self, next: Self) -> Self {
        Self {
            wall: self.wall + next.wall,
            cpu: self.cpu + next.cpu,
            peak: self.peak.max(next.peak),
        }
    }
}

/// The runs of one thing.
pub(crate) struct Runs(Vec<Run>);

impl Runs {
    /// The shortest time.
    pub(crate) fn wall(&self) -> Duration {
        self.by(|run| run.wall)[0]
    }

    /// The time in the middle.
    pub(crate) fn median(&self) -> Duration {
        self.by(|run| run.wall)[self.0.len() / 2]
    }

    /// The least work for the processors.
    pub(crate) fn cpu(&self) -> Duration {
        self.by(|run| run.cpu)[0]
    }

    /// The least that was enough, in bytes.
    pub(crate) fn peak(&self) -> u64 {
        self.by(|run| run.peak)[0]
    }

    fn by<T: Ord>(&self, what: impl Fn(&Run) -> T) -> Vec<T> {
        let mut all: Vec<T> = self.0.iter().map(what).collect();
        all.sort_unstable();
        all
    }
}

/// Measures two things in turns, so that both have their share of whatever else the machine does;
/// who goes first changes each time. A first round that isn't counted fills the caches.
pub(crate) fn in_turns(
    rounds: usize,
    mut ours: impl FnMut() -> Run,
    mut theirs: impl FnMut() -> Run,
) -> [Runs; 2] {
    _ = (ours(), theirs());
    let mut runs = [Runs(Vec::new()), Runs(Vec::new())];
    for round in 0..rounds {
        if round % 2 == 0 {
            runs[0].0.push(ours());
        }
        runs[1].0.push(theirs());
        if round % 2 == 1 {
            runs[0].0.push(ours());
        }
    }
    runs
}
