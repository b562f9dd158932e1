//! A browser in a window: a closure is told that it is created, or that it isn't, with null; a handler of the
//! window's thread gets its messages.

use crate::bindings::*;
use crate::{S_OK, wide};
use comidl::{HRESULT, Result, WideStr, callback};
use std::cell::RefCell;
use std::ptr::null_mut;
use std::rc::Rc;
use windows_core::{Interface, PCWSTR};

const E_ACCESSDENIED: HRESULT = HRESULT(0x8007_0005_u32 as i32);

/// What the window knows. Its handlers share it without a lock.
#[derive(Default)]
struct State {
    messages: Vec<String>,
    view: Option<IWebView>,
    failure: Option<HRESULT>,
}

#[callback(WebMessageHandler, local)]
struct Messages(Rc<RefCell<State>>);

impl WebMessageHandler for Messages {
    fn invoke(&self, _: Option<&IWebView>, message: &WideStr) -> Result<()> {
        self.0.borrow_mut().messages.push(message.to_string());
        Ok(())
    }
}

#[callback(WebView, local)]
struct View;

impl WebView for View {
    fn navigate(&self, _: &WideStr) -> Result<()> {
        Ok(())
    }
}

pub(crate) fn run() {
    let state = Rc::new(RefCell::new(State::default()));
    let known = state.clone();
    let created = IWebViewCreatedHandler::from_local_fn(move |code, view| {
        let mut state = known.borrow_mut();
        match view {
            Some(view) if code.is_ok() => state.view = Some(view.clone()),
            _ => state.failure = Some(code),
        }
        Ok(())
    });
    let view = IWebView::from(View);
    // SAFETY: the arguments are what the interface asks for; null with a failure.
    unsafe {
        let invoke = Interface::vtable(&created).Invoke;
        assert_eq!(invoke(created.as_raw(), E_ACCESSDENIED, null_mut()), S_OK);
        assert_eq!(invoke(created.as_raw(), S_OK, view.as_raw()), S_OK);
    }
    assert_eq!(state.borrow().failure, Some(E_ACCESSDENIED));
    assert!(state.borrow().view.is_some());

    let handler = IWebMessageHandler::from(Messages(state.clone()));
    let message = wide("hello");
    // SAFETY: a string.
    let code = unsafe { handler.Invoke(&view, PCWSTR(message.as_ptr())) };
    assert_eq!(code, S_OK);
    assert_eq!(state.borrow().messages, ["hello"]);
}
