//! Finds the Win32 metadata of windows-rs 0.62, out of which the supplement is cut.

use std::path::{Path, PathBuf};

use crate::dependency;

/// Reads the winmd, for the workspace with this root. `Cargo.toml` names the package that has it, so
/// that cargo fetches it; nothing is compiled of it.
///
/// # Errors
///
/// The reason why cargo can't say where the package is, or why the file can't be read.
pub(crate) fn older_metadata(root: &Path) -> Result<(PathBuf, Vec<u8>), String> {
    let folder = dependency::folder(root, "windows-bindgen", "0.62.1")?;
    let path = folder.join("default/Windows.Win32.winmd");
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((path, bytes))
}
