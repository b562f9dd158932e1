//! Packages that cargo builds while the tests run, as a user's.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use comidl_codegen::internal::output::{self, Output};

use crate::root;

/// A package with a build script that compiles IDL. All share one folder for what cargo builds.
pub struct Package {
    folder: PathBuf,
}

impl Package {
    /// A package of the repository, in `tests/consumers`.
    pub fn consumer(name: &str) -> Self {
        let folder = root().join("tests/consumers").join(name);
        seed_lock(&folder);
        Self { folder }
    }

    /// A new package of these files: a library whose build script can use `comidl-codegen`, and
    /// whose code `comidl`.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    pub fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = root().join("target/tests/packages").join(name);
        fs::remove_dir_all(&folder).ok();
        let package = Self { folder };
        package.write("Cargo.toml", manifest(name));
        for (path, text) in files {
            package.write(path, text);
        }
        seed_lock(&package.folder);
        package
    }

    /// A folder for files that stay from run to run, so that cargo compiles again only what has
    /// changed. The caller writes all files, the manifest too.
    ///
    /// # Panics
    ///
    /// When it can't be made.
    pub fn kept(name: &str) -> Self {
        let folder = root().join("target/tests/packages").join(name);
        fs::create_dir_all(&folder).expect("the folder can be made");
        seed_lock(&folder);
        Self { folder }
    }

    /// The programs that comidl is measured by, in `tests/bench`.
    pub fn bench() -> Self {
        let folder = root().join("tests/bench");
        seed_lock(&folder);
        Self { folder }
    }

    /// This workspace, which has programs that tests run.
    pub fn workspace() -> Self {
        Self { folder: root() }
    }

    /// Builds `program` of the package called `name`, for release, and returns its path.
    ///
    /// # Panics
    ///
    /// When it can't be built.
    pub fn release(&self, name: &str, program: &str) -> PathBuf {
        let arguments = ["build", "--release", "-p", name, "--bin", program];
        _ = self.cargo(&arguments).well();
        target().join("release").join(program)
    }

    /// Returns the folder of the package.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes one of its files.
    ///
    /// # Panics
    ///
    /// When that can't be.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.folder.join(path);
        let folder = path.parent().expect("a file of the package");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Runs cargo in it.
    ///
    /// # Panics
    ///
    /// When cargo can't be started.
    pub fn cargo(&self, arguments: &[&str]) -> Said {
        Said::of(&mut self.command(arguments))
    }

    /// The command that [`Package::cargo`] runs.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("OUT_DIR")
            .env_remove("RUSTFLAGS");
        command
    }
}

/// The outcome of a command.
#[derive(Clone, Debug)]
pub struct Said {
    /// Whether it succeeded.
    pub success: bool,
    /// The text on standard output.
    pub stdout: String,
    /// The text on standard error.
    pub stderr: String,
}

impl Said {
    /// Runs `command` and returns its outcome.
    ///
    /// # Panics
    ///
    /// When it can't be started.
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the command can be started");
        Self {
            success: output.status.success(),
            stdout: String::from_utf8_lossy(&output.stdout).into(),
            stderr: String::from_utf8_lossy(&output.stderr).into(),
        }
    }

    /// Returns the outcome, if the command succeeded.
    ///
    /// # Panics
    ///
    /// If the command failed, with all that it printed.
    pub fn well(self) -> Self {
        assert!(self.success, "{}\n{}", self.stdout, self.stderr);
        self
    }
}

/// Returns the folder in which cargo builds packages.
pub fn target() -> PathBuf {
    root().join("target/tests/consumers")
}

fn manifest(name: &str) -> String {
    let root = root();
    let (codegen, runtime) = (root.join("codegen"), root.join("runtime"));
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ncomidl = {{ path = {runtime:?} }}\nwindows-core = \"0.100\"\n\
         windows-link = \"0.100\"\n\n\
         [build-dependencies]\ncomidl-codegen = {{ path = {codegen:?} }}\n\n[workspace]\n"
    )
}

/// Gives a package the versions that the workspace has.
fn seed_lock(folder: &Path) {
    let lock = Output {
        path: folder.join("Cargo.lock"),
        bytes: fs::read(root().join("Cargo.lock")).expect("the workspace has one"),
    };
    // The cargo of another test may be reading the file: it must never see half of it.
    output::write_all(&[lock], &BTreeSet::new()).expect("it can be written");
}
