//! IDispatch, for generated code: `Invoke` finds a callback's method, and turns its arguments, which
//! are VARIANTs in reverse order, into the method's.
//!
//! [`ids_of_names`] and [`invoke`] are the slots with work to do. Generated code gives them the
//! [`Member`]s and, for each member, an arm that takes [`Arguments`] and calls the method.

mod arguments;
mod codes;
#[cfg(any(test, not(windows)))]
mod convert;
mod from_argument;

pub use arguments::Arguments;
pub use from_argument::{FromArgument, Text};

use crate::error::{E_NOTIMPL, E_POINTER};
use crate::object::{Place, Refusal, call, clear, failed, refuse_null};
use crate::task_memory::BString;
use crate::variant::{VT_ARRAY, VT_VARIANT};
use crate::{AnySafeArray, Decimal, Error, InOut, SafeArray, SafeArrayElement, Variant, WideStr};
use codes::{
    DISP_E_BADINDEX, DISP_E_EXCEPTION, DISP_E_MEMBERNOTFOUND, DISP_E_UNKNOWNINTERFACE,
    DISP_E_UNKNOWNNAME,
};
use std::any::type_name;
use std::ffi::c_void;
use std::ptr::null_mut;
use windows_core::{GUID, HRESULT, PCWSTR};

/// A member that a caller can call by its dispid.
#[derive(Debug)]
pub struct Member {
    /// Its name. Callers may write it in any case.
    pub name: &'static str,
    /// Its dispid.
    pub dispid: i32,
    /// The names of its parameters, for named arguments.
    pub parameters: &'static [&'static str],
}

/// DISPPARAMS: the arguments, the last one first. Named arguments come before the others, each with
/// the dispid of its parameter at the same place of `names`.
#[derive(Debug)]
#[repr(C)]
struct Parameters {
    arguments: *mut Variant,
    names: *const i32,
    count: u32,
    named_count: u32,
}

/// EXCEPINFO: the error of a callback.
#[repr(C)]
struct Exception {
    code: u16,
    reserved: u16,
    source: *mut u16,
    description: *mut u16,
    help_file: *mut u16,
    help_context: u32,
    more_reserved: *mut c_void,
    fill_in: *mut c_void,
    scode: HRESULT,
}

/// Why a call by dispid fails.
#[derive(Debug)]
pub enum Failure {
    /// The call isn't valid: a code of IDispatch, and the place of the argument with the problem.
    Call(HRESULT, Option<u32>),
    /// The method returned an error.
    Callback(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Callback(error)
    }
}

/// A call by dispid, with the arguments of `Invoke`.
#[derive(Debug)]
pub struct Call<'a> {
    dispid: i32,
    flags: u16,
    lcid: u32,
    parameters: &'a Parameters,
    result: *mut Variant,
}

/// The arguments of `IDispatch::Invoke`, as the caller passed them.
#[derive(Debug)]
pub struct Invocation {
    /// `dispIdMember`
    pub dispid: i32,
    /// `riid`, which has to be zero.
    pub iid: *const GUID,
    /// `lcid`
    pub lcid: u32,
    /// `wFlags`: the kind of access.
    pub flags: u16,
    /// `pDispParams`
    pub parameters: *const c_void,
    /// `pVarResult`
    pub result: *mut c_void,
    /// `pExcepInfo`
    pub exception: *mut c_void,
    /// `puArgErr`
    pub bad_argument: *mut u32,
}

/// `DISPATCH_METHOD`, `…_PROPERTYGET`, `…_PROPERTYPUT`, `…_PROPERTYPUTREF`.
const METHOD: u16 = 1;
const PROPERTY_GET: u16 = 2;
const PROPERTY_PUT: u16 = 4;
const PROPERTY_PUT_REF: u16 = 8;

impl Call<'_> {
    /// Returns the dispid.
    pub fn dispid(&self) -> i32 {
        self.dispid
    }

    /// Returns whether a method is called. A caller that doesn't know the kind may set this and
    /// [`is_get`](Self::is_get) together.
    pub fn is_method(&self) -> bool {
        self.flags & METHOD != 0
    }

    /// Returns whether a property is read.
    pub fn is_get(&self) -> bool {
        self.flags & PROPERTY_GET != 0
    }

    /// Returns whether a property is set.
    pub fn is_put(&self) -> bool {
        self.flags & PROPERTY_PUT != 0
    }

    /// Returns whether a property is set to an object itself, and not to its value.
    pub fn is_put_ref(&self) -> bool {
        self.flags & PROPERTY_PUT_REF != 0
    }

    /// Returns the caller's locale.
    pub fn lcid(&self) -> u32 {
        self.lcid
    }

    /// Gives a value to the caller, unless the caller passed null.
    pub fn give(&mut self, value: Variant) {
        if !self.result.is_null() {
            // SAFETY: writable, by `invoke`'s contract; what is there is empty.
            unsafe { self.result.write(value) };
        }
    }
}

/// Returns the failure of a call whose dispid no member of the kind has.
///
/// # Errors
///
/// Always: DISP_E_MEMBERNOTFOUND.
pub fn no_member() -> Result<(), Failure> {
    Err(Failure::Call(DISP_E_MEMBERNOTFOUND, None))
}

/// Returns the failure of a call of a member with a parameter or a result that no VARIANT holds.
///
/// # Errors
///
/// Always: DISP_E_TYPEMISMATCH.
pub fn not_by_dispid() -> Result<(), Failure> {
    Err(Failure::Call(codes::DISP_E_TYPEMISMATCH, None))
}

/// `IDispatch::Invoke`: calls `body` with the value of an object and the call.
///
/// For an error of the callback it returns DISP_E_EXCEPTION and fills the EXCEPINFO; the error's own
/// code where the caller passed no EXCEPINFO.
///
/// # Safety
///
/// The contract of [`call`]. The pointers are null, or as `IDispatch::Invoke` documents them.
pub unsafe fn invoke<P: Place>(
    this: *mut c_void,
    invocation: Invocation,
    body: impl FnOnce(&P::Value, &mut Call<'_>) -> Result<(), Failure>,
) -> HRESULT {
    let result: *mut Variant = invocation.result.cast();
    let exception: *mut Exception = invocation.exception.cast();
    // SAFETY: null, or room for a VARIANT and an EXCEPINFO; all zeros are empty ones.
    unsafe {
        clear(result);
        clear(exception);
    }
    // SAFETY: null, or an IID; null, or a DISPPARAMS.
    let (iid, parameters) = unsafe {
        (
            invocation.iid.as_ref(),
            invocation.parameters.cast::<Parameters>().as_ref(),
        )
    };
    if iid.is_some_and(|iid| *iid != GUID::zeroed()) {
        return DISP_E_UNKNOWNINTERFACE;
    }
    let Some(parameters) = parameters else {
        static REFUSAL: Refusal = Refusal::new("Invoke", "pDispParams");
        // SAFETY: the contract above.
        return unsafe { refuse_null(P::identity(this), &REFUSAL) };
    };
    let mut failure = None;
    // SAFETY: the contract above.
    let code = unsafe {
        call::<P>(this, "Invoke", |callback| {
            let mut call = Call {
                dispid: invocation.dispid,
                flags: invocation.flags,
                lcid: invocation.lcid,
                parameters,
                result,
            };
            if let Err(failed) = body(callback, &mut call) {
                failure = Some(failed);
            }
            Ok(())
        })
    };
    match failure {
        None => code,
        Some(Failure::Call(code, argument)) => {
            if let Some(argument) = argument
                && !invocation.bad_argument.is_null()
            {
                // SAFETY: not null, so writable.
                unsafe { invocation.bad_argument.write(argument) };
            }
            crate::error::clear_info();
            code
        }
        // A success code is no exception.
        Some(Failure::Callback(error)) if exception.is_null() || error.code().is_ok() => {
            // SAFETY: the contract above.
            unsafe { failed(this, P::identity(this), error) }
        }
        Some(Failure::Callback(error)) => {
            // SAFETY: not null, so writable; zeroed above, so nothing is lost in it.
            unsafe { tell(&mut *exception, &error, type_name::<P::Value>()) };
            DISP_E_EXCEPTION
        }
    }
}

/// Writes an error of a callback, whose type has that name, for the caller.
fn tell(exception: &mut Exception, error: &Error, type_name: &str) {
    // Where there is no memory for a text, the caller gets none.
    let string = |text: &str| BString::new(text).map_or(null_mut(), BString::into_raw);
    exception.scode = error.code();
    exception.description = string(&error.to_string());
    exception.source = string(error.component().unwrap_or(type_name));
    if let Some((file, topic)) = error.help() {
        exception.help_file = string(file);
        exception.help_context = topic;
    }
}

/// `IDispatch::GetIDsOfNames`: the first name is that of a member, the others are names of its
/// parameters. The dispid of a parameter is its place.
///
/// # Safety
///
/// `names` and `ids` are null, or point to `count` of each, the names being strings or null.
pub unsafe fn ids_of_names(
    members: &[Member],
    names: *const PCWSTR,
    count: u32,
    ids: *mut i32,
) -> HRESULT {
    const DISPID_UNKNOWN: i32 = -1;

    // SAFETY: the contract above.
    let (names, ids) = unsafe {
        (
            crate::object::slice(names, count as usize),
            crate::object::slice_mut(ids, count as usize),
        )
    };
    let (Some(names), Some(ids)) = (names, ids) else {
        return E_POINTER;
    };
    // SAFETY: the contract above.
    let mut names = names
        .iter()
        .map(|name| unsafe { WideStr::from_pcwstr(*name) });
    let first = names.next().flatten();
    let member = first.and_then(|name| members.iter().find(|member| is_called(name, member.name)));
    let others = names.map(|name| {
        let (parameters, name) = (member?.parameters, name?);
        let at = parameters.iter().position(|known| is_called(name, known))?;
        i32::try_from(at).ok()
    });
    let found = std::iter::once(member.map(|member| member.dispid)).chain(others);
    let mut code = HRESULT(0);
    for (id, found) in ids.iter_mut().zip(found) {
        *id = found.unwrap_or(DISPID_UNKNOWN);
        if found.is_none() {
            code = DISP_E_UNKNOWNNAME;
        }
    }
    code
}

/// Returns whether a caller's name is `known`, in any case. Names of IDL are ASCII.
fn is_called(name: &WideStr, known: &str) -> bool {
    let lower =
        |unit: u16| u8::try_from(unit).map_or(unit, |byte| byte.to_ascii_lowercase().into());
    let known = known.encode_utf16().map(lower);
    name.units().iter().copied().map(lower).eq(known)
}

/// `IDispatch::GetTypeInfoCount`: writes zero.
///
/// # Safety
///
/// `count` is null or writable.
pub unsafe fn type_info_count(count: *mut u32) -> HRESULT {
    if count.is_null() {
        return E_POINTER;
    }
    // SAFETY: not null, so writable.
    unsafe { count.write(0) };
    HRESULT(0)
}

/// `IDispatch::GetTypeInfo`: fails, since there is no type information.
///
/// # Safety
///
/// `info` is null or writable.
pub unsafe fn type_info(index: u32, info: *mut *mut c_void) -> HRESULT {
    if info.is_null() {
        return E_POINTER;
    }
    // SAFETY: not null, so writable.
    unsafe { info.write(null_mut()) };
    if index == 0 {
        E_NOTIMPL
    } else {
        DISP_E_BADINDEX
    }
}

/// Returns a VARIANT with an array in it.
pub fn returned_array<T: SafeArrayElement>(array: SafeArray<T>) -> Variant {
    // SAFETY: a VARIANT of that type holds a pointer to an array of such elements, which it owns.
    unsafe { Variant::holding(VT_ARRAY | T::VARTYPE, array) }
}

/// Returns a VARIANT with an array in it, of the array's type; one of VARIANTs for null.
pub fn returned_any_array(array: AnySafeArray) -> Variant {
    let vartype = array.vartype().unwrap_or(VT_VARIANT);
    // SAFETY: a VARIANT of that type holds a pointer to an array of such elements, which it owns.
    unsafe { Variant::holding(VT_ARRAY | vartype, array) }
}

/// Returns a VARIANT with a number in it.
///
/// # Safety
///
/// A `T` is in memory as a `DECIMAL`.
pub unsafe fn returned_decimal<T>(value: T) -> Variant {
    const { assert!(size_of::<T>() == size_of::<Decimal>()) };
    // SAFETY: the contract above.
    Variant::of_decimal(unsafe { std::mem::transmute_copy(&value) })
}

/// Writes a number where the caller wants one, which may be in a VARIANT, whose type stays; unless it is null.
///
/// # Safety
///
/// `place` is null, or the address of a `DECIMAL`, as a `T` is in memory.
pub unsafe fn give_decimal<T>(place: *mut T, value: T) {
    // SAFETY: the contract above.
    if let Some(place) = unsafe { InOut::of_decimal(place) } {
        place.set(value);
    }
}

/// Returns a VARIANT of type `vartype` with `value` in it.
///
/// # Safety
///
/// A VARIANT of that type holds its value as a `T` is in memory, and owns what that owns.
pub unsafe fn returned<T>(vartype: u16, value: T) -> Variant {
    // SAFETY: the contract above.
    unsafe { Variant::holding(vartype, value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_has_source_and_help() {
        // SAFETY: zeros are an empty EXCEPINFO.
        let mut exception: Exception = unsafe { std::mem::zeroed() };
        let error = Error::new(HRESULT(-1), "the lamp is hot");
        // SAFETY: each string is a BSTR or null, and this test's.
        let taken = |string: &mut *mut u16| unsafe {
            let text = WideStr::from_bstr(*string).to_string();
            drop(std::mem::transmute::<*mut u16, BString>(*string));
            *string = null_mut();
            text
        };
        tell(&mut exception, &error, "demo::Lamp");
        assert_eq!(taken(&mut exception.source), "demo::Lamp");
        assert!(taken(&mut exception.description).starts_with("the lamp is hot"));
        assert!(exception.help_file.is_null());
        let error = error.with_component("Demo.Lamp").with_help("lamp.chm", 7);
        tell(&mut exception, &error, "demo::Lamp");
        assert_eq!(taken(&mut exception.source), "Demo.Lamp");
        assert_eq!(taken(&mut exception.help_file), "lamp.chm");
        assert_eq!((exception.help_context, exception.scode), (7, HRESULT(-1)));
        _ = taken(&mut exception.description);
    }
}
