//! Arrays and strings that a callback allocates for its caller, or replaces, and enumerators of iterators.

use crate::bindings::*;
use comidl::{HRESULT, InOut, Result, TaskCString, TaskString, WideStr, callback};
use std::cell::{Cell, RefCell};
use std::ffi::{CString, c_void};
use std::ptr::null_mut;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use windows_core::{IUnknown, Interface, PCWSTR, PSTR, PWSTR};

const S_OK: HRESULT = HRESULT(0);
const S_FALSE: HRESULT = HRESULT(1);
const E_FAIL: HRESULT = HRESULT(0x8000_4005_u32 as i32);
const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
const E_INVALIDARG: HRESULT = HRESULT(0x8007_0057_u32 as i32);
const E_UNEXPECTED: HRESULT = HRESULT(0x8000_FFFF_u32 as i32);

/// How many lamps there are.
static LAMPS: AtomicUsize = AtomicUsize::new(0);

#[callback(Lamp)]
struct Bulb;

impl Bulb {
    fn new() -> Self {
        LAMPS.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for Bulb {
    fn drop(&mut self) {
        LAMPS.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Lamp for Bulb {
    fn switch(&self, _: bool) -> Result<()> {
        Ok(())
    }
}

/// Returns what it holds, and fails where it holds nothing.
#[callback(LampStore, local)]
#[derive(Default)]
struct Store {
    names: RefCell<Vec<String>>,
    fails: Cell<bool>,
}

impl LampStore for Store {
    fn add(&self, watts: &[u32]) -> Result<Vec<HRESULT>> {
        let codes = watts.iter().map(|&it| if it < 100 { S_OK } else { E_FAIL });
        let kept = watts.len() - usize::from(self.fails.get());
        Ok(codes.take(kept).collect())
    }
    fn names(&self) -> Result<Vec<String>> {
        Ok(self.names.borrow().clone())
    }
    fn both(&self) -> Result<(Vec<LampInfo>, Vec<Option<ILamp>>)> {
        let info = LampInfo {
            watts: 60,
            state: LampOn,
            id: windows_core::GUID::zeroed(),
        };
        let lamps = if self.fails.get() { 1 } else { 2 };
        let lamps = (0..lamps).map(|at| (at == 0).then(|| Bulb::new().into()));
        Ok((vec![info; 2], lamps.collect()))
    }
    fn bytes(&self, room: u8) -> Result<Vec<u8>> {
        let more = usize::from(self.fails.get()) * 256;
        Ok(vec![7; usize::from(room) + more])
    }
    fn rename(
        &self,
        name: &InOut<Option<TaskString>>,
        code: Option<&InOut<Option<TaskCString>>>,
    ) -> Result<()> {
        let before = name.get().map_or(String::new(), |name| name.to_string());
        name.set(Some(TaskString::new(&format!("new {before}"))?));
        if let Some(code) = code {
            code.set(None);
        }
        Ok(())
    }
    fn sort(&self, names: &[InOut<Option<TaskString>>]) -> Result<()> {
        let mut all: Vec<_> = names.iter().map(InOut::get).collect();
        all.sort_by_key(|name| name.as_deref().map(ToString::to_string));
        for (name, sorted) in names.iter().zip(all) {
            name.set(sorted);
        }
        Ok(())
    }
    fn label(&self, labels: &mut [Option<TaskString>]) -> Result<(u32, CString)> {
        for label in &mut *labels {
            *label = Some(TaskString::new("label")?);
        }
        if self.fails.get() {
            return Err(E_FAIL.into());
        }
        Ok((labels.len() as u32, c"L".to_owned()))
    }
    unsafe fn raw(
        &self,
        name: *mut LampName,
        _: i32,
        names: *mut LampName,
        more: *mut *mut LampName,
        _: &WideStr,
    ) -> Result<()> {
        // SAFETY: the pointers are good, by the interface's contract.
        unsafe {
            (*name).length = 3;
            (*names.add(1)).length = 4;
            *more = name;
        }
        if self.fails.get() {
            return Err(E_FAIL.into());
        }
        Ok(())
    }
}

/// Calls a slot of the interface itself.
macro_rules! slot {
    ($interface:expr, $slot:ident($($argument:expr),*)) => {
        // SAFETY: the arguments are what each test says they are.
        unsafe { (Interface::vtable($interface).$slot)(Interface::as_raw($interface) $(, $argument)*) }
    };
}

/// Takes over strings that a callback allocated, as a caller does.
fn taken<const N: usize>(first: *mut PWSTR) -> [Option<TaskString>; N] {
    // SAFETY: as many are there, and the array that holds them leaks.
    unsafe { first.cast::<[Option<TaskString>; N]>().read() }
}

pub(crate) fn run() {
    an_array_has_as_many_elements_as_the_caller_reads();
    strings_in_an_array_are_the_callers();
    arrays_that_share_a_count_have_one_length();
    a_count_that_the_caller_cannot_read_is_no_array();
    strings_are_replaced();
    strings_of_a_failing_call_are_released();
    raw_pointers_are_cleared_on_every_failure();
    an_iterator_is_an_enumerator();
    an_iterator_of_one_thread_is_an_enumerator();
    strings_are_enumerated();
    assert_eq!(LAMPS.load(Ordering::SeqCst), 0);
}

fn an_array_has_as_many_elements_as_the_caller_reads() {
    let store = ILampStore::from(Store::default());
    let watts = [60, 100];
    let mut errors = null_mut();
    let code = slot!(&store, Add(2, watts.as_ptr(), &mut errors));
    assert_eq!(code, S_OK);
    // SAFETY: two are there; they leak.
    assert_eq!(unsafe { [*errors, *errors.add(1)] }, [S_OK, E_FAIL]);
    comidl::value_of::<Store>(&store).unwrap().fails.set(true);
    let code = slot!(&store, Add(2, watts.as_ptr(), &mut errors));
    assert_eq!((code, errors), (E_UNEXPECTED, null_mut()));
}

fn strings_in_an_array_are_the_callers() {
    let store = Store::default();
    *store.names.borrow_mut() = ["a", "grün"].map(str::to_owned).to_vec();
    let store = ILampStore::from(store);
    let (mut count, mut names) = (9, null_mut());
    assert_eq!(slot!(&store, Names(&mut count, &mut names)), S_OK);
    let texts = taken::<2>(names).map(|text| text.unwrap().to_string());
    assert_eq!((count, texts), (2, ["a", "grün"].map(str::to_owned)));
    let value = comidl::value_of::<Store>(&store).unwrap();
    value.names.borrow_mut().push("a\0b".to_owned());
    let code = slot!(&store, Names(&mut count, &mut names));
    assert_eq!((code, count, names), (E_INVALIDARG, 0, null_mut()));
    value.names.borrow_mut().clear();
    let code = slot!(&store, Names(&mut count, &mut names));
    assert_eq!((code, count, names), (S_OK, 0, null_mut()));
    assert_eq!(slot!(&store, Names(null_mut(), &mut names)), E_POINTER);
    assert_eq!(crate::refusals(), ["Names count"]);
}

fn arrays_that_share_a_count_have_one_length() {
    let store = ILampStore::from(Store::default());
    let (mut count, mut infos, mut lamps) = (9, null_mut(), null_mut());
    let code = slot!(&store, Both(&mut count, &mut infos, &mut lamps));
    assert_eq!((code, count), (S_OK, 2));
    // SAFETY: two of each are there, which the caller owns; the arrays leak.
    unsafe {
        assert_eq!((*infos.add(1)).watts, 60);
        let lamps = lamps.cast::<[Option<ILamp>; 2]>().read();
        assert!(lamps[0].is_some() && lamps[1].is_none());
    }
    comidl::value_of::<Store>(&store).unwrap().fails.set(true);
    let code = slot!(&store, Both(&mut count, &mut infos, &mut lamps));
    assert_eq!((code, count), (E_UNEXPECTED, 0));
    assert!(infos.is_null() && lamps.is_null());
    assert_eq!(LAMPS.load(Ordering::SeqCst), 0, "what isn't given away");
}

fn a_count_that_the_caller_cannot_read_is_no_array() {
    let store = ILampStore::from(Store::default());
    let (mut bytes, mut size) = (null_mut::<c_void>(), 9);
    assert_eq!(slot!(&store, Bytes(3, &mut bytes, &mut size)), S_OK);
    // SAFETY: as many are there; they leak.
    let last = unsafe { *bytes.cast::<u8>().add(2) };
    assert_eq!((size, last), (3, 7));
    comidl::value_of::<Store>(&store).unwrap().fails.set(true);
    let code = slot!(&store, Bytes(3, &mut bytes, &mut size));
    assert_eq!((code, bytes, size), (E_UNEXPECTED, null_mut(), 0));
}

fn strings_are_replaced() {
    let store = ILampStore::from(Store::default());
    let mut name = Some(TaskString::new("name").unwrap());
    let mut code = Some(TaskCString::new(c"code").unwrap());
    let places = ((&raw mut name).cast(), (&raw mut code).cast());
    assert_eq!(slot!(&store, Rename(places.0, places.1)), S_OK);
    assert_eq!(slot!(&store, Rename(places.0, null_mut())), S_OK);
    assert_eq!(name.unwrap().to_string(), "new new name");
    assert_eq!(code, None);
    let mut names = ["c", "a", "b"].map(|name| Some(TaskString::new(name).unwrap()));
    let code = slot!(&store, Sort(3, names.as_mut_ptr().cast()));
    let names = names.map(|name| name.unwrap().to_string());
    assert_eq!((code, names.concat()), (S_OK, "abc".to_owned()));
}

fn strings_of_a_failing_call_are_released() {
    let store = ILampStore::from(Store::default());
    let (mut labels, mut used, mut code) = ([PWSTR::null(); 2], 0, PSTR::null());
    let label = |labels: &mut [PWSTR], used: &mut u32, code: &mut PSTR| {
        slot!(&store, Label(2, labels.as_mut_ptr(), used, code))
    };
    assert_eq!(label(&mut labels, &mut used, &mut code), S_OK);
    let texts = taken::<2>(labels.as_mut_ptr());
    assert_eq!((used, texts[1].as_ref().unwrap().units().len()), (2, 5));
    // SAFETY: the callback allocated it.
    let text = unsafe { std::mem::transmute::<PSTR, Option<TaskCString>>(code) };
    assert_eq!(text.as_deref(), Some(c"L"));
    comidl::value_of::<Store>(&store).unwrap().fails.set(true);
    assert_eq!(label(&mut labels, &mut used, &mut code), E_FAIL);
    assert!(labels.iter().all(|label| label.is_null()) && code.is_null());
}

fn raw_pointers_are_cleared_on_every_failure() {
    let store = ILampStore::from(Store::default());
    let name = || LampName {
        name: PCWSTR(std::ptr::dangling()),
        length: 9,
    };
    let (mut one, mut names, mut more) = (name(), [name(), name()], std::ptr::dangling_mut());
    let reason = PCWSTR([0].as_ptr());
    let raw = |one: &mut LampName, names: &mut [LampName; 2], more: &mut *mut LampName, why| {
        slot!(&store, Raw(one, 2, names.as_mut_ptr(), more, why))
    };
    let is_clear = |name: &LampName| name.name.is_null() && name.length == 0;
    let code = raw(&mut one, &mut names, &mut more, PCWSTR::null());
    assert_eq!(
        (code, crate::refusals()),
        (E_POINTER, vec!["Raw why".to_owned()])
    );
    assert!(is_clear(&one) && names.iter().all(is_clear) && more.is_null());
    assert_eq!(raw(&mut one, &mut names, &mut more, reason), S_OK);
    assert_eq!((one.length, names[1].length, more.is_null()), (3, 4, false));
    comidl::value_of::<Store>(&store).unwrap().fails.set(true);
    assert_eq!(raw(&mut one, &mut names, &mut more, reason), E_FAIL);
    assert!(is_clear(&one) && names.iter().all(is_clear) && more.is_null());
}

fn next(lamps: &IEnumLamps, room: &mut [Option<ILamp>], fetched: *mut u32) -> HRESULT {
    let count = room.len() as u32;
    slot!(lamps, Next(count, room.as_mut_ptr().cast(), fetched))
}

fn an_iterator_is_an_enumerator() {
    let lamps = IEnumLamps::from_iterator((0..3).map(|_| ILamp::from(Bulb::new())));
    let mut fetched = 9;
    let mut room = [const { None }; 2];
    assert_eq!(next(&lamps, &mut room, &mut fetched), S_OK);
    assert!(room.iter().all(Option::is_some) && fetched == 2);
    // SAFETY: the enumerator is there.
    let other = unsafe { lamps.Clone() }.unwrap();
    room = [const { None }; 2];
    assert_eq!(next(&lamps, &mut room, &mut fetched), S_FALSE);
    assert!(room[0].is_some() && room[1].is_none() && fetched == 1);
    // One element needs no count, and more do.
    let mut one = [const { None }; 1];
    assert_eq!(next(&other, &mut one, null_mut()), S_OK);
    (room, one) = ([const { None }; 2], [const { None }; 1]);
    assert_eq!(next(&other, &mut one, null_mut()), S_FALSE);
    assert_eq!(next(&other, &mut room, null_mut()), E_POINTER);
    assert_eq!(crate::refusals(), ["Next fetched"]);
    // SAFETY: values are all that they take.
    unsafe {
        assert_eq!(other.Reset(), S_OK);
        assert_eq!(other.Skip(2), S_OK);
        assert_eq!(other.Skip(2), S_FALSE);
    }
}

fn an_iterator_of_one_thread_is_an_enumerator() {
    let lamp = Rc::new(ILamp::from(Bulb::new()));
    let items = std::iter::repeat_n(lamp, 2).map(|lamp| Some((*lamp).clone()));
    let lamps = IEnumLamps::from_local_iterator(items);
    let mut room = [const { None }; 3];
    let mut fetched = 0;
    assert_eq!(next(&lamps, &mut room, &mut fetched), S_FALSE);
    assert_eq!(fetched, 2);
    // SAFETY: the enumerator is there.
    let other = unsafe { lamps.Clone() }.unwrap();
    assert!(other.cast::<IUnknown>().is_ok());
}

fn strings_are_enumerated() {
    let names = ["a", "b\0c"].map(str::to_owned);
    let names = IEnumLampNames::from_iterator(names.into_iter());
    let mut room = [PWSTR::null(); 2];
    let mut fetched = 9;
    let code = slot!(&names, Next(1, room.as_mut_ptr(), &mut fetched));
    assert_eq!((code, fetched), (S_OK, 1));
    assert_eq!(
        taken::<1>(room.as_mut_ptr())[0]
            .as_ref()
            .unwrap()
            .to_string(),
        "a"
    );
    let code = slot!(&names, Next(1, room.as_mut_ptr(), &mut fetched));
    assert_eq!((code, fetched, room[0].is_null()), (E_INVALIDARG, 0, true));
}
