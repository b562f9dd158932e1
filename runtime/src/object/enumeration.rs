//! Enumerators (`IEnumXxx`) whose elements an iterator brings.

use super::IntoElement;
use crate::{HRESULT, Result, success};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The rest of an iterator, from which the methods of an enumerator take.
///
/// An iterator brings one element at a time, and threads may call at once. So the rest is locked for a whole call:
/// each caller gets elements that follow one another.
pub struct Enumeration<I> {
    first: I,
    rest: Mutex<I>,
}

/// Fewer elements than the caller asked for.
const S_FALSE: HRESULT = HRESULT(1);

impl<I: Iterator + Clone> Enumeration<I> {
    /// Returns an enumeration of what the iterator brings.
    pub fn new(items: I) -> Self {
        Self {
            first: items.clone(),
            rest: Mutex::new(items),
        }
    }

    /// The iterator has no invariant of this module's: after a panic in it, it goes on where it is.
    fn rest(&self) -> MutexGuard<'_, I> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `Next`: writes as many elements as there are and as there is room for. It returns how many, with
    /// S_FALSE where the iterator ended before.
    ///
    /// # Errors
    ///
    /// The error of an item that no element can be made of.
    pub fn next<E, N>(&self, room: &mut [E]) -> Result<N>
    where
        I::Item: IntoElement<E>,
        N: TryFrom<usize> + 'static,
    {
        let mut rest = self.rest();
        let mut count = 0;
        for element in room.iter_mut() {
            let Some(item) = rest.next() else {
                break;
            };
            *element = item.into_element()?;
            count += 1;
        }
        let number = N::try_from(count).map_err(|_| crate::error::E_UNEXPECTED)?;
        if count < room.len() {
            return success(S_FALSE, number);
        }
        Ok(number)
    }

    /// `Skip`: passes over elements. The code is S_FALSE where the iterator ended before.
    ///
    /// # Errors
    ///
    /// None but S_FALSE.
    pub fn skip(&self, count: impl TryInto<usize>) -> Result<()> {
        let count = count.try_into().unwrap_or(0);
        if count > 0 && self.rest().nth(count - 1).is_none() {
            return Err(S_FALSE.into());
        }
        Ok(())
    }

    /// `Reset`: begins again.
    ///
    /// # Errors
    ///
    /// None.
    pub fn reset(&self) -> Result<()> {
        let first = self.first.clone();
        let rest = std::mem::replace(&mut *self.rest(), first);
        // The lock is free again: the drop is the program's code.
        drop(rest);
        Ok(())
    }
}

impl<I: Clone> Clone for Enumeration<I> {
    /// Returns an enumeration with a place of its own, which begins where this one is.
    fn clone(&self) -> Self {
        let rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        Self {
            first: self.first.clone(),
            rest: Mutex::new(rest.clone()),
        }
    }
}

impl<I> fmt::Debug for Enumeration<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Enumeration").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_told_and_a_clone_has_its_own_place() {
        let all = Enumeration::new(1..=3);
        let mut room = [0; 2];
        assert_eq!(all.next::<i32, u32>(&mut room), Ok(2));
        let other = all.clone();
        let end = all.next::<i32, u32>(&mut room).unwrap_err();
        assert_eq!((end.code(), room), (S_FALSE, [3, 2]));
        assert_eq!(end.into_value::<u32>(), Ok(1));
        assert_eq!(other.skip(1_u32), Ok(()));
        assert_eq!(other.skip(1_u32), Err(S_FALSE.into()));
        assert_eq!(other.reset(), Ok(()));
        assert_eq!(other.skip(3_u32), Ok(()));
        assert_eq!(other.skip(0_u32), Ok(()));
    }
}
