//! The last stage: writes a compilation in the languages of its users.

mod catch_panic;
#[cfg(feature = "inspect")]
pub(crate) mod inspect;
#[cfg(feature = "inspect")]
pub(crate) mod page;
pub(crate) mod rdl;
pub(crate) mod rust;
mod scratch;
#[cfg(feature = "windows-bindgen")]
pub(crate) mod windows_bindgen;
pub(crate) mod winmd;
