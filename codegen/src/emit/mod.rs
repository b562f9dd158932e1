//! The last stage: writes a compilation in the languages of its users.

#[cfg(feature = "winmd")]
mod catch_panic;
#[cfg(feature = "inspect")]
pub(crate) mod inspect;
#[cfg(feature = "inspect")]
pub(crate) mod page;
#[cfg(feature = "winmd")]
pub(crate) mod rdl;
pub(crate) mod rust;
#[cfg(feature = "winmd")]
mod scratch;
#[cfg(feature = "windows-bindgen")]
pub(crate) mod windows_bindgen;
#[cfg(feature = "winmd")]
pub(crate) mod winmd;
