//! Modules: the functions that a DLL exports.

use crate::model::{Function, ItemId};

use super::call::{self, Callee};
use super::code::Code;
use super::doc;
use super::signature::Signature;
use super::template::rust;
use super::types::{Context, convention};

/// Writes
///
/// ```text
/// pub unsafe fn Beep(freq: u32, duration: u32) -> windows_core::BOOL {
///     windows_link::link!("kernel32.dll" "system" fn Beep(..) -> windows_core::BOOL);
///     unsafe {
///         Beep(freq, duration)
///     }
/// }
/// ```
///
/// A function that takes further arguments is declared without a wrapper, since Rust has no way
/// to hand them on; the macro of the declaration takes no documentation. Where no DLL is named, for a remote procedure for example, the type of a
/// pointer to the function is written.
pub(super) fn write_function(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    function: &Function,
) {
    let name = context.names.item(id);
    let lowered = context.abi.signature(&function.signature);
    let Some(dll) = &function.dll else {
        doc::write_function(code, context, id, &function.signature.params);
        rust!(
            code,
            "pub type $name = $pointer;",
            name,
            pointer = context.bare_function(&lowered)
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
    let abi = convention(lowered.convention);
    let mut link = Code::default();
    if let Ok(ordinal) = entry.parse::<u16>() {
        write_ordinal(&mut link, &head, abi, &library(dll), ordinal);
    } else {
        let renamed = if entry == name {
            String::new()
        } else {
            format!("{entry:?} ")
        };
        rust!(
            link,
            "windows_link::link!($library \"$abi\" $renamed$head);",
            library = format!("{:?}", library(dll)),
            abi,
            renamed,
            head
        );
    }
    let link = link.into_text();
    if lowered.variadic {
        rust!(code, "$link", link);
        return;
    }
    doc::write_function(code, context, id, &function.signature.params);
    let callee = Callee::Function { name, link: &link };
    call::write(code, context, name, &signature, callee);
}

/// Writes the declaration of a function that a DLL exports by its ordinal. `link!` takes names
/// only.
fn write_ordinal(code: &mut Code, head: &str, abi: &str, library: &str, ordinal: u16) {
    rust!(
        code,
        "
        #[cfg_attr(windows, link(name = $library, kind = \"raw-dylib\", modifiers = \"+verbatim\"))]
        unsafe extern \"$abi\" {
            #[cfg_attr(windows, link_ordinal($ordinal))]
            pub $head;
        }
        ",
        library = format!("{library:?}"),
        abi,
        ordinal,
        head
    );
}

/// Returns the DLL's name as the linker wants it, with its extension.
fn library(dll: &str) -> String {
    if dll.contains('.') {
        dll.into()
    } else {
        format!("{dll}.dll")
    }
}
