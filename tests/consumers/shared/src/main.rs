//! Passes what one builder's bindings have to another builder's: each type is there once.

#![deny(warnings)]

mod lamp {
    comidl::include_idl!("lamp");
}

mod room {
    comidl::include_idl!("room");
}

use comidl::{Variant, callback};
use lamp::{ILamp, IStream, LIGHT, LIGHT_BRIGHT, Lamp, PLACE};
use room::{IRoom, ISmartLamp, Room, SmartLamp};
use windows_core::{Interface, Result};

#[callback(Lamp)]
struct Bulb;

impl Lamp for Bulb {
    fn load(&self, _: &IStream, _: &Variant) -> comidl::Result<()> {
        Ok(())
    }

    fn name(&self) -> comidl::Result<comidl::BSTR> {
        Ok("bulb".into())
    }

    fn r#move(&self, place: &PLACE) -> comidl::Result<()> {
        assert_eq!((place.x, place.light), (3, LIGHT_BRIGHT));
        Ok(())
    }
}

/// Its vtable begins with that of the other bindings' interface.
#[callback(SmartLamp)]
struct Smart;

impl SmartLamp for Smart {
    fn load(&self, _: &IStream, _: &Variant) -> comidl::Result<()> {
        Ok(())
    }

    fn name(&self) -> comidl::Result<comidl::BSTR> {
        Ok("smart".into())
    }

    fn r#move(&self, _: &PLACE) -> comidl::Result<()> {
        Ok(())
    }

    fn tell(&self, _: &Variant, light: LIGHT) -> comidl::Result<()> {
        assert_eq!(light, LIGHT_BRIGHT);
        Ok(())
    }
}

#[callback(Room)]
struct Hall;

impl Room for Hall {
    fn put(&self, lamp: &ILamp, stream: &IStream, place: &PLACE) -> comidl::Result<comidl::BSTR> {
        // SAFETY: the arguments live for their calls.
        unsafe {
            lamp.Load(stream, &lamp::VARIANT::default()).ok()?;
            lamp.Move(place).ok()?;
            Ok(lamp.Name()?)
        }
    }
}

fn main() -> Result<()> {
    let (lamp, smart): (ILamp, ISmartLamp) = (Bulb.into(), Smart.into());
    let room: IRoom = Hall.into();
    let place = PLACE {
        x: 3,
        light: LIGHT_BRIGHT,
    };
    // SAFETY: nobody calls the stream, which is any object; the arguments live for their calls.
    unsafe {
        let stream = IStream::from_raw(lamp.clone().into_raw());
        assert_eq!(room.Put(&lamp, &stream, place)?, "bulb");
        assert_eq!(room.Put(&smart, &stream, place)?, "smart");
        smart.Tell(&lamp::VARIANT::default(), LIGHT_BRIGHT).ok()?;
    }
    println!("every type once");
    Ok(())
}
