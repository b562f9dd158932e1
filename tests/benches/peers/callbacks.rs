//! The cost of a callback at run time, in instructions: `tests/bench/objects`.

use std::path::PathBuf;

use comidl_tests::{Package, Program};

use crate::table::Row;

const BY_HAND: &str = "by hand, panics contained";
const UNCONTAINED: &str = "by hand, not contained";
const IMPLEMENT: &str = "windows-implement, not contained";

pub(crate) fn rows() -> Vec<Row> {
    let objects = Objects(Package::bench().release("bench-objects", "bench-objects"));
    let against = |what: &str, operation: &str, peer: &'static str| {
        let theirs = match peer {
            BY_HAND => "contained",
            UNCONTAINED => "uncontained",
            _ => "implement",
        };
        let each = ["comidl", theirs].map(|peer| objects.instructions(peer, operation));
        Row::numbers(what, each, "instructions", peer)
    };
    let allocations = |what: &str, operation: &str| {
        let each = ["comidl", "implement"].map(|peer| objects.allocations(peer, operation));
        let row = Row::numbers(what, each, "allocations", IMPLEMENT);
        match each {
            // There is no ratio to zero.
            [0.0, _] => row.with_ratio(0.0),
            _ => row,
        }
    };
    let call = "a call through `#[bits_callback]`";
    let count = "AddRef and Release";
    vec![
        against(call, "call", BY_HAND).at_most(1.0),
        against(call, "call", UNCONTAINED),
        against(call, "call", IMPLEMENT),
        allocations("… its allocations", "call").at_most(0.0),
        against(count, "count", IMPLEMENT).at_most(1.0),
        against(count, "count", BY_HAND).at_most(1.05),
        against(
            "QueryInterface for IUnknown, Release",
            "query-unknown",
            IMPLEMENT,
        )
        .at_most(1.0),
        against("… for the first interface", "query-first", IMPLEMENT).at_most(1.0),
        against("… for the last", "query-last", IMPLEMENT).at_most(1.0),
        against("… for one that isn't there", "query-refused", IMPLEMENT).at_most(1.0),
        against("making and dropping a callback", "create", IMPLEMENT).at_most(1.0),
        allocations("… its allocations", "create").at_most(1.0),
    ]
}

struct Objects(PathBuf);

impl Objects {
    fn times(&self, peer: &str, operation: &str, times: u64) -> Program {
        Program::new(&self.0, [peer, operation, &times.to_string()])
    }

    /// For each time, the loop included: what 200,000 times take more than 100,000.
    fn instructions(&self, peer: &str, operation: &str) -> f64 {
        let count = |times| self.times(peer, operation, times).instructions();
        (count(200_000) - count(100_000)) as f64 / 100_000.0
    }

    /// For each time.
    fn allocations(&self, peer: &str, operation: &str) -> f64 {
        let count = |times| self.times(peer, operation, times).allocations();
        (count(20_000) - count(10_000)) as f64 / 10_000.0
    }
}
