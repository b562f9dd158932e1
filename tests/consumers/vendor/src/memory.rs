//! A stream into memory.

use std::ffi::c_void;
use std::sync::{Arc, Mutex};

use windows_core::{HRESULT, Ref, Result, implement};

use crate::camera::*;

const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);

#[implement(IStream)]
#[derive(Clone)]
pub struct Memory(Arc<Mutex<Vec<u8>>>);

impl Memory {
    pub fn new() -> Self {
        Self(Arc::default())
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

impl ISequentialStream_Impl for Memory_Impl {
    fn Read(&self, _: *mut c_void, _: u32, _: *mut u32) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn Write(&self, bytes: *const c_void, count: u32, written: *mut u32) -> Result<()> {
        // SAFETY: the caller gives as many bytes, and a place for the count or null.
        unsafe {
            let bytes = std::slice::from_raw_parts(bytes.cast::<u8>(), count as usize);
            self.0.lock().unwrap().extend(bytes);
            if let Some(written) = written.as_mut() {
                *written = count;
            }
        }
        Ok(())
    }
}

impl IStream_Impl for Memory_Impl {
    fn Seek(&self, _: i64, _: u32, _: *mut u64) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn SetSize(&self, size: u64) -> Result<()> {
        self.0.lock().unwrap().resize(size as usize, 0);
        Ok(())
    }

    fn CopyTo(&self, _: Ref<IStream>, _: u64, _: *mut u64, _: *mut u64) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn Commit(&self, _: u32) -> Result<()> {
        Ok(())
    }

    fn Revert(&self) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn LockRegion(&self, _: u64, _: u64, _: u32) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn UnlockRegion(&self, _: u64, _: u64, _: u32) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn Stat(&self, _: *mut STATSTG, _: u32) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn Clone(&self) -> Result<IStream> {
        Ok(Memory(self.0.clone()).into())
    }
}
