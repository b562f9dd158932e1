//! Merges what a forked session has read into the session of the compilation.

use crate::relocate::{Relocate, Relocation};
use crate::session::Session;
use crate::source::Reached;

/// Adds the texts, names and problems of `fork` to `session`, as if the file had been read there.
/// The file was `reached` so. Syntax that was parsed in the fork has to be relocated afterwards.
///
/// Returns none, and changes nothing, where too few positions or numbers of expansions are left.
pub(super) fn merge(
    session: &mut Session,
    mut fork: Session,
    reached: Reached,
) -> Option<Relocation> {
    let shift = session.sources.shift_for(&fork.sources)?;
    let relocation = Relocation::new(session.names.absorb(&fork.names), shift);
    fork.sources.relocate(&relocation);
    session.sources.append(fork.sources, reached);
    fork.diagnostics.relocate(&relocation);
    session.diagnostics.append(fork.diagnostics);
    session.asks_for_processor |= fork.asks_for_processor;
    Some(relocation)
}
