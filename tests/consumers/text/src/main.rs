//! Serves a text to a text service and listens to what that does, each side through vtables.

#![deny(warnings)]

mod text {
    comidl::include_idl!("textstor");
}
mod keys;
mod service;
mod store;

use std::sync::{Arc, Mutex};

use keys::{Keys, Session};
use service::Service;
use store::Store;
use text::*;
use windows_core::{BOOL, HRESULT, IUnknown, Interface};

const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
const S_OK: HRESULT = HRESULT(0);

/// The calls, in order.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub fn add(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn a_service_edits_the_text_while_it_holds_the_lock() {
    let log = Log::default();
    let store: ITextStoreACP = Store::new("Hello world").into();
    let sink: ITextStoreACPSink = Service::new(&store, &log).into();
    let unknown: IUnknown = sink.cast().expect("every object is an IUnknown");
    // SAFETY: all objects are alive.
    unsafe {
        let watched = TS_AS_TEXT_CHANGE | TS_AS_SEL_CHANGE;
        assert_eq!(
            store.AdviseSink(&ITextStoreACPSink::IID, &unknown, watched),
            S_OK
        );
        assert_eq!(store.RequestLock(TS_LF_READWRITE).unwrap(), S_OK);
        assert_eq!(store::text(&store), "Hello brave world");
        assert_eq!(store.UnadviseSink(&unknown), S_OK);
        assert_eq!(store.RequestLock(TS_LF_READ).unwrap(), TS_E_NOLOCK);
    }
    assert_eq!(
        log.take(),
        [
            "locked 6",
            "read Hello",
            "changed 5..5 to 5..11",
            "selected 11"
        ]
    );
}

/// Returns a context without a text. It is passed on, and never called.
fn context() -> ITfContext {
    let unknown: IUnknown = ITfEditSession::from(Session::new(&Log::default())).into();
    // SAFETY: only the slots of `IUnknown` are called.
    unsafe { ITfContext::from_raw(unknown.into_raw()) }
}

fn keys_and_sessions_are_told_apart_by_the_interface() {
    let log = Log::default();
    let keys = ITfKeyEventSink::from(Keys::new(&log));
    let session = ITfEditSession::from(Session::new(&log));
    assert!(keys.cast::<ITfEditSession>().is_err());
    let context = context();
    // SAFETY: the objects are alive.
    unsafe {
        assert_eq!(keys.OnSetFocus(true), S_OK);
        assert!(keys.OnTestKeyDown(&context, key('A'), 0).unwrap().as_bool());
        assert!(!keys.OnKeyUp(&context, key('B'), 0).unwrap().as_bool());
        let guid = ITfKeyEventSink::IID;
        assert!(!keys.OnPreservedKey(&context, &guid).unwrap().as_bool());
        assert_eq!(
            keys.OnKeyDown(None, key('C'), 0).unwrap_err().code(),
            E_POINTER
        );
        assert_eq!(session.DoEditSession(7), S_OK);
    }
    assert_eq!(
        log.take(),
        [
            "focus true",
            "A is down?",
            "B up",
            "preserved aa80e7f5-2021-11d2-93e0-0060b067b86e",
            "edits with 7",
        ]
    );
}

fn key(letter: char) -> WPARAM {
    letter as WPARAM
}

fn structures_are_as_large_as_windows() {
    assert_eq!(size_of::<TS_SELECTION_ACP>(), 16);
    assert_eq!(size_of::<TS_TEXTCHANGE>(), 12);
    assert_eq!(size_of::<TS_STATUS>(), 8);
    assert_eq!(size_of::<BOOL>(), 4);
}

fn main() {
    a_service_edits_the_text_while_it_holds_the_lock();
    keys_and_sessions_are_told_apart_by_the_interface();
    structures_are_as_large_as_windows();
    println!("the text is edited");
}
