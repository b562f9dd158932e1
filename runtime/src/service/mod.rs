//! What [`bits`](crate::bits) and [`download`](crate::download) share: how their wrappers connect,
//! call, and turn the values of the interfaces into Rust's.

#[cfg(windows)]
mod apartment;
pub(crate) mod call;
mod connect;
pub(crate) mod enumerator;
pub(crate) mod open_enum;
pub(crate) mod seconds;
pub(crate) mod text;
mod variant;

pub(crate) use connect::{DELIVERY_OPTIMIZATION, connect};
