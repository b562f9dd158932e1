//! The supplement: what the metadata of an older generation of windows-rs knows and the built-in
//! metadata doesn't.
//!
//! The built-in metadata leaves out headers that the older one has: `eventtoken.h`, `objsafe.h`,
//! `corprof.h`, and many more. IDL refers to their types, so the regeneration cuts them out of the
//! older metadata. They keep its namespaces (`Windows.Win32.System.WinRT`); a type that both have
//! is the built-in one.
//!
//! Most compilations need nothing of it, and the others little. So it is several winmds, each with
//! some namespaces, and each is inflated when it is first needed. A filter of its names tells whether
//! a winmd may have a name: one that nobody knows inflates nothing, except by chance.
//!
//! The file begins with the number of winmds. Then come the length of each filter and of each deflated
//! winmd, then the filters and winmds. Numbers have four bytes, the lowest first.

use std::sync::{LazyLock, OnceLock};

use miniz_oxide::inflate::decompress_to_vec;

use super::file::File;
use super::name_filter;
use super::source::{Source, SourceId};

static PACKED: &[u8] = include_bytes!("supplement.bin");

/// The winmds of the supplement.
static WINMDS: LazyLock<Vec<Packed>> = LazyLock::new(|| unpack(PACKED).unwrap_or_default());

/// One winmd of the supplement.
struct Packed {
    /// The filter of its names.
    names: &'static [u8],
    deflated: &'static [u8],
}

/// The supplement of a compilation: its winmds, each opened when it is first needed.
pub(super) struct Supplement(Vec<OnceLock<Source>>);

impl Default for Supplement {
    fn default() -> Self {
        Self(WINMDS.iter().map(|_| OnceLock::new()).collect())
    }
}

impl Supplement {
    /// Returns an empty supplement.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    /// Returns the sources that may have a type, a constant or an enumerator of this name.
    pub(super) fn that_may_have(&self, name: &str) -> impl Iterator<Item = &Source> {
        (0..self.0.len())
            .filter(|number| name_filter::may_have(WINMDS[*number].names, name))
            .map(|number| self.source(number))
    }

    /// Returns the source of this number. The first call inflates it.
    pub(super) fn source(&self, number: usize) -> &Source {
        self.0[number].get_or_init(|| {
            let winmd = decompress_to_vec(WINMDS[number].deflated).unwrap_or_default();
            let file = File::open(winmd).unwrap_or_else(|_| File::empty());
            Source::new(SourceId::Supplement(number), file)
        })
    }
}

/// Returns the winmds of a file that `pack.rs` made.
fn unpack(packed: &'static [u8]) -> Option<Vec<Packed>> {
    let (count, rest) = packed.split_first_chunk()?;
    let count = u32::from_le_bytes(*count) as usize;
    let (lengths, mut rest) = rest.split_at_checked(count * 8)?;
    let mut part = |length: &[u8]| {
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let part;
        (part, rest) = rest.split_at_checked(length)?;
        Some(part)
    };
    let mut lengths = lengths.chunks_exact(4);
    (0..count)
        .map(|_| {
            Some(Packed {
                names: part(lengths.next()?)?,
                deflated: part(lengths.next()?)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::APIS;
    use super::super::file::TableId;
    use super::super::row::TypeDef;
    use super::*;

    fn sources(supplement: &Supplement) -> impl Iterator<Item = &Source> {
        (0..supplement.0.len()).map(|number| supplement.source(number))
    }

    #[test]
    fn it_is_whole_and_has_what_its_filters_say() {
        let supplement = Supplement::default();
        assert!(!supplement.0.is_empty());
        for (number, source) in sources(&supplement).enumerate() {
            let file = &source.file;
            assert!(file.rows(TableId::TYPE_DEF) > 1);
            for row in 0..file.rows(TableId::TYPE_DEF) {
                let ty = TypeDef::new(file, row);
                let may_have = name_filter::may_have(WINMDS[number].names, ty.name());
                let is_named = !ty.namespace().is_empty() && ty.name() != APIS;
                assert!(may_have || !is_named, "{}", ty.name());
            }
        }
    }

    #[test]
    fn each_namespace_is_in_one_winmd() {
        let mut seen = std::collections::BTreeSet::new();
        for source in sources(&Supplement::default()) {
            for namespace in source.file.namespaces() {
                let is_new = seen.insert(namespace.to_owned());
                assert!(is_new || namespace.is_empty(), "{namespace}");
            }
        }
    }

    #[test]
    fn it_has_the_types_of_headers_that_the_built_in_metadata_lacks() {
        let supplement = Supplement::default();
        for name in [
            "EventRegistrationToken",
            "IObjectSafety",
            "ISpTTSEngine",
            "ICorProfilerCallback",
            "IAudioProcessingObject",
            "IThumbnailProvider",
            "SW_DEVICE_CREATE_INFO",
        ] {
            let mut sources = supplement.that_may_have(name);
            assert!(sources.any(|it| it.type_row(name).is_some()), "{name}");
        }
    }

    #[test]
    fn a_name_opens_only_what_may_have_it() {
        let supplement = Supplement::default();
        assert_eq!(supplement.that_may_have("IObjectSafety").count(), 1);
        let opened = supplement.0.iter().filter(|it| it.get().is_some()).count();
        assert_eq!(opened, 1);
    }

    #[test]
    fn it_is_small() {
        assert!(PACKED.len() <= 1_500_000);
    }
}
