//! The code that [`bits`](crate::bits) and [`download`](crate::download) share: their wrappers connect
//! and call with it, and convert values of the interfaces.

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
