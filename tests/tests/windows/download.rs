//! Downloads over BITS, by a program that has nothing but comidl's public API.

use super::process::{Facts, Process};
use super::server::{Server, bytes};
use super::summary::shown;
use super::system::System;
use super::{build, can_run, title};
use comidl_tests::WindowsTarget;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a program may take that waits for 30 seconds at most for each thing.
const PATIENCE: Duration = Duration::from_secs(120);

/// A system with the program on it.
struct Downloads {
    system: System,
    program: PathBuf,
    folder: PathBuf,
}

impl Downloads {
    fn new(target: WindowsTarget, name: &str) -> Self {
        build(target, "comidl-tests-download");
        let system = System::start(target);
        let program = system.install(&target.folder().join("comidl-tests-download.exe"));
        let folder = system.empty_folder(name);
        Self {
            system,
            program,
            folder,
        }
    }

    fn start(&self, arguments: &[&str]) -> Process {
        self.system.run(&self.program, arguments)
    }

    fn run(&self, arguments: &[&str]) -> Facts {
        self.start(arguments).finish(PATIENCE)
    }

    /// The path of a file of the folder, as the program is told it.
    fn file(&self, name: &str) -> String {
        self.system.path(&self.folder.join(name))
    }
}

#[track_caller]
fn assert_same(file: &Path, source: &[u8]) {
    let found = std::fs::read(file).expect("the file is there");
    assert_eq!(
        found.len(),
        source.len(),
        "the length of {}",
        file.display()
    );
    assert!(
        found == source,
        "{} isn't what the server has",
        file.display()
    );
}

/// Part 1, and part 5 for 32 bits.
fn one(target: WindowsTarget, part: u32) {
    let (downloads, server) = (Downloads::new(target, "one"), Server::new());
    let source = bytes(3_000_000, 1);
    let url = server.publish("/file", source.clone());
    let facts = downloads.run(&["one", &url, &downloads.file("file")]);
    assert_eq!(facts.value("headers"), "X-Comidl: one");
    assert!(server.was_told("X-Comidl: one"));
    assert_eq!(facts.value("security"), "1");
    assert_eq!(facts.value("on_a_foreign_thread"), "true");
    assert_eq!(facts.values("state"), ["Acknowledged", "Acknowledged"]);
    assert_eq!(facts.value("bytes_transferred"), "3000000");
    assert_eq!(facts.value("files_transferred"), "1");
    // The last reference drops the callback.
    assert_eq!(facts.value("dropped_of"), "Transferred");
    // Windows would have dropped this one, too; Wine 8 keeps it.
    assert_eq!(facts.value("dropped_when_completed"), "false");
    for name in ["file", "file.more"] {
        assert_same(&downloads.folder.join(name), &source);
    }
    shown(
        part,
        &title("one download", target),
        &format!(
            "2 jobs, {} bytes each as the server has them, 1 completed on a foreign thread, \
             1 callback dropped when unsubscribed",
            source.len()
        ),
    );
}

#[test]
fn a_download_is_told_on_a_foreign_thread_and_unsubscribing_drops_the_callback() {
    if can_run(
        WindowsTarget::X86_64,
        "a_download_is_told_on_a_foreign_thread_and_unsubscribing_drops_the_callback",
    ) {
        one(WindowsTarget::X86_64, 1);
    }
}

#[test]
fn a_download_of_a_32_bit_program_is_told_and_unsubscribing_drops_the_callback() {
    if can_run(
        WindowsTarget::I686,
        "a_download_of_a_32_bit_program_is_told_and_unsubscribing_drops_the_callback",
    ) {
        one(WindowsTarget::I686, 5);
    }
}

#[test]
fn the_events_of_a_job_are_awaited_as_a_stream() {
    if !can_run(
        WindowsTarget::X86_64,
        "the_events_of_a_job_are_awaited_as_a_stream",
    ) {
        return;
    }
    let (downloads, server) = (
        Downloads::new(WindowsTarget::X86_64, "stream"),
        Server::new(),
    );
    let source = bytes(1_000_000, 1);
    let url = server.publish("/file", source.clone());
    let facts = downloads.run(&["stream", &url, &downloads.file("file")]);
    assert_eq!(facts.value("awaited"), "Transferred");
    assert_eq!(facts.value("state"), "Acknowledged");
    assert_same(&downloads.folder.join("file"), &source);
}

#[test]
fn of_two_hundred_jobs_each_is_told_exactly_once_and_every_callback_is_dropped() {
    if !can_run(
        WindowsTarget::X86_64,
        "of_two_hundred_jobs_each_is_told_exactly_once_and_every_callback_is_dropped",
    ) {
        return;
    }
    let (downloads, server) = (Downloads::new(WindowsTarget::X86_64, "many"), Server::new());
    const COUNT: usize = 200;
    const SIZES: [usize; 7] = [1, 100, 4096, 65_537, 1_000_003, 12, 300_000];
    let source = |number: usize| bytes(SIZES[number % SIZES.len()], number as u64);
    for number in 0..COUNT {
        server.publish(&format!("/many/{number}"), source(number));
    }
    let folder = downloads.system.path(&downloads.folder);
    let facts = downloads.run(&["many", &server.url("/many"), &folder, &COUNT.to_string()]);
    let all = COUNT.to_string();
    assert_eq!(facts.value("told_once"), all);
    assert_eq!(facts.value("threads_of_ours"), "0");
    assert_eq!(facts.value("acknowledged"), all);
    assert_eq!(facts.value("dropped"), all);
    let mut total = 0;
    for number in 0..COUNT {
        let source = source(number);
        total += source.len();
        assert_same(&downloads.folder.join(number.to_string()), &source);
    }
    shown(
        2,
        "many at once",
        &format!(
            "{} of {COUNT} jobs told exactly once, {} callbacks dropped, {total} bytes",
            facts.value("told_once"),
            facts.value("dropped")
        ),
    );
}

/// A program whose job has got so many bytes of a file of the server's.
fn in_the_middle(downloads: &Downloads, server: &Server, source: &[u8], at: usize) -> Process {
    let url = server.publish_held("/file", source.to_vec(), at);
    let file = downloads.file("file");
    let mut program = downloads.start(&["interrupted", &url, &file, &at.to_string()]);
    assert_eq!(program.value("arrived", PATIENCE), at.to_string());
    while server.requests() == 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    program
}

/// A server dies that has sent so many bytes, and comes back.
fn server_dies(name: &str, at: usize) {
    let (downloads, mut server) = (Downloads::new(WindowsTarget::X86_64, name), Server::new());
    let source = bytes(2_000_000, 5);
    let mut program = in_the_middle(&downloads, &server, &source, at);
    server.die();
    assert_eq!(program.value("state", PATIENCE), "Error");
    assert!(
        !downloads.folder.join("file").exists(),
        "half a file is there"
    );
    server.come_back();
    server.release();
    program.say("go on");
    let facts = program.finish(PATIENCE);
    assert_eq!(facts.value("told"), "1");
    assert_eq!(facts.values("state"), ["Error", "Acknowledged"]);
    // Wine 8 begins anew, and counts what had come before.
    let transferred = (at + source.len()).to_string();
    assert_eq!(facts.value("bytes_transferred"), transferred);
    assert_eq!(facts.value("dropped_of"), "Transferred");
    assert_same(&downloads.folder.join("file"), &source);
    let requests = server.requests();
    assert!(requests >= 2, "{requests} requests");
    shown(
        2,
        &format!("server dies after {at} bytes and comes back"),
        &format!(
            "1 job in {requests} requests, told once, {} bytes as the server has them",
            source.len()
        ),
    );
}

#[test]
fn a_server_that_dies_stops_the_job_which_goes_on_when_it_is_back() {
    let test = "a_server_that_dies_stops_the_job_which_goes_on_when_it_is_back";
    if can_run(WindowsTarget::X86_64, test) {
        server_dies("interrupted", 0);
    }
}

/// The number of bytes that Wine 8 reads and writes at a time. If a connection is reset while Wine
/// waits for the rest of a block, resuming the job fails.
const WINES_BLOCK: usize = 4096;

#[test]
fn a_server_that_dies_in_the_middle_of_a_file_stops_the_job_which_goes_on_when_it_is_back() {
    let test =
        "a_server_that_dies_in_the_middle_of_a_file_stops_the_job_which_goes_on_when_it_is_back";
    if can_run(WindowsTarget::X86_64, test) {
        server_dies("half", 244 * WINES_BLOCK);
    }
}

/// Windows would find that bytes are missing.
#[test]
fn a_connection_that_is_closed_in_the_middle_of_a_file_ends_the_file_for_wine() {
    let test = "a_connection_that_is_closed_in_the_middle_of_a_file_ends_the_file_for_wine";
    if !can_run(WindowsTarget::X86_64, test) {
        return;
    }
    let target = WindowsTarget::X86_64;
    let (downloads, mut server) = (Downloads::new(target, "closed"), Server::new());
    let (source, at) = (bytes(2_000_000, 5), 244 * WINES_BLOCK);
    let mut program = in_the_middle(&downloads, &server, &source, at);
    server.end();
    assert_eq!(program.value("state", PATIENCE), "Transferred");
    program.kill();
    shown(
        2,
        "a connection is closed",
        &format!(
            "Wine takes {at} of {} bytes for the whole file",
            source.len()
        ),
    );
}

#[test]
fn a_job_whose_file_is_not_there_ends_in_the_state_of_error() {
    if !can_run(
        WindowsTarget::X86_64,
        "a_job_whose_file_is_not_there_ends_in_the_state_of_error",
    ) {
        return;
    }
    let (downloads, server) = (
        Downloads::new(WindowsTarget::X86_64, "missing"),
        Server::new(),
    );
    let facts = downloads.run(&["missing", &server.url("/nothing"), &downloads.file("file")]);
    assert_eq!(facts.values("state"), ["Error", "Cancelled"]);
    // BG_E_HTTP_ERROR_404
    assert_eq!(facts.value("error"), "RemoteFile 0x80190194");
    assert_eq!(facts.value("told_of_transfer"), "0");
    // Windows would call `job_error`; Wine 8 doesn't, which is why a C program does (part 6).
    assert_eq!(facts.value("told_of_error"), "0");
    assert_eq!(facts.value("files_transferred"), "0");
    assert_eq!(facts.value("dropped_of"), "Error");
    assert!(!downloads.folder.join("file").exists(), "there is a file");
    shown(2, "a 404", "1 job, state Error, BG_E_HTTP_ERROR_404");
}

/// The number of jobs that a program has in the queue when it is killed: one is transferred, one on its way.
const QUEUED: usize = 5;

impl Downloads {
    /// A program that is killed in the middle of its second job; returns the jobs' identifiers.
    fn kill_with_jobs_in_the_queue(&self, server: &Server) -> Vec<String> {
        server.publish("/queue/0", bytes(1000, 0));
        for number in 1..QUEUED {
            server.publish_held(
                &format!("/queue/{number}"),
                bytes(200_000, number as u64),
                0,
            );
        }
        let folder = self.system.path(&self.folder);
        let count = QUEUED.to_string();
        let mut program = self.start(&["queue", &server.url("/queue"), &folder, &count]);
        // The first may be transferred before the last is in the queue.
        let (mut ids, mut transferred) = (Vec::new(), false);
        while ids.len() < QUEUED || !transferred {
            let line = program.line(PATIENCE);
            match line.split_once(' ') {
                Some(("id", id)) => ids.push(id.to_owned()),
                Some(("transferred", "0")) => transferred = true,
                _ => panic!("unexpected: {line}"),
            }
        }
        while server.requests() < 2 {
            std::thread::sleep(Duration::from_millis(20));
        }
        program.kill();
        ids
    }
}

#[test]
fn after_a_restart_of_the_program_the_rest_of_the_queue_is_told() {
    if !can_run(
        WindowsTarget::X86_64,
        "after_a_restart_of_the_program_the_rest_of_the_queue_is_told",
    ) {
        return;
    }
    let (downloads, server) = (
        Downloads::new(WindowsTarget::X86_64, "restart"),
        Server::new(),
    );
    downloads.kill_with_jobs_in_the_queue(&server);
    let mut program = downloads.start(&["resubscribe"]);
    assert_eq!(program.value("completed", PATIENCE), "comidl: restart 0");
    assert_eq!(program.value("waiting", PATIENCE), (QUEUED - 1).to_string());
    server.release();
    let facts = program.finish(PATIENCE);
    let mut told = facts.values("told");
    told.sort_unstable();
    let rest = ["1", "2", "3", "4"].map(|number| format!("comidl: restart {number}"));
    assert_eq!(told, rest);
    assert_eq!(facts.value("dropped"), QUEUED.to_string());
    assert_same(&downloads.folder.join("0"), &bytes(1000, 0));
    for number in 1..QUEUED {
        let file = downloads.folder.join(number.to_string());
        assert_same(&file, &bytes(200_000, number as u64));
    }
    shown(
        3,
        "the program restarts",
        &format!(
            "{QUEUED} jobs found, 1 completed at once, {} told of",
            told.len()
        ),
    );
}

/// Windows keeps the queue over a restart of the system; Wine 8 keeps it in memory alone.
#[test]
fn a_restart_of_wine_loses_the_queue_and_the_jobs_are_reported_as_not_there() {
    if !can_run(
        WindowsTarget::X86_64,
        "a_restart_of_wine_loses_the_queue_and_the_jobs_are_reported_as_not_there",
    ) {
        return;
    }
    let (mut downloads, server) = (Downloads::new(WindowsTarget::X86_64, "lost"), Server::new());
    let ids = downloads.kill_with_jobs_in_the_queue(&server);
    let mut arguments = vec!["find"];
    arguments.extend(ids.iter().map(String::as_str));
    let facts = downloads.run(&arguments);
    assert_eq!(facts.value("listed"), QUEUED.to_string());
    assert_eq!(facts.values("found").len(), QUEUED);

    downloads.system.restart();
    let facts = downloads.run(&arguments);
    assert_eq!(facts.value("listed"), "0");
    const BG_E_NOT_FOUND: &str = "0x80200001";
    assert_eq!(facts.values("not_found"), [BG_E_NOT_FOUND; QUEUED]);
    shown(
        3,
        "the system restarts",
        &format!("Wine keeps 0 of {QUEUED} jobs, each reported as BG_E_NOT_FOUND"),
    );
}
