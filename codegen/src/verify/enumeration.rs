//! Compares enumerations value by value.

use rustc_hash::FxHashMap;

use super::Comparison;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Enum, Item, ItemKind};

impl Comparison<'_> {
    pub(super) fn enumeration(&mut self, item: &Item, ours: &Enum) {
        let namespace = item.namespace.as_deref();
        let Some(id) = self.theirs.by_name(namespace, &item.name) else {
            return;
        };
        let ItemKind::Enum(theirs) = &self.theirs.model().item(id).kind else {
            return;
        };
        self.report.enums += 1;
        let values: FxHashMap<&str, i64> = theirs
            .values
            .iter()
            .map(|it| (it.name.as_str(), it.value))
            .collect();
        // A value that the metadata lacks is newer or older than the metadata, which is no contradiction.
        let different = ours.values.iter().filter_map(|our| {
            let their = *values.get(our.name.as_str())?;
            // The sign of 32 bits isn't ABI: 0x80000000 may stand as a negative number.
            (our.value as u32 != their as u32).then_some((our, their))
        });
        let diagnostics: Vec<(&str, Diagnostic)> = different
            .map(|(our, their)| {
                let problem = Problem::EnumeratorDiffers {
                    name: our.name.to_string(),
                    ours: our.value,
                    theirs: their,
                };
                let diagnostic = Diagnostic::new(problem, our.span);
                (
                    &*our.name,
                    diagnostic.related(item.span, "in this enumeration"),
                )
            })
            .collect();
        for (name, diagnostic) in diagnostics {
            self.differs(&item.name, Some(name), diagnostic);
        }
    }
}
