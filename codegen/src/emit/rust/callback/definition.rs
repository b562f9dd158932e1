//! The trait of a callback.

use crate::emit::rust::code::Code;
use crate::emit::rust::types::Context;

use super::{Callback, Method, Returns};

/// Writes
///
/// ```text
/// pub trait LampEvents: Send + Sync + 'static + .. {
///     fn switched(&self, lamp: &ILamp, on: bool) -> comidl::Result<()>;
/// }
/// impl<T: LampEvents> LampEvents for std::sync::Arc<T> { .. }
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    write_trait(code, context, callback);
    write_shared(code, context, callback);
}

fn write_trait(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let (name, chain) = (&callback.trait_name, &callback.chain_name);
    let interface = context.names.item(callback.interface());
    write_docs(code, callback, interface);
    code.line(format_args!("#[diagnostic::on_unimplemented("));
    code.deeper();
    code.line(format_args!(
        "message = \"`{{Self}}` isn't a callback for `{interface}`\","
    ));
    code.line(format_args!(
        "label = \"`{name}` isn't implemented for it\","
    ));
    let optional = match callback.methods.iter().all(Method::is_optional) {
        true => ": each method has a default, write those whose events you want",
        false => "",
    };
    code.line(format_args!(
        "note = \"say what it does with `impl {name} for {{Self}}`{optional}\""
    ));
    code.shallower();
    code.line(format_args!(")]"));
    code.line(format_args!("pub trait {name}:"));
    code.deeper();
    code.line(format_args!(
        "Send + Sync + ::comidl::object::Through<{chain}, Chain = {chain}> + 'static"
    ));
    code.shallower();
    code.open(format_args!(""));
    if let Some(contract) = callback.contract.filter(|_| !callback.events().is_empty()) {
        let flags = &contract.flags;
        code.line(format_args!("/// The events that it wants."));
        code.line(format_args!("///"));
        code.line(format_args!(
            "/// The attribute on the `impl` sets it to those whose methods are there. Without, it is all; an"
        ));
        code.line(format_args!(
            "/// event that has no method is answered with `Ok`."
        ));
        code.line(format_args!("const NOTIFY: {flags} = {flags}::EVENTS;"));
    }
    for method in &callback.methods {
        write_method(code, context, method);
    }
    code.close("}");
}

fn write_docs(code: &mut Code, callback: &Callback<'_>, interface: &str) {
    let name = &callback.trait_name;
    if let Some(contract) = callback.contract.filter(|it| !it.docs.is_empty()) {
        write_lines(code, &contract.docs);
    } else {
        code.line(format_args!("/// What an object of `{interface}` does."));
        code.line(format_args!("///"));
        code.line(format_args!(
            "/// `#[comidl::callback({name})]` on a struct that implements it makes `From` for [`{interface}`]"
        ));
        code.line(format_args!(
            "/// and for all interfaces that this one derives from."
        ));
        code.line(format_args!("///"));
        for line in PROMISES {
            code.line(format_args!("/// {line}"));
        }
    }
    if let Some(service) = callback.contract.and_then(|it| it.service.as_ref()) {
        code.line(format_args!("///"));
        code.line(format_args!("/// It is called by {service}."));
    }
}

fn write_lines(code: &mut Code, lines: &[String]) {
    for line in lines {
        code.line(format_args!("{}", format!("/// {line}").trim_end()));
    }
}

const PROMISES: &[&str] = &[
    "The calls come on whichever threads the caller has, maybe several at a time. What they bring is",
    "borrowed for the call. An `Err` goes to the caller as its HRESULT, and so does E_UNEXPECTED for",
    "a panic, which is contained.",
];

fn write_method(code: &mut Code, context: &Context<'_>, method: &Method<'_>) {
    let owner = context.names.item(method.owner);
    match method.contract.filter(|it| !it.docs.is_empty()) {
        Some(contract) => write_lines(code, &contract.docs),
        None => code.line(format_args!("/// `{owner}::{}`", method.method.name)),
    }
    if method.contract.is_some_and(|it| it.retry) {
        code.line(format_args!("///"));
        code.line(format_args!(
            "/// It is called again, later, until it returns `Ok`."
        ));
    }
    if method.is_unsafe() {
        code.line(format_args!("///"));
        code.line(format_args!("/// # Safety"));
        code.line(format_args!("///"));
        code.line(format_args!(
            "/// The pointers are what the interface's contract says."
        ));
    }
    let (head, params) = head(context, method);
    if !method.is_optional() {
        code.list(&head, &params, &format!("){};", arrow(method)));
        return;
    }
    code.list(&head, &params, &format!("){} {{", arrow(method)));
    code.deeper();
    let given = given(context, method);
    match &given[..] {
        [] => {}
        [one] => code.line(format_args!("let _ = {one};")),
        several => code.line(format_args!("let _ = ({});", several.join(", "))),
    }
    match (&method.returns, method.returned().is_empty()) {
        (Returns::HResult | Returns::Invoked(_), true) => code.line(format_args!("Ok(())")),
        (Returns::HResult | Returns::Invoked(_), false) => code.line(format_args!(
            "Err(::comidl::Error::from(windows_core::HRESULT(0x8000_4001_u32 as i32)))"
        )),
        _ => {}
    }
    code.close("}");
}

/// The names of the parameters that the method has.
fn given(context: &Context<'_>, method: &Method<'_>) -> Vec<String> {
    let params = method.signature.params.iter().zip(&method.forms);
    let given = params.filter(|(param, form)| form.ty(context, &param.ty).is_some());
    given.map(|(param, _)| param.name.clone()).collect()
}

/// `fn switched(`, and the parameters.
fn head(context: &Context<'_>, method: &Method<'_>) -> (String, Vec<String>) {
    let qualifier = if method.is_unsafe() { "unsafe " } else { "" };
    let mut params = vec!["&self".to_owned()];
    for (param, form) in method.signature.params.iter().zip(&method.forms) {
        if let Some(ty) = form.ty(context, &param.ty) {
            params.push(format!("{}: {ty}", param.name));
        }
    }
    (format!("{qualifier}fn {}(", method.name), params)
}

/// ` -> comidl::Result<(u32, ILamp)>`
fn arrow(method: &Method<'_>) -> String {
    let returned = method.returned();
    let value = match &returned[..] {
        [] => "()".to_owned(),
        [one] => one.clone(),
        several => format!("({})", several.join(", ")),
    };
    match method.returns {
        Returns::HResult | Returns::Invoked(_) => format!(" -> ::comidl::Result<{value}>"),
        _ if returned.is_empty() => String::new(),
        _ => format!(" -> {value}"),
    }
}

/// A callback that the program keeps a hand on: an `Arc` of it.
fn write_shared(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let name = &callback.trait_name;
    let empty = if callback.methods.is_empty() { "}" } else { "" };
    code.line(format_args!(
        "impl<T: {name}> {name} for ::std::sync::Arc<T> {{{empty}"
    ));
    if callback.methods.is_empty() {
        return;
    }
    code.deeper();
    if let Some(contract) = callback.contract.filter(|_| !callback.events().is_empty()) {
        code.line(format_args!(
            "const NOTIFY: {} = T::NOTIFY;",
            contract.flags
        ));
    }
    for method in &callback.methods {
        let (head, params) = head(context, method);
        code.list(&head, &params, &format!("){} {{", arrow(method)));
        code.deeper();
        let mut args = vec!["self".to_owned()];
        args.extend(given(context, method));
        if method.is_unsafe() {
            code.line(format_args!("// SAFETY: the same contract."));
            code.call(&format!("unsafe {{ T::{}(", method.name), &args, ") }");
        } else {
            code.call(&format!("T::{}(", method.name), &args, ")");
        }
        code.close("}");
    }
    code.close("}");
}
