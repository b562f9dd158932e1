//! The list of the types that a crate of bindings has, as it is packed into this program.
//!
//! The text has a line for each module, `::Win32::System::Com`, and below it a line for each type in it:
//! the name, then words. `iid=` has the first eight digits of an interface's IID. `drop` says that Rust
//! releases what a value has in it. All other words are the features, besides the module's own, that the
//! type depends on. A second line of an interface, with the word `impl`, has the features that its vtable
//! depends on. The text is deflated.

use std::collections::HashMap;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;

use crate::model::Guid;

const COMPRESSION_LEVEL: u8 = 10;

/// A type of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The module, `Win32::System::Com`.
    pub(super) module: String,
    /// The first 32 bits of the IID of an interface.
    pub(super) iid: Option<u32>,
    /// Whether Rust releases what a value has in it.
    pub(super) is_dropped: bool,
    /// The features, besides the module's own, that the type depends on.
    pub(super) features: Vec<String>,
    /// The features that the vtable of an interface depends on.
    pub(super) vtable_features: Vec<String>,
}

impl Entry {
    /// Returns whether the entry is an interface with this IID. A type that is no interface has none.
    pub(super) fn has_iid(&self, iid: Option<Guid>) -> bool {
        self.iid == iid.map(|Guid(iid)| (iid >> 96) as u32)
    }
}

/// Packs a list.
pub fn deflated(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), COMPRESSION_LEVEL)
}

/// Returns the entries of a packed list by name. Modules may share a name.
pub(super) fn entries(deflated: &[u8]) -> HashMap<String, Vec<Entry>> {
    let bytes = decompress_to_vec(deflated).unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    let mut module = "";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("::") {
            module = name;
            continue;
        }
        let mut words = line.split(' ');
        let of_name = entries
            .entry(words.next().unwrap_or_default().into())
            .or_default();
        let words: Vec<&str> = words.collect();
        if let (Some((&"impl", features)), Some(entry)) = (words.split_first(), of_name.last_mut())
        {
            entry.vtable_features = owned(features);
        } else {
            of_name.push(entry(module, &words));
        }
    }
    entries
}

fn entry(module: &str, words: &[&str]) -> Entry {
    let mut entry = Entry {
        module: module.into(),
        ..Entry::default()
    };
    for &word in words {
        if let Some(digits) = word.strip_prefix("iid=") {
            entry.iid = u32::from_str_radix(digits, 16).ok();
        } else if word == "drop" {
            entry.is_dropped = true;
        } else {
            entry.features.push(word.into());
        }
    }
    entry
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_as_it_was_packed() {
        let text = "::Win32::Lamps\n\
                    HLAMP\n\
                    ILamp iid=0000000c Win32_A\n\
                    ILamp impl Win32_A Win32_B\n\
                    VARIANT drop Win32_A\n";
        let entries = entries(&deflated(text));
        let [lamp] = &entries["ILamp"][..] else {
            panic!("one type has the name");
        };
        assert_eq!(lamp.module, "Win32::Lamps");
        assert!(lamp.has_iid(Some(Guid(0x0000000c_0000_0000_c000_000000000046))));
        assert!(!lamp.has_iid(None));
        assert_eq!(lamp.features, ["Win32_A"]);
        assert_eq!(lamp.vtable_features, ["Win32_A", "Win32_B"]);
        assert!(entries["VARIANT"][0].is_dropped);
        assert!(entries["HLAMP"][0].has_iid(None));
    }
}
