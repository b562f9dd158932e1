//! `IDispatch::Invoke` of a dual interface against `DispInvoke` of Wine's oleaut32: `tests/bench/dispatch`.

use std::path::Path;
use std::process::Command;

use comidl_tests::{Package, Said, WIDL, WINE, WINE_IDL, WindowsTarget};

use crate::table::Row;

const TARGET: WindowsTarget = WindowsTarget::X86_64;

/// Wine's libraries for programs of 64 bits, `stdole2.tlb` among them.
const WINE_LIBRARIES: &str = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows";

const WINE_SERVER: &str = "/usr/lib/wine/wineserver";

pub(crate) fn rows() -> Vec<Row> {
    let bench = Package::bench();
    let mut build = TARGET.cargo(&["build", "--release", "-p", "bench-dispatch"]);
    _ = Said::of(build.current_dir(bench.folder())).well();
    let program = TARGET.folder().with_file_name("release");
    let program = program.join("bench-dispatch.exe");
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("adder.tlb");
    let idl = bench.folder().join("dispatch/adder.idl");
    let mut widl = Command::new(WIDL.name);
    widl.args(["-t", "-I", WINE_IDL, "-L", WINE_LIBRARIES, "-o"]);
    _ = Said::of(widl.args([&library, &idl])).well();
    let command = |program: &Path| {
        let mut command = Command::new(program);
        command.env("WINEPREFIX", folder.path().join("prefix"));
        command.env("WINEDEBUG", "-all");
        command
    };
    let wine = || command(Path::new(WINE.name));
    _ = Said::of(wine().args(["wineboot", "-i"])).well();
    let library = format!("Z:{}", library.display()).replace('/', "\\");
    let said = Said::of(wine().arg(&program).arg(library)).well();
    // Nothing of the system is left running in the folder, which goes away.
    _ = Said::of(command(Path::new(WINE_SERVER)).arg("-k"));
    let mut lines = said.stdout.lines();
    let mut next = || {
        let line = lines.next().expect("a line for each");
        line.parse().expect("nanoseconds")
    };
    let times: [f64; 2] = [next(), next()];
    let what = "`Invoke` of a method with two arguments, under Wine";
    let peer = "`DispInvoke` of oleaut32";
    vec![Row::numbers(what, times, "ns", peer).at_most(0.5)]
}
