//! Building for Windows on Debian: with the rustc that Debian has, and std's source.

use std::process::Command;

use crate::{GCC_I686, GCC_X86_64, Package, Tool, WINE, root};

/// Debian's cargo and, because it depends on that, Debian's rustc.
const CARGO: Tool = Tool {
    name: "/usr/bin/cargo",
    package: "cargo-web",
};

/// The source of the standard library, in the version of [`CARGO`].
const STD: Tool = Tool {
    name: "/usr/lib/rustlib/src/rust/library",
    package: "rust-web-src",
};

/// A Windows to build for. (`x86_64-pc-windows-gnu` would want a system library that Wine 8 hasn't.)
#[derive(Clone, Copy, Debug)]
pub struct WindowsTarget {
    triple: &'static str,
    linker: Tool,
    linker_variable: &'static str,
}

impl WindowsTarget {
    /// Windows on 64 bits.
    pub const X86_64: Self = Self {
        triple: "x86_64-win7-windows-gnu",
        linker: GCC_X86_64,
        linker_variable: "CARGO_TARGET_X86_64_WIN7_WINDOWS_GNU_LINKER",
    };

    /// Windows on 32 bits.
    pub const I686: Self = Self {
        triple: "i686-win7-windows-gnu",
        linker: GCC_I686,
        linker_variable: "CARGO_TARGET_I686_WIN7_WINDOWS_GNU_LINKER",
    };

    /// Whether this machine can build for it; see [`Tool::or_left_out`].
    pub fn or_left_out(self, test: &str) -> bool {
        [CARGO, STD, self.linker]
            .iter()
            .all(|it| it.or_left_out(test))
    }

    /// Whether this machine can build for it.
    pub fn is_there(self) -> bool {
        [CARGO, STD, self.linker].into_iter().all(Tool::is_there)
    }

    /// A program that was built for it, on Wine.
    pub fn wine(self, program: &str) -> Command {
        let target = root().join("target/tests");
        let mut command = Command::new(WINE.name);
        let built = target.join("windows").join(self.triple).join("debug");
        command
            .arg(built.join(format!("{program}.exe")))
            .env("WINEPREFIX", target.join("wine"))
            .env("WINEDEBUG", "-all")
            .env("DISPLAY", "");
        command
    }

    /// A command of cargo's (`build`, say) on a package for this target, std included.
    pub fn cargo(self, package: &Package, arguments: &[&str]) -> Command {
        let mut command = Command::new(CARGO.name);
        command
            .args(arguments)
            .args(["-Zbuild-std=std,panic_unwind", "--target", self.triple])
            .current_dir(package.folder())
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", root().join("target/tests/windows"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env(self.linker_variable, self.linker.name)
            // What a test inherits of rustup's cargo isn't for Debian's.
            .env_remove("RUSTUP_TOOLCHAIN")
            .env_remove("RUSTFLAGS");
        command
    }
}
