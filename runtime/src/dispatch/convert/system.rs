//! The conversions, value by value, beside those of `oleaut32.dll`.

use super::convert;
use crate::{Decimal, Value, Variant};
use std::ptr::null;
use windows_core::HRESULT;

windows_core::link!("oleaut32.dll" "system" fn VariantChangeTypeEx(to: *mut Variant, from: *const Variant, locale: u32, flags: u16, vartype: u16) -> HRESULT);
windows_core::link!("oleaut32.dll" "system" fn DispGetParam(parameters: *const Parameters, position: u32, vartype: u16, value: *mut Variant, bad: *mut u32) -> HRESULT);

/// DISPPARAMS
#[repr(C)]
struct Parameters {
    arguments: *const Variant,
    names: *const i32,
    count: u32,
    named_count: u32,
}

const US: u32 = 0x409;

/// The types that values become: integers, floats, currency, dates, text, truth, errors, decimals.
const TYPES: [u16; 16] = [16, 17, 2, 18, 3, 19, 20, 21, 4, 5, 6, 7, 8, 11, 10, 14];

/// Text whose conversion into numbers is a matter of taste in one way or the other: Wine takes it for a date,
/// or loses the last digits.
const TEXTS: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "-1",
    " 12 ",
    "12 ",
    "+7",
    "- 7",
    "7-",
    "(7)",
    "($7)",
    "$7",
    "-$7",
    "$-7",
    "7$",
    "1,234.5",
    "1234.5",
    "-0.5",
    ".5",
    "5.",
    "1e3",
    "1E3",
    "1e+3",
    "1e-3",
    "1d3",
    "1e",
    "1e5000",
    "&H10",
    "&h10",
    "&HFF",
    "&HFFFF",
    "&H8000",
    "&H",
    "&H1G",
    "&O17",
    "&o17",
    "&17",
    "&O8",
    "-&H10",
    "True",
    "TRUE",
    "False",
    "#TRUE#",
    "#FALSE#",
    "Yes",
    "abc",
    "12abc",
    "0x10",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "256",
    "32767",
    "32768",
    "-32768",
    "-32769",
    "65535",
    "65536",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1e38",
    "4e38",
    "1e309",
    "922337203685477.5807",
    "922337203685477.5808",
    "1/2/2000",
    "12/31/1999",
    "2000-01-02",
    "1/2/2000 3:04:05",
    "3:04",
    "3:04:05 PM",
    "12:30 AM",
    "Jan 2, 2000",
    "2 January 2000",
    "13/1/2000",
    "2/30/2000",
    "1/2/50",
    "1/2/20",
    "\t12",
    "nan",
    "inf",
    "1.#INF",
    "1e+",
    "--1",
    "+-1",
    ",",
    "1,",
    "00012",
    "2.5e-1",
    "1234567890.5",
    "(1.5)",
    "-(1)",
    "1000000",
];

fn values() -> Vec<Value> {
    let mut values = vec![
        Value::Empty,
        Value::Null,
        Value::Bool(true),
        Value::Bool(false),
        Value::Error(HRESULT(0)),
        Value::Error(HRESULT(-1)),
        Value::Interface(None),
        Value::Dispatch(None),
    ];
    let integers = [
        0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, 65535, 65536,
    ];
    let integers = integers.into_iter().chain([
        i32::MAX.into(),
        i32::MIN.into(),
        u32::MAX.into(),
        1 << 32,
        i64::MAX,
        i64::MIN,
        922_337_203_685_477,
        922_337_203_685_476,
        2_958_465,
        2_958_466,
        -657_434,
        -657_435,
    ]);
    for it in integers {
        values.extend([
            Value::I8(it as i8),
            Value::U8(it as u8),
            Value::I16(it as i16),
            Value::U16(it as u16),
            Value::I32(it as i32),
            Value::U32(it as u32),
            Value::I64(it),
            Value::U64(it as u64),
            Value::F64(it as f64),
            Value::Currency(it),
            Value::Currency(it.wrapping_mul(5_000)),
        ]);
        let digits = u128::from(it.unsigned_abs());
        values.extend([0, 1, 4].map(|scale| {
            // Zero has no sign.
            Value::Decimal(Decimal::new(it < 0 && digits > 0, digits, scale).unwrap())
        }));
    }
    for it in [
        0.5,
        1.5,
        2.5,
        -0.5,
        -0.6,
        -1.5,
        0.1,
        1.0 / 3.0,
        1e-5,
        1e10,
        1e15,
        12_345_678.0,
    ] {
        values.extend([Value::F64(it), Value::F32(it as f32), Value::Date(it)]);
    }
    for it in [
        127.5,
        -128.5,
        -128.6,
        255.5,
        254.5,
        32767.5,
        -32768.5,
        65535.5,
        2_147_483_647.4,
        2_147_483_647.5,
        -2_147_483_648.5,
        4_294_967_295.4,
        4_294_967_295.5,
        9.2e18,
        1.8e19,
        1.9e19,
        1e300,
        3.4e38,
        3.5e38,
        123_456_789_012_345.0,
        1_234_567_890_123_456.0,
        1e21,
        1e-7,
        0.0001,
        -0.0,
        0.00005,
        0.00015,
    ] {
        values.push(Value::F64(it));
    }
    for it in [
        0.0,
        1.0,
        0.25,
        36_526.75,
        -1.25,
        2_958_465.5,
        -657_434.5,
        40_000.000_011_574_074,
    ] {
        values.push(Value::Date(it));
    }
    values.extend(TEXTS.iter().map(|text| Value::Text((*text).to_owned())));
    values
}

/// Whether Wine's conversion isn't OLE Automation's: it takes the lower bits of a large integer for `VT_UI2`,
/// makes floats of decimals, which lose digits or are out of range, and takes true for the decimal 1.
fn is_wines(value: &Value, vartype: u16) -> bool {
    const MAX_EXACT: u128 = 1 << 47;
    match (value, vartype) {
        (Value::I64(it), 18) => *it > i64::from(u16::MAX),
        (Value::U64(it), 18) => *it > u64::from(u16::MAX),
        (Value::Decimal(it), 6 | 20 | 21) => it.digits() > MAX_EXACT,
        (Value::Bool(true), 14) => true,
        _ => false,
    }
}

/// Whether two values that were made of `from` are one, floats up to the digits that the system loses.
fn is_same(from: &Value, one: &Value, other: &Value) -> bool {
    let is_near = |one: f64, other: f64, digit: f64| (one - other).abs() <= other.abs() * digit;
    match (one, other) {
        (Value::F64(one), Value::F64(other)) | (Value::Date(one), Value::Date(other)) => {
            is_near(*one, *other, 1e-14)
        }
        (Value::F32(one), Value::F32(other)) => is_near((*one).into(), (*other).into(), 1e-6),
        // With more decimals, or fewer; of a float, Wine keeps digits that it isn't sure of.
        (Value::Decimal(one), Value::Decimal(other)) => {
            let digit = match from {
                Value::F32(_) => 1e-6,
                Value::F64(_) | Value::Date(_) => 1e-14,
                _ => 0.0,
            };
            one.to_string() == other.to_string()
                || (digit > 0.0 && is_near(one.to_f64(), other.to_f64(), digit))
        }
        (one, other) => one == other,
    }
}

#[test]
fn every_value_becomes_what_the_system_makes_of_it() {
    let mut differences = Vec::new();
    for value in values() {
        let variant = Variant::new(&value).unwrap();
        let parameters = Parameters {
            arguments: &variant,
            names: null(),
            count: 1,
            named_count: 0,
        };
        for vartype in TYPES.into_iter().filter(|it| !is_wines(&value, *it)) {
            let (mut theirs, mut param, mut bad) = (Variant::empty(), Variant::empty(), 0);
            // SAFETY: the VARIANTs are there, and what is written is empty.
            let codes = unsafe {
                [
                    VariantChangeTypeEx(&mut theirs, &variant, US, 0, vartype),
                    DispGetParam(&parameters, 0, vartype, &mut param, &mut bad),
                ]
            };
            let ours = convert(&value, vartype);
            for (code, theirs) in codes.into_iter().zip([theirs.value(), param.value()]) {
                let is_same = match &ours {
                    Ok(ours) => code.is_ok() && is_same(&value, ours, &theirs),
                    Err(ours) => *ours == code,
                };
                if !is_same {
                    differences.push(format!(
                        "{value:?} to {vartype}: {ours:?}, not {code:?} {theirs:?}"
                    ));
                }
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
