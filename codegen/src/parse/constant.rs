//! `const`: names that have values.

use super::ast::Declarator;

/// Whether these are the declarators of constants. The word `const` doesn't tell, since it may
/// belong to a type.
pub(super) fn are_constants(declarators: &[Declarator]) -> bool {
    declarators
        .iter()
        .any(|declarator| declarator.value().is_some())
}
