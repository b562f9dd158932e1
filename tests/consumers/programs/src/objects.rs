//! What a query finds comes in batches, and its end by a status. The sink keeps what it is told of.

use crate::S_OK;
use crate::bindings::*;
use comidl::{HRESULT, IUnknown, Result, Unknown, WideStr, callback};
use std::ptr::null_mut;
use std::sync::{Mutex, mpsc};
use windows_core::Interface;

const E_INVALIDARG: HRESULT = HRESULT(0x8007_0057_u32 as i32);
const WBEM_E_ACCESS_DENIED: HRESULT = HRESULT(0x8004_1003_u32 as i32);
const WBEM_STATUS_COMPLETE: i32 = 0;

#[callback(comidl::Unknown)]
struct Found;

impl Unknown for Found {}

#[callback(ObjectSink)]
struct Query {
    count: Mutex<usize>,
    done: mpsc::Sender<HRESULT>,
}

impl ObjectSink for Query {
    fn indicate(&self, objects: &[Option<IUnknown>]) -> Result<()> {
        *self.count.lock().unwrap() += objects.iter().flatten().count();
        Ok(())
    }
    fn set_status(
        &self,
        flags: i32,
        result: HRESULT,
        _: &WideStr,
        _: Option<&IUnknown>,
    ) -> Result<()> {
        if flags == WBEM_STATUS_COMPLETE {
            self.done.send(result).map_err(comidl::Error::other)?;
        }
        Ok(())
    }
}

pub(crate) fn run() {
    let (done, is_done) = mpsc::channel();
    let count = Mutex::default();
    let sink = IObjectSink::from(Query { count, done });
    let objects = [(); 3].map(|()| IUnknown::from(Found));
    let raw = objects.each_ref().map(|object| object.as_raw());
    assert_eq!(slot!(&sink, Indicate(3, raw.as_ptr())), S_OK);
    assert_eq!(slot!(&sink, Indicate(1, [null_mut()].as_ptr())), S_OK);
    assert_eq!(slot!(&sink, Indicate(-1, raw.as_ptr())), E_INVALIDARG);
    let status = slot!(
        &sink,
        SetStatus(
            WBEM_STATUS_COMPLETE,
            WBEM_E_ACCESS_DENIED,
            null_mut(),
            null_mut()
        )
    );
    assert_eq!((status, is_done.recv()), (S_OK, Ok(WBEM_E_ACCESS_DENIED)));
    let query = comidl::value_of::<Query>(&sink).unwrap();
    assert_eq!(*query.count.lock().unwrap(), 3);
}
