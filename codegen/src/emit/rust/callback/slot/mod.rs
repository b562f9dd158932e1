//! The functions of a callback's vtable: each turns C's arguments into the forms that the trait's
//! method takes, and calls it with panics contained. (`given` writes what it returns.)

mod apart;
mod argument;
mod clearing;

use crate::emit::rust::code::Code;
use crate::emit::rust::implement::slot_arrow;
use crate::emit::rust::signature::Parameter;
use crate::emit::rust::template::{Block, rust};
use crate::emit::rust::types::{Context, VOID_POINTER};

use super::form::Form;
use super::{Callback, Method, Returns, dispatch};

/// Writes
///
/// ```text
/// impl LampEventsChain {
///     unsafe extern "system" fn switched<P: Place<Value: LampEvents>>(..) -> windows_core::HRESULT { .. }
/// }
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let dispatch = callback.dispatch(context);
    let is_in_vtable = |method: &&Method<'_>| method.slot.is_some();
    if dispatch.is_none() && !callback.methods.iter().any(|it| is_in_vtable(&it)) {
        return;
    }
    let write_slots = |code: &mut Code| {
        for method in callback.methods.iter().filter(is_in_vtable) {
            let slot = Slot {
                context,
                trait_name: &callback.trait_name,
                method,
            };
            slot.write(code);
        }
        if let Some(interface) = dispatch {
            dispatch::write(code, context, callback, interface);
        }
    };
    rust!(
        code,
        "
        // The slots. By COM's rules for `this` and by the interface's contract for the rest:
        //
        // - `this` is the interface pointer at the place `P` of an object, to which the caller holds a
        //   reference;
        // - a pointer is null, maybe against the contract, or good for the call, for as many values as the
        //   contract says.
        //
        // A null that the contract doesn't allow is refused before anything is called.
        impl $chain {
            $slots
        }
        ",
        chain = callback.chain_name,
        slots = Block(write_slots),
    );
}

pub(super) struct Slot<'a, 'c, 'm> {
    pub(super) context: &'a Context<'c>,
    /// The trait, by which the method is named: a value may have another method of the same name.
    trait_name: &'a str,
    pub(super) method: &'a Method<'m>,
}

impl Slot<'_, '_, '_> {
    /// ```text
    /// unsafe extern "system" fn switched<P: Place<Value: LampEvents>>(
    ///     this: *mut core::ffi::c_void,
    ///     lamp: *mut core::ffi::c_void,
    ///     on: windows_core::BOOL,
    /// ) -> windows_core::HRESULT {
    ///     // SAFETY: see above.
    ///     unsafe {
    ///         let Some(lamp) = <ILamp as windows_core::Interface>::from_raw_borrowed(&lamp) else {
    ///             return ::comidl::object::refuse_null();
    ///         };
    ///         ::comidl::object::call::<P>(this, "Switched", |callback__| {
    ///             <P::Value as LampEvents>::switched(callback__, lamp, on.as_bool())
    ///         })
    ///     }
    /// }
    /// ```
    fn write(&self, code: &mut Code) {
        let (context, method) = (self.context, self.method);
        let mut params = vec![format!("this: {VOID_POINTER}")];
        if method.returns_through_pointer() {
            let ty = context.value(&method.signature.returns);
            params.push(format!("result__: *mut {ty}"));
        }
        for (param, form) in method.signature.params.iter().zip(&method.forms) {
            let name = if *form == Form::Unused {
                "_"
            } else {
                &param.name
            };
            params.push(format!("{name}: {}", context.slot(&param.ty)));
        }
        let write_body = |code: &mut Code| {
            self.write_clearing(code);
            self.write_counts(code);
            self.write_written(code);
            for (param, form) in method.signature.params.iter().zip(&method.forms) {
                self.write_argument(code, param, form);
                self.write_apart(code, &param.name, form);
            }
            self.write_call(code);
        };
        rust!(
            code,
            r#"
            unsafe extern "system" fn $name<P: ::comidl::object::Place<Value: $trait_name>>($params)$arrow {
                // SAFETY: see above.
                unsafe {
                    $body
                }
            }
            "#,
            name = method.name,
            trait_name = self.trait_name,
            params = params.join(", "),
            arrow = slot_arrow(context, &method.signature),
            body = Block(write_body),
        );
    }

    /// Returns the statement that ends the slot when an argument for the parameter `name` is refused.
    fn refusal(&self, with: &str, name: &str) -> String {
        let mut params = self.method.signature.params.iter();
        let index = params.position(|param| param.name == name);
        let params = &self.method.method.params;
        let param = index.map_or(name, |index| &params[index].name);
        // A static of a generic function is one for all its instances.
        let refused = format!(
            "::comidl::object::{with}(P::identity(this), {{ static REFUSAL: ::comidl::object::Refusal = \
             ::comidl::object::Refusal::new({:?}, {param:?}); &REFUSAL }})",
            self.method.method.name
        );
        match self.method.returns {
            Returns::HResult => format!("return {refused};"),
            _ => match self.nothing() {
                "()" => format!("_ = {refused};\nreturn;"),
                nothing => format!("_ = {refused};\nreturn {nothing};"),
            },
        }
    }

    /// Returns the result of a slot that returns no HRESULT and whose method wasn't called.
    fn nothing(&self) -> &'static str {
        match self.method.returns {
            _ if self.method.returns_through_pointer() => "()",
            Returns::HResult | Returns::Nothing | Returns::Invoked(_) => "()",
            Returns::Value { .. } | Returns::Truth(_) => "core::mem::zeroed()",
        }
    }

    /// Writes `let Some(name) = value else { refuse };`, or `let name = value;` where null is allowed.
    fn write_option(&self, code: &mut Code, name: &str, value: &str, nullable: bool) {
        if nullable {
            rust!(code, "let $name = $value;", name, value);
            return;
        }
        rust!(
            code,
            "
            let Some($name) = $value else {
                $refusal
            };
            ",
            name,
            value,
            refusal = self.refusal("refuse_null", name),
        );
    }

    fn write_call(&self, code: &mut Code) {
        let method = self.method;
        let taken_back = self.taken_back();
        let (before, after) = match (&method.returns, taken_back.is_empty()) {
            (_, true) => ("", ""),
            (Returns::HResult, false) => ("let code__ = ", ";"),
            (_, false) => ("let result__ = ", ";"),
        };
        let head = match method.returns {
            Returns::HResult => {
                format!(
                    "::comidl::object::call::<P>(this, \"{}\", ",
                    method.method.name
                )
            }
            _ => format!(
                "::comidl::object::call_or::<P, _>(this, \"{}\", {}, ",
                method.method.name,
                self.nothing()
            ),
        };
        rust!(
            code,
            "
            $before$head|callback__| {
                $body
            })$after
            ",
            before,
            head,
            body = Block(|code| self.write_body(code)),
            after,
        );
        if taken_back.is_empty() {
            return;
        }
        if method.returns == Returns::HResult {
            rust!(
                code,
                "
                if code__.is_err() {
                    $taken_back
                }
                code__
                ",
                taken_back = taken_back.join("\n"),
            );
        } else {
            rust!(code, "result__");
        }
    }

    fn write_body(&self, code: &mut Code) {
        let method = self.method;
        let mut args = vec!["callback__".to_owned()];
        args.extend(self.args());
        let (trait_name, name) = (self.trait_name, &method.name);
        let call = format!("<P::Value as {trait_name}>::{name}({})", args.join(", "));
        let is_fallible = method.returns == Returns::HResult;
        let is_plain = method.results().next().is_none();
        if is_plain && (is_fallible || !method.returns_through_pointer()) {
            let call = match method.returns {
                Returns::Truth(truth) => truth.to_c(&call),
                _ => call,
            };
            rust!(code, "$call", call);
            return;
        }
        self.write_results(code, &call);
        match &method.returns {
            Returns::HResult | Returns::Nothing | Returns::Invoked(_) => {}
            Returns::Value { .. } if method.returns_through_pointer() => {}
            Returns::Value { .. } => rust!(code, "result__"),
            Returns::Truth(truth) => rust!(code, "$result", result = truth.to_c("result__")),
        }
    }

    /// Returns the arguments of the method.
    fn args(&self) -> impl Iterator<Item = String> {
        let method = self.method;
        let params = method.signature.params.iter().zip(&method.forms);
        params.filter_map(|(param, form)| {
            let name = &param.name;
            Some(match form {
                Form::Count | Form::Reported | Form::Unused | Form::Result { .. } => return None,
                Form::Truth(truth) => truth.to_bool(name),
                Form::InOut {
                    nullable: false, ..
                } => format!("&{name}"),
                Form::InOut { nullable: true, .. } => format!("{name}.as_ref()"),
                Form::Slice { several, .. } | Form::Array { several, .. }
                    if several.is_replaced =>
                {
                    if several.nullable {
                        format!("{name}.as_deref()")
                    } else {
                        format!("&{name}")
                    }
                }
                Form::Value | Form::Raw => self.passed(param),
                _ => name.clone(),
            })
        })
    }

    /// Returns an argument that is passed as it is.
    fn passed(&self, param: &Parameter) -> String {
        if self.context.fits_slot(&param.ty) {
            param.name.clone()
        } else {
            format!("{}.cast()", param.name)
        }
    }
}
