//! Holding what comidl says of a file against Windows' metadata, as `check` does.

use comidl_codegen::internal::compile::Compilation;
use comidl_codegen::internal::diagnostics::Problem;
use comidl_codegen::internal::verify::Report;
use comidl_tests::outcome;

use crate::compare::{Agreement, Difference};
use crate::corpus::Source;

/// Compares everything that the metadata knows too. A difference that `facts/wine-drift.txt` lists for
/// the file is accepted. Any other difference fails, and so does an entry that has no difference.
pub(crate) fn with_metadata(source: &Source, read: &Compilation, report: Report) -> Agreement {
    let said = outcome(read);
    assert!(!read.failed(), "{}: {said}", source.name);
    // The list may only shrink.
    assert!(!said.contains("[IDL1702]"), "{}: {said}", source.name);
    let differences: Vec<Difference> = read
        .session
        .diagnostics
        .iter()
        .filter_map(|it| match &it.problem {
            Problem::AllowedDrift { difference } => Some(both_sides(difference)),
            _ => None,
        })
        .collect();
    let compared = report.interfaces + report.slots + report.records + report.enums;
    Agreement {
        agree: compared.saturating_sub(differences.len()),
        differences,
    }
}

/// `` `IFoo` is .. here, .. in metadata `` in its parts.
fn both_sides(difference: &str) -> Difference {
    let name = difference.split('`').nth(1).unwrap_or(difference);
    let (ours, theirs) = match difference.split_once(" here, ") {
        Some((ours, theirs)) => (ours, theirs.trim_end_matches(" in metadata")),
        None => (difference, ""),
    };
    Difference {
        name: name.to_owned(),
        ours: ours.to_owned(),
        theirs: theirs.to_owned(),
    }
}
