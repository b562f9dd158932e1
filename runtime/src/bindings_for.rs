//! Refuses bindings that speak another version of `windows-core` than this crate does.

/// Compiles in bindings that were made for the version of `windows-core` that this crate is compiled with.
#[cfg(not(all(windows, feature = "windows-0-62")))]
#[doc(hidden)]
#[macro_export]
macro_rules! bindings_for {
    ("windows-core 0.100") => {};
    ("windows 0.62") => {
        ::core::compile_error!(
            "these bindings are for the `windows` crate 0.62: turn on the feature `windows-0-62` of `comidl`"
        );
    };
}

/// Compiles in bindings that were made for the version of `windows-core` that this crate is compiled with.
#[cfg(all(windows, feature = "windows-0-62"))]
#[doc(hidden)]
#[macro_export]
macro_rules! bindings_for {
    ("windows 0.62") => {};
    ("windows-core 0.100") => {
        ::core::compile_error!(
            "these bindings are for `windows-core` 0.100, and the feature `windows-0-62` of `comidl` is on: \
             make the bindings with `.windows(\"0.62\")` (`--windows 0.62`), or turn off the feature"
        );
    };
}
