//! The text, which the service calls.

use std::cell::RefCell;
use std::ptr;

use windows_core::{BOOL, GUID, HRESULT, IUnknown, Interface, Ref, Result, implement};

use crate::text::*;

const E_INVALIDARG: HRESULT = HRESULT(0x8007_0057_u32 as i32);
const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);
const S_OK: HRESULT = HRESULT(0);

#[implement(ITextStoreACP)]
pub struct Store(RefCell<State>);

struct State {
    text: Vec<u16>,
    caret: i32,
    sink: Option<ITextStoreACPSink>,
}

impl Store {
    pub fn new(text: &str) -> Self {
        Self(RefCell::new(State {
            text: text.encode_utf16().collect(),
            caret: 0,
            sink: None,
        }))
    }
}

/// Returns the characters from `start` to `end` of a store.
pub fn read(store: &ITextStoreACP, start: i32, end: i32) -> String {
    let mut text = vec![0; (end - start) as usize];
    let mut run = TS_RUNINFO::default();
    let (mut length, mut runs, mut next) = (0, 0, 0);
    // SAFETY: there is room for as much as the lengths say.
    let code = unsafe {
        store.GetText(
            start,
            end,
            text.as_mut_ptr(),
            text.len() as u32,
            &mut length,
            &mut run,
            1,
            &mut runs,
            &mut next,
        )
    };
    assert_eq!((code, length as usize, next), (S_OK, text.len(), end));
    assert_eq!((runs, run.uCount, run.r#type), (1, length, TS_RT_PLAIN));
    String::from_utf16_lossy(&text)
}

/// Returns all characters of a store.
pub fn text(store: &ITextStoreACP) -> String {
    // SAFETY: the store is alive.
    let end = unsafe { store.GetEndACP() };
    read(store, 0, end.unwrap())
}

impl ITextStoreACP_Impl for Store_Impl {
    fn AdviseSink(&self, iid: *const GUID, sink: Ref<IUnknown>, mask: u32) -> Result<()> {
        // SAFETY: the caller gives an IID.
        let iid = unsafe { *iid };
        if iid != ITextStoreACPSink::IID || mask == 0 {
            return Err(E_INVALIDARG.into());
        }
        self.0.borrow_mut().sink = Some(sink.ok()?.cast()?);
        Ok(())
    }

    fn UnadviseSink(&self, sink: Ref<IUnknown>) -> Result<()> {
        let sink: ITextStoreACPSink = sink.ok()?.cast()?;
        let before = self.0.borrow_mut().sink.take();
        if before == Some(sink) {
            Ok(())
        } else {
            Err(E_INVALIDARG.into())
        }
    }

    fn RequestLock(&self, flags: u32) -> Result<HRESULT> {
        let sink = self.0.borrow().sink.clone();
        // SAFETY: the sink is alive.
        Ok(sink.map_or(TS_E_NOLOCK, |sink| unsafe { sink.OnLockGranted(flags) }))
    }

    fn GetStatus(&self) -> Result<TS_STATUS> {
        Ok(TS_STATUS::default())
    }

    fn QueryInsert(&self, _: i32, _: i32, _: u32, _: *mut i32, _: *mut i32) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn GetSelection(
        &self,
        index: u32,
        count: u32,
        selection: *mut TS_SELECTION_ACP,
        fetched: *mut u32,
    ) -> Result<()> {
        if index != TS_DEFAULT_SELECTION || count == 0 {
            return Err(E_INVALIDARG.into());
        }
        let caret = self.0.borrow().caret;
        // SAFETY: the caller has room for a selection, and for how many there are.
        unsafe {
            selection.write(TS_SELECTION_ACP {
                acpStart: caret,
                acpEnd: caret,
                ..TS_SELECTION_ACP::default()
            });
            fetched.write(1);
        }
        Ok(())
    }

    fn SetSelection(&self, _: u32, _: *const TS_SELECTION_ACP) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn GetText(
        &self,
        start: i32,
        end: i32,
        text: *mut u16,
        room: u32,
        length: *mut u32,
        runs: *mut TS_RUNINFO,
        room_for_runs: u32,
        number_of_runs: *mut u32,
        next: *mut i32,
    ) -> Result<()> {
        let state = self.0.borrow();
        let part = &state.text[start as usize..end as usize];
        if part.len() > room as usize || room_for_runs == 0 {
            return Err(E_INVALIDARG.into());
        }
        // SAFETY: the caller has room for as much as it says, and for the counts.
        unsafe {
            text.copy_from_nonoverlapping(part.as_ptr(), part.len());
            length.write(part.len() as u32);
            runs.write(TS_RUNINFO {
                uCount: part.len() as u32,
                r#type: TS_RT_PLAIN,
            });
            number_of_runs.write(1);
            next.write(end);
        }
        Ok(())
    }

    fn SetText(
        &self,
        flags: u32,
        start: i32,
        end: i32,
        text: *const u16,
        length: u32,
    ) -> Result<TS_TEXTCHANGE> {
        // SAFETY: the caller gives as many characters as it says.
        let text = unsafe { std::slice::from_raw_parts(text, length as usize) };
        let new_end = start + length as i32;
        let sink = {
            let mut state = self.0.borrow_mut();
            state
                .text
                .splice(start as usize..end as usize, text.iter().copied());
            state.caret = new_end;
            state.sink.clone()
        };
        let change = TS_TEXTCHANGE {
            acpStart: start,
            acpOldEnd: end,
            acpNewEnd: new_end,
        };
        if let Some(sink) = sink {
            // SAFETY: the sink is alive.
            unsafe {
                sink.OnTextChange(flags, ptr::from_ref(&change)).ok()?;
                sink.OnSelectionChange().ok()?;
            }
        }
        Ok(change)
    }

    fn GetFormattedText(&self, _: i32, _: i32) -> Result<IDataObject> {
        Err(E_NOTIMPL.into())
    }

    fn GetEmbedded(&self, _: i32, _: *const GUID, _: *const GUID) -> Result<IUnknown> {
        Err(E_NOTIMPL.into())
    }

    fn QueryInsertEmbedded(&self, _: *const GUID, _: *const FORMATETC) -> Result<BOOL> {
        Ok(false.into())
    }

    fn InsertEmbedded(&self, _: u32, _: i32, _: i32, _: Ref<IDataObject>) -> Result<TS_TEXTCHANGE> {
        Err(E_NOTIMPL.into())
    }

    fn InsertTextAtSelection(
        &self,
        _: u32,
        _: *const u16,
        _: u32,
        _: *mut i32,
        _: *mut i32,
        _: *mut TS_TEXTCHANGE,
    ) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn InsertEmbeddedAtSelection(
        &self,
        _: u32,
        _: Ref<IDataObject>,
        _: *mut i32,
        _: *mut i32,
        _: *mut TS_TEXTCHANGE,
    ) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn RequestSupportedAttrs(&self, _: u32, _: u32, _: *const GUID) -> Result<()> {
        Ok(())
    }

    fn RequestAttrsAtPosition(&self, _: i32, _: u32, _: *const GUID, _: u32) -> Result<()> {
        Ok(())
    }

    fn RequestAttrsTransitioningAtPosition(
        &self,
        _: i32,
        _: u32,
        _: *const GUID,
        _: u32,
    ) -> Result<()> {
        Ok(())
    }

    fn FindNextAttrTransition(
        &self,
        _: i32,
        _: i32,
        _: u32,
        _: *const GUID,
        _: u32,
        _: *mut i32,
        _: *mut BOOL,
        _: *mut i32,
    ) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn RetrieveRequestedAttrs(&self, _: u32, _: *mut TS_ATTRVAL, _: *mut u32) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn GetEndACP(&self) -> Result<i32> {
        Ok(self.0.borrow().text.len() as i32)
    }

    fn GetActiveView(&self) -> Result<TsViewCookie> {
        Ok(1)
    }

    fn GetACPFromPoint(&self, _: TsViewCookie, _: *const POINT, _: u32) -> Result<i32> {
        Err(E_NOTIMPL.into())
    }

    fn GetTextExt(
        &self,
        _: TsViewCookie,
        _: i32,
        _: i32,
        _: *mut RECT,
        _: *mut BOOL,
    ) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn GetScreenExt(&self, _: TsViewCookie) -> Result<RECT> {
        Ok(RECT::default())
    }

    fn GetWnd(&self, _: TsViewCookie) -> Result<HWND> {
        Err(E_NOTIMPL.into())
    }
}
