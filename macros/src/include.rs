//! `include_idl!`: the bindings that a build script made. What isn't there is an error that names what is.

use std::path::Path;
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, LitStr, Result};

/// Returns the inclusion of the bindings that have this name.
pub(crate) fn include(name: &LitStr) -> Result<TokenStream> {
    // Without cargo, rustc itself may know the variable.
    if let Some(folder) = env::var_os("OUT_DIR") {
        check(name, Path::new(&folder))?;
    }
    Ok(quote! {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", #name, ".rs"));
    })
}

/// Checks that the folder has the bindings. Some file systems find a file under a name in another case, which
/// others don't.
fn check(name: &LitStr, folder: &Path) -> Result<()> {
    let made = made(folder);
    let asked = name.value();
    // A file in a folder of its own isn't looked for.
    if made.contains(&asked) || asked.contains('/') {
        return Ok(());
    }
    let similar = made.iter().find(|it| it.eq_ignore_ascii_case(&asked));
    let message = match (similar, &made[..]) {
        (Some(similar), _) => format!("there are no bindings `{asked}`: their name is `{similar}`"),
        (None, []) => format!(
            "there are no bindings `{asked}`, for the build script made none: \
             `comidl_codegen::Builder::new().idl(\"idl/{asked}.idl\").compile()` makes them"
        ),
        (None, made) => {
            let made: Vec<String> = made.iter().map(|name| format!("`{name}`")).collect();
            let made = made.join(", ");
            format!("there are no bindings `{asked}`; the build script made {made}")
        }
    };
    Err(Error::new(name.span(), message))
}

/// Returns the names of the Rust files in the folder, sorted.
fn made(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Span;

    /// Returns what is said of a name in a folder with these files.
    fn said(files: &[&str], name: &str) -> String {
        let folder = env::temp_dir().join(format!("comidl-include-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for file in files {
            fs::write(folder.join(file), "").expect("a file");
        }
        let checked = check(&LitStr::new(name, Span::call_site()), &folder);
        fs::remove_dir_all(&folder).expect("the folder goes away");
        checked.map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[test]
    fn bindings_in_another_case_are_named() {
        assert_eq!(
            said(&["WebView2.rs", "lamp.rs"], "webview2"),
            "there are no bindings `webview2`: their name is `WebView2`"
        );
    }

    #[test]
    fn all_bindings_are_named_where_none_is_similar() {
        assert_eq!(
            said(&["room.rs", "lamp.rs", "lamp.winmd"], "shade"),
            "there are no bindings `shade`; the build script made `lamp`, `room`"
        );
        assert!(said(&["lamp.winmd"], "lamp").contains("the build script made none"));
    }

    #[test]
    fn bindings_that_are_there_are_included() {
        assert_eq!(said(&["one.rs"], "one"), "");
        assert_eq!(said(&[], "sub/two"), "");
    }
}
