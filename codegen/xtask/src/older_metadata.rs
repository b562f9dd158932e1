//! Finds the Win32 metadata of windows-rs 0.62, out of which the supplement is cut.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The package that has the metadata. `Cargo.toml` names it, so that cargo fetches it; nothing is
/// compiled of it.
const PACKAGE: (&str, &str) = ("windows-bindgen", "0.62.1");

/// Reads the winmd, for the workspace with this root.
///
/// # Errors
///
/// The reason why cargo can't say where the package is, or why the file can't be read.
pub(crate) fn older_metadata(root: &Path) -> Result<(PathBuf, Vec<u8>), String> {
    let path = folder(root)?.join("default/Windows.Win32.winmd");
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((path, bytes))
}

/// Returns the package's folder in cargo's registry.
fn folder(root: &Path) -> Result<PathBuf, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo: {error}"))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut found = packages.filter(|package| {
        (package["name"].as_str(), package["version"].as_str())
            == (Some(PACKAGE.0), Some(PACKAGE.1))
    });
    let manifest = found.find_map(|package| package["manifest_path"].as_str());
    let folder = manifest.and_then(|path| Path::new(path).parent());
    folder
        .map(Path::to_owned)
        .ok_or_else(|| format!("cargo doesn't know {} {}", PACKAGE.0, PACKAGE.1))
}
