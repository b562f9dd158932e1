//! The functions of a callback's vtable: each turns C's arguments into the forms that the trait's
//! method takes, and calls it with panics contained. (`given` writes what it returns.)

use crate::emit::rust::code::Code;
use crate::emit::rust::implement::slot_arrow;
use crate::emit::rust::signature::{Parameter, pointee};
use crate::emit::rust::template::{Block, rust};
use crate::emit::rust::types::{Context, VOID_POINTER};
use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::lower::sal::Sal;
use crate::model::Count;

use super::form::{Access, Form, Several, Truth, is_owning, is_safe_array};
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

    fn write_clearing(&self, code: &mut Code) {
        if self.method.returns_through_pointer() {
            rust!(code, "::comidl::object::clear(result__);");
        }
        let params = self.method.signature.params.iter();
        for (param, form) in params.zip(&self.method.forms) {
            if matches!(form, Form::Result { .. } | Form::Reported) {
                rust!(code, "::comidl::object::clear($name);", name = param.name);
            }
        }
        for statement in self.raw_cleared() {
            rust!(code, "$statement", statement);
        }
    }

    /// Returns the statements that clear what pointers point to that the method gets as they are, and that
    /// the caller may take for pointers to something.
    fn raw_cleared(&self) -> impl Iterator<Item = String> {
        let method = self.method;
        let params = method.signature.params.iter().zip(&method.method.params);
        let raw = params.zip(&method.forms).enumerate();
        let raw = raw.filter(|(_, (_, form))| **form == Form::Raw);
        raw.filter_map(|(index, ((param, given), _))| {
            let (attributes, name) = (&given.attributes, &param.name);
            let AbiType::Pointer {
                to,
                is_const: false,
            } = &param.ty
            else {
                return None;
            };
            let is_written = attributes.is_out && !attributes.is_in;
            let is_value = **to == AbiType::Void || self.context.abi.expand(to).number().is_some();
            if !is_written || is_value {
                return None;
            }
            let size = Sal::of(&method.method.params, index).size;
            match (attributes.size_is().first(), size) {
                (None, None) | (Some(None), _) => Some(format!("::comidl::object::clear({name});")),
                (Some(Some(Count::Of(count))), _) => {
                    let count = method.signature.params.get(*count)?;
                    let is_number = self.context.abi.expand(&count.ty).is_integer();
                    let count = &count.name;
                    is_number.then(|| format!("::comidl::object::clear_counted({name}, {count});"))
                }
                _ => None,
            }
        })
    }

    /// Converts an argument into the form that the method takes, under the same name.
    fn write_argument(&self, code: &mut Code, param: &Parameter, form: &Form) {
        let (name, context) = (&param.name, self.context);
        match form {
            Form::Count | Form::Unused | Form::Value | Form::Truth(_) | Form::Raw => {}
            Form::Reported => self.write_non_null(code, name, ""),
            Form::Interface {
                nullable,
                wrapper: Some(wrapper),
            } => {
                let value = format!("<{wrapper} as ::comidl::object::Borrow>::borrow(&{name})");
                self.write_option(code, name, &value, *nullable);
            }
            Form::Interface {
                nullable,
                wrapper: None,
            } => {
                let ty = if param.ty.is_interface() {
                    context.name(&param.ty)
                } else {
                    rust!(
                        code,
                        "let $name = $name as $VOID_POINTER;",
                        name,
                        VOID_POINTER
                    );
                    "windows_core::IUnknown".into()
                };
                let value =
                    format!("<{ty} as windows_core::Interface>::from_raw_borrowed(&{name})");
                self.write_option(code, name, &value, *nullable);
            }
            Form::Text { nullable } => {
                let value = format!("::comidl::WideStr::from_pcwstr({name})");
                self.write_option(code, name, &value, *nullable);
            }
            Form::NarrowText { nullable } => {
                let value = format!(
                    "(!{name}.is_null()).then(|| core::ffi::CStr::from_ptr({name}.0.cast()))"
                );
                self.write_option(code, name, &value, *nullable);
            }
            Form::BStr => rust!(
                code,
                "let $name = ::comidl::WideStr::from_bstr($name.cast());",
                name,
            ),
            Form::SafeArray { array } => self.write_safe_array(code, name, array),
            Form::ByValue { target } => rust!(
                code,
                "let $name = &*(&raw const $name).cast::<$target>();",
                name,
                target,
            ),
            Form::Reference { target, nullable } => {
                let value = format!("{name}.cast::<{target}>().as_ref()");
                self.write_option(code, name, &value, *nullable);
            }
            Form::InOut {
                target,
                truth,
                nullable,
            } => self.write_in_out(code, name, (target, *truth), *nullable),
            Form::Array { several, length } if several.is_replaced => {
                self.write_replaced(code, param, several, &length.to_string());
            }
            Form::Slice { several, count } if several.is_replaced => {
                let length = &self.method.signature.params[*count].name;
                self.write_replaced(code, param, several, length);
            }
            Form::Array { several, length } => {
                let first = self.first(param, several);
                if several.access == Access::Write {
                    rust!(
                        code,
                        "::comidl::object::clear_several($first, $length);",
                        first,
                        length,
                    );
                }
                let element = &several.element;
                let (element, as_ref) = match (several.access, several.is_shared) {
                    (Access::Read, _) => (element.clone(), "as_ref"),
                    (_, false) => (element.clone(), "as_mut"),
                    (_, true) => (format!("core::cell::Cell<{element}>"), "as_ref"),
                };
                let value = format!("{first}.cast::<[{element}; {length}]>().{as_ref}()");
                self.write_option(code, name, &value, several.nullable);
            }
            Form::Slice { several, count } => self.write_slice(code, param, several, *count),
            Form::Result { optional, .. } => {
                if !optional {
                    self.write_non_null(code, name, &self.if_several(name));
                }
            }
        }
    }

    /// Writes that null is refused for a pointer to a result, under a further condition.
    fn write_non_null(&self, code: &mut Code, name: &str, condition: &str) {
        rust!(
            code,
            "
            if $name.is_null()$condition {
                $refusal
            }
            ",
            name,
            condition,
            refusal = self.refusal("refuse_null", name),
        );
    }

    /// Returns the condition under which null is refused where a method reports how many elements it has
    /// written: where there is room for one, the code says it all.
    fn if_several(&self, name: &str) -> String {
        let params = &self.method.signature.params;
        let room = self.method.forms.iter().find_map(|form| match form {
            Form::Slice { several, count } => {
                let reported = &params[several.reported?].name;
                (reported == name).then(|| &params[*count].name)
            }
            _ => None,
        });
        room.map_or_else(String::new, |room| format!(" && {room} != 1"))
    }

    /// Writes an array that the method reads. Where it may be another argument, which is written, the method
    /// reads a copy.
    fn write_safe_array(&self, code: &mut Code, name: &str, array: &str) {
        rust!(
            code,
            "
            let Some($name) = <$array>::at(&$name) else {
                $refusal
            };
            ",
            name,
            array,
            refusal = self.refusal("refuse_elements", name),
        );
        if self.method.is_writing() {
            rust!(code, "let $name = &$name.clone();", name);
        }
    }

    fn write_in_out(
        &self,
        code: &mut Code,
        name: &str,
        (target, truth): (&str, Option<Truth>),
        nullable: bool,
    ) {
        if is_safe_array(target) {
            rust!(
                code,
                "
                if !$name.is_null() && <$target>::at($name).is_none() {
                    $refusal
                }
                ",
                name,
                target,
                refusal = self.refusal("refuse_elements", name),
            );
        }
        let value = match truth {
            None => format!("::comidl::InOut::at({name}.cast::<{target}>())"),
            Some(Truth::ExternalVariantBool) => {
                format!("::comidl::InOut::of_variant_bool({name}.cast())")
            }
            Some(truth) => format!("::comidl::InOut::{}({name})", truth.in_out()),
        };
        self.write_option(code, name, &value, nullable);
    }

    fn write_slice(&self, code: &mut Code, param: &Parameter, several: &Several, count: usize) {
        let name = &param.name;
        let length = &self.method.signature.params[count].name;
        let first = self.first(param, several);
        let slice = match (several.access, several.is_shared) {
            (Access::Read, _) => "slice",
            (_, false) => "slice_mut",
            (_, true) => "cells",
        };
        if several.access == Access::Write {
            rust!(
                code,
                "
                let ${name}__ = $first;
                ::comidl::object::clear_several(${name}__, $length);
                ",
                name,
                first,
                length,
            );
        }
        let value = format!("::comidl::object::{slice}({first}, {length})");
        self.write_several(code, name, &value, several);
    }

    fn write_replaced(&self, code: &mut Code, param: &Parameter, several: &Several, length: &str) {
        let name = &param.name;
        let value = format!(
            "::comidl::InOut::several({}, {length})",
            self.first(param, several)
        );
        self.write_several(code, name, &value, several);
    }

    /// Writes the elements that `value` makes, none of them where null may be passed and is.
    fn write_several(&self, code: &mut Code, name: &str, value: &str, several: &Several) {
        if several.nullable {
            rust!(
                code,
                "let $name = if $name.is_null() { None } else { $value };",
                name,
                value,
            );
        } else {
            self.write_option(code, name, value, false);
        }
    }

    /// Returns the pointer to the first element.
    fn first(&self, param: &Parameter, several: &Several) -> String {
        format!("{}.cast::<{}>()", self.pointer(param), several.element)
    }

    /// Writes which addresses the method may write, if it also reads memory of the caller's.
    fn write_written(&self, code: &mut Code) {
        let method = self.method;
        if !method.is_writing() || !method.forms.iter().any(is_read) {
            return;
        }
        let params = method.signature.params.iter().zip(&method.forms);
        let written = params.filter(|(_, form)| form.is_written());
        let written = written.map(|(param, form)| {
            let (first, count) = match form {
                Form::Slice { several, count } => (
                    self.first(param, several),
                    method.signature.params[*count].name.clone(),
                ),
                Form::Array { several, length } => (self.first(param, several), length.to_string()),
                _ => (param.name.clone(), "1".to_owned()),
            };
            format!("::comidl::object::written({first}, {count})")
        });
        let written: Vec<String> = written.collect();
        let written = written.join(", ");
        rust!(code, "let written__ = [$written];", written);
    }

    /// Writes that an argument that the method reads is a copy, where the caller passes the same memory to
    /// be written as well.
    fn write_apart(&self, code: &mut Code, name: &str, form: &Form) {
        if !self.method.is_writing() || !is_read(form) {
            return;
        }
        // `@` is the argument, and then what holds it.
        let (values, view, nullable) = match form {
            Form::Text { nullable } => {
                ("@.units()", "::comidl::WideStr::new(@.values())", *nullable)
            }
            Form::BStr => ("@.units()", "::comidl::WideStr::new(@.values())", false),
            Form::NarrowText { nullable } => (
                "@.to_bytes_with_nul()",
                "core::ffi::CStr::from_bytes_with_nul_unchecked(@.values())",
                *nullable,
            ),
            Form::Reference { nullable, .. } => {
                ("core::slice::from_ref(@)", "&@.values()[0]", *nullable)
            }
            Form::Array { several, .. } => (
                "core::slice::from_ref(@)",
                "&@.values()[0]",
                several.nullable,
            ),
            Form::Slice { several, .. } => ("@", "@.values()", several.nullable),
            _ => return,
        };
        let held = format!("{name}__");
        let (argument, holder) = if nullable {
            ("it", "it")
        } else {
            (name, &*held)
        };
        let apart = format!(
            "::comidl::object::Apart::new({}, &written__)",
            values.replace('@', argument)
        );
        let view = view.replace('@', holder);
        let (apart, view) = if nullable {
            (
                format!("{name}.map(|it| {apart})"),
                format!("{held}.as_ref().map(|it| {view})"),
            )
        } else {
            (apart, view)
        };
        rust!(
            code,
            "
            let $held = $apart;
            let $name = $view;
            ",
            held,
            apart,
            name,
            view,
        );
    }

    /// Converts each count into a `usize`. A count that doesn't fit is refused.
    fn write_counts(&self, code: &mut Code) {
        let mut counts: Vec<usize> = self.method.forms.iter().filter_map(Form::count).collect();
        counts.sort_unstable();
        counts.dedup();
        for count in counts {
            let param = &self.method.signature.params[count];
            let name = &param.name;
            match self.context.abi.expand(&param.ty) {
                AbiType::Number(Number::USize) => {}
                AbiType::Number(Number::U8)
                | AbiType::Number(Number::U16)
                | AbiType::Number(Number::U32) => {
                    rust!(code, "let $name = $name as usize;", name);
                }
                _ => rust!(
                    code,
                    "
                    let Ok($name) = usize::try_from($name) else {
                        $refusal
                    };
                    ",
                    name,
                    refusal = self.refusal("refuse_count", name),
                ),
            }
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

    /// Returns the parameter as a pointer, also if it has the type of a string.
    fn pointer(&self, param: &Parameter) -> String {
        match param.ty {
            AbiType::PStr | AbiType::PCStr | AbiType::PWStr | AbiType::PCWStr => {
                format!("{}.0", param.name)
            }
            _ => param.name.clone(),
        }
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

    /// Returns the statements that release what a failing method has put into arrays.
    fn taken_back(&self) -> Vec<String> {
        let method = self.method;
        let params = method.signature.params.iter().zip(&method.forms);
        let owned = params.filter(|(param, _)| is_owning(self.context, &pointee(&param.ty)));
        let owned = owned.filter_map(|(param, form)| match form {
            Form::Slice { several, count }
                if several.access == Access::Write && method.returns == Returns::HResult =>
            {
                let count = &method.signature.params[*count].name;
                Some(format!(
                    "::comidl::object::take_back({}__, {count});",
                    param.name
                ))
            }
            _ => None,
        });
        let raw = self
            .raw_cleared()
            .filter(|_| method.returns == Returns::HResult);
        owned.chain(raw).collect()
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

/// Whether the method reads memory of the caller's through a reference.
fn is_read(form: &Form) -> bool {
    match form {
        Form::Text { .. } | Form::NarrowText { .. } | Form::BStr | Form::Reference { .. } => true,
        Form::Slice { several, .. } | Form::Array { several, .. } => several.access == Access::Read,
        _ => false,
    }
}
