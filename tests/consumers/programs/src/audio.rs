//! An audio client is told when the default device changes, and when there is none any more.

use crate::bindings::*;
use crate::{S_OK, wide};
use comidl::{Result, WideStr, callback};
use std::ptr::null;
use std::sync::Mutex;
use windows_core::{Interface, PCWSTR};

#[callback(MMNotificationClient)]
#[derive(Default)]
struct Devices(Mutex<Vec<String>>);

impl MMNotificationClient for Devices {
    fn on_device_state_changed(&self, id: &WideStr, state: u32) -> Result<()> {
        self.add(format!("{id} is {state}"))
    }
    fn on_device_added(&self, id: &WideStr) -> Result<()> {
        self.add(format!("{id} is new"))
    }
    fn on_device_removed(&self, id: &WideStr) -> Result<()> {
        self.add(format!("{id} is gone"))
    }
    fn on_default_device_changed(
        &self,
        _: EDataFlow,
        _: ERole,
        id: Option<&WideStr>,
    ) -> Result<()> {
        match id {
            Some(id) => self.add(format!("{id} plays")),
            None => self.add("nothing plays".to_owned()),
        }
    }
    fn on_property_value_changed(&self, _: &WideStr, _: &PROPERTYKEY) -> Result<()> {
        Ok(())
    }
}

impl Devices {
    fn add(&self, event: String) -> Result<()> {
        self.0.lock().unwrap().push(event);
        Ok(())
    }
}

pub(crate) fn run() {
    let client = IMMNotificationClient::from(Devices::default());
    let id = wide("speaker");
    // SAFETY: a string, and null, which the interface's documentation allows.
    unsafe {
        assert_eq!(client.OnDeviceAdded(PCWSTR(id.as_ptr())), S_OK);
        let vtable = Interface::vtable(&client);
        let changed = vtable.OnDefaultDeviceChanged;
        assert_eq!(changed(client.as_raw(), 0, 1, PCWSTR(id.as_ptr())), S_OK);
        assert_eq!(changed(client.as_raw(), 0, 1, PCWSTR(null())), S_OK);
    }
    let devices = comidl::value_of::<Devices>(&client).unwrap();
    let told = devices.0.lock().unwrap();
    assert_eq!(*told, ["speaker is new", "speaker plays", "nothing plays"]);
}
