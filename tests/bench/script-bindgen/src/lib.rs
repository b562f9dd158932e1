//! What the build script makes is all that this package is for.
