//! A Bloom filter of names: tells that a set hasn't got a name, or that it may have it.

use super::file;

/// How many bits of the filter a name sets. With [`BITS_PER_NAME`], one unknown name in two thousand
/// passes.
const BITS_SET: u64 = 11;

/// How many bits the filter has for each name.
#[cfg(feature = "winmd")]
const BITS_PER_NAME: usize = 16;

/// Returns the filter of `names`.
#[cfg(feature = "winmd")]
pub(super) fn of(names: &[&str]) -> Vec<u8> {
    let mut filter = vec![0; (names.len() * BITS_PER_NAME).div_ceil(8).max(1)];
    for name in names {
        for bit in bits(filter.len(), name) {
            filter[bit / 8] |= 1 << (bit % 8);
        }
    }
    filter
}

/// Returns whether `name` may be one of the names of the filter.
pub(super) fn may_have(filter: &[u8], name: &str) -> bool {
    !filter.is_empty() && bits(filter.len(), name).all(|bit| filter[bit / 8] & 1 << (bit % 8) != 0)
}

/// Returns the bits of a name in a filter of `bytes` bytes.
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
    fn a_filter_has_all_names_and_few_others() {
        let names: Vec<String> = (0..5000).map(|number| format!("IName{number}")).collect();
        let filter = of(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(names.iter().all(|name| may_have(&filter, name)));
        let others = (0..5000).map(|number| format!("IOther{number}"));
        let passed = others.filter(|name| may_have(&filter, name)).count();
        assert!(passed < 25, "{passed}");
    }

    #[test]
    fn an_empty_filter_has_nothing() {
        assert!(!may_have(&[], "IName"));
        assert!(!may_have(&of(&[]), "IName"));
    }
}
