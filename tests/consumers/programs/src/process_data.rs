//! Data of a process: values come in arrays beside one another.

use crate::S_OK;
use crate::bindings::*;
use comidl::{HRESULT, Result, Value, Variant, callback};
use std::collections::HashMap;
use std::sync::Mutex;
use windows_core::Interface;

#[callback(DataCallback)]
#[derive(Default)]
struct Group(Mutex<HashMap<u32, String>>);

impl DataCallback for Group {
    fn on_data_change(
        &self,
        _: u32,
        _: HRESULT,
        handles: &[u32],
        values: &[Variant],
        errors: &[HRESULT],
    ) -> Result<()> {
        let mut known = self.0.lock().unwrap();
        for ((handle, value), error) in handles.iter().zip(values).zip(errors) {
            if error.is_ok() {
                known.insert(*handle, format!("{:?}", value.value()));
            }
        }
        Ok(())
    }
    fn on_cancel_complete(&self, _: u32) -> Result<()> {
        Ok(())
    }
}

pub(crate) fn run() {
    let callback = IDataCallback::from(Group::default());
    let values = [Value::F64(21.5), Value::Text("off".to_owned())];
    let values = values.map(|value| Variant::new(&value).unwrap());
    let (handles, errors) = ([3, 5], [S_OK, HRESULT(-1)]);
    // SAFETY: two of each.
    let code = unsafe {
        (Interface::vtable(&callback).OnDataChange)(
            callback.as_raw(),
            1,
            S_OK,
            2,
            handles.as_ptr(),
            values.as_ptr().cast(),
            errors.as_ptr(),
        )
    };
    assert_eq!(code, S_OK);
    let group = comidl::value_of::<Group>(&callback).unwrap();
    let known = group.0.lock().unwrap();
    assert_eq!(known.get(&3).map(String::as_str), Some("F64(21.5)"));
    assert_eq!(known.get(&5), None);
}
