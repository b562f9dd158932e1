//! Macros that a `cpp_quote` defines: `cpp_quote("#define LIMIT 10")`.

use super::Resolver;
use super::definition::{DefinitionId, Scope, Syntax};
use super::expression::{Computed, Fault, fault};
use super::nesting::{MAX_DEPTH, too_deep};
use crate::diagnostics::Problem;
use crate::load::quoted_expression;
use crate::model::{Constant, ItemKind};
use crate::parse::ast::{Expression, ExpressionKind as Kind};
use crate::source::Span;
use crate::token::Symbol;

/// How many calls of quoted macros one expression may take. Two calls in each of thirty macros are
/// as many as there are bytes in memory.
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
    pub(super) fn quoted_macro(&mut self, id: DefinitionId) {
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
        let Syntax::Define(define) = self.definitions.get(id).syntax else {
            return Err(nothing());
        };
        let parameters = define.parameters.ok_or_else(nothing)?;
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
        let body = quoted_expression(self.session, define, span).ok_or_else(nothing)?;
        let arguments = parameters.into_iter().zip(values).collect();
        self.macros.open.push((id, arguments));
        let computed = self.evaluate(scope, &body);
        self.macros.open.pop();
        computed
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{ItemKind, Value};
    use crate::resolve::tests::{compile, kind, value};

    #[test]
    fn a_quoted_define_with_a_value_is_a_constant_and_any_other_is_nothing() {
        let model = compile(
            r##"cpp_quote("#define FLAG 0x10")
            cpp_quote("#define BOTH (FLAG | 1)")
            cpp_quote("#define E_NOPE _HRESULT_TYPEDEF_(0x80D01001L)")
            cpp_quote("#define WIDE ((UINT64)(-1))")
            cpp_quote("#define ALIAS SomeFunctionW")
            cpp_quote("#define CODE do { } while (0)")"##,
        );
        assert_eq!(value(&model, "BOTH"), Value::Int(0x11));
        assert_eq!(
            value(&model, "E_NOPE"),
            Value::Int(0x80d0_1001_u32 as i32 as i128)
        );
        assert_eq!(value(&model, "WIDE"), Value::Int(u64::MAX.into()));
        let names: Vec<&str> = model.named().map(|(_, item)| item.name.as_str()).collect();
        assert_eq!(names, ["FLAG", "BOTH", "E_NOPE", "WIDE"]);
    }

    #[test]
    fn a_quoted_macro_with_parameters_computes_the_values_that_are_written_with_it() {
        let model = compile(
            r##"cpp_quote("#define ERR(n) MAKE_HRESULT(1, 4, (n) + BASE)")
            cpp_quote("#define BASE 0x200")
            cpp_quote("#define E_ONE ERR(1)")
            cpp_quote("#define LOOP(n) LOOP(n)")
            cpp_quote("#define NEVER LOOP(1)")"##,
        );
        assert_eq!(
            value(&model, "E_ONE"),
            Value::Int(0x8004_0201_u32 as i32 as i128)
        );
        let names: Vec<&str> = model.named().map(|(_, item)| item.name.as_str()).collect();
        assert_eq!(names, ["BASE", "E_ONE"]);
    }

    #[test]
    fn what_c_never_sees_stands_in_for_what_metadata_has() {
        let model = compile(
            r##"cpp_quote("#if 0")
            typedef struct { int dummy; } FILETIME;
            typedef struct { int dummy; } NOBODYKNOWS;
            cpp_quote("#endif")
            struct A { FILETIME a; NOBODYKNOWS b; };"##,
        );
        let names: Vec<&str> = model.named().map(|(_, item)| item.name.as_str()).collect();
        assert_eq!(names, ["NOBODYKNOWS", "A"]);
        let ItemKind::Record(filetime) = kind(&model, "FILETIME") else {
            panic!()
        };
        assert_eq!(filetime.fields.len(), 2);
    }
}
