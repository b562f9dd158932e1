//! Codes of COM as errors of Rust: their names, their meaning, and what caused them.

use comidl::{Error, HRESULT};

fn main() {
    for code in [
        0x8000_4001_u32,
        0x8007_0005,
        0x8020_0004,
        0x8019_0194,
        0x80d0_2013,
        0x8123_4567,
    ] {
        let error = Error::from(HRESULT(code as i32));
        println!("{}: {error}", error.name().unwrap_or("(no name)"));
    }
    let cause = std::io::Error::new(
        std::io::ErrorKind::PermissionDenied,
        "the disk is read-only",
    );
    let error = Error::from(cause);
    println!("{error}, and to COM {:?}", error.code());
}
