//! The parts of the compiler that the other packages of this workspace use: the command line, the
//! developers' tasks, tests and benchmarks. They are no promise to anybody else, and change without
//! a new major version.

/// What an editor asks of a file.
pub mod analysis {
    pub use crate::analysis::Analysis;
    pub use crate::resolve::{Index, Meaning, Use, Visible, VisibleKind};
}

/// One compilation.
pub mod compile {
    pub use crate::compile::{Compilation, Form, Options, Resolved, STDIN, macro_name, namespace};
}

/// Columns of tables.
pub mod column {
    pub use crate::column::{padded, width};
}

/// Texts, places and problems of a compilation.
pub mod session {
    pub use crate::session::{MAX_FILE_SIZE, Session, Texts};
}

/// Files, and places in them.
pub mod source {
    pub use crate::source::{File, Inclusion, LineColumn, Place, Reached, SourceMap, Span};
}

/// Problems, and how they are shown.
pub mod diagnostics {
    #[cfg(feature = "inspect")]
    pub use crate::diagnostics::render_json;
    pub use crate::diagnostics::{Diagnostic, Diagnostics, Problem, Severity, Shown, render};
}

/// Comments and `helpstring`s.
pub mod docs {
    pub use crate::docs::{Doc, Docs, Kind, Outline, Token, TokenKind};
}

/// Tokens, and the streams that the preprocessor gives to the parser.
pub mod token {
    pub use crate::token::{Symbol, Token, TokenKind, TokenStream};
}

/// The preprocessor.
pub mod preprocess {
    pub use crate::preprocess::{preprocess, quoted};
}

/// The parser.
pub mod parse {
    pub use crate::parse::{AttributePlace, allowed_at, described, parse};
}

/// What IDL means.
pub mod model {
    pub use crate::model::{
        Base, Constant, Enum, Field, Guid, Interface, InterfaceKind, Item, ItemId, ItemKind,
        Method, Model, Origin, Param, Record, Signature, Type, Value,
    };
}

/// Types as C writes them.
pub mod c_syntax {
    pub use crate::c_syntax::declaration;
}

/// Where fields lie.
pub mod layout {
    pub use crate::layout::{Layout, Layouts, Target};
}

/// Windows metadata.
pub mod metadata {
    pub use crate::metadata::{COMMON, Metadata, WIN32_NAMESPACE};
}

/// The comparison with metadata.
pub mod verify {
    pub use crate::verify::{Report, verify};
}

/// Types that other crates have.
pub mod external {
    pub use crate::external::{Externals, Reference, WindowsVersion, list};
}

/// What the outputs share.
pub mod lower {
    /// Types as the ABI has them.
    pub mod abi {
        pub use crate::lower::abi::Abi;
    }

    /// What an output needs.
    pub mod closure {
        pub use crate::lower::closure::closure;
    }
}

/// The outputs.
pub mod emit {
    /// Rust bindings.
    pub mod rust {
        pub use crate::emit::rust::{
            CallbackMethod, CallbackTrait, Enums, Options, Returned, bindings,
        };
    }

    /// The text that metadata is compiled from.
    #[cfg(feature = "winmd")]
    pub mod rdl {
        pub use crate::emit::rdl::{Rdl, RdlOptions, namespace, rdl};
    }

    /// Windows metadata.
    #[cfg(feature = "winmd")]
    pub mod winmd {
        pub use crate::emit::winmd::compile;
    }

    /// What `comidl inspect` prints.
    #[cfg(feature = "inspect")]
    pub mod inspect {
        /// For Graphviz.
        pub mod dot {
            pub use crate::emit::inspect::dot::text;
        }

        /// For programs.
        pub mod json {
            pub use crate::emit::inspect::json::Document;
        }

        /// Where items come from.
        pub mod origin {
            pub use crate::emit::inspect::origin::Origins;
        }

        /// For people.
        pub mod table {
            pub use crate::emit::inspect::table::text;
        }
    }
}

/// Outputs in files.
pub mod output {
    pub use crate::output::{Output, recover, write_all};
}
