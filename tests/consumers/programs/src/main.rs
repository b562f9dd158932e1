//! Programs that people of the COM world write. Each is a page with a callback, and calls it through its
//! vtable, in the place of the server.

#![deny(warnings)]

mod bindings {
    comidl::include_idl!("programs");
}

mod audio;
mod browser;
mod drag;
mod enumerator;
mod grabber;
mod process_data;
mod registers;
mod script;
mod stream;
mod voice;
mod web_view;

use comidl::HRESULT;

const S_OK: HRESULT = HRESULT(0);
const S_FALSE: HRESULT = HRESULT(1);

/// Returns text as C has it.
fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn main() {
    audio::run();
    browser::run();
    drag::run();
    enumerator::run();
    grabber::run();
    process_data::run();
    registers::run();
    script::run();
    stream::run();
    voice::run();
    web_view::run();
    println!("every program is called");
}
