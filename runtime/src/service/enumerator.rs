//! COM's enumerators (`Next`, `Skip`, `Reset`, `Clone`) as iterators.

/// Defines a wrapper that is an iterator. `$make` makes an item of an element.
macro_rules! enumerator {
    ($(#[$attribute:meta])* $name:ident over $interface:ident of $item:ident, $make:expr) => {
        $(#[$attribute])*
        pub struct $name {
            interface: $crate::bindings::$interface,
            /// The last element couldn't be had.
            failed: bool,
        }

        // SAFETY: as a job's proxy, it was made in the multithreaded apartment, or is without affinity, by
        // `from_raw`'s contract.
        unsafe impl Send for $name {}
        // SAFETY: as above; objects of the multithreaded apartment take calls side by side.
        unsafe impl Sync for $name {}

        impl $name {
            /// Returns the interface, for methods that this type doesn't cover.
            pub fn as_raw(&self) -> &$crate::bindings::$interface {
                &self.interface
            }

            /// Takes over an interface.
            ///
            /// # Safety
            ///
            /// The object keeps to the interface's contract, and may be called from any thread of
            /// the multithreaded apartment, from several at a time.
            pub unsafe fn from_raw(interface: $crate::bindings::$interface) -> Self {
                Self {
                    interface,
                    failed: false,
                }
            }

            /// Gives the interface away, with its reference.
            pub fn into_raw(self) -> $crate::bindings::$interface {
                self.interface
            }

            /// Moves on by `count` in one call, or to the end. Returns whether there were as many.
            ///
            /// # Errors
            ///
            /// The errors of the connection to the service.
            pub fn skip_ahead(&mut self, count: u32) -> $crate::Result<bool> {
                // SAFETY: a value is all it takes.
                let skipped = unsafe { $crate::service::call::slot!(&self.interface, Skip(count)) };
                Ok(skipped?.is_ok())
            }

            /// Goes back to the beginning.
            ///
            /// # Errors
            ///
            /// The errors of the connection to the service.
            pub fn rewind(&mut self) -> $crate::Result<()> {
                // SAFETY: there are no arguments.
                $crate::service::call::check(unsafe {
                    $crate::service::call::slot!(&self.interface, Reset())
                })
            }

            /// Returns another iterator over the same list, with the same position. From then on each has its
            /// own.
            ///
            /// # Errors
            ///
            /// The errors of the connection to the service.
            pub fn try_clone(&self) -> $crate::Result<Self> {
                // SAFETY: Clone returns a reference to the new one, and a proxy lives where this
                // one does.
                unsafe {
                    $crate::service::call::interface(|other| {
                        $crate::service::call::slot!(&self.interface, Clone(other))
                    })
                    .map(|raw| Self::from_raw(raw))
                }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name))
                    .field(&windows_core::Interface::as_raw(&self.interface))
                    .finish()
            }
        }

        /// After an error the iterator is where it was. A second error, one behind the other, isn't told: it
        /// ends the iterator.
        impl Iterator for $name {
            type Item = $crate::Result<$item>;

            fn next(&mut self) -> Option<$crate::Result<$item>> {
                let (mut raw, mut fetched) = (std::ptr::null_mut(), 0);
                // SAFETY: there is room for the one that is asked for.
                let outcome = unsafe {
                    $crate::service::call::slot!(&self.interface, Next(1, &mut raw, &mut fetched))
                };
                let failed_before = std::mem::replace(&mut self.failed, outcome.is_err());
                if let Err(error) = outcome {
                    return (!failed_before).then(|| Err(error));
                }
                if raw.is_null() {
                    return None;
                }
                // SAFETY: a reference that Next wrote, to the interface that it enumerates.
                let element = unsafe { windows_core::Interface::from_raw(raw) };
                Some($make(element))
            }
        }
    };
}
pub(crate) use enumerator;
