//! Serves a camera and its callbacks, and drives both through their vtables.

#![deny(warnings)]

mod camera {
    comidl::include_idl!("camera");
}
mod device;
mod memory;
mod sink;

use std::ffi::c_void;
use std::sync::Arc;

use camera::*;
use device::{Device, VT_I4};
use memory::Memory;
use sink::{Events, Log, Sink};
use windows_core::{HRESULT, IUnknown, Interface};

const E_NOINTERFACE: HRESULT = HRESULT(0x8000_4002_u32 as i32);
const S_OK: HRESULT = HRESULT(0);

/// Returns the function in slot `number` of an object's vtable.
///
/// # Safety
///
/// The vtable must have that many slots, and `F` be the type of the function there.
unsafe fn slot<F: Copy>(object: &impl Interface, number: usize) -> F {
    assert_eq!(size_of::<F>(), size_of::<*const c_void>());
    // SAFETY: the first word of an object points to its vtable; the rest is the contract.
    unsafe {
        let vtable: *const *const c_void = object.as_raw().cast::<*const *const c_void>().read();
        vtable.add(number).cast::<F>().read()
    }
}

fn an_object_is_each_interface_on_the_way_to_its_own() {
    let camera: ICamera3 = Device::new().into();
    let unknown: IUnknown = camera.cast().expect("every object is an IUnknown");
    for iid in [IDevice::IID, ICamera::IID, ICamera2::IID, ICamera3::IID] {
        let mut found = std::ptr::null_mut();
        // SAFETY: both pointers are to what they have to be; what is found is taken over below.
        let code = unsafe { unknown.query(&iid, &mut found) };
        assert_eq!(code, S_OK, "{iid:?}");
        // SAFETY: the query added the reference that is dropped here.
        drop(unsafe { IUnknown::from_raw(found) });
    }
    assert_eq!(
        unknown.cast::<IFrameSink>().unwrap_err().code(),
        E_NOINTERFACE
    );
    let base: &IDevice = &camera;
    assert_eq!(base.as_raw(), camera.as_raw());
}

fn properties_are_their_accessors() {
    let camera: ICamera3 = Device::new().into();
    // SAFETY: the object is alive; slots 3 and 4 are the name's.
    unsafe {
        assert_eq!(camera.Name().unwrap(), "Lens");
        assert_eq!(camera.SetName(&BSTR::from("Größe")), S_OK);
        let get: unsafe extern "system" fn(*mut c_void, *mut BSTR) -> HRESULT = slot(&camera, 3);
        let mut name = BSTR::new();
        assert_eq!(get(camera.as_raw(), &mut name), S_OK);
        assert_eq!(name, "Größe");
        assert_eq!(camera.State().unwrap(), CameraState_Idle);
    }
}

fn a_service_comes_as_the_interface_that_is_asked_for() {
    let camera: ICamera3 = Device::new().into();
    // SAFETY: the object is alive.
    unsafe {
        let same: ICamera2 = camera.GetService().unwrap();
        assert_eq!(same.State().unwrap(), CameraState_Idle);
        let other: windows_core::Result<IStream> = camera.GetService();
        assert_eq!(other.unwrap_err().code(), E_NOINTERFACE);
    }
}

fn variants_go_both_ways() {
    let camera: ICamera3 = Device::new().into();
    let gain = device::variant(VT_I4, |value| value.lVal = -42);
    // SAFETY: what the type says is read.
    unsafe {
        assert_eq!(camera.SetControl(ControlId_Gain, &gain), S_OK);
        let read = camera.Control(ControlId_Gain).unwrap();
        assert_eq!(read.Anonymous.Anonymous.vt, VT_I4);
        assert_eq!(read.Anonymous.Anonymous.Anonymous.lVal, -42);
        assert!(camera.Control(ControlId_Gate).is_err());
    }
}

fn a_safearray_is_one() {
    let camera: ICamera3 = Device::new().into();
    // SAFETY: the array is of two strings, and it is this function's to free.
    unsafe {
        let modes = camera.GetModes().unwrap();
        assert_eq!(((*modes).cDims, (*modes).rgsabound[0].cElements), (1, 2));
        assert_eq!((*modes).cbElements as usize, size_of::<BSTR>());
        let strings = std::slice::from_raw_parts((*modes).pvData.cast::<BSTR>(), 2);
        assert_eq!(strings[0], "still");
        assert_eq!(strings[1], "film");
        device::free_modes(modes);
    }
}

fn a_counted_array_is_filled_as_far_as_it_goes() {
    let camera: ICamera3 = Device::new().into();
    let (mut bins, mut fetched) = ([7; 5], 0);
    // SAFETY: there is room for as many as the count says.
    let code = unsafe { camera.GetHistogram(5, bins.as_mut_ptr(), &mut fetched) };
    assert_eq!((code, fetched, bins), (S_OK, 3, [10, 20, 30, 7, 7]));
}

fn a_union_lies_behind_its_switch() {
    let camera: ICamera3 = Device::new().into();
    let regions = [region(1, 2), region(3, 4), region(5, 6)];
    // SAFETY: the object is alive; what the switch says is read.
    unsafe {
        let reading = camera.Measure(&regions).unwrap();
        assert_eq!((reading.kind, reading.value.counts), (1, [3, 9]));
        let reading = camera.Measure(&[]).unwrap();
        assert_eq!((reading.kind, reading.value.level), (0, 0.5));
    }
    assert_eq!(std::mem::offset_of!(Reading, value), 8);
    assert_eq!(size_of::<Reading>(), 16);
}

fn region(left: i32, top: i32) -> Region {
    Region {
        left,
        top,
        width: 640,
        height: 480,
    }
}

fn a_struct_comes_back_with_its_bit_fields() {
    let camera: ICamera3 = Device::new().into();
    let mut exposure = Exposure {
        nanoseconds: 1 << 40,
        channels: [1, 2, 3],
        window: region(-1, -2),
        ..Exposure::default()
    };
    exposure.set_bits(12);
    exposure.set_dark(true);
    let mut info = FrameInfo::default();
    // SAFETY: both pointers are to what they have to be, or null where that is allowed.
    unsafe {
        assert_eq!(camera.Expose(Some(&exposure), &mut info), S_OK);
        assert_eq!((info.number, info.exposure), (1, exposure));
        assert_eq!((info.exposure.bits(), info.exposure.dark()), (12, true));
        assert_eq!(camera.Expose(None, &mut info), S_OK);
        assert_eq!((info.number, info.exposure), (2, Exposure::default()));
    }
}

fn a_stream_of_ours_is_written_to() {
    let camera: ICamera3 = Device::new().into();
    let memory = Memory::new();
    let stream: IStream = memory.clone().into();
    // SAFETY: both objects are alive.
    let code = unsafe { camera.Record(&stream, 2) };
    assert_eq!((code, memory.bytes()), (S_OK, b"frame frame ".to_vec()));
}

fn callbacks_arrive_with_what_they_are_about() {
    let camera: ICamera3 = Device::new().into();
    let log = Arc::new(Log::default());
    let sink: IFrameSink2 = Sink::new(&log).into();
    // SAFETY: all objects are alive.
    unsafe {
        let cookie = camera.Subscribe(&sink).unwrap();
        assert_eq!(camera.Expose(None, &mut FrameInfo::default()), S_OK);
        assert_eq!(
            camera.Expose(Some(&Exposure::default()), &mut FrameInfo::default()),
            S_OK
        );
        assert_eq!(camera.Unsubscribe(cookie), S_OK);
        assert!(camera.Unsubscribe(cookie).is_err());
        assert_eq!(camera.Expose(None, &mut FrameInfo::default()), S_OK);
    }
    assert_eq!(
        log.take(),
        [
            "frame 1: raw",
            "more of Lens? preview, region none",
            "2 regions, the last at Some((3, 4))",
            "frame 2: raw",
            "more of Lens? preview, region 1/2",
            "2 regions, the last at Some((3, 4))",
            "stopped: 0x00000001",
        ]
    );
}

fn events_arrive_by_their_dispids() {
    let log = Arc::new(Log::default());
    let events: _ICameraEvents = Events::new(&log).into();
    let dispatch: &IDispatch = &events;
    device::fire(dispatch);
    assert_eq!(
        log.take(),
        [
            "connected: Lens",
            "temperature 36.5, alarm",
            "may sleep after 5 minutes?"
        ]
    );
}

fn main() {
    an_object_is_each_interface_on_the_way_to_its_own();
    properties_are_their_accessors();
    a_service_comes_as_the_interface_that_is_asked_for();
    variants_go_both_ways();
    a_safearray_is_one();
    a_counted_array_is_filled_as_far_as_it_goes();
    a_union_lies_behind_its_switch();
    a_struct_comes_back_with_its_bit_fields();
    a_stream_of_ours_is_written_to();
    callbacks_arrive_with_what_they_are_about();
    events_arrive_by_their_dispids();
    println!("the camera works");
}
