//! Metadata's own definitions pass; each mutation of them is told by its name.

mod enumeration;
mod interface;
mod record;

use std::collections::HashMap;

use super::{Report, verify};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::load::Units;
use crate::metadata::{Metadata, MetadataView, NotLoaded};
use crate::model::{Base, Guid, Interface, ItemId, ItemKind, Model, Origin, Packing, Record, Type};
use crate::parallel::Beside;
use crate::resolve::resolve;
use crate::session::Session;

/// Returns the metadata's items of these names, as if an IDL had defined them.
fn named(names: &[&str]) -> (Model, Metadata) {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let mut model = Model::default();
    let mut known: HashMap<String, ItemId> = HashMap::new();
    for name in names {
        let id = metadata.import(name, &mut model, &mut known).unwrap();
        model.item_mut(id).origin = Origin::Named;
    }
    (model, metadata)
}

/// The first item of the named file.
fn first(model: &Model) -> ItemId {
    model.named().next().unwrap().0
}

fn interface(model: &mut Model) -> &mut Interface {
    let id = first(model);
    match &mut model.item_mut(id).kind {
        ItemKind::Interface(interface) => interface,
        other => panic!("{other:?}"),
    }
}

fn record(model: &mut Model) -> &mut Record {
    let id = first(model);
    match &mut model.item_mut(id).kind {
        ItemKind::Record(record) => record,
        other => panic!("{other:?}"),
    }
}

fn run(model: &Model, metadata: &Metadata, allow_drift: &[&str]) -> (Report, Vec<Diagnostic>) {
    let allow_drift: Vec<String> = allow_drift.iter().map(|it| (*it).to_owned()).collect();
    let mut diagnostics = Diagnostics::default();
    let verified = verify(model, metadata);
    let report = verified.report(model, &allow_drift, &mut diagnostics);
    (report, diagnostics.iter().cloned().collect())
}

/// Returns the diagnostics about `name` after `change`: codes with messages, and all notes.
fn after(name: &str, change: impl FnOnce(&mut Model)) -> (Vec<String>, Vec<String>) {
    let (mut model, metadata) = named(&[name]);
    change(&mut model);
    let (_, diagnostics) = run(&model, &metadata, &[]);
    let messages = diagnostics
        .iter()
        .map(|it| format!("{}: {}", it.problem.code(), it.problem.message()))
        .collect();
    let notes = diagnostics.into_iter().flat_map(|it| it.notes).collect();
    (messages, notes)
}

#[test]
fn metadata_agrees_with_itself() {
    let (model, metadata) = named(&[
        "IBackgroundCopyJob5",
        "IDispatch",
        "IStream",
        "VARIANT",
        "BG_JOB_STATE",
        "BG_FILE_PROGRESS",
    ]);
    let (report, diagnostics) = run(&model, &metadata, &[]);
    assert_eq!(diagnostics, []);
    assert_eq!(
        report,
        Report {
            interfaces: 3,
            slots: 2 + 4 + 9,
            records: 2,
            enums: 1,
            drifts: 0
        }
    );
}

#[test]
fn drift_that_is_allowed_is_a_warning() {
    let (mut model, metadata) = named(&["IBackgroundCopyCallback"]);
    interface(&mut model).methods[2].params.pop();
    for name in [
        "IBackgroundCopyCallback",
        "JobModification",
        "IBackgroundCopyCallback::JobModification",
    ] {
        let (report, diagnostics) = run(&model, &metadata, &[name]);
        assert_eq!(report.drifts, 1);
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].problem.code(), "IDL1701");
    }
}

#[test]
fn drift_that_is_allowed_and_not_there_is_a_warning() {
    let (model, metadata) = named(&["IBackgroundCopyCallback"]);
    let (_, diagnostics) = run(&model, &metadata, &["IFoo"]);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].problem.code(), "IDL1702");
}

#[test]
fn prefetched_metadata_makes_no_difference() {
    let names = [
        "IDispatch",
        "IBackgroundCopyJob",
        "STGMEDIUM",
        "BG_JOB_STATE",
    ];
    let outcome = |ahead: &[NotLoaded]| {
        let (mut model, metadata) = named(&names);
        interface(&mut model).methods.swap(0, 1);
        metadata.prefetch(ahead);
        let (report, diagnostics) = run(&model, &metadata, &[]);
        (report, format!("{diagnostics:?}"))
    };
    let name = |name: &str| NotLoaded::Name {
        namespace: None,
        name: name.into(),
    };
    let expected = outcome(&[]);
    assert_eq!(expected.0.interfaces, 2);
    assert_eq!(outcome(&names.map(name)), expected);
    assert_eq!(outcome(&["STGMEDIUM", "NoSuchThing"].map(name)), expected);
}
