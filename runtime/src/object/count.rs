//! The two counts of an object: how many hold it, and how many hold its memory.

#[cfg(all(test, loom))]
use loom::sync::atomic::{AtomicU32, Ordering};
#[cfg(not(all(test, loom)))]
use std::sync::atomic::{AtomicU32, Ordering};

/// A reference count that can't wrap.
///
/// Safe code may forget references without end, and a count that wrapped to zero would free an
/// object in use. Past half of its range the count is pinned instead, and the object lives for
/// ever: a leak, where the alternatives are a use after free or the end of the process.
#[repr(transparent)]
pub(super) struct RefCount(AtomicU32);

impl RefCount {
    /// The largest exact count. Threads that have added, and have not looked at the result yet, can't
    /// be as many as lie between it and the end of the range.
    const MAX: u32 = i32::MAX as u32;

    /// The value of a pinned count: as far from both ends as can be.
    const PINNED: u32 = 0xC000_0000;

    #[inline(always)]
    pub(super) fn one() -> Self {
        Self(AtomicU32::new(1))
    }

    /// Adds a reference where the caller holds one. Returns the new count.
    #[inline(always)]
    pub(super) fn add(&self) -> u32 {
        let before = self.0.fetch_add(1, Ordering::Relaxed);
        if before >= Self::MAX {
            return pin(&self.0);
        }
        before + 1
    }

    /// Takes the caller's reference away. Returns the new count. With the last reference it calls
    /// `last`, which sees all writes of the threads that had the others.
    #[inline(always)]
    pub(super) fn subtract(&self, last: impl FnOnce()) -> u32 {
        self.subtract_common()
            .unwrap_or_else(|| self.end_subtract(last))
    }

    /// Takes the caller's reference away. Returns the new count, but for the last reference and a pinned count,
    /// where [`end_subtract`](Self::end_subtract) has to follow.
    #[inline(always)]
    pub(super) fn subtract_common(&self) -> Option<u32> {
        match self.0.fetch_sub(1, Ordering::Release) {
            before @ 2..=Self::MAX => Some(before - 1),
            _ => None,
        }
    }

    /// Ends a subtraction. Once the last reference is gone, the count stays zero.
    #[inline(always)]
    pub(super) fn end_subtract(&self, last: impl FnOnce()) -> u32 {
        if self.0.load(Ordering::Acquire) != 0 {
            return pin(&self.0);
        }
        last();
        0
    }

    /// Adds a reference where the caller holds none, unless the last one is gone. Returns whether it
    /// did.
    pub(super) fn add_unless_zero(&self) -> bool {
        self.0
            .try_update(Ordering::Acquire, Ordering::Relaxed, |count| match count {
                0 => None,
                1..Self::MAX => Some(count + 1),
                _ => Some(Self::PINNED),
            })
            .is_ok()
    }
}

/// Pins a count. Its ABI is C's: a function of Rust's ABI may unwind, and its caller would need code
/// for that.
#[cold]
#[inline(never)]
extern "C" fn pin(count: &AtomicU32) -> u32 {
    count.store(RefCount::PINNED, Ordering::Relaxed);
    RefCount::PINNED
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn counts_up_and_down_and_tells_the_last_one() {
        let count = RefCount::one();
        assert_eq!(count.add(), 2);
        assert_eq!(count.add(), 3);
        let mut gone = false;
        assert_eq!(count.subtract(|| gone = true), 2);
        assert_eq!(count.subtract(|| gone = true), 1);
        assert!(!gone);
        assert_eq!(count.subtract(|| gone = true), 0);
        assert!(gone);
    }

    #[test]
    fn does_not_come_back_from_zero() {
        let count = RefCount::one();
        assert!(count.add_unless_zero());
        assert_eq!(count.subtract(|| ()), 1);
        assert_eq!(count.subtract(|| ()), 0);
        assert!(!count.add_unless_zero());
    }

    #[test]
    fn is_pinned_rather_than_wrapped() {
        let count = RefCount(AtomicU32::new(RefCount::MAX));
        assert_eq!(count.add(), RefCount::PINNED);
        assert_eq!(count.add(), RefCount::PINNED);
        for _ in 0..10 {
            assert_eq!(count.subtract(|| unreachable!()), RefCount::PINNED);
        }
        assert!(count.add_unless_zero());
        assert_eq!(count.0.load(Ordering::Relaxed), RefCount::PINNED);
    }
}
