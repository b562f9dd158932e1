//! Holding what comidl says of a file against its header.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use comidl_codegen::internal::compile::Compilation;
use comidl_codegen::internal::model::{ItemKind, Model};

use crate::corpus::Source;
use crate::facts::{Interface, Record, Value, is_tagged_by_widl};
use crate::header::{Header, Machine, Probe, Told, compile};
use crate::ours;

/// The kind of the facts that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Area {
    /// Interfaces, their IIDs and bases.
    Identity,
    /// The slots of vtables.
    Slots,
    /// Enumerators and constants.
    Values,
    /// Structs and unions on 64 bits, and on 32.
    Records64,
    Records32,
    /// The facts that Windows' metadata knows.
    Metadata,
}

impl Area {
    pub(crate) const ALL: [Self; 6] = [
        Self::Identity,
        Self::Slots,
        Self::Values,
        Self::Records64,
        Self::Records32,
        Self::Metadata,
    ];

    /// The areas in which the other side is a header.
    pub(crate) const OF_HEADERS: [Self; 5] = [
        Self::Identity,
        Self::Slots,
        Self::Values,
        Self::Records64,
        Self::Records32,
    ];

    /// Returns the name for people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Identity => "interfaces",
            Self::Slots => "slots",
            Self::Values => "values",
            Self::Records64 => "records, 64 bits",
            Self::Records32 => "records, 32 bits",
            Self::Metadata => "metadata",
        }
    }
}

/// The agreement of a file in one area.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    pub(crate) agree: usize,
    pub(crate) differences: Vec<Difference>,
}

/// A place where the two sides differ.
#[derive(Debug)]
pub(crate) struct Difference {
    /// An interface, a slot (`IFoo::Bar`), a value, a record.
    pub(crate) name: String,
    pub(crate) ours: String,
    pub(crate) theirs: String,
}

/// The text for a fact that a side lacks.
const NOTHING: &str = "nothing";

impl Agreement {
    /// Compares the facts about `name`; at least one side has some.
    fn hold<T: Display>(&mut self, name: &str, ours: Option<T>, theirs: Option<T>, agree: bool) {
        if agree {
            self.agree += 1;
            return;
        }
        let say = |side: Option<T>| side.map_or_else(|| NOTHING.to_owned(), |it| it.to_string());
        self.differences.push(Difference {
            name: name.to_owned(),
            ours: say(ours),
            theirs: say(theirs),
        });
    }
}

/// Everything that the header says, against everything that comidl says of the file's own.
pub(crate) fn with_header(source: &Source, read: &Compilation) -> BTreeMap<Area, Agreement> {
    let model = &read.model;
    let questions = Questions::new(source, model);
    let interfaces = ours::interfaces(model);
    let enumerators = ours::enumerators(model);
    let records = ours::record_names(model);
    let wanted = interfaces.keys().chain(enumerators.keys()).chain(&records);
    let wanted: BTreeSet<&str> = wanted.map(String::as_str).collect();
    let [wide, narrow] = Machine::ALL.map(|it| compile(source, it, &questions.probes, &wanted));
    let (identity, slots) = vtables(&interfaces, &wide);
    [
        (Area::Identity, identity),
        (Area::Slots, slots),
        (Area::Values, values(&enumerators, &questions, &wide)),
        (
            Area::Records64,
            laid_out(model, &questions, Machine::X86_64, &wide),
        ),
        (
            Area::Records32,
            laid_out(model, &questions, Machine::I686, &narrow),
        ),
    ]
    .into()
}

/// The questions to a C compiler about a file.
struct Questions {
    probes: Vec<Probe>,
    /// The constants, in the order of the first probes.
    constants: Vec<(String, Value)>,
    /// Where a record's alignment is asked for.
    alignments: BTreeMap<String, usize>,
}

impl Questions {
    fn new(source: &Source, model: &Model) -> Self {
        let header = std::fs::read_to_string(&source.header).expect("widl has made it");
        let (mut probes, mut constants) = (Vec::new(), Vec::new());
        for (name, probe, value) in ours::constants(model) {
            probes.push(probe);
            constants.push((name, value));
        }
        let mut alignments = BTreeMap::new();
        for (_, item) in model.named() {
            let ItemKind::Record(record) = &item.kind else {
                continue;
            };
            let keyword = if record.is_union { "union" } else { "struct" };
            let name = ours::name_in_c(model, item);
            let tagged = format!("{keyword} {name}");
            let ty = if header.contains(&format!("{tagged} {{")) {
                tagged
            } else {
                name
            };
            if item.parent().is_none() {
                alignments.insert(item.name.to_string(), probes.len());
                probes.push(Probe::Align(ty));
            }
        }
        Self {
            probes,
            constants,
            alignments,
        }
    }
}

fn vtables(ours: &BTreeMap<String, Interface>, header: &Header) -> (Agreement, Agreement) {
    let (mut identity, mut slots) = (Agreement::default(), Agreement::default());
    let theirs = by_name(&header.interfaces);
    for name in names(ours, &theirs) {
        let (one, other) = (ours.get(name), theirs.get(name).map(|it| &it.what));
        let agree = match (one, other) {
            (Some(one), Some(other)) => is_the_same(one, other),
            _ => false,
        };
        identity.hold(name, one.map(identify), other.map(identify), agree);
        if let (Some(one), Some(other)) = (one, other) {
            vtable(name, one, other, &mut slots);
        }
    }
    (identity, slots)
}

/// C++ doesn't say what an instance of a template derives from.
fn is_the_same(ours: &Interface, theirs: &Interface) -> bool {
    let base = theirs.base.is_none() || ours.base == theirs.base;
    ours.iid == theirs.iid && base
}

fn identify(interface: &Interface) -> String {
    let or_none = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".into());
    let (iid, base) = (or_none(&interface.iid), or_none(&interface.base));
    format!("{iid}, from {base}")
}

fn vtable(interface: &str, ours: &Interface, theirs: &Interface, agreement: &mut Agreement) {
    for index in 0..ours.slots.len().max(theirs.slots.len()) {
        let (one, other) = (ours.slots.get(index), theirs.slots.get(index));
        let agree = match (one, other) {
            (Some(one), Some(other)) => {
                one.name == other.name
                    && one.returns.agrees(&other.returns)
                    && one.params.len() == other.params.len()
                    && one
                        .params
                        .iter()
                        .zip(&other.params)
                        .all(|(one, other)| one.agrees(other))
            }
            _ => false,
        };
        let name = one.or(other).map_or("", |slot| &slot.name);
        agreement.hold(&format!("{interface}::{name}"), one, other, agree);
    }
}

/// Returns the slots in which two readings of an interface differ.
///
/// # Panics
///
/// When they differ in their IIDs or in their bases.
pub(crate) fn differing_slots(name: &str, one: &Interface, other: &Interface) -> Vec<Difference> {
    let mut slots = Agreement::default();
    vtable(name, one, other, &mut slots);
    assert!(is_the_same(one, other), "{name}: {one:#?} {other:#?}");
    slots.differences
}

/// An enumeration has 32 bits; whether the highest is a sign is up to the compiler.
fn in_32_bits(value: i128) -> u32 {
    value as u32
}

fn by_name<T>(told: &[Told<T>]) -> BTreeMap<&str, &Told<T>> {
    told.iter().map(|it| (it.name(), it)).collect()
}

/// Returns the names of comidl's facts, and those of the header's own facts.
fn names<'n, T, U>(
    ours: &'n BTreeMap<String, T>,
    theirs: &BTreeMap<&'n str, &Told<U>>,
) -> BTreeSet<&'n str> {
    let own = theirs
        .iter()
        .filter(|(_, it)| it.own)
        .map(|(name, _)| *name);
    ours.keys().map(String::as_str).chain(own).collect()
}

fn values(ours: &BTreeMap<String, i128>, questions: &Questions, header: &Header) -> Agreement {
    let mut agreement = Agreement::default();
    let mut theirs = by_name(&header.enumerators);
    // The values of an enumeration without a name are constants, and are asked for as such.
    theirs.retain(|name, _| !questions.constants.iter().any(|(it, _)| it == name));
    for name in names(ours, &theirs) {
        let (one, other) = (ours.get(name), theirs.get(name).map(|it| &it.what));
        let agree = one.is_some() && one.copied().map(in_32_bits) == other.copied().map(in_32_bits);
        agreement.hold(name, one, other, agree);
    }
    for ((name, value), answer) in questions.constants.iter().zip(&header.answers) {
        let theirs = match answer {
            Ok(answer) => answer.to_string(),
            Err(reason) => reason.clone(),
        };
        let agree = answer.as_ref() == Ok(value);
        agreement.hold(name, Some(value.to_string()), Some(theirs), agree);
    }
    agreement
}

fn laid_out(model: &Model, questions: &Questions, machine: Machine, header: &Header) -> Agreement {
    let mut agreement = Agreement::default();
    let mut nameless = Vec::new();
    let mut met = BTreeSet::new();
    for (id, names, record) in ours::records(model, machine) {
        let name = &model.item(id).name;
        let theirs = header
            .records
            .iter()
            .find(|it| !it.names.is_disjoint(&names));
        match theirs {
            Some(theirs) => {
                met.insert(theirs.name());
                let theirs = with_alignment(
                    &theirs.what,
                    questions.alignments.get(name.as_str()),
                    header,
                );
                let agree = lies_as(&record, &theirs);
                agreement.hold(name, Some(record), Some(theirs), agree);
            }
            None => nameless.push((name, record)),
        }
    }
    // `typedef struct {..} *PFOO;`: `widl` gives the struct a tag of its own.
    let mut theirs: Vec<&Told<Record>> = header.records.iter().filter(|it| it.own).collect();
    theirs.retain(|it| !met.contains(it.name()));
    for (name, record) in nameless {
        let same = theirs.iter().position(|it| {
            let align = record.align;
            is_tagged_by_widl(&it.names)
                && lies_as(
                    &record,
                    &Record {
                        align,
                        ..it.what.clone()
                    },
                )
        });
        let theirs = same.map(|index| theirs.remove(index).what.clone());
        agreement.hold(name, Some(record), theirs, same.is_some());
    }
    theirs.retain(|it| !is_tagged_by_widl(&it.names));
    for it in theirs {
        agreement.hold(it.name(), None, Some(it.what.clone()), false);
    }
    agreement
}

fn with_alignment(record: &Record, question: Option<&usize>, header: &Header) -> Record {
    let align = match question.map(|index| &header.answers[*index]) {
        Some(Ok(Value::Int(align))) => u64::try_from(*align).ok(),
        _ => None,
    };
    Record {
        align,
        ..record.clone()
    }
}

/// An array without end takes no place in C.
fn lies_as(ours: &Record, theirs: &Record) -> bool {
    ours.size == theirs.size
        && ours.align == theirs.align
        && ours.fields.len() == theirs.fields.len()
        && ours.fields.iter().zip(&theirs.fields).all(|(one, other)| {
            let size = other.size.is_none() || one.size == other.size;
            one.name == other.name && one.offset == other.offset && size
        })
}
