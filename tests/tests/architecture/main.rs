//! The architecture of `comidl-codegen`, as `docs/architecture.md` describes it: the order of its
//! stages, the names of its files, and what it promises to build scripts.

mod constructs;
mod limits;
mod pages;
mod public_face;
mod rust_source;
mod stages;
mod unsafe_code;
