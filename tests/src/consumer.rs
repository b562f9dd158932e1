//! Packages as users of comidl write them, in `tests/consumers`. Each is a program that uses its part
//! of comidl, and prints a line when all is well.

use std::collections::BTreeSet;
use std::process::Command;

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_codegen::internal::output;

use crate::{CORPUS, Package, Tool, root};

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Consumer {
    /// The name of the folder.
    pub name: &'static str,
    /// The line that it prints when all is well.
    pub prints: &'static str,
    /// Whether it is a program for Windows alone.
    is_for_windows: bool,
    /// The tool that it needs beside Rust.
    needs: Option<Tool>,
    /// The options to make its bindings, if it has no build script that makes them.
    bindings: Option<fn() -> Options>,
}

impl Consumer {
    /// Implements the callbacks of Wine's BITS.
    pub const BITS: Self = Self {
        name: "bits",
        prints: "every call lands in its method\n",
        is_for_windows: false,
        needs: Some(CORPUS),
        bindings: None,
    };

    /// Implements a text store of Wine's Text Services Framework.
    pub const TEXT: Self = Self {
        name: "text",
        prints: "the text is edited\n",
        is_for_windows: false,
        needs: Some(CORPUS),
        bindings: None,
    };

    /// Implements what a vendor's IDL has for its users.
    pub const VENDOR: Self = Self {
        name: "vendor",
        prints: "the camera works\n",
        is_for_windows: false,
        needs: None,
        bindings: None,
    };

    /// Uses the bindings of Delivery Optimization, and has nothing else of comidl.
    pub const BINDINGS: Self = Self {
        name: "bindings",
        prints: "every method in its slot\n",
        is_for_windows: false,
        needs: None,
        bindings: Some(|| Options {
            idl: vec![root().join("idl/DeliveryOptimization.idl")],
            implement: vec!["IBackgroundCopyCallback3".into()],
            ..Options::default()
        }),
    };

    /// Implements a vendor's callbacks, and calls them as the vendor's server would.
    pub const CALLBACKS: Self = Self {
        name: "callbacks",
        prints: "every argument in its form\n",
        is_for_windows: false,
        needs: None,
        bindings: Some(|| {
            let idl = root().join("tests/consumers/callbacks/idl");
            let callbacks = [
                "ILampEvents4",
                "ILamp",
                "ILampControl",
                "_ILampSinkEvents",
                "ILampMixer",
                "ILampFinished",
                "ILampShow",
                "ILampStore",
                "IEnumLamp*",
                "ILampTables",
                "ILampPrices",
            ];
            let nulls = [
                ("ILampEvents::Named.lamp", false),
                ("ILampEvents2::Describe", false),
                ("ILampMixer", false),
                ("ILampMixer::Sum.unit", true),
                ("_ILampSinkEvents::Lamp.return", false),
            ];
            Options {
                idl: vec![idl.join("lamp.idl")],
                callbacks: callbacks.map(str::to_owned).to_vec(),
                contracts: vec![idl.join("lamp.webidl")],
                defaults: vec!["ILampShow".into()],
                nulls: nulls
                    .map(|(name, nullable)| (name.to_owned(), nullable))
                    .to_vec(),
                ..Options::default()
            }
        }),
    };

    /// Uses a vendor's enumerations in each way to have them.
    pub const ENUMS: Self = Self {
        name: "enums",
        prints: "every value arrives\n",
        is_for_windows: false,
        needs: None,
        bindings: None,
    };

    /// Passes objects both ways between `windows-core` and a vendor's bindings.
    pub const PRESS: Self = Self {
        name: "press",
        prints: "the press prints\n",
        is_for_windows: false,
        needs: None,
        bindings: None,
    };

    /// Passes objects both ways between the `windows` crate and a vendor's bindings.
    pub const WINDOWS: Self = Self {
        name: "windows",
        prints: "both worlds are one\n",
        is_for_windows: true,
        needs: None,
        bindings: None,
    };

    /// Has the bindings of two IDL files, which share what both need.
    pub const SHARED: Self = Self {
        name: "shared",
        prints: "every type once\n",
        is_for_windows: false,
        needs: None,
        bindings: None,
    };

    /// Is 27 programs of the COM world.
    pub const PROGRAMS: Self = Self {
        name: "programs",
        prints: "every program is called\n",
        is_for_windows: false,
        needs: None,
        bindings: None,
    };

    /// All consumers.
    pub const ALL: [Self; 10] = [
        Self::BITS,
        Self::TEXT,
        Self::VENDOR,
        Self::BINDINGS,
        Self::CALLBACKS,
        Self::ENUMS,
        Self::PRESS,
        Self::WINDOWS,
        Self::SHARED,
        Self::PROGRAMS,
    ];

    /// Whether this host can run it; see [`Tool::or_left_out`]. Nothing is said of one that no host can
    /// run but Windows.
    pub fn runs_here(&self, test: &str) -> bool {
        (cfg!(windows) || !self.is_for_windows) && self.or_left_out(test)
    }

    /// Whether the machine has what it needs; see [`Tool::or_left_out`].
    pub fn or_left_out(&self, test: &str) -> bool {
        self.needs.is_none_or(|tool| tool.or_left_out(test))
    }

    /// Sets up `cargo` to run in the package.
    ///
    /// # Panics
    ///
    /// When its bindings can't be made.
    pub fn inhabit(&self, cargo: &mut Command) {
        cargo.current_dir(Package::consumer(self.name).folder());
        let Some(options) = self.bindings else { return };
        let folder = root().join("target/tests/bindings").join(self.name);
        let mut compilation = Compilation::read(options());
        let outputs = compilation.emit(&[Form::Rust], &folder);
        output::write_all(&outputs, &BTreeSet::new()).expect("the bindings can be written");
        cargo.env("COMIDL_BINDINGS", &outputs[0].path);
    }
}
