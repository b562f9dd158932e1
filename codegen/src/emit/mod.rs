//! The last stage: writes a compilation in the languages of its users.

mod catch_panic;
#[cfg(feature = "inspect")]
pub(crate) mod inspect;
pub(crate) mod rdl;
pub(crate) mod rust;
mod scratch;
pub(crate) mod winmd;
