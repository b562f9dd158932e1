//! The winmd that we make of Delivery Optimization, as readers and consumers that aren't ours see
//! it.

mod references;
mod service;
mod windows_bindgen;
mod windows_metadata;
