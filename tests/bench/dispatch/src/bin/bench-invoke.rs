//! `bench-invoke COUNT`: calls `Add(20, 22)` by comidl's `IDispatch::Invoke`, `COUNT` times. The rest doesn't depend on
//! `COUNT`, so the difference between two runs is the cost of the calls. It runs on every host.

use std::process::ExitCode;

use bench_dispatch::{calls_of_invoke, object};

fn main() -> ExitCode {
    let count = std::env::args().nth(1);
    let Some(Ok(count)) = count.map(|count| count.parse()) else {
        eprintln!("usage: bench-invoke COUNT");
        return ExitCode::FAILURE;
    };
    calls_of_invoke(count, &object());
    ExitCode::SUCCESS
}
