//! comidl against what else a user could take, in one run: the table of `docs/performance.md`.
//!
//! `bash tests/bench.sh [PART...]` runs it, with the tools that it needs. Seconds differ between
//! machines and from one minute to the next, so each figure stands beside its peer's, taken in turns
//! with it, and the ratio is what counts. The smallest of the rounds is compared: what else the
//! machine does can only add.

mod bindings;
mod callbacks;
mod corpus;
mod crates;
mod dependencies;
mod dispatch;
mod generators;
mod guide;
mod measure;
mod rebuild;
mod table;

use comidl_tests::{CORPUS, GCC_X86_64, Tool, VALGRIND, WIDL, WINE, debian_rust};
use table::Row;

/// A group of measurements.
struct Part {
    name: &'static str,
    tools: &'static [Tool],
    rows: fn() -> Vec<Row>,
}

const RUSTFMT: Tool = Tool {
    name: "rustfmt",
    package: "rustfmt",
};

const PARTS: [Part; 9] = [
    Part {
        name: "generators",
        tools: &[RUSTFMT],
        rows: generators::rows,
    },
    Part {
        name: "corpus",
        tools: &[WIDL, CORPUS],
        rows: corpus::rows,
    },
    Part {
        name: "callbacks",
        tools: &[VALGRIND],
        rows: callbacks::rows,
    },
    Part {
        name: "crates",
        tools: &[],
        rows: crates::rows,
    },
    Part {
        name: "dependencies",
        tools: &[],
        rows: dependencies::rows,
    },
    Part {
        name: "guide",
        tools: &[],
        rows: guide::rows,
    },
    Part {
        name: "rebuild",
        tools: &[],
        rows: rebuild::rows,
    },
    Part {
        name: "bindings",
        tools: &[CORPUS, GCC_X86_64, debian_rust::CARGO, debian_rust::STD],
        rows: bindings::rows,
    },
    Part {
        name: "dispatch",
        tools: &[
            WIDL,
            CORPUS,
            GCC_X86_64,
            debian_rust::CARGO,
            debian_rust::STD,
            WINE,
        ],
        rows: dispatch::rows,
    },
];

fn main() {
    // Cargo adds `--bench`.
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    for name in &wanted {
        let names = PARTS.map(|part| part.name);
        assert!(
            names.contains(&name.as_str()),
            "{name:?} is none of {names:?}"
        );
    }
    let mut rows = Vec::new();
    for part in &PARTS {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == part.name) {
            continue;
        }
        for tool in part.tools {
            assert!(
                tool.is_there(),
                "{} needs {} (package {})",
                part.name,
                tool.name,
                tool.package
            );
        }
        eprintln!("measuring {}", part.name);
        rows.extend((part.rows)());
    }
    print!("{}", table::text(&rows));
}
