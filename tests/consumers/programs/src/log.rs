//! A log that another component writes as a stream without positions: whole lines are kept, and nothing is read.

use crate::S_OK;
use crate::bindings::*;
use comidl::{HRESULT, Result, callback};
use std::ptr::null_mut;
use std::sync::Mutex;

const STG_E_ACCESSDENIED: HRESULT = HRESULT(0x8003_0005_u32 as i32);

#[callback(SequentialStream)]
#[derive(Default)]
struct Log(Mutex<(Vec<String>, Vec<u8>)>);

impl SequentialStream for Log {
    fn read(&self, _: &mut [u8]) -> Result<u32> {
        Err(STG_E_ACCESSDENIED.into())
    }
    fn write(&self, bytes: &[u8]) -> Result<u32> {
        let (lines, rest) = &mut *self.0.lock().unwrap();
        rest.extend(bytes);
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = rest.drain(..=end).collect();
            lines.push(String::from_utf8_lossy(&line[..end]).into_owned());
        }
        Ok(bytes.len() as u32)
    }
}

pub(crate) fn run() {
    let log = ISequentialStream::from(Log::default());
    for part in ["started\nread", "y\nsto"] {
        let mut written = 9;
        let (first, length) = (part.as_ptr().cast(), part.len() as u32);
        assert_eq!(slot!(&log, Write(first, length, &mut written)), S_OK);
        assert_eq!(written, length);
    }
    // The caller may leave out how much was written.
    assert_eq!(
        slot!(&log, Write(b"p\n".as_ptr().cast(), 2, null_mut())),
        S_OK
    );
    let (mut room, mut read) = ([7_u8; 4], 9);
    let code = slot!(&log, Read(room.as_mut_ptr().cast(), 4, &mut read));
    assert_eq!((code, read), (STG_E_ACCESSDENIED, 0));
    let value = comidl::value_of::<Log>(&log).unwrap();
    assert_eq!(value.0.lock().unwrap().0, ["started", "ready", "stop"]);
}
