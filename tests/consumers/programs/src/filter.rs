//! A program with windows says what happens to calls while it is busy: numbers are returned, and no HRESULT.

use crate::bindings::*;
use comidl::callback;
use std::cell::Cell;
use std::ptr::{null, null_mut};
use std::rc::Rc;

const SERVERCALL_ISHANDLED: u32 = 0;
const SERVERCALL_RETRYLATER: u32 = 2;
const PENDINGMSG_WAITDEFPROCESS: u32 = 2;
const GIVE_UP: u32 = u32::MAX;

#[callback(MessageFilter, local)]
struct Filter {
    is_busy: Rc<Cell<bool>>,
}

impl MessageFilter for Filter {
    fn handle_in_coming_call(&self, _: u32, _: HTASK, _: u32, _: Option<&INTERFACEINFO>) -> u32 {
        if self.is_busy.get() {
            SERVERCALL_RETRYLATER
        } else {
            SERVERCALL_ISHANDLED
        }
    }
    fn retry_rejected_call(&self, _: HTASK, milliseconds: u32, kind: u32) -> u32 {
        if kind == SERVERCALL_RETRYLATER && milliseconds < 5_000 {
            100
        } else {
            GIVE_UP
        }
    }
    fn message_pending(&self, _: HTASK, _: u32, _: u32) -> u32 {
        PENDINGMSG_WAITDEFPROCESS
    }
}

pub(crate) fn run() {
    let is_busy = Rc::new(Cell::new(true));
    let filter = IMessageFilter::from(Filter {
        is_busy: is_busy.clone(),
    });
    let task = || HTASK(null_mut());
    let incoming = || slot!(&filter, HandleInComingCall(1, task(), 0, null()));
    assert_eq!(incoming(), SERVERCALL_RETRYLATER);
    is_busy.set(false);
    assert_eq!(incoming(), SERVERCALL_ISHANDLED);
    let retry = |after| {
        slot!(
            &filter,
            RetryRejectedCall(task(), after, SERVERCALL_RETRYLATER)
        )
    };
    assert_eq!([retry(0), retry(6_000)], [100, GIVE_UP]);
    let pending = slot!(&filter, MessagePending(task(), 0, 1));
    assert_eq!(pending, PENDINGMSG_WAITDEFPROCESS);
}
