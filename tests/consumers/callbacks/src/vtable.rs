//! Slots of vtables, four interfaces deep.

use crate::bindings::*;
use comidl::{
    Error, HRESULT, InOut, Result, SafeArray, Value, Variant, WideStr, callback, success,
};
use std::ffi::{CStr, c_void};
use std::ptr::{null, null_mut};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use windows_core::{BOOL, GUID, IUnknown, Interface, PCWSTR, PWSTR};

const S_OK: HRESULT = HRESULT(0);
const S_FALSE: HRESULT = HRESULT(1);
const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
const E_INVALIDARG: HRESULT = HRESULT(0x8007_0057_u32 as i32);
const E_FAIL: HRESULT = HRESULT(0x8000_4005_u32 as i32);
const E_UNEXPECTED: HRESULT = HRESULT(0x8000_FFFF_u32 as i32);

const ID: GUID = GUID::from_u128(0x1c9a4c0e_6a0f_4d6e_8a35_6a3c6f0f2bff);

static DROPPED: AtomicUsize = AtomicUsize::new(0);

static CALLS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Writes down what it is called with.
#[callback(LampEvents4)]
#[derive(Default)]
struct Recorder {
    lamp: Mutex<Kept>,
}

/// The lamp that it was told of. Lamps may be called from any thread.
#[derive(Default)]
struct Kept(Option<ILamp>);

// SAFETY: a lamp of this program is agile.
unsafe impl Send for Kept {}

impl Recorder {
    fn record(&self, call: String) -> Result<()> {
        CALLS.lock().unwrap().push(call);
        Ok(())
    }

    fn lamp(&self) -> Option<ILamp> {
        self.lamp.lock().unwrap().0.clone()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

impl LampEvents4 for Recorder {
    fn switched(&self, lamp: Option<&ILamp>, on: bool) -> Result<()> {
        self.lamp.lock().unwrap().0 = lamp.cloned();
        self.record(format!("switched {on}"))
    }
    fn named(&self, _: &ILamp, name: &WideStr, old_name: Option<&WideStr>) -> Result<()> {
        if name == "nothing" {
            return Err(S_FALSE.into());
        }
        if name == "panic" {
            panic!("as told");
        }
        self.record(format!("named {name} {old_name:?}"))
    }
    fn measured(&self, infos: &[LampInfo]) -> Result<()> {
        let watts: Vec<u32> = infos.iter().map(|info| info.watts).collect();
        self.record(format!("measured {watts:?}"))
    }
    fn get_watts(&self, id: &GUID) -> Result<u32> {
        if *id == ID {
            Ok(60)
        } else {
            Err(Error::from(E_FAIL))
        }
    }
    fn choose(
        &self,
        cancel: &InOut<bool>,
        info: &InOut<LampInfo>,
        quiet: Option<&InOut<bool>>,
    ) -> Result<()> {
        let mut now = info.get();
        self.record(format!("choose {cancel:?} {} {quiet:?}", now.watts))?;
        cancel.set(!cancel.get());
        now.watts += 1;
        info.set(now);
        if let Some(quiet) = quiet {
            quiet.set(true);
        }
        Ok(())
    }
    fn describe(&self, name: &WideStr) -> Result<(BSTR, String, ILamp, bool)> {
        let lamp = self.lamp().ok_or(E_FAIL)?;
        let text = BSTR::from(format!("a {name}").as_str());
        Ok((text, format!("note of {name}"), lamp, true))
    }
    fn brightness(&self) -> Result<Variant> {
        Variant::new(&Value::Text("bright".to_owned()))
    }
    fn set_brightness(&self, value: &Variant) -> Result<()> {
        self.record(format!("set_brightness {value:?}"))
    }
    fn find(&self, iid: &GUID) -> Result<IUnknown> {
        let lamp = self.lamp().ok_or(E_FAIL)?;
        if *iid == ILamp::IID {
            return Ok(lamp.into());
        }
        success(S_FALSE, lamp.into())
    }
    fn given(&self, iid: &GUID, object: Option<&IUnknown>, stream: Option<&IStream>) -> Result<()> {
        assert_eq!(*iid, ILamp::IID);
        let object = object.ok_or(E_FAIL)?;
        object
            .cast::<ILamp>()
            .map_err(|error| Error::from(error.code()))?;
        self.record(format!("given {}", stream.is_some()))
    }
    fn fill(&self, values: &mut [u32]) -> Result<()> {
        for (value, number) in values.iter_mut().zip(7..) {
            *value += number;
        }
        Ok(())
    }
    fn list(&self, lamps: &mut [Option<ILamp>]) -> Result<u32> {
        let lamp = self.lamp();
        if let Some(first) = lamps.first_mut() {
            *first = lamp;
        }
        match lamps.len() {
            3.. => Err(Error::from(E_FAIL)),
            2 => success(S_FALSE, 1),
            _ => Ok(1),
        }
    }
    fn closed(&self) {
        self.record("closed".to_owned()).unwrap();
    }
    fn is_ready(&self, name: &LampName, info: &LampInfo) -> bool {
        if name.length == 0 {
            panic!("as told");
        }
        info.watts == name.length
    }
    fn state(&self, _: HWND, deep: bool) -> LampState {
        if deep { LampOn } else { LampBroken }
    }
    unsafe fn raw(&self, context: *const c_void, name: *mut LampName) -> Result<()> {
        // SAFETY: `name` is writable, by the interface's contract.
        unsafe { (*name).length = context as u32 };
        Ok(())
    }
    fn array(&self, values: &SafeArray<i32>, key: &[u8; 16]) -> Result<SafeArray<BSTR>> {
        self.record(format!("array {values:?} {}", key[15]))?;
        SafeArray::new(values.iter().map(|it| it.to_string().into()).collect())
    }
    fn r#type(&self, r#type: &CStr, data: Option<&[u8]>) -> Result<()> {
        self.record(format!("type {type:?} {data:?}"))
    }
    fn info(&self) -> LampInfo {
        info(42)
    }
}

/// A lamp, which is only there to be passed about.
#[callback(Lamp)]
struct Bulb;

impl Lamp for Bulb {
    fn switch(&self, on: bool) -> Result<()> {
        if on { Ok(()) } else { Err(Error::from(E_FAIL)) }
    }
}

fn info(watts: u32) -> LampInfo {
    LampInfo {
        watts,
        state: LampOn,
        id: ID,
    }
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// Calls a slot of the interface itself.
macro_rules! slot {
    ($interface:expr, $slot:ident($($argument:expr),*)) => {
        // SAFETY: the arguments are what each test says they are.
        unsafe { (Interface::vtable($interface).$slot)(Interface::as_raw($interface) $(, $argument)*) }
    };
}

/// Returns the calls since the last time.
fn calls() -> Vec<String> {
    std::mem::take(&mut CALLS.lock().unwrap())
}

pub(crate) fn run() {
    conversions_give_the_same_object();
    arguments_have_their_forms();
    results_are_where_c_looks_for_them();
    failing_calls_leave_zeros();
    nulls_and_negative_counts_are_refused();
    panics_are_contained();
    assert_eq!(DROPPED.load(Ordering::SeqCst), 10, "each callback once");
}

fn conversions_give_the_same_object() {
    let newest = ILampEvents4::from(Recorder::default());
    let unknown = newest.cast::<IUnknown>().unwrap();
    let older = [
        newest.cast::<ILampEvents>().map(IUnknown::from),
        newest.cast::<ILampEvents2>().map(IUnknown::from),
        newest.cast::<ILampEvents3>().map(IUnknown::from),
    ];
    for interface in older {
        assert_eq!(interface.unwrap().as_raw(), unknown.as_raw());
    }
    // Each of the chain can be made directly.
    let _: (ILampEvents3, ILampEvents2) = (Recorder::default().into(), Recorder::default().into());
    let _: (ILampEvents, IUnknown) = (Recorder::default().into(), Recorder::default().into());
}

fn arguments_have_their_forms() {
    let events = ILampEvents4::from(Recorder::default());
    let lamp = ILamp::from(Bulb);
    let (name, old) = (wide("grün"), wide("red"));
    assert_eq!(slot!(&***events, Switched(lamp.as_raw(), BOOL(5))), S_OK);
    let text = |units: &[u16]| PCWSTR(units.as_ptr());
    assert_eq!(
        slot!(
            &***events,
            Named(lamp.as_raw(), text(&name), PCWSTR::null())
        ),
        S_OK
    );
    assert_eq!(
        slot!(&***events, Named(lamp.as_raw(), text(&name), text(&old))),
        S_OK
    );
    let infos = [info(1), info(2)];
    assert_eq!(slot!(&***events, Measured(2, infos.as_ptr())), S_OK);
    assert_eq!(slot!(&***events, Measured(0, null())), S_OK);
    let dark = Variant::new(&Value::I32(3)).unwrap();
    // SAFETY: the types are the same in memory.
    let dark = unsafe { dark.as_ptr().cast::<VARIANT>().read() };
    assert_eq!(slot!(&**events, SetBrightness(dark)), S_OK);
    assert_eq!(
        slot!(&*events, Given(&ILamp::IID, lamp.as_raw(), null_mut())),
        S_OK
    );
    assert_eq!(slot!(&*events, Closed()), ());
    let mut names = SafeArray::<BSTR>::default();
    let values = SafeArray::new(vec![5, -6]).unwrap();
    let key = [9; 16];
    let array = |values: *const c_void, names: &mut SafeArray<BSTR>| {
        slot!(
            &events,
            Array(values.cast(), (&raw mut *names).cast(), key.as_ptr())
        )
    };
    // SAFETY: an array is a pointer.
    let raw = |values: &SafeArray<i32>| unsafe { std::mem::transmute_copy(values) };
    assert_eq!(array(raw(&values), &mut names), S_OK);
    assert_eq!(
        names
            .iter()
            .map(|it| it.display().to_string())
            .collect::<String>(),
        "5-6"
    );
    // Null is an array without elements.
    names = SafeArray::default();
    assert_eq!(array(null(), &mut names), S_OK);
    assert!(names.is_empty());
    let texts = SafeArray::new(vec![BSTR::new()]).unwrap();
    // SAFETY: an array is a pointer.
    let texts = unsafe { std::mem::transmute_copy(&texts) };
    assert_eq!(array(texts, &mut names), E_INVALIDARG);
    assert_eq!(crate::refusals(), ["Array values"]);
    let kind = windows_core::PCSTR(c"lamp".as_ptr().cast());
    assert_eq!(slot!(&events, Type(kind, [1, 2].as_ptr(), 2)), S_OK);
    assert_eq!(slot!(&events, Type(kind, null(), 2)), S_OK);
    assert_eq!(
        calls(),
        [
            "switched true",
            "named grün None",
            "named grün Some(\"red\")",
            "measured [1, 2]",
            "measured []",
            "set_brightness I32(3)",
            "given false",
            "closed",
            "array [5, -6] 9",
            "array [] 9",
            "type \"lamp\" Some([1, 2])",
            "type \"lamp\" None",
        ]
    );
}

fn results_are_where_c_looks_for_them() {
    let events = ILampEvents4::from(Recorder::default());
    let lamp = ILamp::from(Bulb);
    assert_eq!(slot!(&***events, Switched(lamp.as_raw(), BOOL(1))), S_OK);
    let mut watts = 0;
    assert_eq!(slot!(&**events, GetWatts(&ID, &mut watts)), S_OK);
    assert_eq!(watts, 60);

    let (mut cancel, mut choice, mut quiet) = (-1, info(5), BOOL(0));
    assert_eq!(
        slot!(&**events, Choose(&mut cancel, &mut choice, &mut quiet)),
        S_OK
    );
    assert_eq!((cancel, choice.watts, quiet), (0, 6, BOOL(1)));
    assert_eq!(
        slot!(&**events, Choose(&mut cancel, &mut choice, null_mut())),
        S_OK
    );
    assert_eq!((cancel, choice.watts), (-1, 7));

    let name = std::mem::ManuallyDrop::new(BSTR::from("b"));
    // SAFETY: a BSTR is a pointer, which the callee borrows.
    let name: *mut c_void = unsafe { std::mem::transmute_copy(&name) };
    let (mut text, mut note) = (null_mut(), PWSTR::null());
    let (mut found, mut on) = (null_mut(), BOOL(0));
    let outs = (&mut text, &mut note, &mut found, &mut on);
    assert_eq!(
        slot!(&**events, Describe(name, outs.0, outs.1, outs.2, outs.3)),
        S_OK
    );
    // SAFETY: what the callee returned is the caller's; the note is task memory, and leaks here.
    unsafe {
        assert_eq!(BSTR::from_raw(text.cast()), "a b");
        assert_eq!(WideStr::from_pcwstr(PCWSTR(note.0)).unwrap(), "note of b");
        assert_eq!(ILamp::from_raw(found).as_raw(), lamp.as_raw());
        drop(BSTR::from_raw(name.cast()));
    }
    assert_eq!(on, BOOL(1));

    let mut bright = Variant::empty();
    assert_eq!(slot!(&**events, Brightness((&raw mut bright).cast())), S_OK);
    assert_eq!(bright.value(), Value::Text("bright".to_owned()));

    let mut object = null_mut();
    assert_eq!(slot!(&*events, Find(&ILamp::IID, &mut object)), S_OK);
    // SAFETY: the callee returned a reference.
    assert_eq!(unsafe { ILamp::from_raw(object) }.as_raw(), lamp.as_raw());

    // A success code goes to the caller, with the results and without.
    let mut object = null_mut();
    assert_eq!(slot!(&*events, Find(&IUnknown::IID, &mut object)), S_FALSE);
    // SAFETY: the callee returned a reference.
    assert_eq!(unsafe { ILamp::from_raw(object) }.as_raw(), lamp.as_raw());
    let nothing = wide("nothing");
    let nothing = PCWSTR(nothing.as_ptr());
    assert_eq!(
        slot!(&***events, Named(lamp.as_raw(), nothing, nothing)),
        S_FALSE
    );

    let mut values = [1; 3];
    assert_eq!(slot!(&*events, Fill(3, values.as_mut_ptr())), S_OK);
    assert_eq!(values, [7, 8, 9], "what goes out only is zero at first");

    let (mut lamps, mut fetched) = ([const { None }; 2], 9);
    assert_eq!(
        slot!(&*events, List(2, lamps.as_mut_ptr().cast(), &mut fetched)),
        S_FALSE
    );
    assert_eq!((lamps[0].as_ref(), fetched), (Some(&lamp), 1));

    let name = LampName {
        name: PCWSTR::null(),
        length: 4,
    };
    assert_eq!(slot!(&*events, IsReady(&name, info(4))), BOOL(1));
    assert_eq!(slot!(&*events, State(HWND(null_mut()), 1)), LampOn);
    assert_eq!(slot!(&*events, State(HWND(null_mut()), 0)), LampBroken);
    let mut name = name;
    assert_eq!(slot!(&events, Raw(17 as *const c_void, &mut name)), S_OK);
    assert_eq!(name.length, 17);
    let mut returned = info(0);
    slot!(&events, Info(&mut returned));
    assert_eq!(returned.watts, 42);
    calls();
}

fn failing_calls_leave_zeros() {
    let events = ILampEvents4::from(Recorder::default());
    let (mut watts, other) = (7, GUID::zeroed());
    assert_eq!(slot!(&**events, GetWatts(&other, &mut watts)), E_FAIL);
    assert_eq!(watts, 0);
    // It has no lamp.
    let mut object = 7 as *mut c_void;
    assert_eq!(slot!(&*events, Find(&ILamp::IID, &mut object)), E_FAIL);
    assert!(object.is_null());

    // The values that were put into an array are released again.
    let lamp = ILamp::from(Bulb);
    assert_eq!(slot!(&***events, Switched(lamp.as_raw(), BOOL(1))), S_OK);
    let (mut lamps, mut fetched) = ([const { None::<ILamp> }; 3], 9);
    assert_eq!(
        slot!(&*events, List(3, lamps.as_mut_ptr().cast(), &mut fetched)),
        E_FAIL
    );
    assert_eq!((lamps, fetched), ([None, None, None], 0));
    drop(events);
    // SAFETY: the pair of calls changes nothing.
    let references = unsafe {
        let vtable = Interface::vtable(&lamp);
        (vtable.base__.AddRef)(lamp.as_raw());
        (vtable.base__.Release)(lamp.as_raw())
    };
    assert_eq!(references, 1);
    calls();
}

fn nulls_and_negative_counts_are_refused() {
    let events = ILampEvents4::from(Recorder::default());
    let lamp = ILamp::from(Bulb);
    let name = wide("a");
    let name = PCWSTR(name.as_ptr());
    let mut watts = 7;
    for refused in [
        slot!(&***events, Named(null_mut(), name, name)),
        slot!(&***events, Named(lamp.as_raw(), PCWSTR::null(), name)),
        slot!(&***events, Measured(1, null())),
        slot!(&**events, GetWatts(null(), &mut watts)),
        slot!(&**events, GetWatts(&ID, null_mut())),
        slot!(&**events, Choose(null_mut(), &mut info(1), null_mut())),
        slot!(&*events, Find(&ILamp::IID, null_mut())),
        slot!(&*events, Fill(1, null_mut())),
    ] {
        assert_eq!(refused, E_POINTER);
    }
    let refused = [
        "Named lamp",
        "Named name",
        "Measured infos",
        "GetWatts id",
        "GetWatts watts",
        "Choose cancel",
        "Find object",
        "Fill values",
    ];
    assert_eq!(crate::refusals(), refused);
    assert_eq!(watts, 0, "zeroed, although the call was refused");
    assert_eq!(slot!(&*events, Fill(-1, null_mut())), E_INVALIDARG);
    assert_eq!(slot!(&*events, IsReady(null(), info(0))), BOOL(0));
    assert_eq!(crate::refusals(), ["Fill count", "IsReady name"]);
    assert_eq!(calls(), [""; 0]);
}

fn panics_are_contained() {
    let events = ILampEvents4::from(Recorder::default());
    let lamp = ILamp::from(Bulb);
    let name = wide("panic");
    let named = slot!(
        &***events,
        Named(lamp.as_raw(), PCWSTR(name.as_ptr()), PCWSTR::null())
    );
    assert_eq!(named, E_UNEXPECTED);
    let name = LampName {
        name: PCWSTR::null(),
        length: 0,
    };
    assert_eq!(slot!(&*events, IsReady(&name, info(0))), BOOL(0));
}
