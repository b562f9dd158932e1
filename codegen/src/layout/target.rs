//! The targets of Windows, as far as their layouts and their macros differ.

use std::fmt;
use std::str::FromStr;

use crate::model::PointerWidth;
use crate::session::Processor;

/// A target by its triple. The layout of data differs only by the width of a pointer: `long` has 32
/// bits and 64-bit types are aligned to 8 bytes on every target, also on 32-bit x86.
///
/// ```
/// use comidl_codegen::internal::layout::Target;
///
/// let target: Target = "i686-pc-windows-msvc".parse().unwrap();
/// assert_eq!(target.pointer_width().bytes(), 4);
/// assert_eq!(Target::default().to_string(), "x86_64-pc-windows-msvc");
/// assert!("x86_64-unknown-linux-gnu".parse::<Target>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    triple: String,
    processor: Processor,
}

impl Target {
    /// Returns a target for each width of pointers, the wide one first.
    #[cfg(feature = "inspect")]
    pub(crate) fn of_each_width() -> Vec<Self> {
        let narrow = Self {
            triple: "i686-pc-windows-msvc".into(),
            processor: Processor::X86,
        };
        vec![Self::default(), narrow]
    }

    /// Returns the width of a pointer.
    pub fn pointer_width(&self) -> PointerWidth {
        match self.processor {
            Processor::X86 => PointerWidth::Bits32,
            Processor::X64 | Processor::Arm64 | Processor::Arm64Ec => PointerWidth::Bits64,
        }
    }

    /// Returns the processor, which decides the macros of the C preprocessor.
    pub fn processor(&self) -> Processor {
        self.processor
    }
}

impl Default for Target {
    /// `x86_64-pc-windows-msvc`.
    fn default() -> Self {
        Self {
            triple: "x86_64-pc-windows-msvc".into(),
            processor: Processor::X64,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.triple)
    }
}

impl FromStr for Target {
    type Err = UnknownTarget;

    /// Parses any of rustc's triples for Windows on x86, x86-64 and ARM64, of either toolchain.
    fn from_str(triple: &str) -> Result<Self, UnknownTarget> {
        let unknown = || UnknownTarget(triple.into());
        let parts: Vec<&str> = triple.split('-').collect();
        let [arch, _vendor, "windows", "msvc" | "gnu" | "gnullvm"] = parts[..] else {
            return Err(unknown());
        };
        let processor = match arch {
            "x86_64" => Processor::X64,
            "aarch64" => Processor::Arm64,
            "arm64ec" => Processor::Arm64Ec,
            "i586" | "i686" => Processor::X86,
            _ => return Err(unknown()),
        };
        Ok(Self {
            triple: triple.into(),
            processor,
        })
    }
}

/// A triple that is no target of Windows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTarget(String);

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no target of Windows; x86_64-pc-windows-msvc, i686-pc-windows-msvc and \
             aarch64-pc-windows-msvc are",
            self.0
        )
    }
}

impl std::error::Error for UnknownTarget {}
