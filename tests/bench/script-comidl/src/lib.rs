//! This package exists for its build script alone.
