//! The bindings, as programs see them: of Delivery Optimization, and of all of Wine's files.

mod assertions;
mod crates;
mod delivery_optimization;
mod enums;
mod file;
mod wine;
