//! How a subscription is made, seen by a job that writes down what it is asked: flags first, the
//! interface last, and the flags as they were if the interface is refused.

mod common;

use comidl::bits::{BitsCallback, Job, Notify};
use comidl::{HRESULT, Interface, Result, bits_callback};
use common::{CALLBACK3, E_NOINTERFACE, Raw};
use std::ffi::c_void;
use std::ptr::null;
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Asked {
    Flags(u32),
    Interface,
    NoInterface,
}

/// A job of which only the slots of IUnknown and the three about notifications are there.
#[repr(C)]
struct Recorder {
    vtable: *const [*const c_void; 35],
    flags: u32,
    /// The results of `SetNotifyInterface`, and of `SetNotifyFlags` for flags with this bit.
    interface_result: i32,
    refused_flag: (u32, i32),
    asked: Mutex<Vec<Asked>>,
    held: Mutex<Option<Raw>>,
}

unsafe extern "system" fn query(_: *mut c_void, _: *const c_void, _: *mut *mut c_void) -> i32 {
    E_NOINTERFACE
}

unsafe extern "system" fn count(_: *mut c_void) -> u32 {
    1
}

unsafe extern "system" fn get_flags(this: *mut c_void, flags: *mut u32) -> i32 {
    // SAFETY: the caller's contract: a recorder, and room for the flags.
    unsafe { *flags = (*this.cast::<Recorder>()).flags };
    0
}

unsafe extern "system" fn set_flags(this: *mut c_void, flags: u32) -> i32 {
    // SAFETY: the caller's contract: a recorder.
    let this = unsafe { &mut *this.cast::<Recorder>() };
    this.asked.lock().unwrap().push(Asked::Flags(flags));
    if flags & this.refused_flag.0 != 0 {
        return this.refused_flag.1;
    }
    this.flags = flags;
    0
}

unsafe extern "system" fn set_interface(this: *mut c_void, callback: *mut c_void) -> i32 {
    // SAFETY: the caller's contract: a recorder.
    let this = unsafe { &*this.cast::<Recorder>() };
    if callback.is_null() {
        this.asked.lock().unwrap().push(Asked::NoInterface);
        *this.held.lock().unwrap() = None;
        return 0;
    }
    this.asked.lock().unwrap().push(Asked::Interface);
    if this.interface_result == 0 {
        let callback = std::mem::ManuallyDrop::new(Raw(callback));
        *this.held.lock().unwrap() = Some(callback.query(CALLBACK3).unwrap());
    }
    this.interface_result
}

/// Subscribes to a job that answers like this; what it was asked, and its flags afterwards.
fn subscribe(
    interface_result: i32,
    refused_flag: (u32, i32),
    then: impl FnOnce(&Job),
) -> (Result<Notify>, Vec<Asked>, u32) {
    let mut vtable = [null(); 35];
    vtable[0] = query as *const c_void;
    vtable[1] = count as *const c_void;
    vtable[2] = count as *const c_void;
    vtable[23] = set_flags as *const c_void;
    vtable[24] = get_flags as *const c_void;
    vtable[25] = set_interface as *const c_void;
    let recorder = Box::into_raw(Box::new(Recorder {
        vtable: &vtable,
        flags: 3,
        interface_result,
        refused_flag,
        asked: Mutex::default(),
        held: Mutex::default(),
    }));
    // SAFETY: an object with the slots that are called, which lives until the end of this function.
    let job = unsafe { Job::from_raw(Interface::from_raw(recorder.cast())) };
    let (sender, dropped) = channel();
    let result = job.subscribe(Tells(sender));
    let held = interface_result == 0 && result.is_ok();
    assert_eq!(
        dropped.try_recv().is_err(),
        held,
        "held, or dropped at once"
    );
    then(&job);
    drop(job);
    // SAFETY: nobody else has it.
    let recorder = unsafe { Box::from_raw(recorder) };
    (result, recorder.asked.into_inner().unwrap(), recorder.flags)
}

#[bits_callback]
struct Tells(Sender<()>);

impl BitsCallback for Tells {}

impl Drop for Tells {
    fn drop(&mut self) {
        self.0.send(()).ok();
    }
}

const ALL: u32 = Notify::EVENTS.bits();
const RANGES: u32 = Notify::FILE_RANGES_TRANSFERRED.bits();
const E_INVALIDARG: i32 = 0x8007_0057_u32 as i32;
const E_NOTIMPL: i32 = 0x8000_4001_u32 as i32;
const E_ACCESSDENIED: i32 = 0x8007_0005_u32 as i32;

#[test]
fn the_flags_are_set_before_the_interface() {
    let (result, asked, flags) = subscribe(0, (0, 0), |_| ());
    assert_eq!(result, Ok(Notify::EVENTS));
    assert_eq!(asked, [Asked::Flags(ALL), Asked::Interface]);
    assert_eq!(flags, ALL);
}

#[test]
fn the_flags_are_set_back_if_the_interface_is_refused() {
    let (result, asked, flags) = subscribe(E_ACCESSDENIED, (0, 0), |_| ());
    assert_eq!(result.unwrap_err().code(), HRESULT(E_ACCESSDENIED));
    assert_eq!(
        asked,
        [Asked::Flags(ALL), Asked::Interface, Asked::Flags(3)]
    );
    assert_eq!(flags, 3);
}

#[test]
fn a_flag_that_is_not_known_is_left_out() {
    for code in [E_INVALIDARG, E_NOTIMPL] {
        let (result, asked, flags) = subscribe(0, (RANGES, code), |_| ());
        assert_eq!(result, Ok(Notify::EVENTS - Notify::FILE_RANGES_TRANSFERRED));
        assert_eq!(
            asked,
            [
                Asked::Flags(ALL),
                Asked::Flags(ALL - RANGES),
                Asked::Interface
            ]
        );
        assert_eq!(flags, ALL - RANGES);
    }
}

#[test]
fn flags_that_are_refused_for_another_reason_end_it() {
    let (result, asked, flags) = subscribe(0, (1, E_ACCESSDENIED), |_| ());
    assert_eq!(result.unwrap_err().code(), HRESULT(E_ACCESSDENIED));
    assert_eq!(asked, [Asked::Flags(ALL)]);
    assert_eq!(flags, 3);
    let (result, asked, _) = subscribe(0, (1, E_INVALIDARG), |_| ());
    assert_eq!(result.unwrap_err().code(), HRESULT(E_INVALIDARG));
    assert_eq!(asked, [Asked::Flags(ALL), Asked::Flags(ALL - RANGES)]);
}

#[test]
fn unsubscribing_takes_the_interface_away_before_the_flags() {
    let (_, asked, flags) = subscribe(0, (0, 0), |job| job.unsubscribe().unwrap());
    assert_eq!(
        asked,
        [
            Asked::Flags(ALL),
            Asked::Interface,
            Asked::NoInterface,
            Asked::Flags(0)
        ]
    );
    assert_eq!(flags, 0);
}

#[test]
fn a_subscription_ends_with_its_guard_unless_it_is_kept() {
    let service = comidl::testing::Service::new();
    let (job, _) = service.manager().create_job("update").unwrap();
    let (sender, _receiver) = channel();
    let guard = job.subscribe_scoped(Tells(sender.clone())).unwrap();
    assert!(job.notify_interface().unwrap().is_some());
    assert_eq!(guard.job().id(), job.id());
    drop(guard);
    assert!(job.notify_interface().unwrap().is_none());
    assert_eq!(job.notify_flags(), Ok(Notify::empty()));
    let guard = job.subscribe_scoped(Tells(sender)).unwrap();
    assert!(guard.events().contains(Notify::JOB_TRANSFERRED));
    guard.keep();
    assert!(job.notify_interface().unwrap().is_some());
}
