//! A bag of properties, in which a control keeps its state. The VARIANT says which type is wanted.

use crate::bindings::*;
use crate::{S_OK, wide};
use comidl::{Error, HRESULT, InOut, Result, Value, Variant, WideStr, callback};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ptr::null_mut;
use windows_core::PCWSTR;

const E_INVALIDARG: HRESULT = HRESULT(0x8007_0057_u32 as i32);

/// The bag of a control of this thread. Its values may be of the thread, too.
#[callback(PropertyBag, local)]
#[derive(Default)]
struct Bag(RefCell<HashMap<String, Value>>);

impl PropertyBag for Bag {
    fn read(&self, name: &WideStr, value: &InOut<Variant>, _: Option<&IErrorLog>) -> Result<()> {
        let known = self.0.borrow();
        let found = known.get(&name.to_string());
        let found = found.ok_or_else(|| Error::new(E_INVALIDARG, format!("no `{name}`")))?;
        value.set(Variant::new(found)?);
        Ok(())
    }
    fn write(&self, name: &WideStr, value: &Variant) -> Result<()> {
        self.0.borrow_mut().insert(name.to_string(), value.value());
        Ok(())
    }
}

pub(crate) fn run() {
    let bag = IPropertyBag::from(Bag::default());
    let (colour, size) = (wide("Colour"), wide("Size"));
    let value = Value::Text("red".to_owned());
    let variant = Variant::new(&value).unwrap();
    let code = slot!(
        &bag,
        Write(PCWSTR(colour.as_ptr()), (&raw const variant).cast())
    );
    assert_eq!(code, S_OK);
    let mut found = Variant::empty();
    let place = (&raw mut found).cast();
    let code = slot!(&bag, Read(PCWSTR(colour.as_ptr()), place, null_mut()));
    assert_eq!((code, found.value()), (S_OK, value.clone()));
    let code = slot!(&bag, Read(PCWSTR(size.as_ptr()), place, null_mut()));
    let error = Error::from_call(&bag, code);
    assert_eq!((code, error.message()), (E_INVALIDARG, Some("no `Size`")));
    assert_eq!(found.value(), value, "what was there stays");
}
