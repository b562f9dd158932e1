//! The list behind an enumerator, as it was when the enumerator was made.

use super::argument::{S_FALSE, code, write};
use super::lock;
use crate::error::{E_INVALIDARG, E_POINTER};
use std::sync::{Arc, Mutex};
use windows_core::Result;

/// A list, and the position of its caller.
pub(super) struct List<R> {
    records: Vec<Arc<R>>,
    position: Mutex<usize>,
}

impl<R> List<R> {
    pub(super) fn new(records: Vec<Arc<R>>) -> Self {
        Self {
            records,
            position: Mutex::new(0),
        }
    }

    pub(super) fn duplicate(&self) -> Self {
        Self {
            records: self.records.clone(),
            position: Mutex::new(*lock(&self.position)),
        }
    }

    /// Returns all records, those before the position as well.
    pub(super) fn records(&self) -> &[Arc<R>] {
        &self.records
    }

    /// Moves the position on by `count`, or to the end. Returns the records that it passes.
    fn take(&self, count: u32) -> &[Arc<R>] {
        let mut position = lock(&self.position);
        let rest = &self.records()[*position..];
        let taken = &rest[..rest.len().min(count as usize)];
        *position += taken.len();
        taken
    }

    pub(super) fn next<I>(
        &self,
        count: u32,
        items: *mut Option<I>,
        fetched: *mut u32,
        item: impl Fn(&Arc<R>) -> I,
    ) -> Result<()> {
        if items.is_null() {
            return code(E_POINTER);
        }
        if fetched.is_null() && count != 1 {
            return code(E_INVALIDARG);
        }
        let taken = self.take(count);
        for (index, record) in taken.iter().enumerate() {
            // SAFETY: there is room for `count`, by the method's contract, and `taken` is no more.
            unsafe { items.add(index).write(Some(item(record))) };
        }
        if !fetched.is_null() {
            write(fetched, taken.len() as u32)?;
        }
        all(taken.len(), count)
    }

    pub(super) fn skip(&self, count: u32) -> Result<()> {
        all(self.take(count).len(), count)
    }

    pub(super) fn reset(&self) {
        *lock(&self.position) = 0;
    }
}

/// Returns S_OK, or S_FALSE for fewer than `count`.
fn all(taken: usize, count: u32) -> Result<()> {
    if taken == count as usize {
        Ok(())
    } else {
        code(S_FALSE)
    }
}
