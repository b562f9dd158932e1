//! Bounds that several stages keep. A bound of one stage alone stands where it is kept. Each is called
//! `MAX_…`, and `docs/limits.md` lists them all.

/// How many bytes a name may have. The CLR, which reads metadata, takes no longer one.
pub(crate) const MAX_IDENTIFIER: usize = 1023;

/// How many bases an interface may have, with the bases of its base. The longest chains of Windows
/// have some 30.
pub(crate) const MAX_INHERITANCE: usize = 100;

/// How many fields an attribute may have to be in metadata. Windows' own have two at the most.
pub(crate) const MAX_ATTRIBUTE_FIELDS: usize = 100;

/// How many instances of parameterized types there may be. Those that need more need them without end.
pub(crate) const MAX_INSTANCES: usize = 20_000;
