//! The processes that try the mutants, and their outcomes.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::files;

/// How long one mutant may take by the clock before its process is ended. The process itself measures
/// the time that it takes of the processor.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// How much memory a process may have, in KiB.
const MAX_MEMORY: usize = 2 << 20;

/// The outcomes of mutants.
#[derive(Debug, Default)]
struct Counts {
    well: usize,
    refused: usize,
    wrong: Vec<String>,
}

/// Tries up to `of_each` mutants of each kind of all files, and prints the outcomes.
pub(crate) fn whole(of_each: usize) -> ExitCode {
    let files = files();
    let left = Mutex::new(files.iter());
    let counts = Mutex::new(Counts::default());
    let threads = thread::available_parallelism().map_or(1, |it| it.get());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let next = || left.lock().expect("no thread panics with it").next();
                while let Some(file) = next() {
                    let of_file = of_file(file, of_each);
                    let mut counts = counts.lock().expect("no thread panics with it");
                    counts.well += of_file.well;
                    counts.refused += of_file.refused;
                    counts.wrong.extend(of_file.wrong);
                }
            });
        }
    });
    let mut counts = counts.into_inner().expect("no thread panicked");
    counts.wrong.sort();
    for wrong in &counts.wrong {
        println!("{wrong}");
    }
    let all = counts.well + counts.refused + counts.wrong.len();
    println!(
        "{all} mutants of {} files: {} compiled, {} refused with a place, {} wrong",
        files.len(),
        counts.well,
        counts.refused,
        counts.wrong.len()
    );
    if counts.wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Tries the mutants of one file. When one of them ends the process, another process goes on with the
/// next mutant.
fn of_file(file: &str, of_each: usize) -> Counts {
    let mut counts = Counts::default();
    let mut tried = 0;
    loop {
        let mut process = start(file, of_each, tried);
        let lines = lines(&mut process);
        let mut current = None;
        let end = loop {
            match lines.recv_timeout(MAX_WAIT) {
                Ok(line) => match current.take() {
                    None => current = Some(line),
                    Some(mutant) => {
                        tried += 1;
                        match &*line {
                            "well" => counts.well += 1,
                            "refused" => counts.refused += 1,
                            wrong => counts.wrong.push(format!("{file} {mutant}: {wrong}")),
                        }
                    }
                },
                Err(mpsc::RecvTimeoutError::Disconnected) => break "it ends the process",
                Err(mpsc::RecvTimeoutError::Timeout) => break "it comes to no end",
            }
        };
        // This fails if the process has ended.
        process.kill().ok();
        let status = process.wait().expect("its end");
        match current {
            Some(mutant) => counts
                .wrong
                .push(format!("{file} {mutant}: {end} ({status})")),
            None if status.success() => return counts,
            None => panic!("{file}: {end} ({status})"),
        }
        tried += 1;
    }
}

fn start(file: &str, of_each: usize, from: usize) -> Child {
    let program = std::env::current_exe().expect("this program");
    Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {MAX_MEMORY}; exec \"$0\" \"$@\""))
        .arg(program)
        .args(["file", file, &of_each.to_string(), &from.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process")
}

/// Returns the lines that a process prints, as they come.
fn lines(process: &mut Child) -> Receiver<String> {
    let output = BufReader::new(process.stdout.take().expect("it is piped"));
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}
