//! Programs that are watched: what they print is read line by line, and none is waited for for
//! ever.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A program that runs; killed when it is dropped.
pub(crate) struct Process {
    name: String,
    child: Child,
    lines: Receiver<String>,
    printed: Vec<String>,
    errors: Option<JoinHandle<String>>,
}

/// The output of a program, a fact on each line: a name, a space, a value.
#[derive(Debug)]
pub(crate) struct Facts(pub(crate) Vec<String>);

impl Process {
    pub(crate) fn start(name: &str, command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {name} ({command:?}): {error}"));
        let (sender, lines) = channel();
        let stdout = child.stdout.take().expect("it is piped");
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Wine's console ends lines as Windows does.
                if sender.send(line.trim_end().to_owned()).is_err() {
                    break;
                }
            }
        });
        let mut stderr = child.stderr.take().expect("it is piped");
        let errors = thread::spawn(move || {
            let mut text = Vec::new();
            stderr.read_to_end(&mut text).ok();
            String::from_utf8_lossy(&text).into_owned()
        });
        Self {
            name: name.to_owned(),
            child,
            lines,
            printed: Vec::new(),
            errors: Some(errors),
        }
    }

    /// The next line that it prints.
    pub(crate) fn line(&mut self, patience: Duration) -> String {
        match self.lines.recv_timeout(patience) {
            Ok(line) => {
                self.printed.push(line.clone());
                line
            }
            Err(RecvTimeoutError::Timeout) => {
                self.fail(&format!("printed nothing for {patience:?}"))
            }
            Err(RecvTimeoutError::Disconnected) => self.fail("ended too early"),
        }
    }

    /// The next line, whose value is of this name.
    pub(crate) fn value(&mut self, name: &str, patience: Duration) -> String {
        let line = self.line(patience);
        match line.split_once(' ') {
            Some((found, value)) if found == name => value.to_owned(),
            _ => self.fail(&format!("printed `{line}` where `{name}` was to come")),
        }
    }

    /// Writes a line to its standard input.
    pub(crate) fn say(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().expect("it is piped");
        writeln!(stdin, "{line}").expect("it reads");
        stdin.flush().expect("it reads");
    }

    /// Ends it where it is, as by the task manager.
    pub(crate) fn kill(mut self) {
        self.end();
    }

    /// Waits until it has ended well; returns what it printed.
    pub(crate) fn finish(mut self, patience: Duration) -> Facts {
        let deadline = Instant::now() + patience;
        let status = self.wait(deadline);
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(5)) {
            self.printed.push(line);
        }
        match status {
            None => self.fail(&format!("has not ended in {patience:?}")),
            Some(status) if !status.success() => self.fail(&format!("failed with {status}")),
            Some(_) => Facts(std::mem::take(&mut self.printed)),
        }
    }

    fn wait(&mut self, deadline: Instant) -> Option<ExitStatus> {
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return Some(status);
            }
            if Instant::now() > deadline {
                return None;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }

    /// Fails with all that it said.
    fn fail(&mut self, what: &str) -> ! {
        self.end();
        self.printed.extend(self.lines.try_iter());
        // A child of the program may hold the pipe open, so the wait has a limit.
        let deadline = Instant::now() + Duration::from_secs(2);
        let errors = self.errors.take().filter(|errors| {
            while !errors.is_finished() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(20));
            }
            errors.is_finished()
        });
        let errors = errors.and_then(|errors| errors.join().ok());
        panic!(
            "{} {what}\nit printed:\n{}\nand on standard error:\n{}",
            self.name,
            self.printed.join("\n"),
            errors.unwrap_or_else(|| "(what came can't be had)".to_owned())
        )
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

impl Facts {
    /// The value of the one fact with this name.
    pub(crate) fn value(&self, name: &str) -> &str {
        match self.values(name)[..] {
            [value] => value,
            ref values => panic!("{} values of {name} in {self:?}", values.len()),
        }
    }

    /// The values of all facts with this name.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        let facts = self.0.iter().filter_map(|line| line.split_once(' '));
        let values = facts.filter(|(found, _)| *found == name);
        values.map(|(_, value)| value).collect()
    }
}
