//! A stream over a `Vec`: what isn't there is left to the defaults.

use crate::S_OK;
use crate::bindings::*;
use comidl::{Error, HRESULT, Result, callback};
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;
use windows_core::Interface;

const STG_E_INVALIDFUNCTION: HRESULT = HRESULT(0x8003_0001_u32 as i32);

#[callback(Stream)]
struct Memory(Mutex<Cursor<Vec<u8>>>);

impl Stream for Memory {
    fn read(&self, bytes: &mut [u8]) -> Result<u32> {
        Ok(self.0.lock().unwrap().read(bytes)? as u32)
    }
    fn write(&self, bytes: &[u8]) -> Result<u32> {
        Ok(self.0.lock().unwrap().write(bytes)? as u32)
    }
    fn seek(&self, by: i64, origin: u32) -> Result<u64> {
        let to = match origin {
            0 => SeekFrom::Start(by as u64),
            1 => SeekFrom::Current(by),
            2 => SeekFrom::End(by),
            _ => return Err(Error::from(STG_E_INVALIDFUNCTION)),
        };
        Ok(self.0.lock().unwrap().seek(to)?)
    }
}

pub(crate) fn run() {
    let stream = IStream::from(Memory(Mutex::default()));
    let vtable = Interface::vtable(&stream);
    let this = stream.as_raw();
    let text = *b"a stream";
    let (mut written, mut read, mut position) = (0, 0, 9);
    let mut bytes = [0; 16];
    // SAFETY: there is as much to read, and as much room.
    unsafe {
        let base = &vtable.base__;
        let code = (base.Write)(this, text.as_ptr().cast(), 8, &mut written);
        assert_eq!((code, written), (S_OK, 8));
        assert_eq!((vtable.Seek)(this, 2, 0, &mut position), S_OK);
        assert_eq!(position, 2);
        let code = (base.Read)(this, bytes.as_mut_ptr().cast(), 16, &mut read);
        assert_eq!((code, &bytes[..read as usize]), (S_OK, &b"stream"[..]));
        // Callers may leave out how much was read, and where the position is.
        let null = std::ptr::null_mut();
        assert_eq!((vtable.Seek)(this, 0, 0, null), S_OK);
        assert_eq!(
            (base.Read)(this, bytes.as_mut_ptr().cast(), 1, std::ptr::null_mut()),
            S_OK
        );
        assert_eq!(bytes[0], b'a');
        assert_eq!((vtable.Seek)(this, 0, 7, null), STG_E_INVALIDFUNCTION);
        assert_eq!((vtable.Commit)(this, 0), S_OK, "a default");
    }
}
