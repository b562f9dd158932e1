//! The objects that the service passes to a callback, served in the process.

use std::sync::Mutex;

use comidl::{Error, HRESULT, InOut, Result, WideStr};

use crate::bits::{self, *};

const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);

#[comidl::callback(bits::BackgroundCopyFile2)]
pub struct File {
    url: Mutex<String>,
    total: u64,
}

impl File {
    pub fn new(url: &str, total: u64) -> Self {
        let url = Mutex::new(url.into());
        Self { url, total }
    }
}

impl bits::BackgroundCopyFile2 for File {
    fn get_remote_name(&self) -> Result<String> {
        Ok(self.url.lock().unwrap().clone())
    }

    fn get_local_name(&self) -> Result<String> {
        Ok("a.bin".into())
    }

    fn get_progress(&self) -> Result<BG_FILE_PROGRESS> {
        // The length of the name, so that a test sees which one it has.
        let name = self.url.lock().unwrap().len() as u64;
        Ok(BG_FILE_PROGRESS {
            BytesTotal: self.total,
            BytesTransferred: name,
            ..BG_FILE_PROGRESS::default()
        })
    }

    unsafe fn get_file_ranges(
        &self,
        _: Option<&InOut<u32>>,
        _: *mut *mut BG_FILE_RANGE,
    ) -> Result<()> {
        Err(Error::from(E_NOTIMPL))
    }

    fn set_remote_name(&self, name: &WideStr) -> Result<()> {
        *self.url.lock().unwrap() = name.to_string();
        Ok(())
    }
}

#[comidl::callback(bits::BackgroundCopyError)]
pub struct Failure(pub HRESULT);

impl bits::BackgroundCopyError for Failure {
    fn get_error(&self) -> Result<(BG_ERROR_CONTEXT, HRESULT)> {
        Ok((BG_ERROR_CONTEXT_REMOTE_FILE, self.0))
    }

    fn get_file(&self) -> Result<Option<IBackgroundCopyFile>> {
        Ok(Some(File::new("http://example.test/", 7).into()))
    }

    fn get_error_description(&self, _: u32) -> Result<String> {
        Ok("not found".into())
    }

    fn get_error_context_description(&self, _: u32) -> Result<String> {
        Ok("a remote file".into())
    }

    fn get_protocol(&self) -> Result<String> {
        Ok("http".into())
    }
}
