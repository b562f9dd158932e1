//! The arguments of one call, in the order of the parameters.

use super::codes::{
    DISP_E_BADPARAMCOUNT, DISP_E_PARAMNOTFOUND, DISP_E_PARAMNOTOPTIONAL, DISP_E_TYPEMISMATCH,
};
use super::{Call, Failure, FromArgument};
use crate::variant::{VT_ARRAY, VT_BYREF, VT_DISPATCH, VT_UNKNOWN, VT_VARIANT};
use crate::{AnySafeArray, SafeArray, SafeArrayElement, Value, Variant};
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr::null;
use windows_core::{HRESULT, IUnknown, Interface};

/// The dispid of the value that a property is set to.
const PROPERTY_PUT: i32 = -3;

/// The arguments of a call: one for each parameter of a member, where the caller passed one.
#[derive(Debug)]
pub struct Arguments<'a, const COUNT: usize> {
    passed: [Option<Passed<'a>>; COUNT],
    missing: Variant,
    locale: u32,
}

/// An argument, and its place in DISPPARAMS, by which an error names it.
#[derive(Clone, Copy, Debug)]
struct Passed<'a> {
    variant: &'a Variant,
    place: u32,
}

impl<'a> Call<'a> {
    /// Returns the arguments for a member with `COUNT` parameters. The caller passes arguments without a
    /// name in the reverse order of the parameters; a named argument has the number of its parameter.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT for too many arguments, DISP_E_PARAMNOTFOUND for a name that no parameter
    /// has, and for two arguments of one parameter.
    pub fn arguments<const COUNT: usize>(&self) -> Result<Arguments<'a, COUNT>, Failure> {
        let parameters = self.parameters;
        let (count, named) = (parameters.count as usize, parameters.named_count as usize);
        // SAFETY: as many arguments as `Invoke` was told of, for as long as its call.
        let slices = unsafe {
            (
                crate::object::slice(parameters.arguments.cast_const(), count),
                crate::object::slice(parameters.names, named),
            )
        };
        let (Some(arguments), Some(names)) = slices else {
            return Err(Failure::Call(crate::error::E_POINTER, None));
        };
        if count > COUNT || named > count {
            return Err(Failure::Call(DISP_E_BADPARAMCOUNT, None));
        }
        let mut passed = [None; COUNT];
        for (place, variant) in arguments.iter().enumerate() {
            let parameter = match names.get(place) {
                Some(&PROPERTY_PUT) => COUNT.checked_sub(1),
                Some(&name) => usize::try_from(name).ok(),
                None => Some(count - 1 - place),
            };
            let place = place as u32;
            let slot = parameter.and_then(|parameter| passed.get_mut(parameter));
            match slot {
                Some(slot @ None) => *slot = Some(Passed { variant, place }),
                _ => return Err(Failure::Call(DISP_E_PARAMNOTFOUND, Some(place))),
            }
        }
        Ok(Arguments {
            passed,
            missing: Variant::new(&Value::Error(DISP_E_PARAMNOTFOUND))?,
            locale: self.lcid,
        })
    }
}

impl<'a, const COUNT: usize> Arguments<'a, COUNT> {
    /// Returns the argument for a parameter, or the VARIANT that it refers to; `None` for a missing
    /// argument.
    fn given(&self, parameter: usize) -> Option<Passed<'a>> {
        /// A VARIANT may refer to another one, which refers to a value.
        const MAX_REFERENCES: usize = 4;

        let mut given = self.passed[parameter]?;
        for _ in 0..MAX_REFERENCES {
            if given.variant.vartype() != VT_BYREF | VT_VARIANT {
                break;
            }
            // SAFETY: that type says that the content is a pointer to a VARIANT, good for the call.
            given.variant = unsafe { given.variant.content::<*const Variant>().as_ref() }?;
        }
        let is_missing = given.variant.is_error(DISP_E_PARAMNOTFOUND);
        (!is_missing).then_some(given)
    }

    fn required(&self, parameter: usize) -> Result<Passed<'a>, Failure> {
        self.given(parameter).ok_or_else(|| {
            let code = match self.passed[parameter] {
                Some(_) => DISP_E_PARAMNOTOPTIONAL,
                None => DISP_E_BADPARAMCOUNT,
            };
            Failure::Call(code, self.passed[parameter].map(|given| given.place))
        })
    }

    /// Returns the argument as a `T`.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL for a missing argument, DISP_E_TYPEMISMATCH or
    /// DISP_E_OVERFLOW for one that can't be a `T`.
    pub fn read<T: FromArgument<'a>>(&self, parameter: usize) -> Result<T, Failure> {
        let given = self.required(parameter)?;
        T::from_argument(given.variant, self.locale).map_err(|code| given.failure(code))
    }

    /// Returns the argument as a `T`; `None` for a missing argument.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), for an argument that was passed.
    pub fn read_optional<T: FromArgument<'a>>(
        &self,
        parameter: usize,
    ) -> Result<Option<T>, Failure> {
        match self.given(parameter) {
            Some(_) => self.read(parameter).map(Some),
            None => Ok(None),
        }
    }

    /// Returns the argument as it is.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL for a missing argument.
    pub fn required_variant(&self, parameter: usize) -> Result<&'a Variant, Failure> {
        self.required(parameter).map(|given| given.variant)
    }

    /// Returns the argument as it is; for a missing argument, the VARIANT that stands for one.
    pub fn variant(&self, parameter: usize) -> &Variant {
        self.given(parameter)
            .map_or(&self.missing, |given| given.variant)
    }

    /// Returns the argument's object as an `I`, by QueryInterface; `None` for null, and for a missing
    /// argument.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for an argument that isn't an object with this interface.
    pub fn interface<I: Interface>(&self, parameter: usize) -> Result<Option<I>, Failure> {
        let Some(given) = self.given(parameter) else {
            return Ok(None);
        };
        let object = match given.variant.value() {
            Value::Interface(object) | Value::Dispatch(object) => object,
            _ => given
                .referent::<ManuallyDrop<Option<IUnknown>>>(&[VT_UNKNOWN, VT_DISPATCH])
                // SAFETY: the type says that a pointer is there, which the caller keeps.
                .map(|object| unsafe { (**object).clone() })
                .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH))?,
        };
        let Some(object) = object else {
            return Ok(None);
        };
        let cast = object.cast().map(Some);
        cast.map_err(|_| given.failure(DISP_E_TYPEMISMATCH))
    }

    /// As [`interface`](Self::interface), for an argument that may be null and not missing.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL for a missing argument as well.
    pub fn required_interface<I: Interface>(&self, parameter: usize) -> Result<Option<I>, Failure> {
        self.required(parameter)?;
        self.interface(parameter)
    }

    /// As [`interface`](Self::interface), for a parameter that has to have an object.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for null as well; DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL for a
    /// missing argument.
    pub fn object<I: Interface>(&self, parameter: usize) -> Result<I, Failure> {
        let given = self.required(parameter)?;
        self.interface(parameter)?
            .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH))
    }

    /// Returns the address where the caller wants a value of one of these types; null for a missing
    /// argument.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for an argument that isn't a reference to a value of these types.
    pub fn by_reference<T>(&self, parameter: usize, types: &[u16]) -> Result<*mut T, Failure> {
        let Some(given) = self.passed[parameter] else {
            return Ok(std::ptr::null_mut());
        };
        if given.variant.vartype() == VT_BYREF | VT_VARIANT && types != [VT_VARIANT] {
            // The caller has a VARIANT for the value, which has to have the type already.
            // SAFETY: that type says that the content is a pointer to a VARIANT, good for the call.
            let inner = unsafe {
                let inner = given.variant.content::<*mut Variant>();
                Variant::content_at(inner, types)
            };
            return inner
                .map(<*mut c_void>::cast)
                .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH));
        }
        given
            .referent(types)
            .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH))
    }

    /// Returns the address of the value in memory, of an argument with this type.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for another type.
    pub fn within<T>(&self, parameter: usize, vartype: u16) -> Result<*const T, Failure> {
        let given = self.required(parameter)?;
        if given.variant.vartype() == vartype {
            return Ok(given.variant.content_ptr().cast());
        }
        given
            .referent(&[vartype])
            .map(<*mut T>::cast_const)
            .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH))
    }

    /// Returns the array of an argument.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL for a missing argument, DISP_E_TYPEMISMATCH for one that
    /// isn't an array of `T`s.
    pub fn safe_array<T: SafeArrayElement>(
        &self,
        parameter: usize,
    ) -> Result<&'a SafeArray<T>, Failure> {
        let given = self.required(parameter)?;
        let vartype = given.variant.vartype();
        let is_of_type = vartype & VT_ARRAY != 0 && T::is_called(vartype & !(VT_ARRAY | VT_BYREF));
        let place = match vartype & VT_BYREF {
            _ if !is_of_type => null(),
            0 => given.variant.content_ptr().cast::<*const c_void>(),
            // SAFETY: a VARIANT of this type holds a pointer to a pointer to an array, good for the call.
            _ => unsafe { given.variant.content() },
        };
        // SAFETY: not null, so a pointer to an array, which the caller keeps for the call.
        let array = (!place.is_null()).then(|| unsafe { SafeArray::at(place) });
        array
            .flatten()
            .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH))
    }

    /// Returns the array of an argument, with elements of whatever type.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL for a missing argument, DISP_E_TYPEMISMATCH for one that
    /// isn't an array.
    pub fn any_array(&self, parameter: usize) -> Result<&'a AnySafeArray, Failure> {
        const REFERENCE: u16 = VT_ARRAY | VT_BYREF;

        let given = self.required(parameter)?;
        let place = match given.variant.vartype() & REFERENCE {
            VT_ARRAY => given.variant.content_ptr().cast::<*const c_void>(),
            // SAFETY: a VARIANT of this type holds a pointer to a pointer to an array, good for the call.
            REFERENCE => unsafe { given.variant.content() },
            _ => null(),
        };
        // SAFETY: not null, so a pointer to an array, which the caller keeps for the call.
        let array = (!place.is_null()).then(|| unsafe { AnySafeArray::at(place) });
        array
            .flatten()
            .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH))
    }

    /// Returns the address of the caller's variable with an array of `T`s, which may be null; null for a missing
    /// argument.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for an argument that isn't a reference to such an array.
    pub fn safe_array_by_reference<T: SafeArrayElement>(
        &self,
        parameter: usize,
    ) -> Result<*mut SafeArray<T>, Failure> {
        let types = [VT_ARRAY | T::VARTYPE, VT_ARRAY | T::OTHER];
        let place = self.by_reference::<SafeArray<T>>(parameter, &types)?;
        // SAFETY: a variable of these types has a pointer to an array, which the caller keeps for the call.
        if place.is_null() || unsafe { SafeArray::<T>::at(place) }.is_some() {
            return Ok(place);
        }
        Err(self.mismatch(parameter))
    }

    /// Returns the failure for an argument of a wrong type.
    pub fn mismatch(&self, parameter: usize) -> Failure {
        let place = self.passed[parameter].map(|given| given.place);
        Failure::Call(DISP_E_TYPEMISMATCH, place)
    }
}

impl Passed<'_> {
    fn failure(self, code: HRESULT) -> Failure {
        Failure::Call(code, Some(self.place))
    }

    /// Returns the address that a VT_BYREF argument of one of these types refers to.
    fn referent<T>(self, types: &[u16]) -> Option<*mut T> {
        let vartype = self.variant.vartype();
        let is_one = vartype & VT_BYREF != 0 && types.contains(&(vartype & !VT_BYREF));
        // SAFETY: that type says that the content is a pointer to such a value.
        let pointer = is_one.then(|| unsafe { self.variant.content::<*mut T>() })?;
        (!pointer.is_null()).then_some(pointer)
    }
}
