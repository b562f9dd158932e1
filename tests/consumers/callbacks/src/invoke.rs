//! `IDispatch::Invoke`, as a script engine calls it: of an interface of events that has nothing else,
//! and of a dual interface.

use crate::bindings::*;
use comidl::{
    Array, Error, HRESULT, InOut, Result, SafeArray, Value, Variant, WideStr, callback, success,
};
use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::Mutex;
use windows_core::{GUID, IUnknown, Interface, PCWSTR};

const S_OK: HRESULT = HRESULT(0);
const S_FALSE: HRESULT = HRESULT(1);
const E_FAIL: HRESULT = HRESULT(0x8000_4005_u32 as i32);
const E_UNEXPECTED: HRESULT = HRESULT(0x8000_FFFF_u32 as i32);
const DISP_E_UNKNOWNINTERFACE: HRESULT = HRESULT(0x8002_0001_u32 as i32);
const DISP_E_MEMBERNOTFOUND: HRESULT = HRESULT(0x8002_0003_u32 as i32);
const DISP_E_PARAMNOTFOUND: HRESULT = HRESULT(0x8002_0004_u32 as i32);
pub(crate) const DISP_E_TYPEMISMATCH: HRESULT = HRESULT(0x8002_0005_u32 as i32);
const DISP_E_UNKNOWNNAME: HRESULT = HRESULT(0x8002_0006_u32 as i32);
const DISP_E_EXCEPTION: HRESULT = HRESULT(0x8002_0009_u32 as i32);
const DISP_E_OVERFLOW: HRESULT = HRESULT(0x8002_000A_u32 as i32);
const DISP_E_BADPARAMCOUNT: HRESULT = HRESULT(0x8002_000E_u32 as i32);

pub(crate) const METHOD: u16 = 1;
const GET: u16 = 2;
const PUT: u16 = 4;

const VT_BOOL: u16 = 11;
const VT_I4: u16 = 3;
const VT_CY: u16 = 6;
const VT_UNKNOWN: u16 = 13;
pub(crate) const VT_VARIANT: u16 = 12;
const VT_BYREF: u16 = 0x4000;

static CALLS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn record(call: String) -> Result<()> {
    CALLS.lock().unwrap().push(call);
    Ok(())
}

fn calls() -> Vec<String> {
    std::mem::take(&mut CALLS.lock().unwrap())
}

#[callback(LampSinkEvents)]
struct Sink;

impl LampSinkEvents for Sink {
    fn name(&self) -> Result<BSTR> {
        Ok("sink".into())
    }
    fn set_name(&self, value: &WideStr) -> Result<()> {
        record(format!("set_name {value}"))
    }
    fn state(&self) -> Result<LampState> {
        Ok(LampBroken)
    }
    fn switched(&self, lamp: Option<&ILamp>, on: bool) -> Result<()> {
        record(format!("switched {} {on}", lamp.is_none()))
    }
    fn add(&self, a: i32, b: u8) -> Result<i32> {
        if a == 13 {
            panic!("as told");
        }
        if a == 14 {
            return success(S_FALSE, 140);
        }
        if a == 15 {
            return Err(S_FALSE.into());
        }
        a.checked_add(b.into())
            .ok_or_else(|| Error::new(E_FAIL, "too much"))
    }
    fn closing(&self, cancel: &InOut<bool>) -> Result<()> {
        cancel.set(!cancel.get());
        Ok(())
    }
    fn swap(&self, one: &InOut<i32>, other: &InOut<i32>) -> Result<()> {
        one.set(one.get() + 1);
        other.set(other.get() * 10);
        Ok(())
    }
    fn blend(
        &self,
        from: &Variant,
        price: &CY,
        to: &InOut<Variant>,
        sum: &InOut<CY>,
    ) -> Result<()> {
        sum.set(CY {
            int64: currency(price) + currency(&sum.get()),
        });
        to.set(Variant::new(&Value::I32(5))?);
        to.set(Variant::new(&Value::Text("blended".to_owned()))?);
        record(format!("blend {from:?} {}", currency(price)))
    }
    fn switch(&self, lamp: &InOut<Option<ILamp>>) -> Result<()> {
        lamp.set(None);
        Ok(())
    }
    fn lamp(&self, when: f64, _: &CY) -> Result<ILamp> {
        record(format!("lamp {when}"))?;
        Ok(Bulb.into())
    }
    fn listed(&self, values: &SafeArray<i32>, any: &Variant) -> Result<()> {
        record(format!("listed {values:?} {any:?}"))
    }
}

fn currency(value: &CY) -> i64 {
    // SAFETY: a CY is a number of 64 bits.
    unsafe { value.int64 }
}

#[callback(Lamp)]
struct Bulb;

impl Lamp for Bulb {
    fn switch(&self, _: bool) -> Result<()> {
        Ok(())
    }
}

#[callback(LampControl)]
struct Control;

impl LampControl for Control {
    fn dim(&self, percent: i32, seconds: i32) -> Result<BSTR> {
        Ok(format!("{percent} in {seconds}").as_str().into())
    }
    fn watts(&self) -> Result<f64> {
        Ok(7.5)
    }
    fn set_watts(&self, watts: f64) -> Result<()> {
        record(format!("set_watts {watts}"))
    }
    fn attach(&self, other: Option<&IDispatch>, _: Option<&IUnknown>) -> Result<()> {
        record(format!("attach {}", other.is_none()))
    }
    fn ask(&self, question: &WideStr, cancel: &InOut<bool>, locale: u32) -> Result<i32> {
        cancel.set(true);
        record(format!("ask {question} {locale}"))?;
        Ok(3)
    }
    fn unnumbered(&self, value: &Variant) -> Result<Variant> {
        Variant::new(&value.value())
    }
}

/// A VARIANT that isn't one of comidl's: a type, and what a value of it is in memory.
#[repr(C)]
pub(crate) struct Argument(u16, [u16; 3], [*mut c_void; 2]);

impl Argument {
    pub(crate) fn to<T>(vartype: u16, target: &mut T) -> Self {
        Self(
            VT_BYREF | vartype,
            [0; 3],
            [(&raw mut *target).cast(), null_mut()],
        )
    }

    pub(crate) fn of(value: Value) -> Self {
        // SAFETY: both are a VARIANT, which this one owns now, and leaks.
        unsafe { std::mem::transmute(Variant::new(&value).unwrap()) }
    }
}

/// The outcome of `Invoke`: its HRESULT, the result, the bad argument and the exception's code.
pub(crate) type Outcome = (HRESULT, Value, u32, HRESULT);

/// Calls `Invoke` with the arguments as they lie in DISPPARAMS, the last one first.
pub(crate) fn invoke(
    object: &IDispatch,
    dispid: i32,
    flags: u16,
    arguments: &mut [Argument],
    names: &mut [i32],
) -> Outcome {
    let parameters = DISPPARAMS {
        rgvarg: arguments.as_mut_ptr().cast(),
        rgdispidNamedArgs: names.as_mut_ptr(),
        cArgs: arguments.len() as u32,
        cNamedArgs: names.len() as u32,
    };
    let (mut result, mut argument) = (Variant::empty(), 99);
    // SAFETY: as IDispatch documents it; zeros are an empty EXCEPINFO.
    unsafe {
        let mut exception: EXCEPINFO = std::mem::zeroed();
        let code = (Interface::vtable(object).Invoke)(
            object.as_raw(),
            dispid,
            &GUID::zeroed(),
            1033,
            flags,
            &parameters,
            (&raw mut result).cast(),
            &mut exception,
            &mut argument,
        );
        (
            code,
            result.value(),
            argument,
            HRESULT(exception.scode as i32),
        )
    }
}

/// Returns the outcome of a call that goes well.
pub(crate) fn done(value: Value) -> Outcome {
    (S_OK, value, 99, S_OK)
}

/// Returns the outcome of a call that isn't valid.
pub(crate) fn refused(code: HRESULT, argument: u32) -> Outcome {
    (code, Value::Empty, argument, S_OK)
}

pub(crate) fn run() {
    let sink = IDispatch::from(Sink);
    arguments_come_in_reverse_and_by_name(&sink);
    arguments_are_converted(&sink);
    elements_of_another_type_are_refused(&sink);
    properties_are_read_and_set(&sink);
    references_are_read_and_written(&sink);
    one_variable_may_be_passed_twice(&sink);
    calls_that_are_not_as_they_should_be_are_refused(&sink);
    errors_and_panics_are_told(&sink);
    success_codes_are_no_exceptions(&sink);
    names_are_found_without_regard_to_case(&sink);
    a_dual_interface_is_called_both_ways();
}

fn arguments_come_in_reverse_and_by_name(sink: &IDispatch) {
    let int = |value: i32| Argument::of(Value::I32(value));
    let outcome = invoke(sink, 2, METHOD, &mut [int(2), int(40)], &mut []);
    assert_eq!(outcome, done(Value::I32(42)));
    // By name: `a` is parameter 0, `b` parameter 1, in whatever order.
    let outcome = invoke(sink, 2, METHOD, &mut [int(40), int(2)], &mut [0, 1]);
    assert_eq!(outcome, done(Value::I32(42)));
    // The first without a name, the second with one.
    let outcome = invoke(sink, 2, METHOD | GET, &mut [int(2), int(-1)], &mut [1]);
    assert_eq!(outcome, done(Value::I32(1)));
    // Other types that hold such numbers.
    let text = Argument::of(Value::Text("40".to_owned()));
    let outcome = invoke(
        sink,
        2,
        METHOD,
        &mut [Argument::of(Value::F64(1.6)), text],
        &mut [],
    );
    assert_eq!(outcome, done(Value::I32(42)));

    let lamp = IUnknown::from(ILamp::from(Bulb));
    let mut arguments = [
        Argument::of(Value::Bool(true)),
        Argument::of(Value::Interface(Some(lamp))),
    ];
    assert_eq!(
        invoke(sink, 1, METHOD, &mut arguments, &mut []),
        done(Value::Empty)
    );
    let mut arguments = [
        Argument::of(Value::Currency(5)),
        Argument::of(Value::Date(36526.5)),
    ];
    let (code, result, ..) = invoke(sink, 4, METHOD, &mut arguments, &mut []);
    assert!(matches!((code, result), (S_OK, Value::Interface(Some(_)))));
    let array = Array::new(vec![Value::I32(1), Value::I32(2)]).unwrap();
    let array = Argument::of(Value::Array(array));
    let outcome = invoke(sink, 5, METHOD, &mut [int(5), array], &mut []);
    assert_eq!(outcome, done(Value::Empty));
    assert_eq!(
        calls(),
        [
            "switched false true",
            "lamp 36526.5",
            "listed [1, 2] I32(5)"
        ]
    );
}

fn arguments_are_converted(sink: &IDispatch) {
    let text = |text: &str| Argument::of(Value::Text(text.to_owned()));
    let mut arguments = [text("$1.5"), text("1/1/2000 12:00 PM")];
    let (code, ..) = invoke(sink, 4, METHOD, &mut arguments, &mut []);
    assert_eq!((code, calls()), (S_OK, vec!["lamp 36526.5".to_owned()]));
    let outcome = invoke(sink, 2, METHOD, &mut [text("&H10"), text("1,000")], &mut []);
    assert_eq!(outcome, done(Value::I32(1016)));
    let number = &mut [Argument::of(Value::F64(0.5))];
    assert_eq!(invoke(sink, 10, PUT, number, &mut [-3]), done(Value::Empty));
    assert_eq!(calls(), ["set_name 0.5"]);
    // A variable of a script refers to a variable.
    let mut number = 40;
    let mut variable = Argument::to(VT_I4, &mut number);
    let mut arguments = [
        Argument::of(Value::I32(2)),
        Argument::to(VT_VARIANT, &mut variable),
    ];
    let outcome = invoke(sink, 2, METHOD, &mut arguments, &mut []);
    assert_eq!(outcome, done(Value::I32(42)));
    let mut other = 5;
    let mut arguments = [
        Argument::to(VT_I4, &mut other),
        Argument::to(VT_VARIANT, &mut variable),
    ];
    assert_eq!(invoke(sink, 6, METHOD, &mut arguments, &mut []).0, S_OK);
    assert_eq!((number, other), (41, 50));
}

fn elements_of_another_type_are_refused(sink: &IDispatch) {
    let list = |values: Vec<Value>| {
        let array = Argument::of(Value::Array(Array::new(values).unwrap()));
        let arguments = &mut [Argument::of(Value::I32(5)), array];
        invoke(sink, 5, METHOD, arguments, &mut []).0
    };
    assert_eq!(list(vec![Value::F32(1.0)]), DISP_E_TYPEMISMATCH);
    assert_eq!(list(vec![Value::U32(1)]), DISP_E_TYPEMISMATCH);
    assert_eq!(list(vec![Value::Text("1".to_owned())]), DISP_E_TYPEMISMATCH);
    assert_eq!(list(Vec::new()), DISP_E_TYPEMISMATCH, "of VARIANTs");
    assert!(calls().is_empty());
}

fn properties_are_read_and_set(sink: &IDispatch) {
    let name = invoke(sink, 10, GET, &mut [], &mut []);
    assert_eq!(name, done(Value::Text("sink".to_owned())));
    assert_eq!(
        invoke(sink, 11, GET, &mut [], &mut []),
        done(Value::I32(LampBroken))
    );
    let mut value = [Argument::of(Value::Text("new".to_owned()))];
    assert_eq!(
        invoke(sink, 10, PUT, &mut value, &mut [-3]),
        done(Value::Empty)
    );
    assert_eq!(calls(), ["set_name new"]);
    // It is read-only.
    let mut value = [Argument::of(Value::I32(1))];
    let outcome = invoke(sink, 11, PUT, &mut value, &mut [-3]);
    assert_eq!(outcome, refused(DISP_E_MEMBERNOTFOUND, 99));
}

fn references_are_read_and_written(sink: &IDispatch) {
    let mut cancel = -1_i16;
    let mut argument = [Argument::to(VT_BOOL, &mut cancel)];
    assert_eq!(
        invoke(sink, 3, METHOD, &mut argument, &mut []),
        done(Value::Empty)
    );
    assert_eq!(cancel, 0);
    // A VARIANT of the caller's, with the value in it.
    let mut inner = Argument::of(Value::Bool(false));
    let mut argument = [Argument::to(VT_VARIANT, &mut inner)];
    assert_eq!(
        invoke(sink, 3, METHOD, &mut argument, &mut []),
        done(Value::Empty)
    );
    assert_eq!(inner.2[0] as usize as u16, 0xFFFF);
    // One of another type, and none.
    let mut inner = Argument::of(Value::I32(0));
    let mut argument = [Argument::to(VT_VARIANT, &mut inner)];
    let outcome = invoke(sink, 3, METHOD, &mut argument, &mut []);
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 0));
    argument[0].2[0] = null_mut();
    let outcome = invoke(sink, 3, METHOD, &mut argument, &mut []);
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 0));
    // An argument may be a reference to the value.
    let (mut a, mut b) = (40, Argument::of(Value::U8(2)));
    let mut arguments = [
        Argument::to(VT_VARIANT, &mut b),
        Argument::to(VT_I4, &mut a),
    ];
    let outcome = invoke(sink, 2, METHOD, &mut arguments, &mut []);
    assert_eq!(outcome, done(Value::I32(42)));
    // A value where a reference is wanted.
    let mut argument = [Argument::of(Value::Bool(true))];
    let outcome = invoke(sink, 3, METHOD, &mut argument, &mut []);
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 0));
}

fn one_variable_may_be_passed_twice(sink: &IDispatch) {
    let done = done(Value::Empty);
    // `sink.Swap x, x`: one that is a number, and one that is a VARIANT with a number in it.
    let mut number = 4;
    let twice = &mut [
        Argument::to(VT_I4, &mut number),
        Argument::to(VT_I4, &mut number),
    ];
    assert_eq!(invoke(sink, 6, METHOD, twice, &mut []), done);
    assert_eq!(number, 50);
    let mut variant = Argument::of(Value::I32(4));
    let twice = &mut [
        Argument::to(VT_VARIANT, &mut variant),
        Argument::to(VT_VARIANT, &mut variant),
    ];
    assert_eq!(invoke(sink, 6, METHOD, twice, &mut []), done);
    assert_eq!(variant.2[0] as usize as u32, 50);
    // What is read is what it was, although it is set.
    let mut variant = Argument::of(Value::Text("before".to_owned()));
    let mut price = 7_i64;
    let arguments = &mut [
        Argument::to(VT_CY, &mut price),
        Argument::to(VT_VARIANT, &mut variant),
        Argument::to(VT_CY, &mut price),
        Argument::to(VT_VARIANT, &mut variant),
    ];
    assert_eq!(invoke(sink, 7, METHOD, arguments, &mut []), done);
    assert_eq!(calls(), ["blend Text(\"before\") 7"]);
    assert_eq!(price, 14);
    // SAFETY: both are a VARIANT.
    let variant: Variant = unsafe { std::mem::transmute(variant) };
    assert_eq!(variant.value(), Value::Text("blended".to_owned()));
    // What is in a VT_UNKNOWN is no lamp before somebody asks.
    let mut lamp = Some(IUnknown::from(ILamp::from(Bulb)));
    let outcome = invoke(
        sink,
        8,
        METHOD,
        &mut [Argument::to(VT_UNKNOWN, &mut lamp)],
        &mut [],
    );
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 99));
    assert!(lamp.is_some());
}

fn calls_that_are_not_as_they_should_be_are_refused(sink: &IDispatch) {
    let int = |value: i32| Argument::of(Value::I32(value));
    let none = &mut [][..];
    assert_eq!(
        invoke(sink, 77, METHOD, none, &mut []),
        refused(DISP_E_MEMBERNOTFOUND, 99)
    );
    assert_eq!(
        invoke(sink, 2, METHOD, none, &mut []),
        refused(DISP_E_BADPARAMCOUNT, 99)
    );
    let three = &mut [int(1), int(2), int(3)];
    assert_eq!(
        invoke(sink, 2, METHOD, three, &mut []),
        refused(DISP_E_BADPARAMCOUNT, 99)
    );
    let twice = &mut [int(1), int(2)];
    assert_eq!(
        invoke(sink, 2, METHOD, twice, &mut [1]),
        done(Value::I32(3))
    );
    assert_eq!(
        invoke(sink, 2, METHOD, twice, &mut [0]),
        refused(DISP_E_PARAMNOTFOUND, 1)
    );
    assert_eq!(
        invoke(sink, 2, METHOD, twice, &mut [7]),
        refused(DISP_E_PARAMNOTFOUND, 0)
    );
    let none_at_all = &mut [int(1), Argument::of(Value::Null)];
    assert_eq!(
        invoke(sink, 2, METHOD, none_at_all, &mut []),
        refused(DISP_E_TYPEMISMATCH, 1)
    );
    let large = &mut [int(256), int(1)];
    assert_eq!(
        invoke(sink, 2, METHOD, large, &mut []),
        refused(DISP_E_OVERFLOW, 0)
    );
    let no_lamp = &mut [
        Argument::of(Value::Bool(true)),
        Argument::of(Value::Interface(None)),
    ];
    assert_eq!(
        invoke(sink, 1, METHOD, no_lamp, &mut []),
        done(Value::Empty)
    );
    assert_eq!(calls(), ["switched true true"]);
    let no_object = &mut [Argument::of(Value::Bool(true)), int(5)];
    assert_eq!(
        invoke(sink, 1, METHOD, no_object, &mut []),
        refused(DISP_E_TYPEMISMATCH, 1)
    );
    // SAFETY: as IDispatch documents it, but for the IID.
    let code = unsafe {
        let invoke = Interface::vtable(sink).Invoke;
        let (this, iid, out) = (sink.as_raw(), &ILamp::IID, null_mut());
        invoke(this, 2, iid, 0, METHOD, null(), out, null_mut(), null_mut())
    };
    assert_eq!(code, DISP_E_UNKNOWNINTERFACE);
    assert_eq!(calls(), [""; 0]);
}

fn errors_and_panics_are_told(sink: &IDispatch) {
    let int = |value: i32| Argument::of(Value::I32(value));
    let outcome = invoke(sink, 2, METHOD, &mut [int(1), int(i32::MAX)], &mut []);
    assert_eq!(outcome, (DISP_E_EXCEPTION, Value::Empty, 99, E_FAIL));
    let outcome = invoke(sink, 2, METHOD, &mut [int(1), int(13)], &mut []);
    assert_eq!(outcome, refused(E_UNEXPECTED, 99));
}

fn success_codes_are_no_exceptions(sink: &IDispatch) {
    let int = |value: i32| Argument::of(Value::I32(value));
    let outcome = invoke(sink, 2, METHOD, &mut [int(1), int(14)], &mut []);
    assert_eq!(outcome, (S_FALSE, Value::I32(140), 99, S_OK));
    let outcome = invoke(sink, 2, METHOD, &mut [int(1), int(15)], &mut []);
    assert_eq!(outcome, (S_FALSE, Value::Empty, 99, S_OK));
}

fn names_are_found_without_regard_to_case(sink: &IDispatch) {
    let ids = |names: &[&str]| {
        let wide: Vec<Vec<u16>> = names
            .iter()
            .map(|name| name.encode_utf16().chain([0]).collect())
            .collect();
        let pointers: Vec<PCWSTR> = wide.iter().map(|name| PCWSTR(name.as_ptr())).collect();
        let mut ids = vec![0; names.len()];
        // SAFETY: as many names as ids.
        let code = unsafe {
            (Interface::vtable(sink).GetIDsOfNames)(
                sink.as_raw(),
                &GUID::zeroed(),
                pointers.as_ptr().cast(),
                names.len() as u32,
                0,
                ids.as_mut_ptr(),
            )
        };
        (code, ids)
    };
    assert_eq!(ids(&["Add"]), (S_OK, vec![2]));
    assert_eq!(ids(&["aDD", "B", "a"]), (S_OK, vec![2, 1, 0]));
    assert_eq!(ids(&["name"]), (S_OK, vec![10]));
    assert_eq!(ids(&["Add", "c"]), (DISP_E_UNKNOWNNAME, vec![2, -1]));
    assert_eq!(ids(&["Ad"]), (DISP_E_UNKNOWNNAME, vec![-1]));
    let mut count = 7;
    // SAFETY: the count can be written.
    let code = unsafe { (Interface::vtable(sink).GetTypeInfoCount)(sink.as_raw(), &mut count) };
    assert_eq!((code, count), (S_OK, 0));
}

fn a_dual_interface_is_called_both_ways() {
    let control = ILampControl::from(Control);
    let dispatch = control.cast::<IDispatch>().unwrap();
    let int = |value: i32| Argument::of(Value::I32(value));
    let text = |text: &str| Value::Text(text.to_owned());
    // SAFETY: the arguments are what the interface asks for.
    unsafe {
        let mut watts = 0.0;
        let code = (Interface::vtable(&control).Watts)(control.as_raw(), &mut watts);
        assert_eq!((code, watts), (S_OK, 7.5));
    }
    assert_eq!(
        invoke(&dispatch, 2, GET, &mut [], &mut []),
        done(Value::F64(7.5))
    );
    assert_eq!(
        invoke(&dispatch, 2, PUT, &mut [int(9)], &mut [-3]),
        done(Value::Empty)
    );
    // One that may be left out, by its default.
    let outcome = invoke(&dispatch, 1, METHOD, &mut [int(50)], &mut []);
    assert_eq!(outcome, done(text("50 in 7")));
    let missing = Argument::of(Value::Error(DISP_E_PARAMNOTFOUND));
    let outcome = invoke(&dispatch, 1, METHOD, &mut [missing, int(50)], &mut []);
    assert_eq!(outcome, done(text("50 in 7")));
    let outcome = invoke(&dispatch, 1, METHOD, &mut [int(1), int(50)], &mut []);
    assert_eq!(outcome, done(text("50 in 1")));
    // The locale isn't passed; what isn't the result is written where the caller says.
    let (mut cancel, mut count) = (0_i16, 0_i32);
    let mut arguments = [
        Argument::to(VT_I4, &mut count),
        Argument::to(VT_BOOL, &mut cancel),
        Argument::of(text("sure?")),
    ];
    assert_eq!(
        invoke(&dispatch, 4, METHOD, &mut arguments, &mut []),
        done(Value::Empty)
    );
    assert_eq!((cancel, count), (-1, 3));
    // Objects are asked for the interface that is wanted.
    let object = || Value::Interface(Some(dispatch.clone().into()));
    let mut arguments = [Argument::of(object()), Argument::of(object())];
    assert_eq!(
        invoke(&dispatch, 3, METHOD, &mut arguments, &mut []),
        done(Value::Empty)
    );
    let lamp = Argument::of(Value::Interface(Some(ILamp::from(Bulb).into())));
    let mut arguments = [Argument::of(object()), lamp];
    let outcome = invoke(&dispatch, 3, METHOD, &mut arguments, &mut []);
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 1));
    // Without `id`, by what MIDL would number it.
    let same = invoke(&dispatch, 0x6002_0005, METHOD, &mut [int(4)], &mut []);
    assert_eq!(same, done(Value::I32(4)));
    assert_eq!(calls(), ["set_watts 9", "ask sure? 1033", "attach false"]);
}
