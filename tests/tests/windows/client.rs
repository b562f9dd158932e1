//! A C program that knows comidl only by COM: it calls a callback in a DLL of ours through C's
//! vtables, and is called by it.

use super::summary::shown;
use super::system::System;
use super::{build, can_run, title};
use comidl_tests::{CORPUS, Said, WIDL, WINE_IDL, WindowsTarget, root};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// Wine's files of BITS, each importing the one before it.
const IDL: [&str; 6] = [
    "bits", "bits1_5", "bits2_0", "bits2_5", "bits3_0", "bits5_0",
];

/// Compiles the program against the headers that widl makes.
fn compile(target: WindowsTarget) -> PathBuf {
    let folder = root()
        .join("target/tests/windows-client")
        .join(target.triple());
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let source = root().join("tests/windows/client");
    let wine = IDL.map(|name| PathBuf::from(WINE_IDL).join(format!("{name}.idl")));
    for idl in wine.iter().chain([&source.join("newer.idl")]) {
        let name = idl.file_stem().expect("a file has a name");
        let header = folder.join(name).with_extension("h");
        let mut widl = Command::new(WIDL.name);
        widl.args(["-h", "-I", WINE_IDL, "-o"]).arg(header).arg(idl);
        Said::of(&mut widl).well();
    }
    let program = folder.join("client.exe");
    let mut compiler = Command::new(target.c_compiler().name);
    compiler
        .args(["-O0", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(&folder)
        .arg(source.join("client.c"))
        .arg("-o")
        .arg(&program)
        .args(["-lole32", "-luuid"]);
    Said::of(&mut compiler).well();
    program
}

/// Parts 4 and 6, and part 5 for 32 bits.
fn client(target: WindowsTarget, part: u32) {
    let program = compile(target);
    build(target, "comidl-tests-callback");
    let system = System::start(target);
    let program = system.install(&program);
    let library = system.install(&target.folder().join("comidl_tests_callback.dll"));
    let process = system.run(&program, &[&system.path(&library)]);
    let facts = process.finish(Duration::from_secs(60));
    let told = facts.values("told");

    let job = |name: &str| {
        format!(
            "6a1fae95-21b8-46c4-a0c9-5d5fae106ef0 {name} Some({})/{}",
            0xFEDC_BA98_7654_3210_u64, 0x1_0000_0001_u64
        )
    };
    let by_c = job("named by C");
    let transferred = format!("JobTransferred {by_c}");
    let modification = format!("JobModification {by_c}");
    let file = format!("FileTransferred {by_c} http://c.test/a");
    let ranges = format!("FileRangesTransferred {by_c} C:\\a 1+Some(2),4294967296+None");
    let error = format!("JobError {by_c} RemoteFile 0x80190194");
    let properties = "0x80000001 6A1FAE95-21B8-46C4-A0C9-5D5FAE106EF0 0x123456789abcdef";
    let expected: &[&str] = &[
        // Through each version of the interface.
        &transferred,
        &modification,
        &transferred,
        &modification,
        &file,
        &transferred,
        &modification,
        &file,
        &ranges,
        // Twice it fails, and then it doesn't.
        &error,
        &error,
        &error,
        "dropped",
        // Rust calls C's job, and each slot of C's callback, whose result has the slot and
        // how often it was called.
        properties,
        &by_c,
        &job("named by Rust"),
        "77s",
        "C returned 80040301 80040401 80040501 80040302 80040402 80040502 80040601 80040303 \
         80040403 80040503 80040602 80040701",
        // C calls our jobs.
        &format!("{properties} true"),
        "AddFileWithRanges a file http://c.test/a C:\\a \
         [(1, 2), (4294967296, 18446744073709551615)] 0xfedcba9876543210",
    ];
    assert_eq!(told, expected);
    shown(
        part,
        &title("a client in C", target),
        &format!(
            "{} calls with the stack as it was, {} of a callback in C, {} reports as expected",
            facts.value("calls"),
            facts.value("called"),
            told.len()
        ),
    );
    shown(
        6,
        &title("JobError from C", target),
        "a callback that failed twice was called a third time",
    );
}

#[test]
fn a_c_program_calls_every_slot_and_is_called_in_every_slot_it_expects() {
    let test = "a_c_program_calls_every_slot_and_is_called_in_every_slot_it_expects";
    if can_run(WindowsTarget::X86_64, test) && WIDL.or_left_out(test) && CORPUS.or_left_out(test) {
        client(WindowsTarget::X86_64, 4);
    }
}

#[test]
fn a_32_bit_c_program_does_so_with_the_stack_as_it_was() {
    let test = "a_32_bit_c_program_does_so_with_the_stack_as_it_was";
    if can_run(WindowsTarget::I686, test) && WIDL.or_left_out(test) && CORPUS.or_left_out(test) {
        client(WindowsTarget::I686, 5);
    }
}
