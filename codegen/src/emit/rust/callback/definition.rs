//! The trait of a callback.

use crate::emit::rust::code::Code;
use crate::emit::rust::comment::one_line;
use crate::emit::rust::doc;
use crate::emit::rust::template::{Block, rust};
use crate::emit::rust::types::Context;

use super::{Callback, CallbackMethod, CallbackTrait, Method, Returned, Returns};

/// Writes
///
/// ```text
/// pub trait LampEvents: 'static + .. {
///     fn switched(&self, lamp: &ILamp, on: bool) -> comidl::Result<()>;
/// }
/// impl<T: LampEvents> LampEvents for std::sync::Arc<T> { .. }
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    write_trait(code, context, callback);
    write_shared(code, context, callback);
}

/// Returns the trait for who writes an implementation.
pub(super) fn outline(context: &Context<'_>, callback: &Callback<'_>) -> CallbackTrait {
    let methods = callback.methods.iter().map(|method| CallbackMethod {
        name: method.name.clone(),
        head: head(context, method),
        returned: match (&method.returns, method.returned().is_empty()) {
            (Returns::HResult | Returns::Invoked(_), true) => Returned::Success,
            (Returns::HResult | Returns::Invoked(_), false) => Returned::Result,
            (_, true) => Returned::Nothing,
            (_, false) => Returned::Value,
        },
    });
    CallbackTrait {
        interface: callback.interface(),
        name: callback.trait_name.clone(),
        methods: methods.collect(),
    }
}

fn write_trait(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let interface = context.names.item(callback.interface());
    let optional = if callback.methods.iter().all(Method::is_optional) {
        ": each method has a default, write those whose events you want"
    } else {
        ""
    };
    let write_methods = |code: &mut Code| {
        for method in &callback.methods {
            write_method(code, context, method);
        }
    };
    rust!(
        code,
        r#"
        $docs
        #[diagnostic::on_unimplemented(
            message = "`{Self}` isn't a callback for `$interface`",
            label = "`$name` isn't implemented for it",
            note = "say what it does with `impl $name for {Self}`$optional"
        )]
        pub trait $name: ::comidl::object::Through<$chain, Chain = $chain> + 'static {
            $notify
            $methods
        }
        "#,
        docs = Block(|code| write_docs(code, context, callback, interface)),
        interface,
        name = callback.trait_name,
        chain = callback.chain_name,
        optional,
        notify = Block(|code| write_notify(code, callback)),
        methods = Block(write_methods),
    );
}

/// Writes the constant with the events that the callback wants, if there are flags for them.
fn write_notify(code: &mut Code, callback: &Callback<'_>) {
    if let Some(flags) = callback.flags() {
        rust!(
            code,
            "
            /// The events that it wants.
            ///
            /// The attribute on the `impl` sets it to those whose methods are there. Without, it is all; an
            /// event that has no method is answered with `Ok`.
            const NOTIFY: $flags = $flags::EVENTS;
            ",
            flags,
        );
    }
}

fn write_docs(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>, interface: &str) {
    if let Some(contract) = callback.contract.filter(|it| !it.docs.is_empty()) {
        rust!(code, "$docs", docs = doc_lines(&contract.docs));
    } else if !callback.has_unknown {
        rust!(
            code,
            "
            /// What an object of `$interface` does, which has no `IUnknown`.
            ///
            /// [`$interface::from_value`] makes an object of a struct that implements it.
            ///
            /// What the calls bring is borrowed for the call. A panic is contained.
            ",
            interface,
        );
        let text = doc::callback(context, callback.interface());
        write_paragraph(code, &text);
    } else {
        rust!(
            code,
            "
            /// What an object of `$interface` does.
            ///
            /// `#[comidl::callback($name)]` on a struct that implements it makes `From` for [`$interface`]
            /// and for all interfaces that this one derives from.
            ///
            /// The calls come on whichever threads the caller has, maybe several at a time; those of a `local`
            /// callback come on the thread that made it. What they bring is
            /// borrowed for the call. An `Err` goes to the caller as its HRESULT, and so does E_UNEXPECTED for
            /// a panic, which is contained.
            ",
            interface,
            name = callback.trait_name,
        );
        let text = doc::callback(context, callback.interface());
        write_paragraph(code, &text);
    }
    if let Some(service) = callback.contract.and_then(|it| it.service.as_ref()) {
        rust!(
            code,
            "
            ///
            /// It is called by $service.
            ",
            service = one_line(service),
        );
    }
}

/// Writes documentation below other.
fn write_paragraph(code: &mut Code, lines: &[String]) {
    if !lines.is_empty() {
        doc::write(code, &[String::new()]);
        doc::write(code, lines);
    }
}

/// Returns documentation as comments.
fn doc_lines(lines: &[String]) -> String {
    let lines = lines.iter();
    let lines = lines.map(|line| format!("{}\n", format!("/// {}", one_line(line)).trim_end()));
    lines.collect()
}

fn write_method(code: &mut Code, context: &Context<'_>, method: &Method<'_>) {
    write_method_docs(code, context, method);
    let head = head(context, method);
    if !method.is_optional() {
        rust!(code, "$head;", head);
        return;
    }
    let given = given(context, method);
    let unused = match &given[..] {
        [] => String::new(),
        [one] => format!("let _ = {one};"),
        several => format!("let _ = ({});", several.join(", ")),
    };
    let result = match (&method.returns, method.returned().is_empty()) {
        (Returns::HResult | Returns::Invoked(_), true) => "Ok(())",
        (Returns::HResult | Returns::Invoked(_), false) => {
            "Err(::comidl::Error::from(windows_core::HRESULT(0x8000_4001_u32 as i32)))"
        }
        _ => "",
    };
    rust!(
        code,
        "
        $head {
            $unused
            $result
        }
        ",
        head,
        unused,
        result,
    );
}

fn write_method_docs(code: &mut Code, context: &Context<'_>, method: &Method<'_>) {
    let docs = match method.contract.filter(|it| !it.docs.is_empty()) {
        Some(contract) => doc_lines(&contract.docs),
        None => {
            let owner = context.names.item(method.owner);
            format!("/// `{owner}::{}`", method.method.name)
        }
    };
    rust!(code, "$docs", docs);
    if method.contract.is_none_or(|it| it.docs.is_empty()) {
        let text = doc::callback_method(context, method.owner, method.method);
        write_paragraph(code, &text);
    }
    if method.contract.is_some_and(|it| it.retry) {
        rust!(
            code,
            "
            ///
            /// It is called again, later, until it returns `Ok`.
            "
        );
    }
    if method.is_unsafe() {
        rust!(
            code,
            "
            ///
            /// # Safety
            ///
            /// The pointers are what the interface's contract says.
            "
        );
    }
}

/// Returns the names of the parameters that the method has.
pub(super) fn given(context: &Context<'_>, method: &Method<'_>) -> Vec<String> {
    let params = method.signature.params.iter().zip(&method.forms);
    let given = params.filter(|(param, form)| form.ty(context, &param.ty).is_some());
    given.map(|(param, _)| param.name.clone()).collect()
}

/// Returns `fn switched(&self, on: bool) -> comidl::Result<()>`.
pub(super) fn head(context: &Context<'_>, method: &Method<'_>) -> String {
    let qualifier = if method.is_unsafe() { "unsafe " } else { "" };
    let mut params = vec!["&self".to_owned()];
    for (param, form) in method.signature.params.iter().zip(&method.forms) {
        if let Some(ty) = form.ty(context, &param.ty) {
            params.push(format!("{}: {ty}", param.name));
        }
    }
    let (name, params) = (&method.name, params.join(", "));
    format!("{qualifier}fn {name}({params}){}", arrow(method))
}

/// Returns ` -> comidl::Result<(u32, ILamp)>`.
pub(super) fn arrow(method: &Method<'_>) -> String {
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

/// Writes the callback of an `Arc`, by which a program keeps access to its own callback.
fn write_shared(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let name = &callback.trait_name;
    if callback.methods.is_empty() {
        rust!(
            code,
            "impl<T: $name> $name for ::std::sync::Arc<T> {}",
            name
        );
        return;
    }
    let notify = callback.flags().map_or_else(String::new, |flags| {
        format!("const NOTIFY: {flags} = T::NOTIFY;")
    });
    let write_methods = |code: &mut Code| {
        for method in &callback.methods {
            write_forwarding(code, context, method);
        }
    };
    rust!(
        code,
        "
        impl<T: $name> $name for ::std::sync::Arc<T> {
            $notify
            $methods
        }
        ",
        name,
        notify,
        methods = Block(write_methods),
    );
}

/// Writes the method of an `Arc`, which calls that of the value in it.
fn write_forwarding(code: &mut Code, context: &Context<'_>, method: &Method<'_>) {
    let mut args = vec!["self".to_owned()];
    args.extend(given(context, method));
    let call = format!("T::{}({})", method.name, args.join(", "));
    let body = if method.is_unsafe() {
        format!("// SAFETY: the same contract.\nunsafe {{ {call} }}")
    } else {
        call
    };
    rust!(
        code,
        "
        $head {
            $body
        }
        ",
        head = head(context, method),
        body,
    );
}
