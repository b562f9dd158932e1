//! A container is told of a control's properties, and refuses a change by a success code.

use crate::bindings::*;
use crate::{S_FALSE, S_OK};
use comidl::{Result, callback};
use std::cell::RefCell;

const CAPTION: i32 = -518;
const ENABLED: i32 = -514;

/// What the container knows of a control of its thread.
#[callback(PropertyNotifySink, local)]
#[derive(Default)]
struct Container(RefCell<Vec<i32>>);

impl PropertyNotifySink for Container {
    fn on_changed(&self, property: DISPID) -> Result<()> {
        self.0.borrow_mut().push(property);
        Ok(())
    }
    fn on_request_edit(&self, property: DISPID) -> Result<()> {
        // S_FALSE: the property stays as it is.
        if property == ENABLED {
            return Err(S_FALSE.into());
        }
        Ok(())
    }
}

pub(crate) fn run() {
    let sink = IPropertyNotifySink::from(Container::default());
    assert_eq!(slot!(&sink, OnRequestEdit(ENABLED)), S_FALSE);
    assert_eq!(slot!(&sink, OnRequestEdit(CAPTION)), S_OK);
    assert_eq!(slot!(&sink, OnChanged(CAPTION)), S_OK);
    let container = comidl::value_of::<Container>(&sink).unwrap();
    assert_eq!(*container.0.borrow(), [CAPTION]);
}
