//! Work on several threads.

use std::num::NonZero;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{self, Scope};

use crate::malloc::use_large_pieces;

/// How many threads can run at once. The standard library reads several files to find out.
pub(crate) static PROCESSORS: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));

/// Returns the result of `work` on each of `parts`, in their order. One part alone needs no other
/// thread.
pub(crate) fn in_parts<P, R: Send>(
    parts: impl ExactSizeIterator<Item = P> + Send,
    work: impl Fn(P) -> R + Sync,
) -> Vec<R> {
    let threads = match parts.len() {
        0 | 1 => 1,
        parts => PROCESSORS.min(parts),
    };
    let mut done: Vec<Option<R>> = std::iter::repeat_with(|| None).take(parts.len()).collect();
    let open = Mutex::new(parts.zip(&mut done));
    let next = || open.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        while let Some((part, done)) = next() {
            *done = Some(work(part));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // If a thread can't be started, the others do its work.
            if thread::Builder::new().spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        run();
    });
    done.into_iter().flatten().collect()
}

/// Starts work on other threads, which end with the scope.
pub(crate) struct Beside<'scope, 'env> {
    scope: &'scope Scope<'scope, 'env>,
    has_many_files: bool,
}

impl<'scope, 'env> Beside<'scope, 'env> {
    /// Returns what starts threads in `scope`, for work on one file or on many.
    pub(crate) fn new(scope: &'scope Scope<'scope, 'env>, has_many_files: bool) -> Self {
        Self {
            scope,
            has_many_files,
        }
    }

    /// Starts `work` early, if there is a processor for it. Whoever needs the result does the work
    /// if it isn't done.
    pub(crate) fn run(&self, work: impl FnOnce() + Send + 'scope) {
        if *PROCESSORS > 1 {
            // Without a thread, the work is done when it is needed.
            let has_many_files = self.has_many_files;
            let _ = thread::Builder::new().spawn_scoped(self.scope, move || {
                if has_many_files {
                    use_large_pieces();
                }
                work();
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_parts() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled = in_parts(items.chunks(7), |part| {
            part.iter().map(|it| it * 2).collect::<Vec<_>>()
        });
        let expected: Vec<usize> = items.iter().map(|it| it * 2).collect();
        assert_eq!(doubled.concat(), expected);
        assert!(doubled[..doubled.len() - 1].iter().all(|it| it.len() == 7));
    }

    #[test]
    fn one_part_needs_no_other_thread() {
        let here = thread::current().id();
        assert_eq!(in_parts([1].iter(), |_| thread::current().id()), [here]);
    }
}
