//! The enumerators of jobs and of files, as iterators.

use super::call::{check, interface, slot, value, wrapper};
use super::{File, Job};
use crate::{Error, Result};
use std::ptr::null_mut;
use windows_core::Interface;

macro_rules! enumerator {
    ($(#[$attribute:meta])* $name:ident over $interface:ident of $item:ident) => {
        wrapper! {
            $(#[$attribute])*
            $name over $interface
        }

        impl $name {
            /// How many there are in all, those behind the iterator included.
            pub fn total(&self) -> Result<u32> {
                // SAFETY: GetCount writes the value.
                value(|count| unsafe { slot!(&self.0, GetCount(count)) })
            }

            /// Moves on by `count`, or to the end, as [`Iterator::nth`] would, but in one call.
            /// Returns whether there were as many.
            pub fn skip_ahead(&mut self, count: u32) -> Result<bool> {
                const S_OK: i32 = 0;
                // SAFETY: a value is all it takes.
                let code = unsafe { slot!(&self.0, Skip(count)) };
                check(code)?;
                Ok(code.0 == S_OK)
            }

            /// Goes back to the beginning.
            pub fn rewind(&mut self) -> Result<()> {
                // SAFETY: there are no arguments.
                check(unsafe { slot!(&self.0, Reset()) })
            }

            /// An iterator of its own over the same list, from the same place on; where `clone`
            /// shares one.
            pub fn duplicate(&self) -> Result<Self> {
                // SAFETY: Clone returns a reference to the new one, and a proxy lives where this
                // one does.
                unsafe { interface(|other| slot!(&self.0, Clone(other))).map(|raw| Self(raw)) }
            }
        }

        /// After an error the iterator is where it was.
        impl Iterator for $name {
            type Item = Result<$item>;

            fn next(&mut self) -> Option<Result<$item>> {
                let (mut raw, mut fetched) = (null_mut(), 0);
                // SAFETY: there is room for the one that is asked for.
                let code = unsafe { slot!(&self.0, Next(1, &mut raw, &mut fetched)) };
                if code.is_err() {
                    return Some(Err(Error::from(code)));
                }
                if raw.is_null() {
                    return None;
                }
                // SAFETY: a reference that Next wrote, and a proxy lives where this one does.
                Some(Ok(unsafe { $item::from_raw(Interface::from_raw(raw)) }))
            }
        }
    };
}

enumerator! {
    /// The jobs of a user, or of all, as they were when it was made: `IEnumBackgroundCopyJobs`.
    Jobs over IEnumBackgroundCopyJobs of Job
}

enumerator! {
    /// The files of a job, as they were when it was made: `IEnumBackgroundCopyFiles`.
    Files over IEnumBackgroundCopyFiles of File
}
