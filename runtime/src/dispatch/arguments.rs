//! The arguments of one call, by the parameters that they are for.

use super::codes::{
    DISP_E_BADPARAMCOUNT, DISP_E_PARAMNOTFOUND, DISP_E_PARAMNOTOPTIONAL, DISP_E_TYPEMISMATCH,
};
use super::{Call, Failure, FromArgument};
use crate::variant::{VT_BYREF, VT_DISPATCH, VT_UNKNOWN, VT_VARIANT};
use crate::{Value, Variant};
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use windows_core::{HRESULT, IUnknown, Interface};

/// The dispid of the value that a property is set to.
const PROPERTY_PUT: i32 = -3;

/// For each of a member's parameters, the argument that was passed for it.
pub struct Arguments<'a, const COUNT: usize> {
    given: [Option<Given<'a>>; COUNT],
    missing: Variant,
}

/// An argument, and its place in DISPPARAMS, by which an error names it.
#[derive(Clone, Copy)]
struct Given<'a> {
    variant: &'a Variant,
    place: u32,
}

impl<'a> Call<'a> {
    /// The arguments for a member with so many parameters. Those without a name come in the reverse
    /// of the parameters' order; those with a name say which parameter they are for.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT for too many, DISP_E_PARAMNOTFOUND for a name that no parameter has or
    /// that is there twice.
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
        let mut given = [None; COUNT];
        for (place, variant) in arguments.iter().enumerate() {
            let parameter = match names.get(place) {
                Some(&PROPERTY_PUT) => COUNT.checked_sub(1),
                Some(&name) => usize::try_from(name).ok(),
                None => Some(count - 1 - place),
            };
            let place = place as u32;
            let slot = parameter.and_then(|parameter| given.get_mut(parameter));
            match slot {
                Some(slot @ None) => *slot = Some(Given { variant, place }),
                _ => return Err(Failure::Call(DISP_E_PARAMNOTFOUND, Some(place))),
            }
        }
        Ok(Arguments {
            given,
            missing: Variant::new(&Value::Error(DISP_E_PARAMNOTFOUND))?,
        })
    }
}

impl<'a, const COUNT: usize> Arguments<'a, COUNT> {
    /// The argument for a parameter, looked at through VT_BYREF | VT_VARIANT; `None` where it was
    /// left out.
    fn given(&self, parameter: usize) -> Option<Given<'a>> {
        let mut given = self.given[parameter]?;
        if given.variant.vartype() == VT_BYREF | VT_VARIANT {
            // SAFETY: that type says that the content is a pointer to a VARIANT, good for the call.
            given.variant = unsafe { given.variant.content::<*const Variant>().as_ref() }?;
        }
        let is_missing = given.variant.is_error(DISP_E_PARAMNOTFOUND);
        (!is_missing).then_some(given)
    }

    fn required(&self, parameter: usize) -> Result<Given<'a>, Failure> {
        self.given(parameter).ok_or_else(|| {
            let code = match self.given[parameter] {
                Some(_) => DISP_E_PARAMNOTOPTIONAL,
                None => DISP_E_BADPARAMCOUNT,
            };
            Failure::Call(code, self.given[parameter].map(|given| given.place))
        })
    }

    /// The argument as a `T`.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL where it is missing, DISP_E_TYPEMISMATCH or
    /// DISP_E_OVERFLOW where it can't be one.
    pub fn read<T: FromArgument<'a>>(&self, parameter: usize) -> Result<T, Failure> {
        let given = self.required(parameter)?;
        T::from_argument(given.variant).map_err(|code| given.failure(code))
    }

    /// The argument as a `T`; `None` where it is missing.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), for one that is there.
    pub fn read_optional<T: FromArgument<'a>>(
        &self,
        parameter: usize,
    ) -> Result<Option<T>, Failure> {
        match self.given(parameter) {
            Some(_) => self.read(parameter).map(Some),
            None => Ok(None),
        }
    }

    /// The argument as it is.
    ///
    /// # Errors
    ///
    /// DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL where it is missing.
    pub fn required_variant(&self, parameter: usize) -> Result<&'a Variant, Failure> {
        self.required(parameter).map(|given| given.variant)
    }

    /// The argument as it is; where it is missing, the VARIANT that says so.
    pub fn variant(&self, parameter: usize) -> &Variant {
        self.given(parameter)
            .map_or(&self.missing, |given| given.variant)
    }

    /// The argument as an interface, which the object is asked for; `None` for null, and where it is
    /// missing.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for what isn't an object, or not one with that interface.
    pub fn interface<I: Interface>(&self, parameter: usize) -> Result<Option<I>, Failure> {
        let Some(given) = self.given(parameter) else {
            return Ok(None);
        };
        let object = match given.variant.value() {
            Value::Interface(object) | Value::Dispatch(object) => object,
            _ => given
                .referent::<ManuallyDrop<Option<IUnknown>>>(&[VT_UNKNOWN, VT_DISPATCH])
                // SAFETY: the type says that a pointer is there, which the caller keeps.
                .map(|it| unsafe { (**it).clone() })
                .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH))?,
        };
        let Some(object) = object else {
            return Ok(None);
        };
        let cast = object.cast().map(Some);
        cast.map_err(|_| given.failure(DISP_E_TYPEMISMATCH))
    }

    /// [`interface`](Self::interface), where there has to be one.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for null as well; DISP_E_BADPARAMCOUNT or DISP_E_PARAMNOTOPTIONAL where it
    /// is missing.
    pub fn object<I: Interface>(&self, parameter: usize) -> Result<I, Failure> {
        let given = self.required(parameter)?;
        self.interface(parameter)?
            .ok_or_else(|| given.failure(DISP_E_TYPEMISMATCH))
    }

    /// Where the caller wants a value of one of these types; null where it wants none.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for an argument that isn't a reference to such a value.
    pub fn by_reference<T>(&self, parameter: usize, types: &[u16]) -> Result<*mut T, Failure> {
        let Some(given) = self.given[parameter] else {
            return Ok(std::ptr::null_mut());
        };
        if given.variant.vartype() == VT_BYREF | VT_VARIANT && types != [VT_VARIANT] {
            // The caller has a VARIANT for it, which has to be of the type already.
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

    /// What a value of this type is in memory within the argument.
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

    /// The SAFEARRAY that an argument is.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for what isn't one, or is null.
    pub fn array<T>(&self, parameter: usize) -> Result<*const T, Failure> {
        const VT_ARRAY: u16 = 0x2000;
        const REFERENCE: u16 = VT_ARRAY | VT_BYREF;

        let given = self.required(parameter)?;
        let vartype = given.variant.vartype();
        let array = match vartype & REFERENCE {
            // SAFETY: such a VARIANT holds a pointer to an array.
            VT_ARRAY => unsafe { given.variant.content::<*const T>() },
            // SAFETY: such a VARIANT holds a pointer to one, good for the call.
            REFERENCE => unsafe {
                given
                    .variant
                    .content::<*const *const T>()
                    .as_ref()
                    .map_or(std::ptr::null(), |it| *it)
            },
            _ => std::ptr::null(),
        };
        match array.is_null() {
            true => Err(given.failure(DISP_E_TYPEMISMATCH)),
            false => Ok(array),
        }
    }

    /// That an argument is of a type that it can't be.
    pub fn mismatch(&self, parameter: usize) -> Failure {
        let place = self.given[parameter].map(|given| given.place);
        Failure::Call(DISP_E_TYPEMISMATCH, place)
    }
}

impl Given<'_> {
    fn failure(self, code: HRESULT) -> Failure {
        Failure::Call(code, Some(self.place))
    }

    /// What it refers to, if that is of one of these types.
    fn referent<T>(self, types: &[u16]) -> Option<*mut T> {
        let vartype = self.variant.vartype();
        let is_one = vartype & VT_BYREF != 0 && types.contains(&(vartype & !VT_BYREF));
        // SAFETY: that type says that the content is a pointer to such a value.
        let pointer = is_one.then(|| unsafe { self.variant.content::<*mut T>() })?;
        (!pointer.is_null()).then_some(pointer)
    }
}
