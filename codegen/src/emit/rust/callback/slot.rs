//! The functions of a callback's vtable: each turns C's arguments into the forms that the trait's
//! method takes, calls it with panics contained, and writes what it returns.

use crate::emit::rust::code::Code;
use crate::emit::rust::implement::slot_arrow;
use crate::emit::rust::signature::{Parameter, pointee};
use crate::emit::rust::types::{Context, VOID_POINTER};
use crate::lower::abi::AbiType;
use crate::lower::number::Number;

use super::form::{Access, Form, ResultForm};
use super::{Callback, Method, Returns, dispatch};

/// What each unsafe block in a slot relies on.
const CONTRACT: &[&str] = &[
    "The slots. By COM's rules for `this` and by the interface's contract for the rest:",
    "",
    "- `this` is the interface pointer of an object of this chain over `T`, to which the caller holds",
    "  a reference;",
    "- a pointer is null, maybe against the contract, or good for the call, for as many values as the",
    "  contract says.",
    "",
    "A null that the contract doesn't allow is refused before anything is called.",
];

/// Writes
///
/// ```text
/// impl LampEventsChain {
///     unsafe extern "system" fn switched<T: LampEvents>(..) -> windows_core::HRESULT { .. }
/// }
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let dispatch = callback.dispatch(context);
    let is_in_vtable = |method: &&Method<'_>| method.slot.is_some();
    if dispatch.is_none() && !callback.methods.iter().any(|it| is_in_vtable(&it)) {
        return;
    }
    for line in CONTRACT {
        code.line(format_args!("{}", format!("// {line}").trim_end()));
    }
    code.open(format_args!("impl {}", callback.chain_name));
    for method in callback.methods.iter().filter(is_in_vtable) {
        Slot { context, method }.write(code, &callback.trait_name);
    }
    if let Some(interface) = dispatch {
        dispatch::write(code, context, callback, interface);
    }
    code.close("}");
}

struct Slot<'a, 'c, 'm> {
    context: &'a Context<'c>,
    method: &'a Method<'m>,
}

impl Slot<'_, '_, '_> {
    /// ```text
    /// unsafe extern "system" fn switched<T: LampEvents>(
    ///     this: *mut core::ffi::c_void,
    ///     lamp: *mut core::ffi::c_void,
    ///     on: windows_core::BOOL,
    /// ) -> windows_core::HRESULT {
    ///     // SAFETY: see above.
    ///     unsafe {
    ///         let Some(lamp) = <ILamp as windows_core::Interface>::from_raw_borrowed(&lamp) else {
    ///             return ::comidl::object::refuse_null();
    ///         };
    ///         ::comidl::object::call(this, "Switched", |callback__: &T| {
    ///             T::switched(callback__, lamp, on.as_bool())
    ///         })
    ///     }
    /// }
    /// ```
    fn write(&self, code: &mut Code, trait_name: &str) {
        let (context, method) = (self.context, self.method);
        let mut params = vec![format!("this: {VOID_POINTER}")];
        if method.returns_through_pointer() {
            let ty = context.value(&method.signature.returns);
            params.push(format!("result__: *mut {ty}"));
        }
        for (param, form) in method.signature.params.iter().zip(&method.forms) {
            let name = match form {
                Form::Unused => "_",
                _ => &param.name,
            };
            params.push(format!("{name}: {}", context.slot(&param.ty)));
        }
        code.generic_function(
            &format!("unsafe extern \"system\" fn {}", method.name),
            &[format!("T: {trait_name}")],
            &params,
            &format!("){} {{", slot_arrow(context, &method.signature)),
        );
        code.deeper();
        code.line(format_args!("// SAFETY: see above."));
        code.open(format_args!("unsafe"));
        self.write_clearing(code);
        self.write_counts(code);
        for (param, form) in method.signature.params.iter().zip(&method.forms) {
            self.write_argument(code, param, form);
        }
        self.write_call(code);
        code.close("}");
        code.close("}");
    }

    /// The end of the slot where something is refused.
    fn refusal(&self, with: &str) -> String {
        match self.method.returns {
            Returns::HResult => format!("return ::comidl::object::{with}();"),
            _ => match self.nothing() {
                "()" => "return;".into(),
                nothing => format!("return {nothing};"),
            },
        }
    }

    /// What a slot returns that isn't an HRESULT and has nothing to say.
    fn nothing(&self) -> &'static str {
        match self.method.returns {
            _ if self.method.returns_through_pointer() => "()",
            Returns::HResult | Returns::Nothing | Returns::Invoked(_) => "()",
            Returns::Value { .. } | Returns::Truth(_) => "core::mem::zeroed()",
        }
    }

    fn write_clearing(&self, code: &mut Code) {
        if self.method.returns_through_pointer() {
            code.line(format_args!("::comidl::object::clear(result__);"));
        }
        for (index, _) in self.method.results() {
            let name = &self.method.signature.params[index].name;
            code.line(format_args!("::comidl::object::clear({name});"));
        }
    }

    /// Makes an argument what the method takes, under the same name.
    fn write_argument(&self, code: &mut Code, param: &Parameter, form: &Form) {
        let (name, context) = (&param.name, self.context);
        match form {
            Form::Count | Form::Unused | Form::Value | Form::Truth(_) | Form::Raw => {}
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
                let ty = match param.ty.is_interface() {
                    true => context.name(&param.ty),
                    false => {
                        code.line(format_args!("let {name} = {name} as {VOID_POINTER};"));
                        "windows_core::IUnknown".into()
                    }
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
            Form::BStr => code.line(format_args!(
                "let {name} = ::comidl::WideStr::from_bstr({name}.cast());"
            )),
            Form::ByValue { target } => code.line(format_args!(
                "let {name} = &*(&raw const {name}).cast::<{target}>();"
            )),
            Form::Reference {
                target,
                nullable,
                access,
            } => {
                let as_ref = as_ref(*access);
                let value = format!("{name}.cast::<{target}>().{as_ref}()");
                self.write_option(code, name, &value, *nullable);
            }
            Form::TruthReference { nullable, .. } => {
                self.write_option(code, name, &format!("{name}.as_mut()"), *nullable);
            }
            Form::Array {
                element,
                length,
                nullable,
                access,
            } => {
                let as_ref = as_ref(*access);
                let pointer = self.pointer(param);
                if *access == Access::Write {
                    code.line(format_args!(
                        "::comidl::object::clear_several({pointer}.cast::<{element}>(), {length});"
                    ));
                }
                let value = format!("{pointer}.cast::<[{element}; {length}]>().{as_ref}()");
                self.write_option(code, name, &value, *nullable);
            }
            Form::Slice {
                element,
                count,
                nullable,
                access,
            } => self.write_slice(code, param, (element, *count), *nullable, *access),
            Form::Result(_) => {
                if !param.optional {
                    code.open(format_args!("if {name}.is_null()"));
                    code.line(format_args!("{}", self.refusal("refuse_null")));
                    code.close("}");
                }
            }
        }
    }

    fn write_slice(
        &self,
        code: &mut Code,
        param: &Parameter,
        (element, count): (&str, usize),
        nullable: bool,
        access: Access,
    ) {
        let name = &param.name;
        let length = &self.method.signature.params[count].name;
        let pointer = self.pointer(param);
        let slice = match access {
            Access::Read => "slice",
            Access::Change | Access::Write => "slice_mut",
        };
        if access == Access::Write {
            code.line(format_args!(
                "let {name}__ = {pointer}.cast::<{element}>();"
            ));
            code.line(format_args!(
                "::comidl::object::clear_several({name}__, {length});"
            ));
        }
        let value = format!("::comidl::object::{slice}({pointer}.cast::<{element}>(), {length})");
        if nullable {
            code.line(format_args!(
                "let {name} = if {name}.is_null() {{ None }} else {{ {value} }};"
            ));
        } else {
            self.write_option(code, name, &value, false);
        }
    }

    /// Makes each count a `usize`, however it is declared. One that can't be is refused.
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
                    code.line(format_args!("let {name} = {name} as usize;"));
                }
                _ => {
                    code.open(format_args!(
                        "let Ok({name}) = usize::try_from({name}) else"
                    ));
                    code.line(format_args!("{}", self.refusal("refuse_argument")));
                    code.close("};");
                }
            }
        }
    }

    /// `let Some(name) = value else { refuse };`, or `let name = value;` where null is allowed.
    fn write_option(&self, code: &mut Code, name: &str, value: &str, nullable: bool) {
        if nullable {
            code.line(format_args!("let {name} = {value};"));
            return;
        }
        code.open(format_args!("let Some({name}) = {value} else"));
        code.line(format_args!("{}", self.refusal("refuse_null")));
        code.close("};");
    }

    /// The parameter as a pointer, where it is a string's type.
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
                format!("::comidl::object::call(this, \"{}\", ", method.method.name)
            }
            _ => format!(
                "::comidl::object::call_or(this, \"{}\", {}, ",
                method.method.name,
                self.nothing()
            ),
        };
        code.open(format_args!("{before}{head}|callback__: &T|"));
        self.write_body(code);
        code.close(&format!("}}){after}"));
        if taken_back.is_empty() {
            return;
        }
        if method.returns == Returns::HResult {
            code.open(format_args!("if code__.is_err()"));
            for line in taken_back {
                code.line(format_args!("{line}"));
            }
            code.close("}");
            code.line(format_args!("code__"));
        } else {
            code.line(format_args!("result__"));
        }
    }

    /// What a failing method may have put into arrays, and nobody would release.
    fn taken_back(&self) -> Vec<String> {
        let method = self.method;
        let params = method.signature.params.iter().zip(&method.forms);
        let owned = params.filter(|(param, _)| !self.context.is_copyable(&pointee(&param.ty)));
        owned
            .filter_map(|(param, form)| match form {
                Form::Slice {
                    access: Access::Write,
                    count,
                    ..
                } if method.returns == Returns::HResult => {
                    let count = &method.signature.params[*count].name;
                    Some(format!(
                        "::comidl::object::take_back({}__, {count});",
                        param.name
                    ))
                }
                _ => None,
            })
            .collect()
    }

    fn write_body(&self, code: &mut Code) {
        let method = self.method;
        let truths: Vec<_> = method.truth_references().collect();
        for (param, truth, nullable) in &truths {
            let name = &param.name;
            if *nullable {
                let value = truth.to_bool("(**it)");
                code.line(format_args!(
                    "let mut {name}__ = {name}.as_ref().map(|it| {value});"
                ));
            } else {
                let value = truth.to_bool(&format!("(*{name})"));
                code.line(format_args!("let mut {name}__ = {value};"));
            }
        }
        let mut args = vec!["callback__".to_owned()];
        args.extend(self.args());
        let head = format!("T::{}(", method.name);
        let is_fallible = method.returns == Returns::HResult;
        let is_plain = method.results().next().is_none() && truths.is_empty();
        if is_plain && (is_fallible || !method.returns_through_pointer()) {
            match method.returns {
                Returns::Truth(truth) => {
                    let call = format!("{head}{})", args.join(", "));
                    code.line(format_args!("{}", truth.to_c(&call)));
                }
                _ => code.call(&head, &args, ")"),
            }
            return;
        }
        self.write_results(code, &head, &args);
        for (param, truth, nullable) in &truths {
            let name = &param.name;
            let value = truth.to_c(&format!("{name}__"));
            if *nullable {
                code.open(format_args!(
                    "if let (Some(it), Some({name}__)) = ({name}, {name}__)"
                ));
                code.line(format_args!("*it = {value};"));
                code.close("}");
            } else {
                code.line(format_args!("*{name} = {value};"));
            }
        }
        match &method.returns {
            Returns::HResult => code.line(format_args!("Ok(())")),
            Returns::Nothing | Returns::Invoked(_) => {}
            Returns::Value { .. } if method.returns_through_pointer() => {}
            Returns::Value { .. } => code.line(format_args!("result__")),
            Returns::Truth(truth) => code.line(format_args!("{}", truth.to_c("result__"))),
        }
    }

    /// The call, and the writing of what it returns; what can fail comes first.
    fn write_results(&self, code: &mut Code, head: &str, args: &[String]) {
        let method = self.method;
        let is_fallible = method.returns == Returns::HResult;
        let params = &method.signature.params;
        let mut names = Vec::new();
        if matches!(method.returns, Returns::Value { .. } | Returns::Truth(_)) {
            let hidden = method.returns_through_pointer();
            names.push(if hidden { "value__" } else { "result__" }.to_owned());
        }
        names.extend(
            method
                .results()
                .map(|(index, _)| format!("{}__", params[index].name)),
        );
        let end = if is_fallible { ")?;" } else { ");" };
        let pattern = match &names[..] {
            [] => String::new(),
            [one] => format!("let {one} = "),
            several => format!("let ({}) = ", several.join(", ")),
        };
        code.call(&format!("{pattern}{head}"), args, end);
        for (index, form) in method.results() {
            let name = &params[index].name;
            match form {
                ResultForm::Text if is_fallible => code.line(format_args!(
                    "let {name}__ = ::comidl::object::TaskString::new(&{name}__)?;"
                )),
                ResultForm::Text => code.line(format_args!(
                    "let {name}__ = ::comidl::object::TaskString::new(&{name}__).ok();"
                )),
                ResultForm::Query { .. } | ResultForm::Same { .. } | ResultForm::Truth(_) => {}
            }
        }
        for (index, form) in method.results() {
            if let ResultForm::Query { iid } = form {
                let (name, iid) = (&params[index].name, &params[*iid].name);
                let (before, end) = if is_fallible { ("", "?") } else { ("_ = ", "") };
                code.line(format_args!(
                    "{before}::comidl::object::query(&{name}__, {iid}, {name}.cast()){end};"
                ));
            }
        }
        if method.returns_through_pointer() {
            code.line(format_args!("result__.write(value__);"));
        }
        for (index, form) in method.results() {
            let name = &params[index].name;
            let (ty, value) = match form {
                ResultForm::Same { ty } => (ty.clone(), format!("{name}__")),
                ResultForm::Truth(truth) => ("_".into(), truth.to_c(&format!("{name}__"))),
                ResultForm::Text if is_fallible => {
                    ("::comidl::object::TaskString".into(), format!("{name}__"))
                }
                ResultForm::Text => (
                    "Option<::comidl::object::TaskString>".into(),
                    format!("{name}__"),
                ),
                ResultForm::Query { .. } => continue,
            };
            let cast = match &ty[..] {
                "_" => String::new(),
                ty => format!(".cast::<{ty}>()"),
            };
            code.line(format_args!(
                "::comidl::object::give({name}{cast}, {value});"
            ));
        }
    }

    /// What the method is called with.
    fn args(&self) -> impl Iterator<Item = String> {
        let method = self.method;
        let params = method.signature.params.iter().zip(&method.forms);
        params.filter_map(|(param, form)| {
            let name = &param.name;
            Some(match form {
                Form::Count | Form::Unused | Form::Result(_) => return None,
                Form::Truth(truth) => truth.to_bool(name),
                Form::TruthReference {
                    nullable: false, ..
                } => format!("&mut {name}__"),
                Form::TruthReference { nullable: true, .. } => format!("{name}__.as_mut()"),
                Form::Value | Form::Raw => self.passed(param),
                _ => name.clone(),
            })
        })
    }

    /// An argument that is passed as it is.
    fn passed(&self, param: &Parameter) -> String {
        match self.context.value(&param.ty) == self.context.slot(&param.ty) {
            true => param.name.clone(),
            false => format!("{}.cast()", param.name),
        }
    }
}

fn as_ref(access: Access) -> &'static str {
    match access {
        Access::Read => "as_ref",
        Access::Change | Access::Write => "as_mut",
    }
}
