//! A program that opens a dialog for files keeps it open by S_FALSE, and answers one question of it.

use crate::bindings::*;
use crate::{S_FALSE, S_OK};
use comidl::{HRESULT, Result, callback};
use std::cell::Cell;
use std::ptr::null_mut;

const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);

#[callback(FileDialogEvents, local)]
struct Chooser {
    tries: Cell<u32>,
}

impl FileDialogEvents for Chooser {
    fn on_file_ok(&self, _: Option<&IFileDialog>) -> Result<()> {
        self.tries.set(self.tries.get() + 1);
        if self.tries.get() < 2 {
            return Err(S_FALSE.into());
        }
        Ok(())
    }
    fn on_overwrite(
        &self,
        _: Option<&IFileDialog>,
        _: Option<&IShellItem>,
    ) -> Result<FDE_OVERWRITE_RESPONSE> {
        Ok(FDEOR_REFUSE)
    }
}

pub(crate) fn run() {
    let events = IFileDialogEvents::from(Chooser {
        tries: Cell::new(0),
    });
    assert_eq!(slot!(&events, OnFileOk(null_mut())), S_FALSE);
    assert_eq!(slot!(&events, OnFileOk(null_mut())), S_OK);
    let mut answer = 9;
    let code = slot!(&events, OnOverwrite(null_mut(), null_mut(), &mut answer));
    assert_eq!((code, answer), (S_OK, FDEOR_REFUSE));
    // The defaults: an event does nothing, and a question has no answer.
    assert_eq!(slot!(&events, OnFolderChange(null_mut())), S_OK);
    let mut answer = 9;
    let code = slot!(
        &events,
        OnShareViolation(null_mut(), null_mut(), &mut answer)
    );
    assert_eq!((code, answer), (E_NOTIMPL, 0));
}
