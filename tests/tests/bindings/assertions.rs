//! The assertions about records in the text of bindings, and whether they are complete.

use std::collections::{BTreeMap, BTreeSet};

use comidl_codegen::internal::layout::{Layout, Layouts, Target};
use comidl_codegen::internal::lower::abi::Abi;
use comidl_codegen::internal::model::ItemKind;

/// The targets whose layouts are asserted, each with the condition that stands above its
/// assertions.
const WIDTHS: [(&str, &str); 2] = [
    (
        "x86_64-pc-windows-msvc",
        r#"#[cfg(target_pointer_width = "64")]"#,
    ),
    (
        "i686-pc-windows-msvc",
        r#"#[cfg(all(windows, target_pointer_width = "32"))]"#,
    ),
];

/// A struct or union of the text.
#[derive(Debug)]
struct Record {
    is_union: bool,
    fields: Vec<String>,
}

impl Record {
    /// The facts to assert of it.
    fn facts(&self, name: &str) -> Vec<String> {
        let fields = self.fields.iter().skip(1).filter(|_| !self.is_union);
        let offsets = fields.map(|field| format!("offset_of!({name}, {field})"));
        ["size_of", "align_of"]
            .map(|what| format!("{what}::<{name}>()"))
            .into_iter()
            .chain(offsets)
            .collect()
    }
}

/// The records of a text, and what it asserts of them: `size_of::<BG_FILE_RANGE>()` is 16.
#[derive(Debug, Default)]
pub(crate) struct Assertions {
    records: BTreeMap<String, Record>,
    facts: [BTreeMap<String, u64>; 2],
}

impl Assertions {
    /// Reads `text`, which the generator has broken into lines.
    pub(crate) fn read(text: &str) -> Self {
        let mut all = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(width) = WIDTHS.iter().position(|(_, it)| *it == line.trim()) {
                let block = lines.by_ref().take_while(|line| line.trim() != "};");
                let facts = block.filter_map(fact);
                all.facts[width].extend(facts.map(|(fact, value)| (fact.to_owned(), value)));
            } else if let Some((name, is_union, is_empty)) = head(line) {
                let body = lines.by_ref().take_while(|line| line.trim() != "}");
                let fields = if is_empty {
                    Vec::new()
                } else {
                    body.filter_map(field).map(str::to_owned).collect()
                };
                let record = Record { is_union, fields };
                all.records.insert(name.to_owned(), record);
            }
        }
        all
    }

    /// Returns the number of records.
    pub(crate) fn records(&self) -> usize {
        self.records.len()
    }

    /// Returns the number of assertions, for both widths of a pointer.
    pub(crate) fn count(&self) -> usize {
        self.facts.iter().map(BTreeMap::len).sum()
    }

    /// Returns the facts of records that the text doesn't assert, and assertions about no record. The
    /// first field of a struct and all fields of a union are at its beginning, without an assertion.
    pub(crate) fn lacks(&self) -> Vec<String> {
        let wanted: BTreeSet<String> = self
            .records
            .iter()
            .flat_map(|(name, record)| record.facts(name))
            .collect();
        let mut lacks = Vec::new();
        for ((target, _), facts) in WIDTHS.iter().zip(&self.facts) {
            let missing = wanted.iter().filter(|it| !facts.contains_key(*it));
            lacks.extend(missing.map(|it| format!("{target}: {it} isn't asserted")));
            let others = facts.keys().filter(|it| !wanted.contains(*it));
            lacks.extend(others.map(|it| format!("{target}: {it} is of no record")));
        }
        lacks
    }

    /// Returns the records of the input files whose size or alignment isn't asserted as it is laid out.
    pub(crate) fn disagree(&self, abi: &Abi<'_>) -> Vec<String> {
        let model = abi.model();
        let mut wrong = Vec::new();
        for ((triple, _), facts) in WIDTHS.iter().zip(&self.facts) {
            let target: Target = triple.parse().expect("a target");
            let mut layouts = Layouts::new(model, &target);
            for (id, item) in model.named() {
                if !matches!(item.kind, ItemKind::Record(_)) || abi.provided(id).is_some() {
                    continue;
                }
                let Layout { size, align, .. } = layouts.record(id).expect("a layout").layout;
                for (what, value) in [("size_of", size), ("align_of", align)] {
                    let fact = format!("{what}::<{}>()", item.name);
                    let asserted = facts.get(&fact);
                    if asserted != Some(&value) {
                        wrong.push(format!("{triple}: {fact} is {value}, not {asserted:?}"));
                    }
                }
            }
        }
        wrong
    }
}

/// The name that `pub struct BG_FILE_RANGE {` declares, whether it is a union's and whether its
/// body ends there. A vtable isn't a record.
fn head(line: &str) -> Option<(&str, bool, bool)> {
    let line = line.trim();
    let (rest, is_union) = match line.strip_prefix("pub struct ") {
        Some(rest) => (rest, false),
        None => (line.strip_prefix("pub union ")?, true),
    };
    let (name, body) = rest.split_once(" {")?;
    (!name.ends_with("_Vtbl")).then_some((name, is_union, body == "}"))
}

/// The name in `pub Length: u64,`.
fn field(line: &str) -> Option<&str> {
    let (name, _) = line.trim().strip_prefix("pub ")?.split_once(": ")?;
    Some(name)
}

/// Returns the fact that `assert!(core::mem::size_of::<BG_FILE_RANGE>() == 16);` asserts.
fn fact(line: &str) -> Option<(&str, u64)> {
    let fact = line.trim().strip_prefix("assert!(core::mem::")?;
    let (fact, value) = fact.strip_suffix(");")?.split_once(" == ")?;
    Some((fact, value.parse().ok()?))
}

#[test]
fn what_is_not_asserted_of_a_record_is_told() {
    let all = "\
        pub struct RANGE {\n    pub First: u8,\n    pub Length: u64,\n}\n\
        #[cfg(target_pointer_width = \"64\")]\n\
        const _: () = {\n\
            assert!(core::mem::size_of::<RANGE>() == 16);\n\
            assert!(core::mem::align_of::<RANGE>() == 8);\n\
            assert!(core::mem::offset_of!(RANGE, Length) == 8);\n\
        };\n\
        #[cfg(all(windows, target_pointer_width = \"32\"))]\n\
        const _: () = {\n\
            assert!(core::mem::size_of::<RANGE>() == 16);\n\
            assert!(core::mem::align_of::<RANGE>() == 8);\n\
            assert!(core::mem::offset_of!(RANGE, Length) == 8);\n\
        };\n";
    assert_eq!(Assertions::read(all).lacks(), [""; 0]);
    assert_eq!(Assertions::read(all).count(), 6);
    for line in all.lines().filter(|line| line.starts_with("assert")) {
        let without = all.replacen(&format!("{line}\n"), "", 1);
        let lacks = Assertions::read(&without).lacks();
        assert!(lacks.len() == 1 && lacks[0].contains("x86_64"), "{lacks:?}");
    }
    let of_no_record = all.replace("pub struct", "pub enum");
    assert_eq!(Assertions::read(&of_no_record).lacks().len(), 6);
}
