//! Lists the types of Windows that a version of the `windows` crate has, out of its source.
//!
//! `codegen/src/external/list.rs` describes the list, and reads it. The source is generated itself:
//! each item begins a line, with its `#[cfg(..)]` on a line of its own before it.

use std::fs;
use std::path::Path;

use crate::dependency;

/// The folder of Win32 below the crate's own.
const WIN32: &str = "src/Windows/Win32";

/// The records that the crate itself releases when they are dropped. Their `impl Drop` is hand-written,
/// in files of another shape.
const DROPPED: &[&str] = &["PROPVARIANT", "VARIANT"];

/// Returns the list for a version of the crate, for the workspace with this root.
///
/// # Errors
///
/// The reason why the crate can't be found or read.
pub(crate) fn windows_crate(root: &Path, version: &str) -> Result<String, String> {
    let folder = dependency::folder(root, "windows", version)?;
    let mut list = String::new();
    add_module(&mut list, &folder.join(WIN32), "Win32")?;
    Ok(list)
}

/// Adds the types of a module, and of the modules in it in the order of their names.
fn add_module(list: &mut String, folder: &Path, module: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let text = fs::read_to_string(folder.join("mod.rs")).map_err(failed)?;
    list.push_str(&format!("::{module}\n"));
    add_types(list, &text);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    for name in names {
        add_module(list, &folder.join(&name), &format!("{module}::{name}"))?;
    }
    Ok(())
}

fn add_types(list: &mut String, text: &str) {
    // What the `#[cfg(..)]` before an item says.
    let mut features = String::new();
    for line in text.lines() {
        if let Some(condition) = line.strip_prefix("#[cfg(") {
            features = quoted(condition);
        } else if !line.starts_with("#[") {
            if let Some((name, kind)) = definition(line) {
                add_line(list, &[name, &kind, &features]);
            } else if let Some(name) = implementation(line)
                && !features.is_empty()
            {
                add_line(list, &[name, "impl", &features]);
            }
            features.clear();
        }
    }
}

fn add_line(list: &mut String, words: &[&str]) {
    let words: Vec<&str> = words.iter().copied().filter(|it| !it.is_empty()).collect();
    list.push_str(&words.join(" "));
    list.push('\n');
}

/// Returns the name of the type that a line defines, and its kind.
fn definition(line: &str) -> Option<(&str, String)> {
    if let Some(rest) = line.strip_prefix("windows_core::imp::define_interface!(") {
        let first = rest.split_once("0x").map_or("", |(_, iid)| word(iid));
        let first = first.split('_').next().unwrap_or_default();
        return Some((word(rest), format!("iid={first}")));
    }
    let start = ["pub type ", "pub struct ", "pub union "];
    let name = word(start.iter().find_map(|start| line.strip_prefix(start))?);
    // A vtable, and a record that has no name in C.
    if name.ends_with("_Vtbl") || name.contains("_0") {
        return None;
    }
    let is_dropped = DROPPED.contains(&name);
    Some((name, if is_dropped { "drop" } else { "" }.into()))
}

/// Returns the name of the interface whose vtable a line begins to make.
fn implementation(line: &str) -> Option<&str> {
    let name = line.strip_prefix("impl ")?.strip_suffix("_Vtbl {")?;
    Some(name)
}

/// Returns the identifier at the beginning of a text.
fn word(text: &str) -> &str {
    let end = text.find(|char: char| !char.is_ascii_alphanumeric() && char != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Returns what stands in quotation marks, with a space between.
fn quoted(text: &str) -> String {
    let parts: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_listed_with_the_features_of_its_types() {
        let mut list = String::new();
        add_types(
            &mut list,
            "#[repr(transparent)]\n\
             pub struct HLAMP(pub *mut core::ffi::c_void);\n\
             #[repr(C)]\n\
             #[cfg(all(feature = \"Win32_A\", feature = \"Win32_B\"))]\n\
             #[derive(Clone)]\n\
             pub struct LAMP {\n\
             pub struct LAMP_0 {\n\
             windows_core::imp::define_interface!(ILamp, ILamp_Vtbl, 0x0000000c_0000_0000_c000_000000000046);\n\
             pub struct ILamp_Vtbl {\n\
             #[cfg(feature = \"Win32_A\")]\n\
             impl ILamp_Vtbl {\n\
             pub struct VARIANT {\n",
        );
        assert_eq!(
            list,
            "HLAMP\n\
             LAMP Win32_A Win32_B\n\
             ILamp iid=0000000c\n\
             ILamp impl Win32_A\n\
             VARIANT drop\n"
        );
    }
}
