//! Macros that a `cpp_quote` defines: `cpp_quote("#define LIMIT 10")`.

use super::Resolver;
use super::expression::{Computed, Fault, fault};
use super::nesting::{MAX_DEPTH, too_deep};
use super::scope::{DefinitionId, Scope, Syntax};
use crate::diagnostics::Problem;
use crate::model::{Constant, ItemKind};
use crate::parse::ast::{Define, Expression, ExpressionKind as Kind};
use crate::source::Span;
use crate::symbol::Symbol;

/// How many calls of quoted macros one expression may take. Two calls in each of thirty macros are as
/// many as there are bytes in memory.
const MAX_EXPANSIONS: usize = 1000;

/// The quoted macros with parameters that are being expanded.
#[derive(Default)]
pub(super) struct Macros {
    /// Each macro with the values of its parameters, the innermost last.
    open: Vec<(DefinitionId, Vec<(Symbol, Computed)>)>,
    /// How many calls the current expression took so far.
    expansions: usize,
}

impl Macros {
    /// Returns the value of the parameter `name` of the innermost macro.
    pub(super) fn argument(&self, name: Symbol) -> Option<&Computed> {
        let (_, arguments) = self.open.last()?;
        let argument = arguments.iter().find(|(parameter, _)| *parameter == name);
        argument.map(|(_, value)| value)
    }
}

impl Resolver<'_, '_> {
    /// Adds the constant of a quoted macro, if the macro has a value.
    pub(super) fn define(&mut self, id: DefinitionId) {
        let definition = self.definitions.get(id);
        let (name, span) = (definition.name.text, definition.name.span);
        let scope = definition.scope();
        // Of several macros with the same name, the first that has a value counts.
        if self.items_by_name.contains_key(&name)
            || self.definitions.ordinary(self.units, scope, name) != Some(id)
        {
            return;
        }
        if let Ok(computed) = self.value_of(id, span) {
            let constant = Constant {
                ty: computed.ty,
                value: computed.value,
            };
            self.push(id, ItemKind::Constant(constant));
        }
    }

    /// Returns the value of a call of a quoted macro with parameters.
    pub(super) fn expand(
        &mut self,
        scope: Scope,
        function: &Expression,
        values: Vec<Computed>,
        span: Span,
    ) -> Result<Computed, Fault> {
        let nothing = || fault(Problem::NotConstant {}, span);
        let Kind::Name(name) = function.kind else {
            return Err(nothing());
        };
        let id = self.definitions.ordinary(self.units, scope, name);
        let id = id.ok_or_else(nothing)?;
        let Syntax::Define(Define {
            parameters: Some(parameters),
            value,
            ..
        }) = self.definitions.get(id).syntax
        else {
            return Err(nothing());
        };
        let parameters: Vec<Symbol> = {
            let text = self.session.names.text(parameters).to_owned();
            let names = &mut self.session.names;
            text.split(',').map(|it| names.intern(it.trim())).collect()
        };
        // A macro that calls itself has no value.
        let is_running = self.macros.open.iter().any(|(of, _)| *of == id);
        if is_running || parameters.len() != values.len() {
            return Err(nothing());
        }
        if self.macros.open.is_empty() {
            self.macros.expansions = 0;
        }
        self.macros.expansions += 1;
        if self.macros.open.len() == MAX_DEPTH || self.macros.expansions > MAX_EXPANSIONS {
            return Err(fault(too_deep(), span));
        }
        let text = self.session.names.text(value).to_owned();
        let row = crate::preprocess::quoted(self.session, &text, span);
        let body = crate::parse::expression(row, &mut self.session.names);
        let body = body.ok_or_else(nothing)?;
        let arguments = parameters.into_iter().zip(values).collect();
        self.macros.open.push((id, arguments));
        let computed = self.evaluate(scope, &body);
        self.macros.open.pop();
        computed
    }
}
