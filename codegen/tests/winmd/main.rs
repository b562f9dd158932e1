//! The winmd that we make, as readers and consumers that aren't ours see it.
//!
//! What is compiled is the Background Intelligent Transfer Service: 35 interfaces in chains, with
//! records, unions, enumerations and names that Windows metadata has, out of that metadata and
//! into a namespace of its own.

mod bits;
mod references;
mod windows_bindgen;
mod windows_metadata;
