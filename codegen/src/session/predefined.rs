//! The text that defines MIDL's macros and those that the user passes in.

use std::fmt::Write as _;

/// The macros that MIDL 8.01 defines for every file, and those of the C preprocessor that it runs.
const MIDL: &[(&str, &str)] = &[
    ("__midl", "801"),
    ("_WIN32", "1"),
    ("_MSC_VER", "1940"),
    ("_WIN32_WINNT", "0x0A00"),
];

/// The name under which places in the text are shown.
pub(super) const PATH: &str = "<command line>";

/// A processor that Windows runs on, as far as macros tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Processor {
    /// 32-bit x86.
    X86,
    /// x86-64.
    #[default]
    X64,
    /// ARM64.
    Arm64,
    /// ARM64 with the calling convention of x86-64.
    Arm64Ec,
}

impl Processor {
    /// The macros that tell processors apart.
    const MACROS: &[&str] = &[
        "_WIN64",
        "_M_IX86",
        "_M_X64",
        "_M_AMD64",
        "_M_ARM64",
        "_M_ARM64EC",
    ];

    /// Returns the macros that Microsoft's C preprocessor defines for it.
    fn macros(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::X86 => &[("_M_IX86", "600")],
            Self::X64 => &[("_WIN64", "1"), ("_M_X64", "100"), ("_M_AMD64", "100")],
            Self::Arm64 => &[("_WIN64", "1"), ("_M_ARM64", "1")],
            Self::Arm64Ec => &[
                ("_WIN64", "1"),
                ("_M_X64", "100"),
                ("_M_AMD64", "100"),
                ("_M_ARM64EC", "1"),
            ],
        }
    }
}

/// The macros that each file has before its first line.
#[derive(Debug)]
pub(super) struct Predefined {
    /// The text that defines them.
    pub(super) text: String,
    /// How many bytes of the text define MIDL's macros. Those of the user are behind them.
    pub(super) own: usize,
    /// The macros that depend on the processor, whether it has them or not. The user passes none of
    /// them in.
    pub(super) of_processor: Vec<&'static str>,
}

impl Predefined {
    pub(super) fn new(defines: &[(String, String)], processor: Processor) -> Self {
        let is_overridden = |name: &str| defines.iter().any(|(defined, _)| defined == name);
        let mut text = String::new();
        let macros = MIDL.iter().chain(processor.macros());
        for (name, value) in macros.filter(|(name, _)| !is_overridden(name)) {
            let _ = writeln!(text, "#define {name} {value}");
        }
        let own = text.len();
        for (name, value) in defines {
            let line = format!("#define {name} {value}").replace(['\n', '\r'], " ");
            let _ = writeln!(text, "{line}");
        }
        let names = Processor::MACROS.iter().copied();
        Self {
            text,
            own,
            of_processor: names.filter(|name| !is_overridden(name)).collect(),
        }
    }
}
