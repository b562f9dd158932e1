//! The callbacks of an audio engine's voice, which have no IUnknown: the program owns the object.

use crate::bindings::*;
use comidl::HRESULT;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use windows_core::Interface;

/// Counts what the voice asks for.
#[derive(Default)]
struct Voice(AtomicU32);

impl VoiceCallback for Voice {
    fn on_processing_pass_start(&self, bytes_required: u32) {
        self.0.fetch_add(bytes_required, Ordering::Relaxed);
    }
    unsafe fn on_buffer_end(&self, _: *const c_void) {}
    unsafe fn on_voice_error(&self, _: *const c_void, error: HRESULT) {
        panic!("the voice failed: {error}");
    }
}

pub(crate) fn run() {
    let voice = Arc::new(Voice::default());
    let callback = IVoiceCallback::from_value(voice.clone());
    std::panic::set_hook(Box::new(|_| {}));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let vtable = Interface::vtable(&*callback);
            // SAFETY: the object is there.
            unsafe {
                (vtable.OnProcessingPassStart)(callback.as_raw(), 480);
                (vtable.OnVoiceError)(callback.as_raw(), null_mut(), HRESULT(-1));
            }
        });
    });
    _ = std::panic::take_hook();
    assert_eq!(voice.0.load(Ordering::Relaxed), 480);
    assert_eq!(Arc::strong_count(&voice), 2);
    drop(callback);
    assert_eq!(Arc::strong_count(&voice), 1);
}
