//! The last stage: writes a compilation in the languages of its users.

mod catch_panic;
#[cfg(feature = "inspect")]
pub mod inspect;
pub mod rdl;
pub mod rust;
pub mod winmd;
