//! Writes what a compilation came to in the languages of its users: the last stage.

pub mod rust;
