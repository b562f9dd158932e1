//! Lets another thread read the metadata that the definitions need, while they are resolved.

use super::definition::{Definitions, Syntax, has_body};
use crate::load::Units;
use crate::metadata::{Metadata, NotLoaded};
use crate::model::Origin;
use crate::parallel::Beside;
use crate::token::{Interner, Symbol, keyword as kw};

/// The smallest number of names that is worth the start of a thread.
const MIN_NAMES: usize = 256;

/// Returns the names and IIDs of the input files' definitions that metadata may have too.
pub(super) fn names_to_load(
    definitions: &Definitions<'_>,
    units: &Units,
    names: &Interner,
) -> Vec<NotLoaded> {
    let mut names_to_load = Vec::new();
    for definition in &definitions.all {
        if units.unit(definition.unit).origin != Origin::Named {
            continue;
        }
        let attributes = match &definition.syntax {
            Syntax::Interface(it) => Some(&it.attributes),
            Syntax::Delegate(it) => Some(&it.attributes),
            Syntax::Dispinterface(it) => Some(&it.attributes),
            Syntax::AsyncInterface(_) => None,
            Syntax::Typedef(_, declarator) if declarator.derivations.is_empty() => None,
            syntax @ (Syntax::Record(_) | Syntax::Enum(..)) if has_body(syntax) => None,
            _ => continue,
        };
        names_to_load.push(NotLoaded::Name {
            namespace: match definition.namespace {
                Symbol::EMPTY => None,
                namespace => Some(names.text(namespace).into()),
            },
            name: names.text(definition.name.text).into(),
        });
        let iid = attributes.and_then(|attributes| attributes.get(kw::UUID)?.uuid());
        names_to_load.extend(iid.map(NotLoaded::Iid));
        let is_of_winrt = definition.namespace != Symbol::EMPTY;
        names_to_load.extend(iid.filter(|_| is_of_winrt).map(NotLoaded::WinRtIid));
    }
    names_to_load
}

/// Loads these names and IIDs on another thread if they are worth its start.
pub(super) fn prefetch<'scope>(
    beside: &Beside<'scope, '_>,
    metadata: &'scope Metadata,
    names_to_load: Vec<NotLoaded>,
) {
    if names_to_load.len() >= MIN_NAMES {
        beside.run(move || metadata.prefetch(&names_to_load));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::preprocess::preprocess;
    use crate::session::Session;
    use crate::source::Reached;

    #[test]
    fn a_definition_that_metadata_may_have_too_is_loaded_by_its_public_name() {
        let text = "interface IForward; typedef struct tagS S; enum Plain { ONE };
            typedef struct tagS { int a; } S; typedef int Number; typedef int *Pointer;
            const int LIMIT = 1;
            [uuid(00000000-0000-0000-0000-000000000002)] dispinterface Events {
                properties: methods:
            };
            [object, uuid(00000000-0000-0000-0000-000000000001)] interface IThing : IUnknown {
                typedef union { int b; } U;
            };
            namespace Outer {
                enum Inner { TWO };
                [uuid(00000000-0000-0000-0000-000000000003)] interface IWinRt : IInspectable {}
            }";
        let mut session = Session::new(vec![], vec![]);
        let file = session.loader.embed("test.idl", text);
        let row = preprocess(&mut session, &file, Reached::Named);
        let syntax = parse(row, &mut session.names, &mut session.diagnostics);
        let units = Units::of(syntax, Origin::Named);
        let definitions = Definitions::collect(&units, &mut session.names);
        let found: Vec<String> = names_to_load(&definitions, &units, &session.names)
            .into_iter()
            .map(|not_loaded| match not_loaded {
                NotLoaded::Name { namespace, name } => {
                    format!("{} {name}", namespace.unwrap_or_default())
                }
                NotLoaded::Iid(iid) => iid.to_string(),
                NotLoaded::WinRtIid(iid) => format!("WinRT {iid}"),
                NotLoaded::Content(_) => {
                    unreachable!("only a comparison asks for it")
                }
            })
            .collect();
        let expected = [
            " S",
            " Plain",
            " Number",
            " Events",
            "00000000-0000-0000-0000-000000000002",
            " IThing",
            "00000000-0000-0000-0000-000000000001",
            " U",
            "Outer Inner",
            "Outer IWinRt",
            "00000000-0000-0000-0000-000000000003",
            "WinRT 00000000-0000-0000-0000-000000000003",
        ];
        assert_eq!(found, expected);
    }
}
