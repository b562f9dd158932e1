//! Go to definition: across imports, into included files, and into metadata.

use std::path::PathBuf;

use comidl_codegen::internal::analysis::Meaning;
use lsp_types::{GotoDefinitionResponse, Location, Position, Range};

use super::context;
use super::documents::identity;
use super::meaning;
use super::metadata_idl::MetadataFiles;
use super::positions::Lines;
use super::requests::About;
use super::snapshot::{Place, word_at};

/// Returns where the thing at the cursor is defined.
pub(super) fn definition(
    about: &About<'_>,
    files: &mut MetadataFiles,
) -> Option<GotoDefinitionResponse> {
    let location = imported_file(about).or_else(|| of_name(about, files))?;
    Some(GotoDefinitionResponse::Scalar(location))
}

/// Returns the start of the file that the `import` or `#include` at the cursor names.
fn imported_file(about: &About<'_>) -> Option<Location> {
    let imported = context::imported_at(about.latest.text(), about.offset)?;
    let beside = about.latest.path.parent().filter(|_| imported.is_beside);
    let loader = &about.latest.analysis.compilation.session.loader;
    let file = loader.find(&imported.name, beside).ok()?;
    let path: PathBuf = identity(file.path());
    let start = Position::default();
    Some(Location::new(
        about.documents.uri(&path)?,
        Range::new(start, start),
    ))
}

fn of_name(about: &About<'_>, files: &mut MetadataFiles) -> Option<Location> {
    let named = meaning::at(about.latest, about.whole, about.offset)?;
    let snapshot = named.snapshot;
    let (place, text) = match named.meaning {
        Meaning::Defined(span) | Meaning::Macro(span) => {
            let (file, range) = snapshot.sources().range(span)?;
            let path = if file.path().is_absolute() {
                identity(file.path())
            } else {
                files.embedded(file.path(), file.text())?
            };
            let (start, end) = (range.start, range.end);
            (Place { path, start, end }, file.text().to_string())
        }
        Meaning::Metadata => files.place(&snapshot.analysis.compilation, &named.name)?,
    };
    let (text, place) = now(about, text, place);
    let range = Lines::new(&text).range(&text, &place.range());
    Some(Location::new(about.documents.uri(&place.path)?, range))
}

/// Returns a place and its text as they are now. A text that was analysed before it lost its syntax has changed
/// since; the name is the nearest one then.
fn now(about: &About<'_>, text: String, place: Place) -> (String, Place) {
    let Some(document) = about.documents.get(&place.path) else {
        return (text, place);
    };
    let (name, current) = (&text[place.range()], &*document.text);
    let starts = current.match_indices(name).map(|(start, _)| start);
    let is_whole = |start: &usize| word_at(current, *start) == Some(*start..start + name.len());
    let nearest = starts
        .filter(is_whole)
        .min_by_key(|start| start.abs_diff(place.start));
    match nearest {
        Some(start) if *current != *text => {
            let end = start + name.len();
            (
                current.to_owned(),
                Place {
                    start,
                    end,
                    ..place
                },
            )
        }
        _ => (text, place),
    }
}
