//! Arrays of which the IDL doesn't say what their elements are, and decimals and arrays by dispid.

use crate::bindings::*;
use crate::invoke::{Argument, DISP_E_TYPEMISMATCH, METHOD, VT_VARIANT, done, invoke, refused};
use comidl::{
    AnySafeArray, Array, Decimal, Error, HRESULT, InOut, Result, SafeArray, Value, callback,
};
use std::ptr::null_mut;
use windows_core::{Interface, PWSTR};

const S_OK: HRESULT = HRESULT(0);
const E_FAIL: HRESULT = HRESULT(0x8000_4005_u32 as i32);
const VT_I4: u16 = 3;
const VT_DECIMAL: u16 = 14;
const VT_ARRAY: u16 = 0x2000;

#[callback(LampTables)]
struct Tables;

impl LampTables for Tables {
    fn copy(&self, table: &AnySafeArray, other: &AnySafeArray) -> Result<AnySafeArray> {
        assert!(other.vartype().is_none());
        Ok(table.clone())
    }
    fn grow(&self, table: &InOut<AnySafeArray>) -> Result<()> {
        let mut values = table.with(|table| table.of::<i32>().map_or(Vec::new(), |it| it.to_vec()));
        values.push(9);
        table.set(SafeArray::new(values)?.into());
        Ok(())
    }
    unsafe fn edit(&self, text: PWSTR, table: *mut SAFEARRAY) -> Result<()> {
        assert!(table.is_null());
        // SAFETY: the caller says by other means how much room there is: for two characters.
        unsafe { *text.0 = u16::from(b'b') };
        Ok(())
    }
}

#[callback(LampPrices)]
struct Prices;

/// Returns the bindings' number of the runtime's, and back.
fn raw(number: Decimal) -> DECIMAL {
    // SAFETY: both are C's DECIMAL.
    unsafe { std::mem::transmute(number) }
}

fn number(raw: &DECIMAL) -> Decimal {
    // SAFETY: as above.
    unsafe { std::mem::transmute_copy(raw) }
}

fn decimal(digits: i64) -> Decimal {
    Decimal::new(digits < 0, digits.unsigned_abs().into(), 2).unwrap()
}

impl LampPrices for Prices {
    fn count(&self, prices: &AnySafeArray) -> Result<i32> {
        Ok(prices
            .values()
            .map_or(-1, |prices| prices.values().len() as i32))
    }
    fn negate(&self, price: &DECIMAL) -> Result<DECIMAL> {
        let price = number(price);
        let negated = Decimal::new(!price.is_negative(), price.digits(), price.scale())?;
        Ok(raw(negated))
    }
    fn raise(&self, price: &InOut<DECIMAL>) -> Result<DECIMAL> {
        let before = number(&price.get());
        price.set(raw(Decimal::new(
            false,
            before.digits() + 1,
            before.scale(),
        )?));
        Ok(raw(before))
    }
    fn sort(&self, numbers: &InOut<SafeArray<i32>>) -> Result<()> {
        let mut sorted = numbers.with(|numbers| numbers.to_vec());
        sorted.sort_unstable();
        numbers.set(SafeArray::new(sorted)?);
        Ok(())
    }
    fn all(&self) -> Result<AnySafeArray> {
        Ok(SafeArray::new(vec![decimal(1), decimal(-2)])?.into())
    }
    fn sum(&self, prices: &SafeArray<Decimal>) -> Result<DECIMAL> {
        let digits = prices.iter().map(Decimal::digits).sum();
        Ok(raw(Decimal::new(false, digits, 2)?))
    }
    fn fail(&self, code: i32) -> Result<()> {
        Err(Error::new(HRESULT(code), "as told"))
    }
}

fn ints(values: &[i32]) -> Value {
    let values = values.iter().map(|&value| Value::I32(value)).collect();
    Value::Array(Array::new(values).unwrap())
}

pub(crate) fn run() {
    an_array_of_any_type_goes_in_and_out();
    text_without_a_size_is_a_pointer();
    decimals_go_by_dispid();
    decimals_are_replaced_where_they_are();
    arrays_are_replaced_by_dispid();
    arrays_of_any_type_go_by_dispid();
    a_failure_without_a_place_to_tell_it_is_a_rich_error();
}

fn an_array_of_any_type_goes_in_and_out() {
    let tables = ILampTables::from(Tables);
    let vtable = Interface::vtable(&tables);
    let array = SafeArray::new(vec![1_i32, 2]).unwrap();
    let (mut copy, mut null) = (AnySafeArray::default(), AnySafeArray::default());
    // SAFETY: the arrays are there, and null is one.
    unsafe {
        let first = (&raw const array).cast::<*mut SAFEARRAY>().read();
        let code = (vtable.Copy)(tables.as_raw(), first, null_mut(), (&raw mut copy).cast());
        assert_eq!(code, S_OK);
        assert_eq!(**copy.of::<i32>().unwrap(), [1, 2]);
        for place in [&mut copy, &mut null] {
            let code = (vtable.Grow)(tables.as_raw(), (&raw mut *place).cast());
            assert_eq!(code, S_OK);
        }
    }
    assert_eq!(copy.into_array::<i32>().unwrap().into_vec(), [1, 2, 9]);
    assert_eq!(null.into_array::<i32>().unwrap().into_vec(), [9]);
}

fn text_without_a_size_is_a_pointer() {
    let tables = ILampTables::from(Tables);
    let mut text = [u16::from(b'a'), 0];
    // SAFETY: there is a string.
    let code = unsafe {
        let edit = Interface::vtable(&tables).Edit;
        edit(tables.as_raw(), PWSTR(text.as_mut_ptr()), null_mut())
    };
    assert_eq!((code, text[0]), (S_OK, u16::from(b'b')));
}

fn decimals_go_by_dispid() {
    let prices = ILampPrices::from(Prices).cast::<IDispatch>().unwrap();
    for (given, negated) in [
        (Value::Decimal(decimal(150)), decimal(-150)),
        (Value::Text("-1.50".to_owned()), decimal(150)),
        (Value::I32(3), Decimal::new(true, 3, 0).unwrap()),
    ] {
        let outcome = invoke(&prices, 2, METHOD, &mut [Argument::of(given)], &mut []);
        let Value::Decimal(result) = outcome.1 else {
            panic!("{outcome:?}");
        };
        assert_eq!(result.to_f64(), negated.to_f64());
    }
    let all = Array::new(vec![Value::Decimal(decimal(1)), Value::Decimal(decimal(2))]);
    let all = &mut [Argument::of(Value::Array(all.unwrap()))];
    let outcome = invoke(&prices, 6, METHOD, all, &mut []);
    assert_eq!(outcome, done(Value::Decimal(decimal(3))));
}

fn decimals_are_replaced_where_they_are() {
    let prices = ILampPrices::from(Prices).cast::<IDispatch>().unwrap();
    let (mut price, mut before) = (decimal(5), decimal(0));
    let arguments = &mut [
        Argument::to(VT_DECIMAL, &mut before),
        Argument::to(VT_DECIMAL, &mut price),
    ];
    assert_eq!(invoke(&prices, 3, METHOD, arguments, &mut []).0, S_OK);
    assert_eq!((price, before), (decimal(6), decimal(5)));
    // In VARIANTs, which are the numbers but for their types.
    let mut variables = [7, 0].map(|digits| Argument::of(Value::Decimal(decimal(digits))));
    let [price, before] = &mut variables;
    let arguments = &mut [
        Argument::to(VT_VARIANT, before),
        Argument::to(VT_VARIANT, price),
    ];
    assert_eq!(invoke(&prices, 3, METHOD, arguments, &mut []).0, S_OK);
    // SAFETY: both are VARIANTs.
    let variants: [comidl::Variant; 2] = unsafe { std::mem::transmute(variables) };
    let values = variants.map(|variant| variant.value());
    assert_eq!(values, [8, 7].map(|digits| Value::Decimal(decimal(digits))));
}

fn arrays_are_replaced_by_dispid() {
    let prices = ILampPrices::from(Prices).cast::<IDispatch>().unwrap();
    let mut numbers = SafeArray::new(vec![3, 1, 2]).unwrap();
    let argument = &mut [Argument::to(VT_ARRAY | VT_I4, &mut numbers)];
    assert_eq!(invoke(&prices, 4, METHOD, argument, &mut []).0, S_OK);
    assert_eq!(*numbers, [1, 2, 3]);
    let mut variable = Argument::of(ints(&[5, 4]));
    let argument = &mut [Argument::to(VT_VARIANT, &mut variable)];
    assert_eq!(invoke(&prices, 4, METHOD, argument, &mut []).0, S_OK);
    // SAFETY: both are a VARIANT.
    let variant: comidl::Variant = unsafe { std::mem::transmute(variable) };
    assert_eq!(variant.value(), ints(&[4, 5]));
    // Of another type, and none.
    let mut texts = SafeArray::new(vec![1.0_f32]).unwrap();
    let argument = &mut [Argument::to(VT_ARRAY | 4, &mut texts)];
    let outcome = invoke(&prices, 4, METHOD, argument, &mut []);
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 0));
    let argument = &mut [Argument::to(VT_ARRAY | VT_I4, &mut texts)];
    let outcome = invoke(&prices, 4, METHOD, argument, &mut []);
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 0));
    let argument = &mut [Argument::of(ints(&[1]))];
    let outcome = invoke(&prices, 4, METHOD, argument, &mut []);
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 0));
}

fn arrays_of_any_type_go_by_dispid() {
    let prices = ILampPrices::from(Prices).cast::<IDispatch>().unwrap();
    let count = |argument| invoke(&prices, 1, METHOD, &mut [argument], &mut []);
    let mut numbers = SafeArray::new(vec![3, 1]).unwrap();
    assert_eq!(count(Argument::of(ints(&[1, 2, 3]))), done(Value::I32(3)));
    let reference = Argument::to(VT_ARRAY | VT_I4, &mut numbers);
    assert_eq!(count(reference), done(Value::I32(2)));
    let outcome = count(Argument::of(Value::I32(1)));
    assert_eq!(outcome, refused(DISP_E_TYPEMISMATCH, 0));
    let (code, all, ..) = invoke(&prices, 5, METHOD, &mut [], &mut []);
    let Value::Array(all) = all else {
        panic!("{all:?}");
    };
    assert_eq!(code, S_OK);
    assert_eq!(all.values()[1], Value::Decimal(decimal(-2)));
}

fn a_failure_without_a_place_to_tell_it_is_a_rich_error() {
    let prices = ILampPrices::from(Prices).cast::<IDispatch>().unwrap();
    let mut code = Argument::of(Value::I32(E_FAIL.0));
    let parameters = DISPPARAMS {
        rgvarg: (&raw mut code).cast(),
        rgdispidNamedArgs: null_mut(),
        cArgs: 1,
        cNamedArgs: 0,
    };
    // SAFETY: as IDispatch documents it.
    let code = unsafe {
        let (invoke, none) = (Interface::vtable(&prices).Invoke, null_mut());
        let (iid, this) = (&windows_core::GUID::zeroed(), prices.as_raw());
        invoke(
            this,
            7,
            iid,
            0,
            METHOD,
            &parameters,
            none,
            null_mut(),
            null_mut(),
        )
    };
    let error = Error::from_call(&prices, code);
    assert_eq!((code, error.message()), (E_FAIL, Some("as told")));
}
