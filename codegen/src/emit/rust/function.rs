//! Functions that a DLL exports.

use crate::model::{Function, ItemId};

use super::call::{self, Callee};
use super::code::Code;
use super::signature::Signature;
use super::types::{Context, convention};

/// Writes
///
/// ```text
/// pub unsafe fn Beep(freq: u32, duration: u32) -> windows_core::BOOL {
///     windows_link::link!("kernel32.dll" "system" fn Beep(freq: u32, duration: u32)
///         -> windows_core::BOOL);
///     unsafe { Beep(freq, duration) }
/// }
/// ```
///
/// A function that takes further arguments is declared without a wrapper, since Rust has no way
/// to hand them on. One of which nobody says where it is, a remote procedure say, is the type of
/// a pointer to it.
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, function: &Function) {
    let name = context.names.item(id);
    let lowered = context.abi.signature(&function.signature);
    let Some(dll) = &function.dll else {
        code.list(
            &format!(
                "pub type {name} = unsafe extern \"{}\" fn(",
                convention(lowered.convention)
            ),
            &context.function_params(&lowered),
            &format!("){};", context.arrow(&lowered.returns)),
        );
        return;
    };
    let entry = function
        .entry
        .as_deref()
        .unwrap_or(&context.model.item(id).name);
    let signature = Signature::new(
        context,
        &function.signature.params,
        &function.signature.returns,
        false,
    );
    let mut params: Vec<String> = signature
        .params
        .iter()
        .map(|param| format!("{}: {}", param.name, context.slot(&param.ty)))
        .collect();
    if lowered.variadic {
        params.push("...".into());
    }
    let head = format!(
        "fn {name}({}){}",
        params.join(", "),
        context.arrow(&lowered.returns)
    );
    let link = declaration(&head, convention(lowered.convention), &library(dll), entry);
    if lowered.variadic {
        for line in link {
            code.line(format_args!("{line}"));
        }
        return;
    }
    call::write(
        code,
        context,
        name,
        &signature,
        Callee::Function { name, link: &link },
    );
}

/// The lines that declare the function with this head.
fn declaration(head: &str, abi: &str, library: &str, entry: &str) -> Vec<String> {
    if let Ok(ordinal) = entry.parse::<u16>() {
        // `link!` knows names only.
        return vec![
            format!(
                "#[cfg_attr(windows, link(name = {library:?}, kind = \"raw-dylib\", modifiers = \
                 \"+verbatim\"))]"
            ),
            format!("unsafe extern \"{abi}\" {{"),
            format!("    #[cfg_attr(windows, link_ordinal({ordinal}))]"),
            format!("    pub {head};"),
            "}".into(),
        ];
    }
    let renamed = if head
        .strip_prefix("fn ")
        .is_some_and(|it| it.starts_with(&format!("{entry}(")))
    {
        String::new()
    } else {
        format!("{entry:?} ")
    };
    vec![format!(
        "windows_link::link!({library:?} \"{abi}\" {renamed}{head});"
    )]
}

/// The file's name as the linker wants it, with its extension.
fn library(dll: &str) -> String {
    if dll.contains('.') {
        dll.into()
    } else {
        format!("{dll}.dll")
    }
}
