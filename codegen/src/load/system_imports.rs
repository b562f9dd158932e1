//! Imports of the headers whose names are in the prelude.

/// Whether `import "name"` means a header whose names are in the prelude. `basetsd.h` asks for
/// `_WIN64` where it declares types that are as wide as a pointer. The prelude has them for all
/// targets.
pub(super) fn is_in_prelude(name: &str) -> bool {
    name.eq_ignore_ascii_case("basetsd.h")
}
