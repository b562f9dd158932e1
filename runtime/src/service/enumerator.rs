//! COM's enumerators (`Next`, `Skip`, `Reset`, `Clone`) as iterators.

/// Defines a wrapper that is an iterator. `$make` makes an item of an element.
macro_rules! enumerator {
    ($(#[$attribute:meta])* $name:ident over $interface:ident of $item:ident, $make:expr) => {
        $crate::service::call::wrapper! {
            $(#[$attribute])*
            $name over $interface
        }

        impl $name {
            /// Moves on by `count` in one call, or to the end. Returns whether there were as many.
            pub fn skip_ahead(&mut self, count: u32) -> $crate::Result<bool> {
                const S_OK: i32 = 0;
                // SAFETY: a value is all it takes.
                let code = unsafe { $crate::service::call::slot!(&self.0, Skip(count)) };
                $crate::service::call::check(code)?;
                Ok(code.0 == S_OK)
            }

            /// Goes back to the beginning.
            pub fn rewind(&mut self) -> $crate::Result<()> {
                // SAFETY: there are no arguments.
                $crate::service::call::check(unsafe { $crate::service::call::slot!(&self.0, Reset()) })
            }

            /// Returns another iterator over the same list, with the same position. (`clone` returns one
            /// that shares its position with this one.)
            pub fn duplicate(&self) -> $crate::Result<Self> {
                // SAFETY: Clone returns a reference to the new one, and a proxy lives where this
                // one does.
                unsafe {
                    $crate::service::call::interface(|other| $crate::service::call::slot!(&self.0, Clone(other)))
                        .map(|raw| Self(raw))
                }
            }
        }

        /// After an error the iterator is where it was.
        impl Iterator for $name {
            type Item = $crate::Result<$item>;

            fn next(&mut self) -> Option<$crate::Result<$item>> {
                let (mut raw, mut fetched) = (std::ptr::null_mut(), 0);
                // SAFETY: there is room for the one that is asked for.
                let code = unsafe { $crate::service::call::slot!(&self.0, Next(1, &mut raw, &mut fetched)) };
                if code.is_err() {
                    return Some(Err($crate::Error::from(code)));
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
