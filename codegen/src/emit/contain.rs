//! Panics of libraries, made into errors.

use std::cell::RefCell;
use std::panic::{self, UnwindSafe};
use std::sync::Once;

thread_local! {
    /// What the panic within [`contain`] on this thread said; none outside of it.
    static CONTAINED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work` and gives its result, or what it said and where when it panicked. Nothing is
/// printed then.
///
/// The panic hook of the process stays the one that was set: the first call puts one before it
/// that passes on all panics but those within `work`, on the thread that runs it.
pub(super) fn contain<T>(work: impl FnOnce() -> T + UnwindSafe) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let contained = CONTAINED.with_borrow_mut(|said| {
                if let Some(said) = said {
                    *said = describe(info);
                    true
                } else {
                    false
                }
            });
            if !contained {
                others(info);
            }
        }));
    });
    let outer = CONTAINED.replace(Some(String::new()));
    let result = panic::catch_unwind(work);
    let said = CONTAINED.replace(outer);
    result.map_err(|_| said.unwrap_or_default())
}

fn describe(info: &panic::PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    match info.location() {
        Some(location) => format!("{message} ({location})"),
        None => message.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_message_and_place() {
        let said = contain(|| panic!("slot {}", 3)).unwrap_err();
        assert!(said.starts_with("slot 3 ("), "{said}");
        assert!(said.contains("contain.rs"), "{said}");
    }

    #[test]
    fn work_that_ends_well_gives_its_result() {
        assert_eq!(contain(|| 3), Ok(3));
    }

    #[test]
    fn a_panic_within_a_contained_one_is_told_to_the_inner_call() {
        let outer = contain(|| contain(|| panic!("inner")).unwrap_err());
        assert!(outer.unwrap().starts_with("inner"));
    }
}
