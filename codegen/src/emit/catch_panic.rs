//! Turns panics of libraries into errors.

use std::cell::RefCell;
use std::fmt;
use std::panic::{self, UnwindSafe};
use std::sync::Once;

thread_local! {
    /// The panic within [`catch_panic`] on this thread; none outside of it.
    static CAUGHT: RefCell<Option<Panicked>> = const { RefCell::new(None) };
}

/// A panic of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Panicked {
    /// What it says.
    pub(super) message: String,
    /// Where it is in the source.
    place: Option<String>,
}

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.place {
            Some(place) => write!(f, " ({place})"),
            None => Ok(()),
        }
    }
}

/// Runs `work` and returns its result. If `work` panics, nothing is printed.
///
/// The panic hook of the process still runs for all other panics. The first call installs a hook
/// before it, which passes on every panic but those within `work` on the thread that runs it.
///
/// # Errors
///
/// The panic.
pub(super) fn catch_panic<T>(work: impl FnOnce() -> T + UnwindSafe) -> Result<T, Panicked> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_caught = CAUGHT.with_borrow_mut(|caught| {
                if let Some(caught) = caught {
                    *caught = describe(info);
                    true
                } else {
                    false
                }
            });
            if !is_caught {
                others(info);
            }
        }));
    });
    let outer = CAUGHT.replace(Some(Panicked::default()));
    let result = panic::catch_unwind(work);
    let caught = CAUGHT.replace(outer);
    result.map_err(|_| caught.unwrap_or_default())
}

fn describe(info: &panic::PanicHookInfo<'_>) -> Panicked {
    Panicked {
        message: info.payload_as_str().unwrap_or("no message").into(),
        place: info.location().map(|location| {
            let file = within_package(location.file());
            format!("{file}:{}", location.line())
        }),
    }
}

/// Returns the path of a source file from its package's folder on. What comes before is a path of the
/// machine that built this program.
fn within_package(path: &str) -> &str {
    let folders = path.rsplit_once("src").map_or(path, |(before, _)| before);
    let package = folders.trim_end_matches(['/', '\\']);
    let start = package.rfind(['/', '\\']).map_or(0, |at| at + 1);
    &path[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_returned_with_its_message_and_place() {
        let message = catch_panic(|| panic!("slot {}", 3))
            .unwrap_err()
            .to_string();
        assert!(message.starts_with("slot 3 ("), "{message}");
        assert!(message.contains("catch_panic.rs"), "{message}");
    }

    #[test]
    fn a_place_is_told_from_its_package_on() {
        let registry = "/home/me/.cargo/registry/src/index-1/windows-rdl-0.100.0/src/reader/mod.rs";
        assert_eq!(
            within_package(registry),
            "windows-rdl-0.100.0/src/reader/mod.rs"
        );
        let windows = r"C:\Users\me\windows-rdl\src\lib.rs";
        assert_eq!(within_package(windows), r"windows-rdl\src\lib.rs");
        assert_eq!(within_package("src/lib.rs"), "src/lib.rs");
        assert_eq!(within_package("lib.rs"), "lib.rs");
    }

    #[test]
    fn the_result_of_work_that_ends_well_is_returned() {
        assert_eq!(catch_panic(|| 3), Ok(3));
    }

    #[test]
    fn a_panic_within_two_calls_is_returned_by_the_inner_one() {
        let outer = catch_panic(|| catch_panic(|| panic!("inner")).unwrap_err());
        assert_eq!(outer.unwrap().message, "inner");
    }
}
