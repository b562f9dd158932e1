//! The instructions that comidl takes where it runs often, in callbacks and in build scripts, against its
//! alternatives, or against what it took when the limit was set. A count doesn't depend on the machine's load, so
//! these are tests. `bash tests/bench.sh` measures times.

use std::path::PathBuf;
use std::sync::LazyLock;

use comidl_tests::{Package, Program, VALGRIND, root};

/// The ratio to the peer that isn't a regression yet: a compiler may lay out code a little
/// differently.
const MARGIN: f64 = 1.1;

/// The same for reference counts, which are the most frequent of all calls.
const MARGIN_OF_COUNTS: f64 = 1.05;

static OBJECTS: LazyLock<PathBuf> =
    LazyLock::new(|| Package::bench().release("bench-objects", "bench-objects"));

/// Something done to a callback that was made in some way, as `tests/bench/objects` does it.
#[derive(Clone, Copy)]
struct Case {
    peer: &'static str,
    operation: &'static str,
}

impl Case {
    fn new(peer: &'static str, operation: &'static str) -> Self {
        Self { peer, operation }
    }

    fn times(self, times: u64) -> Program {
        let times = times.to_string();
        Program::new(&*OBJECTS, [self.peer, self.operation, &times])
    }

    fn instructions(self) -> f64 {
        instructions_of_each(|times| self.times(times))
    }

    fn allocations(self) -> f64 {
        allocations_of_each(|times| self.times(times))
    }
}

/// Returns the instructions of each time that the program does something, the loop included. `program` is told how
/// many times.
fn instructions_of_each(program: impl Fn(u64) -> Program) -> f64 {
    const TIMES: u64 = 10_000;
    let (once, twice) = (program(TIMES), program(2 * TIMES));
    (twice.instructions() - once.instructions()) as f64 / TIMES as f64
}

/// Returns the allocations of each time, as [`instructions_of_each`].
fn allocations_of_each(program: impl Fn(u64) -> Program) -> f64 {
    const TIMES: u64 = 1_000;
    let (once, twice) = (program(TIMES), program(2 * TIMES));
    (twice.allocations() - once.allocations()) as f64 / TIMES as f64
}

/// comidl takes no more instructions for the operation than the peer.
fn is_not_above(operation: &'static str, peer: &'static str) {
    is_within(MARGIN, operation, peer);
}

/// comidl takes no more instructions for the operation than so many times the peer's.
fn is_within(margin: f64, operation: &'static str, peer: &'static str) {
    if !VALGRIND.or_left_out(&format!("instructions: {operation} against {peer}")) {
        return;
    }
    let ours = Case::new("comidl", operation).instructions();
    let theirs = Case::new(peer, operation).instructions();
    assert!(ours > 0.0 && theirs > 0.0, "nothing was counted");
    assert!(
        ours <= theirs * margin,
        "{operation}: {ours} instructions, and {theirs} for {peer}"
    );
}

#[test]
fn a_call_takes_no_more_than_by_a_vtable_written_by_hand_that_catches_panics() {
    is_not_above("call", "contained");
}

#[test]
fn add_ref_and_release_take_about_what_they_take_written_by_hand() {
    is_within(MARGIN_OF_COUNTS, "count", "contained");
}

#[test]
fn add_ref_and_release_take_less_than_by_windows_implement() {
    is_not_above("count", "implement");
}

#[test]
fn query_interface_takes_no_more_than_by_windows_implement() {
    for operation in [
        "query-unknown",
        "query-first",
        "query-last",
        "query-refused",
    ] {
        is_not_above(operation, "implement");
    }
}

#[test]
fn making_and_dropping_a_callback_takes_no_more_than_by_windows_implement() {
    is_not_above("create", "implement");
}

#[test]
fn a_callback_is_one_allocation_and_a_call_none() {
    if !VALGRIND.or_left_out("instructions: allocations") {
        return;
    }
    let allocations = |operation| Case::new("comidl", operation).allocations();
    assert_eq!(allocations("create"), 1.0);
    for operation in ["call", "count", "query-last"] {
        assert_eq!(allocations(operation), 0.0, "{operation}");
    }
}

/// The limit: a tenth more than `Invoke` of a method with two arguments took when the limit was set.
const INVOKE: f64 = 452.0 * 1.1;

#[test]
fn invoke_takes_no_more_than_it_did_and_allocates_nothing() {
    if !VALGRIND.or_left_out("instructions: Invoke") {
        return;
    }
    let invoke = Package::bench().release("bench-dispatch", "bench-invoke");
    let program = |times: u64| Program::new(&invoke, [times.to_string()]);
    let instructions = instructions_of_each(program);
    assert!(
        instructions > 0.0 && instructions <= INVOKE,
        "{instructions} instructions"
    );
    assert_eq!(allocations_of_each(program), 0.0);
}

/// The limit, in millions: a quarter more than the compiler took when the limit was set.
const BUILD_OF_DELIVERY_OPTIMIZATION: f64 = 81.6 * 1.25;

#[test]
fn building_delivery_optimization_takes_no_more_than_it_did() {
    if !VALGRIND.or_left_out("instructions: comidl build") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let build = Program::new(
        Package::workspace().release("comidl-cli", "comidl"),
        [
            "build".into(),
            root().join("idl/DeliveryOptimization.idl"),
            "--out-dir".into(),
            folder.path().to_path_buf(),
        ],
    );
    let millions = build.instructions() as f64 / 1e6;
    assert!(folder.path().join("DeliveryOptimization.winmd").is_file());
    assert!(
        millions <= BUILD_OF_DELIVERY_OPTIMIZATION,
        "{millions:.1} million instructions"
    );
}
