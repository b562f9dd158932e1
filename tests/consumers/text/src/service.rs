//! The text service, which the store calls.

use comidl::{Error, GUID, HRESULT, Result};

use crate::Log;
use crate::text::{self, *};

const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);

#[comidl::callback(text::TextStoreACPSink)]
pub struct Service {
    store: Store,
    log: Log,
}

/// The store lives on the thread of the service: what the service is asked, it asks there.
struct Store(ITextStoreACP);

// SAFETY: all calls of this program come on one thread.
unsafe impl Send for Store {}
// SAFETY: likewise.
unsafe impl Sync for Store {}

impl Service {
    pub fn new(store: &ITextStoreACP, log: &Log) -> Self {
        let (store, log) = (Store(store.clone()), log.clone());
        Self { store, log }
    }
}

impl text::TextStoreACPSink for Service {
    fn on_text_change(&self, _flags: u32, change: &TS_TEXTCHANGE) -> Result<()> {
        let (start, old, new) = (change.acpStart, change.acpOldEnd, change.acpNewEnd);
        self.log
            .add(format!("changed {start}..{old} to {start}..{new}"));
        Ok(())
    }

    fn on_selection_change(&self) -> Result<()> {
        let mut selection = TS_SELECTION_ACP::default();
        let mut count = 0;
        let store = &self.store.0;
        // SAFETY: there is room for one.
        unsafe { store.GetSelection(TS_DEFAULT_SELECTION, 1, &mut selection, &mut count) }.ok()?;
        assert_eq!(count, 1);
        self.log.add(format!("selected {}", selection.acpEnd));
        Ok(())
    }

    fn on_layout_change(&self, _: TsLayoutCode, _: TsViewCookie) -> Result<()> {
        Err(Error::from(E_NOTIMPL))
    }

    fn on_status_change(&self, _: u32) -> Result<()> {
        Err(Error::from(E_NOTIMPL))
    }

    fn on_attrs_change(&self, start: i32, end: i32, attributes: &[GUID]) -> Result<()> {
        let count = attributes.len();
        self.log
            .add(format!("{count} attributes of {start}..{end}"));
        Ok(())
    }

    fn on_lock_granted(&self, flags: u32) -> Result<()> {
        self.log.add(format!("locked {flags}"));
        let store = &self.store.0;
        self.log
            .add(format!("read {}", crate::store::read(store, 0, 5)));
        let word: Vec<u16> = " brave".encode_utf16().collect();
        // SAFETY: the store is alive.
        unsafe { store.SetText(0, 5, 5, &word)? };
        Ok(())
    }

    fn on_start_edit_transaction(&self) -> Result<()> {
        Err(Error::from(E_NOTIMPL))
    }

    fn on_end_edit_transaction(&self) -> Result<()> {
        Err(Error::from(E_NOTIMPL))
    }
}
