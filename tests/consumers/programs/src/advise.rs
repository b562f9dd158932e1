//! A link to a document is told when that changes: of five methods it wants two.

use crate::bindings::*;
use comidl::callback;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

const DVASPECT_CONTENT: u32 = 1;

#[callback(AdviseSink)]
#[derive(Default)]
struct Link {
    views: AtomicU32,
    is_closed: AtomicBool,
}

impl AdviseSink for Link {
    fn on_view_change(&self, aspect: u32, _: i32) {
        self.views.fetch_add(aspect, Ordering::SeqCst);
    }
    fn on_close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
    }
}

pub(crate) fn run() {
    let sink = IAdviseSink::from(Link::default());
    slot!(&sink, OnViewChange(DVASPECT_CONTENT, -1));
    // Those that it has no method for do nothing.
    slot!(&sink, OnSave());
    slot!(&sink, OnRename(null_mut()));
    slot!(&sink, OnClose());
    let link = comidl::value_of::<Link>(&sink).unwrap();
    assert_eq!(link.views.load(Ordering::SeqCst), 1);
    assert!(link.is_closed.load(Ordering::SeqCst));
}
