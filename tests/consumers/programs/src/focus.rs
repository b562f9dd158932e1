//! A screen reader follows the focus by a closure, which threads of UI Automation may call.

use crate::S_OK;
use crate::bindings::*;
use comidl::Error;
use std::ptr::null_mut;
use std::sync::mpsc::channel;

pub(crate) fn run() {
    let (send, told) = channel();
    let handler = IUIAutomationFocusChangedEventHandler::from_fn(move |element| {
        send.send(element.is_some()).map_err(Error::other)
    });
    assert_eq!(slot!(&handler, HandleFocusChangedEvent(null_mut())), S_OK);
    assert_eq!(told.recv(), Ok(false));
    // Nobody listens any more: the handler says why it fails.
    drop(told);
    let code = slot!(&handler, HandleFocusChangedEvent(null_mut()));
    let error = Error::from_call(&handler, code);
    assert!(error.message().is_some(), "{error}");
}
