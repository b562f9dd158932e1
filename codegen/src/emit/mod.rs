//! Writes what a compilation came to in the languages of its users: the last stage.

mod contain;
#[cfg(feature = "inspect")]
pub mod inspect;
pub mod rdl;
pub mod rust;
pub mod winmd;
