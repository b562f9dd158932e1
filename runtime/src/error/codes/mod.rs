//! The codes that are known by name, each with its meaning: those of COM, and those of the services
//! that are compiled in.

#[cfg(feature = "bits")]
mod bits;
mod com;
#[cfg(any(feature = "bits", feature = "download"))]
mod delivery_optimization;

use windows_core::HRESULT;

/// A code with its name and its meaning.
pub(super) struct Known {
    code: u32,
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
}

/// The tables of codes, each sorted by code.
const TABLES: &[&[Known]] = &[
    com::CODES,
    #[cfg(feature = "bits")]
    bits::CODES,
    #[cfg(any(feature = "bits", feature = "download"))]
    delivery_optimization::CODES,
];

/// Returns the known code, if it is one.
pub(super) fn find(code: HRESULT) -> Option<&'static Known> {
    let code = code.0 as u32;
    TABLES.iter().find_map(|table| {
        let index = table.binary_search_by_key(&code, |known| known.code);
        index.ok().map(|index| &table[index])
    })
}

const fn known(code: u32, name: &'static str, meaning: &'static str) -> Known {
    Known {
        code,
        name,
        meaning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn all() -> impl Iterator<Item = &'static Known> {
        TABLES.iter().copied().flatten()
    }

    #[test]
    fn each_table_is_in_order_and_no_name_is_there_twice() {
        for table in TABLES {
            assert!(table.is_sorted_by(|one, next| one.code < next.code));
        }
        let names: HashSet<_> = all().map(|known| known.name).collect();
        assert_eq!(names.len(), all().count());
    }

    #[test]
    fn each_code_says_what_it_means_and_its_name_whether_it_is_a_success() {
        for known in all() {
            // The names of RPC's errors in Win32 have an `S` as well.
            let is_success = known.name.starts_with("S_")
                || known.name.contains("_S_") && !known.name.starts_with("RPC_S_");
            assert_eq!(
                HRESULT(known.code as i32).is_ok(),
                is_success,
                "{}",
                known.name
            );
            assert!(!known.meaning.is_empty(), "{}", known.name);
        }
    }

    /// The oracle: the constants of the Win32 metadata, by name. It has no Delivery Optimization.
    #[test]
    fn each_code_is_what_the_win32_metadata_says() {
        use windows_metadata::Value;
        use windows_metadata::reader::{File, Index, Item};

        let metadata = Index::new(vec![File::new(windows_default::WIN32.to_vec()).unwrap()]);
        let value_of = |name: &str| {
            let item = metadata.get_item("Windows.Win32", name).next()?;
            let Item::Const(field) = item else {
                return None;
            };
            match field.constant()?.value() {
                Value::I32(value) => Some(value as u32),
                Value::U32(value) => Some(value),
                _ => None,
            }
        };
        for known in all().filter(|known| !known.name.starts_with("DO_E_")) {
            let value = value_of(known.name).unwrap_or_else(|| panic!("no {}", known.name));
            // A value that isn't a failure by itself is an error of Win32.
            let code = if HRESULT(value as i32).is_err() || known.code == value {
                value
            } else {
                0x8007_0000 | value
            };
            assert_eq!(code, known.code, "{}", known.name);
        }
    }

    #[test]
    fn finds_each_code_and_no_other() {
        for known in all() {
            let found = find(HRESULT(known.code as i32)).map(|found| found.name);
            assert_eq!(found, Some(known.name));
        }
        assert!(find(HRESULT(0x8123_4567_u32 as i32)).is_none());
    }
}
