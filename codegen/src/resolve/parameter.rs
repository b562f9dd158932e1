//! Parameters: their types, their directions, and how many elements they have.

use super::Resolver;
use super::attributes::folded;
use super::scope::Scope;
use crate::diagnostics::Problem;
use crate::keyword as kw;
use crate::model::{Count, Param, ParamAttributes, PointerKind, Value};
use crate::parse::ast::{
    Argument, Attributes, Expression, ExpressionKind, Name, Parameters, Unary, Variable,
};
use crate::symbol::Symbol;

impl Resolver<'_, '_> {
    /// The parameters of a function.
    pub(super) fn parameters(&mut self, scope: Scope, parameters: &Parameters) -> Vec<Param> {
        let names: Vec<Option<Name>> = parameters
            .list
            .iter()
            .map(|parameter| parameter.declarators.first().and_then(|it| it.name))
            .collect();
        self.report_same_names(&names);
        parameters
            .list
            .iter()
            .enumerate()
            .map(|(index, parameter)| self.parameter(scope, parameter, index, &names))
            .collect()
    }

    fn report_same_names(&mut self, names: &[Option<Name>]) {
        for (index, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            if let Some(first) = names[..index]
                .iter()
                .flatten()
                .find(|first| first.text == name.text)
            {
                let problem = Problem::SameParameter {
                    name: self.text(name.text).to_owned(),
                };
                let diagnostic = crate::diagnostics::Diagnostic::new(problem, name.span)
                    .related(first.span, "the first of this name");
                self.session.diagnostics.push(diagnostic);
            }
        }
    }

    fn parameter(
        &mut self,
        scope: Scope,
        parameter: &Variable,
        index: usize,
        names: &[Option<Name>],
    ) -> Param {
        let Some(declarator) = parameter.declarators.first() else {
            unreachable!("the parser gives each parameter one declarator");
        };
        let ty = self.declared_type(scope, &parameter.specifier, declarator);
        let attributes = self.parameter_attributes(scope, &parameter.attributes, names);
        let (name, span) = match declarator.name {
            Some(name) => (self.text(name.text).to_owned(), name.span),
            None => (format!("arg{index}"), parameter.span),
        };
        Param {
            name,
            ty,
            attributes,
            span,
        }
    }

    fn parameter_attributes(
        &mut self,
        scope: Scope,
        attributes: &Attributes,
        names: &[Option<Name>],
    ) -> ParamAttributes {
        let default = attributes
            .get(kw::DEFAULTVALUE)
            .and_then(|attribute| attribute.expression())
            .and_then(|expression| self.evaluate(scope, expression).ok())
            .map(|computed| Box::new(computed.value));
        let iid_is = attributes
            .get(kw::IID_IS)
            .and_then(|attribute| attribute.expression())
            .and_then(|expression| index_of(expression, names).map(|(index, _)| index));
        ParamAttributes {
            is_in: attributes.has(kw::IN),
            is_out: attributes.has(kw::OUT),
            retval: attributes.has(kw::RETVAL),
            optional: attributes.has(kw::OPTIONAL) || attributes.has(kw::DEFAULTVALUE),
            lcid: attributes.has(kw::LCID),
            pointer: pointer_kind(attributes),
            string: attributes.has(kw::STRING),
            size_is: self.counts(scope, attributes, kw::SIZE_IS, kw::MAX_IS, names),
            length_is: self.counts(scope, attributes, kw::LENGTH_IS, kw::LAST_IS, names),
            iid_is,
            default,
            written: self.written(attributes),
        }
    }

    /// The counts of `size_is` or `length_is`, or of the one that says one less.
    pub(super) fn counts(
        &mut self,
        scope: Scope,
        attributes: &Attributes,
        exact: Symbol,
        less: Symbol,
        names: &[Option<Name>],
    ) -> Vec<Option<Count>> {
        let (attribute, plus) = match (attributes.get(exact), attributes.get(less)) {
            (Some(attribute), _) => (attribute, 0),
            (None, Some(attribute)) => (attribute, 1),
            (None, None) => return Vec::new(),
        };
        attribute
            .arguments
            .iter()
            .map(|argument| match argument {
                Argument::Expression(expression) => {
                    Some(self.count(scope, expression, plus, names))
                }
                _ => None,
            })
            .collect()
    }

    fn count(
        &mut self,
        scope: Scope,
        expression: &Expression,
        plus: u64,
        names: &[Option<Name>],
    ) -> Count {
        if plus == 0
            && let Some((index, is_deref)) = index_of(expression, names)
        {
            return if is_deref {
                Count::Deref(index)
            } else {
                Count::Of(index)
            };
        }
        if !mentions(expression, names) {
            match self.evaluate(scope, expression) {
                Ok(computed) => {
                    if let Value::Int(value) = computed.value
                        && let Ok(value) = u64::try_from(value)
                    {
                        return Count::Const(value.saturating_add(plus));
                    }
                }
                Err(_) => {
                    let text = folded(self.session.sources.text(expression.span));
                    self.report(Problem::UnknownCount { text }, expression.span);
                }
            }
        }
        let text = folded(self.session.sources.text(expression.span));
        Count::Expression(if plus == 0 {
            text
        } else {
            format!("{text} + 1")
        })
    }
}

/// The parameter that an expression names, and whether what it points to is meant.
fn index_of(expression: &Expression, names: &[Option<Name>]) -> Option<(usize, bool)> {
    match &expression.kind {
        ExpressionKind::Name(name) => {
            let is_it = |it: &Option<Name>| it.is_some_and(|it| it.text == *name);
            Some((names.iter().position(is_it)?, false))
        }
        ExpressionKind::Unary(Unary::Dereference, inner) => match index_of(inner, names)? {
            (index, false) => Some((index, true)),
            _ => None,
        },
        ExpressionKind::Group(inner) => index_of(inner, names),
        _ => None,
    }
}

/// Whether an expression needs a parameter or field: such a one is no constant.
fn mentions(expression: &Expression, names: &[Option<Name>]) -> bool {
    match &expression.kind {
        ExpressionKind::Name(name) => names.iter().flatten().any(|it| it.text == *name),
        ExpressionKind::Group(inner)
        | ExpressionKind::Unary(_, inner)
        | ExpressionKind::Member(inner, _)
        | ExpressionKind::SizeOfValue(inner) => mentions(inner, names),
        ExpressionKind::Cast(cast) => mentions(&cast.1, names),
        ExpressionKind::Binary(_, sides) | ExpressionKind::Index(sides) => {
            mentions(&sides.0, names) || mentions(&sides.1, names)
        }
        ExpressionKind::Conditional(parts) => [&parts.0, &parts.1, &parts.2]
            .into_iter()
            .any(|part| mentions(part, names)),
        ExpressionKind::Call(call) => call.1.iter().any(|argument| mentions(argument, names)),
        ExpressionKind::Number(_)
        | ExpressionKind::Computed(_)
        | ExpressionKind::Character(_)
        | ExpressionKind::String(_)
        | ExpressionKind::WideString(_)
        | ExpressionKind::Known(_)
        | ExpressionKind::SizeOf(_) => false,
    }
}

fn pointer_kind(attributes: &Attributes) -> Option<PointerKind> {
    if attributes.has(kw::REF) {
        Some(PointerKind::Ref)
    } else if attributes.has(kw::UNIQUE) {
        Some(PointerKind::Unique)
    } else if attributes.has(kw::PTR) {
        Some(PointerKind::Full)
    } else {
        None
    }
}
