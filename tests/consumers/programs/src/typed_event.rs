//! An event of the Windows Runtime: a handler of `TypedEventHandler<Lamp, IInspectable>` and one of a delegate of
//! the vendor's, each as a struct and as a closure. The lamp is one of `#[implement]`, of `windows-core` alone.

mod bindings {
    comidl::include_idl!("lamps");
}

use std::cell::RefCell;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use bindings::*;
use comidl::{HRESULT, Result, callback};
use windows_core::{IInspectable, IUnknown, Interface, Ref, implement};

use crate::S_OK;

const E_FAIL: HRESULT = HRESULT(0x8000_4005_u32 as i32);

type Dimmed = __FITypedEventHandler_2_Lamps__CLamp_IInspectable;

#[implement(ILamp, IDimmer)]
#[derive(Default)]
struct Lamp {
    dimmed: Mutex<Vec<(i64, Dimmed)>>,
    switched: RefCell<Vec<Switched>>,
    tokens: AtomicI64,
}

impl ILamp_Impl for Lamp_Impl {
    fn Level(&self) -> windows_core::Result<i32> {
        Ok(7)
    }
    fn add_Dimmed(&self, handler: Ref<Dimmed>) -> windows_core::Result<EventRegistrationToken> {
        let value = self.tokens.fetch_add(1, Ordering::Relaxed);
        self.dimmed
            .lock()
            .unwrap()
            .push((value, handler.ok()?.clone()));
        Ok(EventRegistrationToken { value })
    }
    fn remove_Dimmed(&self, token: &EventRegistrationToken) -> windows_core::Result<()> {
        self.dimmed
            .lock()
            .unwrap()
            .retain(|(value, _)| *value != token.value);
        Ok(())
    }
    fn Watch(&self, handler: Ref<Switched>) -> windows_core::Result<()> {
        self.switched.borrow_mut().push(handler.ok()?.clone());
        Ok(())
    }
    fn Is(&self, other: Ref<ILamp>) -> windows_core::Result<u8> {
        let this: ILamp =
            windows_core::ComObjectInterface::<ILamp>::as_interface_ref(self).to_owned();
        Ok((other.ok()? == &this).into())
    }
}

impl IDimmer_Impl for Lamp_Impl {
    fn Dim(&self) -> windows_core::Result<()> {
        Ok(())
    }
}

impl Lamp {
    /// Raises both events, as the vendor's object does, and returns what the handlers answer.
    fn raise(&self, lamp: &ILamp) -> Vec<HRESULT> {
        let inspectable: IInspectable = lamp.cast().unwrap();
        let (lamp, sender) = (lamp.as_raw(), inspectable.as_raw());
        // A handler may come back to the lamp, to add another or to leave.
        let (dimmed, switched) = (
            self.dimmed.lock().unwrap().clone(),
            self.switched.borrow().clone(),
        );
        let dimmed = dimmed
            .iter()
            .map(|(_, handler)| slot!(handler, Invoke(lamp, sender)));
        let switched = switched
            .iter()
            .map(|handler| slot!(handler, Invoke(sender, 1)));
        dimmed.chain(switched).collect()
    }
}

#[callback(FITypedEventHandler_2_Lamps__CLamp_IInspectable)]
struct Levels(Arc<Mutex<Vec<String>>>);

impl FITypedEventHandler_2_Lamps__CLamp_IInspectable for Levels {
    fn invoke(&self, sender: Option<&ILamp>, args: Option<&IInspectable>) -> Result<()> {
        let sender = sender.ok_or(E_FAIL)?;
        // SAFETY: the lamp writes its level.
        let level = unsafe { sender.Level()? };
        let name = args.is_some();
        self.0.lock().unwrap().push(format!("level {level} {name}"));
        Ok(())
    }
}

#[callback(SwitchedCallback)]
struct Switches(Arc<Mutex<Vec<String>>>);

impl SwitchedCallback for Switches {
    fn invoke(&self, sender: Option<&IInspectable>, on: bool) -> Result<()> {
        self.0
            .lock()
            .unwrap()
            .push(format!("switched {on} {}", sender.is_some()));
        Ok(())
    }
}

pub(crate) fn run() {
    let said = Arc::new(Mutex::new(Vec::new()));
    let say = |text: &'static str| {
        let said = said.clone();
        move || said.lock().unwrap().push(text.to_owned())
    };
    let object = windows_core::ComObject::new(Lamp::default());
    let lamp: ILamp = object.to_interface();
    let (dimmed, switched) = (say("closure"), say("closure of switched"));
    let handlers = [
        Dimmed::from(Levels(said.clone())),
        Dimmed::from_fn(move |_, _| {
            dimmed();
            Ok(())
        }),
    ];
    // SAFETY: the lamp takes references of its own to the handlers.
    let tokens = handlers.map(|handler| unsafe { lamp.add_Dimmed(&handler).unwrap() });
    for handler in [
        Switched::from(Switches(said.clone())),
        Switched::from_fn(move |_, on| {
            assert!(on);
            switched();
            Err(E_FAIL.into())
        }),
    ] {
        // SAFETY: as above.
        unsafe { lamp.Watch(&handler).ok().unwrap() };
        assert!(handler.cast::<IUnknown>().is_ok());
    }
    assert_eq!(object.raise(&lamp), [S_OK, S_OK, S_OK, E_FAIL]);
    let all = [
        "level 7 true",
        "closure",
        "switched true true",
        "closure of switched",
    ];
    assert_eq!(said.lock().unwrap().split_off(0), all);
    let dimmer: IDimmer = lamp.cast().unwrap();
    let of_class = bindings::Lamp::from(lamp.clone());
    // SAFETY: the lamp writes what it returns. What requires an interface is asked for it.
    unsafe {
        assert_eq!(lamp.Is(&dimmer), Ok(1));
        assert_eq!(lamp.Is(&of_class), Ok(1));
        assert_eq!(lamp.Is(&ILamp::from(Lamp::default())), Ok(0));
    }
    // SAFETY: the token is the lamp's.
    unsafe { lamp.remove_Dimmed(tokens[0]).ok().unwrap() };
    assert_eq!(object.raise(&lamp).len(), 3);
    assert_eq!(said.lock().unwrap().split_off(0), all[1..]);
}
