//! What the examples share: a vendor's IDL in a folder of its own, and a look into what was made of it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// What an example returns.
pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// The vendor's IDL.
#[allow(dead_code, reason = "some examples have an IDL of their own")]
pub(crate) const LAMP: &str = r#"import "oaidl.idl";

/// A colour, by its parts.
typedef struct Colour { BYTE red, green, blue; } Colour;

typedef enum LampMode { LAMP_MODE_WARM = 1, LAMP_MODE_COLD = 2 } LampMode;

/// Is called when something happens to a lamp.
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d30), pointer_default(unique)]
interface ILampEvents : IUnknown
{
    HRESULT Switched([in] BOOL on, [in, unique] const Colour *colour);
    HRESULT Measured([in] ULONG count, [in, size_is(count)] const double *watts);
    HRESULT MaySleep([in, string] LPCWSTR reason, [out, retval] BOOL *may);
}

[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d31), pointer_default(unique)]
interface ILamp : IUnknown
{
    HRESULT Advise([in] ILampEvents *events, [out, retval] ULONG *cookie);
    HRESULT Dim([in] LampMode mode);
}
"#;

/// A folder with files, which goes away at the end.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// Makes a folder with files of these names and texts.
    pub(crate) fn with(files: &[(&str, &str)]) -> Result<Self, Box<dyn Error>> {
        let folder = Self(tempfile::tempdir()?);
        for (name, text) in files {
            let path = folder.path(name);
            fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            fs::write(path, text)?;
        }
        Ok(folder)
    }

    /// Returns the path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Prints the lines of a file in which one of the words stands.
    #[allow(dead_code, reason = "some examples print something else")]
    pub(crate) fn show(&self, name: &str, words: &[&str]) -> Outcome {
        for line in fs::read_to_string(self.path(name))?.lines() {
            if words.iter().any(|word| line.contains(word)) {
                println!("{}", line.trim());
            }
        }
        Ok(())
    }
}
