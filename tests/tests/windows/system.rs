//! Windows systems to run programs on: Wine for 64 bits, and for 32 bits a Wine in a Debian of its
//! own, in a folder that `tests/run.sh` makes.

use super::process::Process;
use comidl_tests::{DEBIAN_32, WindowsTarget, root};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A Windows that is up, for one test at a time. Dropped, it is shut down: nothing of it is left
/// running.
pub(crate) struct System {
    target: WindowsTarget,
    /// A program of a user, for as long as which Wine keeps its services running.
    session: Option<Process>,
    _alone: MutexGuard<'static, ()>,
}

/// Returns whether this machine lets a program have its memory where it is every time; some containers
/// don't.
///
/// Wine needs 0x7ffe0000 for what Windows shares with every process, and Linux puts the heap of
/// Debian's 64-bit Wine, of half a megabyte, anywhere within a gigabyte from 0x7d000000. Now and then
/// it lies just there, and Wine ends with status 1.
static CAN_FIX_ADDRESSES: LazyLock<bool> = LazyLock::new(|| {
    let mut setarch = Command::new("setarch");
    setarch.args(["--addr-no-randomize", "true"]);
    setarch.output().is_ok_and(|it| it.status.success())
});

/// How long making the prefix may take, or anything else of Wine's own.
const PATIENCE: Duration = Duration::from_secs(180);

impl System {
    /// Starts the Windows that runs programs of the target.
    pub(crate) fn start(target: WindowsTarget) -> Self {
        static ALONE: [Mutex<()>; 2] = [Mutex::new(()), Mutex::new(())];
        let alone = &ALONE[usize::from(target == WindowsTarget::I686)];
        let mut system = Self {
            target,
            session: None,
            // A test that failed has shut its system down all the same.
            _alone: alone.lock().unwrap_or_else(PoisonError::into_inner),
        };
        std::fs::create_dir_all(system.folder()).expect("the folder can be made");
        // The system of a run that was killed may still be up.
        system.shut_down();
        system.boot();
        system
    }

    fn boot(&mut self) {
        Process::start("wineboot", &mut self.wine("wineboot", &["-i"])).finish(PATIENCE);
        self.wait_for_classes();
        let mut session = Process::start("cmd", &mut self.wine("cmd", &["/q"]));
        session.say("echo it is up");
        while session.line(PATIENCE) != "it is up" {}
        self.session = Some(session);
    }

    /// Waits until the classes of the system are registered. On a busy machine, the first start of a new system
    /// ends before its setup does.
    fn wait_for_classes(&self) {
        let key = r"HKCR\CLSID\{4991D34B-80A1-4291-83B6-3328366B9097}";
        let since = Instant::now();
        let is_there = || {
            self.wine("reg", &["query", key])
                .output()
                .is_ok_and(|it| it.status.success())
        };
        while !is_there() {
            assert!(since.elapsed() < PATIENCE, "BITS isn't registered");
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    /// Shuts it down and starts it again.
    pub(crate) fn restart(&mut self) {
        self.shut_down();
        self.boot();
    }

    fn shut_down(&mut self) {
        self.session = None;
        let mut server = self.command("wineserver");
        // Fails where there is none.
        server.arg("-k").output().ok();
        self.command("wineserver").arg("-w").output().ok();
    }

    /// A folder on the system's disk, which is empty.
    pub(crate) fn empty_folder(&self, name: &str) -> PathBuf {
        let folder = self.folder().join(name);
        std::fs::remove_dir_all(&folder).ok();
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        folder
    }

    /// Returns the folder of the system's programs and their files.
    fn folder(&self) -> PathBuf {
        self.root().join(match self.target {
            WindowsTarget::I686 => "srv",
            _ => "target/tests/wine",
        })
    }

    /// Returns the folder that the system sees as its drive Z.
    fn root(&self) -> PathBuf {
        match self.target {
            WindowsTarget::I686 => Path::new(DEBIAN_32.name)
                .parent()
                .expect("it is in a folder")
                .to_path_buf(),
            _ => root(),
        }
    }

    /// The path by which the system's programs know a file of its disk.
    pub(crate) fn path(&self, file: &Path) -> String {
        let seen = match self.target {
            WindowsTarget::I686 => {
                let inside = file.strip_prefix(self.root());
                Path::new("/").join(inside.expect("it is on the system's disk"))
            }
            _ => file.to_path_buf(),
        };
        format!("Z:{}", seen.display()).replace('/', "\\")
    }

    /// Puts a file where the system's programs can reach it.
    pub(crate) fn install(&self, file: &Path) -> PathBuf {
        let folder = self.folder().join("programs");
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        let installed = folder.join(file.file_name().expect("a file has a name"));
        std::fs::copy(file, &installed)
            .unwrap_or_else(|error| panic!("cannot copy {}: {error}", file.display()));
        installed
    }

    /// Starts a program of the system's disk.
    pub(crate) fn run(&self, program: &Path, arguments: &[&str]) -> Process {
        let name = program.file_name().expect("a program is a file");
        let name = format!("{} {}", name.display(), arguments.join(" "));
        Process::start(&name, &mut self.wine(&self.path(program), arguments))
    }

    fn wine(&self, program: &str, arguments: &[&str]) -> Command {
        let mut wine = self.command("wine");
        wine.arg(program).args(arguments);
        wine
    }

    /// Returns the command that runs a program of this machine's disk; cargo puts it before the program.
    pub(crate) fn runner(&self) -> Vec<String> {
        let wine = self.command("wine");
        let words = std::iter::once(wine.get_program()).chain(wine.get_args());
        let mut runner: Vec<_> = words
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        if self.target == WindowsTarget::I686 {
            // The shell gets the program's path as its `$0`.
            let folder = self.folder().join("programs");
            let script = format!(
                r#"cp "$0" '{}' && exec '{}' 'Z:\srv\programs\'"${{0##*/}}" "$@""#,
                folder.display(),
                runner.join("' '")
            );
            std::fs::create_dir_all(&folder).expect("the folder can be made");
            runner = vec!["sh".to_owned(), "-c".to_owned(), script];
        }
        runner
    }

    /// A program of the machine that the system is made of.
    fn command(&self, name: &str) -> Command {
        let settings = self
            .settings()
            .map(|(name, value)| format!("{name}={value}"));
        let mut command = match self.target {
            WindowsTarget::I686 => {
                let mut chroot = Command::new("chroot");
                let root = self.root();
                chroot.arg(root).args(["/usr/bin/env", "--chdir=/srv"]);
                chroot
            }
            _ if *CAN_FIX_ADDRESSES => {
                let mut fixed = Command::new("setarch");
                fixed.args(["--addr-no-randomize", "env"]);
                fixed
            }
            _ => Command::new("env"),
        };
        command.args(settings).arg(name);
        command.env_remove("WINELOADER");
        command
    }

    /// The variables that Wine is told by which system it is.
    fn settings(&self) -> [(&'static str, String); 4] {
        let (prefix, home) = match self.target {
            WindowsTarget::I686 => ("/srv/prefix".to_owned(), "/srv".to_owned()),
            _ => {
                let folder = self.folder().display().to_string();
                (format!("{folder}/prefix"), folder)
            }
        };
        [
            ("WINEPREFIX", prefix),
            // Wine's own messages stand beside those of the program.
            ("WINEDEBUG", "-all,err+all".to_owned()),
            ("DISPLAY", String::new()),
            ("HOME", home),
        ]
    }
}

impl Drop for System {
    fn drop(&mut self) {
        self.shut_down();
    }
}
