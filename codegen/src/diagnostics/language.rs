//! Languages that are called IDL, and are others than COM's.

use super::Problem;

/// A language that is called IDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// MIDL's classic language, which this compiler reads.
    Com,
    /// The language of WinRT's newer files.
    Midl3,
    /// The language of the interfaces of browsers.
    WebIdl,
    /// The language of CORBA and DDS.
    Omg,
    /// Mozilla's.
    Xpidl,
}

impl Language {
    /// Returns the problem that a file is in this language.
    pub(crate) fn problem(self) -> Problem {
        Problem::OtherLanguage {
            language: self.name().into(),
            advice: self.advice().into(),
        }
    }

    /// Returns its name.
    fn name(self) -> &'static str {
        match self {
            Self::Com => "COM's IDL",
            Self::Midl3 => "MIDL 3",
            Self::WebIdl => "WebIDL",
            Self::Omg => "OMG IDL",
            Self::Xpidl => "XPIDL",
        }
    }

    /// Returns what the user can do with a file of this language.
    fn advice(self) -> &'static str {
        match self {
            Self::Com => "",
            Self::Midl3 => {
                "compile it with `midlrt`, and let `winmdidl` write IDL of the winmd: that can be read"
            }
            Self::WebIdl => {
                "the contract of a callback, which is WebIDL, is given by `--contract`, in a build script by \
                 `.contract(..)`"
            }
            Self::Omg => "it describes objects of CORBA or data of DDS, and no vtables of COM",
            Self::Xpidl => {
                "it describes objects of Mozilla's XPCOM: Mozilla's own compiler makes Rust of it"
            }
        }
    }
}
