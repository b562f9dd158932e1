//! Programs that people of the COM world write. Each is a page with a callback, and calls it through its
//! vtable, in the place of the server.

#![deny(warnings)]

mod bindings {
    comidl::include_idl!("programs");
}

/// Calls a slot of the interface itself, as a server does.
macro_rules! slot {
    ($interface:expr, $slot:ident($($argument:expr),* $(,)?)) => {{
        let interface = $interface;
        // SAFETY: the arguments are what the interface asks for, as each program says.
        unsafe {
            (windows_core::Interface::vtable(interface).$slot)(
                windows_core::Interface::as_raw(interface),
                $($argument),*
            )
        }
    }};
}
mod advise;
mod audio;
mod bag;
mod browser;
mod connections;
mod drag;
mod drop_target;
mod effects;
mod enumerator;
mod factory;
mod file_dialog;
mod filter;
mod focus;
mod grabber;
mod items;
mod log;
mod objects;
mod process_data;
mod properties;
mod registers;
mod script;
mod services;
mod stream;
mod typed_event;
mod voice;
mod web_view;
mod zones;

use comidl::HRESULT;

const S_OK: HRESULT = HRESULT(0);
const S_FALSE: HRESULT = HRESULT(1);

/// Returns text as C has it.
fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn main() {
    advise::run();
    audio::run();
    bag::run();
    browser::run();
    connections::run();
    drag::run();
    drop_target::run();
    effects::run();
    enumerator::run();
    factory::run();
    file_dialog::run();
    filter::run();
    focus::run();
    grabber::run();
    items::run();
    log::run();
    objects::run();
    process_data::run();
    properties::run();
    registers::run();
    script::run();
    services::run();
    stream::run();
    typed_event::run();
    voice::run();
    web_view::run();
    zones::run();
    println!("every program is called");
}
