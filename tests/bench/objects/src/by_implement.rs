//! A callback made by windows-implement: a panic in it ends the process.

use comidl::bindings::{
    BG_FILE_RANGE, IBackgroundCopyCallback_Impl, IBackgroundCopyCallback2_Impl,
    IBackgroundCopyCallback3, IBackgroundCopyCallback3_Impl, IBackgroundCopyError,
    IBackgroundCopyFile, IBackgroundCopyJob,
};
use windows_core::{Ref, Result, implement};

use crate::Body;

#[implement(IBackgroundCopyCallback3)]
struct Callback(Body);

impl IBackgroundCopyCallback_Impl for Callback_Impl {
    fn JobTransferred(&self, _: Ref<IBackgroundCopyJob>) -> Result<()> {
        Ok(())
    }
    fn JobError(&self, _: Ref<IBackgroundCopyJob>, _: Ref<IBackgroundCopyError>) -> Result<()> {
        Ok(())
    }
    fn JobModification(&self, _: Ref<IBackgroundCopyJob>, _: u32) -> Result<()> {
        self.0.modified();
        Ok(())
    }
}

impl IBackgroundCopyCallback2_Impl for Callback_Impl {
    fn FileTransferred(
        &self,
        _: Ref<IBackgroundCopyJob>,
        _: Ref<IBackgroundCopyFile>,
    ) -> Result<()> {
        Ok(())
    }
}

impl IBackgroundCopyCallback3_Impl for Callback_Impl {
    fn FileRangesTransferred(
        &self,
        _: Ref<IBackgroundCopyJob>,
        _: Ref<IBackgroundCopyFile>,
        _: u32,
        _: *const BG_FILE_RANGE,
    ) -> Result<()> {
        Ok(())
    }
}

pub fn make(body: Body) -> IBackgroundCopyCallback3 {
    Callback(body).into()
}
