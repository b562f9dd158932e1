//! The supplement: what the metadata of an older generation of windows-rs knows and the built-in
//! metadata doesn't.
//!
//! The built-in metadata leaves out headers that the older one has: `eventtoken.h`, `objsafe.h`,
//! `corprof.h`, and many more. IDL refers to their types, so the regeneration cuts them out of the
//! older metadata. They keep its namespaces (`Windows.Win32.System.WinRT`); a type that both have
//! is the built-in one.
//!
//! The winmd is deflated, because most compilations need nothing of it. A filter of names tells
//! whether a name may be in it, so that a name that nobody knows opens it only by chance.

use std::sync::OnceLock;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;

use super::file::{self, File, TableId};
use super::row::TypeDef;
use super::source::{Source, SourceId};
use super::{APIS, WIN32_NAMESPACE};

/// The winmd, deflated.
static WINMD: &[u8] = include_bytes!("supplement.winmd.deflate");

/// The filter of its names.
static NAMES: &[u8] = include_bytes!("supplement.names");

/// How many bits of the filter a name sets. With [`BITS_PER_NAME`], one unknown name in a hundred
/// passes.
const BITS_SET: u64 = 7;

/// How many bits the filter has for each name.
const BITS_PER_NAME: usize = 10;

/// The strongest compression that the library has.
const COMPRESSION_LEVEL: u8 = 10;

/// The supplement of a compilation, opened when it is first needed.
#[derive(Default)]
pub(super) struct Supplement(OnceLock<Source>);

impl Supplement {
    /// An empty one.
    pub(super) fn none() -> Self {
        Self(OnceLock::from(Source::new(
            SourceId::Supplement,
            File::empty(),
        )))
    }

    /// The source, if it may have a type, a constant or an enumerator of this name.
    pub(super) fn that_may_have(&self, name: &str) -> Option<&Source> {
        may_have(NAMES, name).then(|| self.source())
    }

    /// The source, if it may have types of this namespace.
    pub(super) fn that_may_have_namespace(&self, namespace: &str) -> Option<&Source> {
        let rest = namespace.strip_prefix(WIN32_NAMESPACE)?;
        rest.starts_with('.').then(|| self.source())
    }

    /// The source.
    pub(super) fn source(&self) -> &Source {
        self.0.get_or_init(|| {
            let winmd = decompress_to_vec(WINMD).unwrap_or_default();
            let file = File::open(winmd).unwrap_or_else(|_| File::empty());
            Source::new(SourceId::Supplement, file)
        })
    }
}

/// The two files of which the supplement is made: `winmd` deflated, and the filter of its names.
pub(super) fn packed(winmd: Vec<u8>) -> Result<(Vec<u8>, Vec<u8>), super::Malformed> {
    let deflated = compress_to_vec(&winmd, COMPRESSION_LEVEL);
    let file = File::open(winmd)?;
    let mut names = Vec::new();
    for row in 0..file.rows(TableId::TYPE_DEF) {
        let ty = TypeDef::new(&file, row);
        names.push(ty.name());
        names.extend(
            ty.fields()
                .filter(|field| field.is_literal())
                .map(|field| field.name()),
        );
    }
    names.retain(|name| !matches!(*name, "" | APIS));
    Ok((deflated, filter(&names)))
}

/// A Bloom filter of `names`.
fn filter(names: &[&str]) -> Vec<u8> {
    let mut filter = vec![0; (names.len() * BITS_PER_NAME).div_ceil(8).max(1)];
    for name in names {
        for bit in bits(filter.len(), name) {
            filter[bit / 8] |= 1 << (bit % 8);
        }
    }
    filter
}

/// Whether `name` may be one of the names of the filter.
fn may_have(filter: &[u8], name: &str) -> bool {
    bits(filter.len(), name).all(|bit| filter[bit / 8] & 1 << (bit % 8) != 0)
}

/// The bits of a name in a filter of `bytes` bytes.
fn bits(bytes: usize, name: &str) -> impl Iterator<Item = usize> {
    let hash = file::hash(name.as_bytes());
    let (first, step) = (hash >> 32, hash as u32 as u64 | 1);
    (0..BITS_SET).map(move |number| {
        let hash = first.wrapping_add(number.wrapping_mul(step));
        (hash % (bytes as u64 * 8)) as usize
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_has_all_names_and_few_others() {
        let names: Vec<String> = (0..5000).map(|number| format!("IName{number}")).collect();
        let filter = filter(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(names.iter().all(|name| may_have(&filter, name)));
        let others = (0..5000).map(|number| format!("IOther{number}"));
        let passed = others.filter(|name| may_have(&filter, name)).count();
        assert!(passed < 100, "{passed}");
    }

    #[test]
    fn it_is_whole_and_has_what_its_filter_says() {
        let supplement = Supplement::default();
        let file = &supplement.source().file;
        assert!(file.rows(TableId::TYPE_DEF) > 1000);
        for row in 0..file.rows(TableId::TYPE_DEF) {
            let name = TypeDef::new(file, row).name();
            assert!(
                name == APIS || name.is_empty() || may_have(NAMES, name),
                "{name}"
            );
        }
    }

    #[test]
    fn it_has_the_types_of_headers_that_the_built_in_metadata_lacks() {
        let source = Supplement::default();
        for name in [
            "EventRegistrationToken",
            "IObjectSafety",
            "ISpTTSEngine",
            "ICorProfilerCallback",
            "IAudioProcessingObject",
            "IThumbnailProvider",
            "SW_DEVICE_CREATE_INFO",
        ] {
            let source = source.that_may_have(name).expect(name);
            assert!(source.type_row(name).is_some(), "{name}");
        }
    }

    #[test]
    fn it_is_small() {
        assert!(WINMD.len() + NAMES.len() <= 1_500_000);
    }
}
