//! Parameters: their types, their directions, and the counts of their elements.

use smol_str::format_smolstr;

use super::Resolver;
use super::attribute::{common_list, single_spaced};
use super::definition::Scope;
use crate::arithmetic::Unary;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Base, Count, Param, ParamAttributes, ParamDetails, PointerKind, Type, Value};
use crate::parse::ast::{
    self, Argument, Attributes, Expression, ExpressionKind, Name, Parameter, Parameters,
};
use crate::similar::similar;
use crate::source::Span;
use crate::token::{Symbol, keyword as kw};

/// How many parameters a method may have. A compiler of C need not take more than 127.
const MAX_PARAMETERS: usize = 1000;

/// Returns the position of a name among the parameters or fields of a declaration.
pub(super) type Position<'a> = &'a dyn Fn(Symbol) -> Option<usize>;

impl Resolver<'_, '_> {
    /// Returns the parameters of a function.
    pub(super) fn parameters(&mut self, scope: Scope, parameters: &Parameters) -> Vec<Param> {
        let mut list = &parameters.list[..];
        if let Some(next) = list.get(MAX_PARAMETERS) {
            let limit = MAX_PARAMETERS;
            self.report(Problem::ParameterCount { limit }, next.specifier.span);
            list = &list[..MAX_PARAMETERS];
        }
        self.report_same_names(list);
        let position = |name| list.iter().position(|parameter| is_called(parameter, name));
        let names = || {
            list.iter()
                .filter_map(|parameter| parameter.declarator.name)
        };
        for parameter in list {
            self.check_counts(scope, &parameter.attributes, &position, names);
        }
        let mut params: Vec<Param> = list
            .iter()
            .enumerate()
            .map(|(index, parameter)| self.parameter(scope, parameter, index, &position))
            .collect();
        // The parser knows `(void)`, and not `(VOID)`.
        if let ([param], [parameter]) = (&params[..], list)
            && parameter.declarator.name.is_none()
            && parameter.declarator.derivations.is_empty()
            && (matches!(param.ty, Type::Base(Base::Void))
                || self.is_void(scope, &parameter.specifier))
            && parameter.attributes.list.is_empty()
        {
            params.clear();
        }
        params
    }

    /// Reports the names in counts (`size_is(count)`) that no parameter or field beside has, and no
    /// constant. `names` has the names of the parameters or fields.
    pub(super) fn check_counts<N: Iterator<Item = Name>>(
        &mut self,
        scope: Scope,
        attributes: &Attributes,
        position: Position<'_>,
        names: impl Fn() -> N,
    ) {
        for attribute in &attributes.list {
            if attribute.arguments.is_empty() || !self.is_count(attribute.name.text) {
                continue;
            }
            for argument in &attribute.arguments {
                let Argument::Expression(expression) = argument else {
                    continue;
                };
                let Some((name, span)) = self.unknown_name(scope, expression, position) else {
                    continue;
                };
                // Windows' own IDL has faults, which change nothing of its interfaces.
                if let Some(interface) = self.interface
                    && self.metadata.knows(self.text(interface))
                {
                    let text = single_spaced(self.session.sources.text(expression.span));
                    self.report(Problem::UnknownCount { text }, expression.span);
                    continue;
                }
                let name = self.text(name).to_owned();
                let names = names().map(|name| self.text(name.text));
                let note = similar(&name, names).map(|similar| format!("`{similar}` is similar"));
                let attribute = self.text(attribute.name.text).to_owned();
                let problem = Problem::UnknownCountName { attribute, name };
                let mut diagnostic = Diagnostic::new(problem, span);
                diagnostic.notes.extend(note);
                self.session.diagnostics.push(diagnostic);
            }
        }
    }

    /// Returns whether the attribute names parameters or fields beside it.
    fn is_count(&self, attribute: Symbol) -> bool {
        match attribute {
            kw::SIZE_IS | kw::MAX_IS | kw::LENGTH_IS | kw::LAST_IS | kw::IID_IS => true,
            _ => matches!(self.text(attribute), "first_is" | "min_is" | "switch_is"),
        }
    }

    /// Returns the first name in a count that means nothing.
    fn unknown_name(
        &mut self,
        scope: Scope,
        expression: &Expression,
        position: Position<'_>,
    ) -> Option<(Symbol, Span)> {
        match &expression.kind {
            ExpressionKind::Name(name) if position(*name).is_some() => None,
            ExpressionKind::Name(name) => {
                let fault = self.evaluate(scope, expression).err()?;
                let is_name = matches!(
                    &fault.problem,
                    Problem::UnknownConstant { name: unknown } if unknown == self.text(*name)
                );
                // `(ULONG) *count` looks like a product.
                let is_unknown = is_name && self.type_called(scope, *name).is_none();
                is_unknown.then_some((*name, expression.span))
            }
            ExpressionKind::Group(inner)
            | ExpressionKind::Unary(_, inner)
            | ExpressionKind::Member(inner, _) => self.unknown_name(scope, inner, position),
            ExpressionKind::Cast(cast) => self.unknown_name(scope, &cast.1, position),
            ExpressionKind::Binary(_, sides) | ExpressionKind::Index(sides) => self
                .unknown_name(scope, &sides.0, position)
                .or_else(|| self.unknown_name(scope, &sides.1, position)),
            ExpressionKind::Conditional(parts) => [&parts.0, &parts.1, &parts.2]
                .into_iter()
                .find_map(|part| self.unknown_name(scope, part, position)),
            ExpressionKind::Call(call) => call
                .1
                .iter()
                .find_map(|argument| self.unknown_name(scope, argument, position)),
            _ => None,
        }
    }

    fn report_same_names(&mut self, list: &[Parameter]) {
        for (index, parameter) in list.iter().enumerate().skip(1) {
            let Some(name) = parameter.declarator.name else {
                continue;
            };
            let mut before = list[..index].iter().filter_map(|it| it.declarator.name);
            if let Some(first) = before.find(|first| first.text == name.text) {
                let problem = Problem::SameParameter {
                    name: self.text(name.text).to_owned(),
                };
                let diagnostic = Diagnostic::new(problem, name.span)
                    .related(first.span, "the first of this name");
                self.session.diagnostics.push(diagnostic);
            }
        }
    }

    fn parameter(
        &mut self,
        scope: Scope,
        parameter: &Parameter,
        index: usize,
        position: Position<'_>,
    ) -> Param {
        let declarator = &parameter.declarator;
        let ty = self.declared_type(scope, &parameter.specifier, declarator);
        let attributes = self.parameter_attributes(scope, &parameter.attributes, position);
        let (name, span) = match declarator.name {
            Some(name) => (self.text(name.text).into(), name.span),
            None => (format_smolstr!("arg{index}"), parameter.span),
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
        position: Position<'_>,
    ) -> ParamAttributes {
        let mut read = ParamAttributes {
            pointer: pointer_kind(attributes),
            ..ParamAttributes::default()
        };
        for attribute in &attributes.list {
            match attribute.name.text {
                kw::IN => read.is_in = true,
                kw::OUT => read.is_out = true,
                kw::RETVAL => read.retval = true,
                kw::OPTIONAL | kw::DEFAULTVALUE => read.optional = true,
                kw::LCID => read.lcid = true,
                kw::STRING => read.string = true,
                _ => {}
            }
        }
        match common_list(attributes) {
            Some(common) => read.common = common,
            None => {
                let details = self.parameter_details(scope, attributes, position);
                read.details = Some(Box::new(details));
            }
        }
        read
    }

    fn parameter_details(
        &mut self,
        scope: Scope,
        attributes: &Attributes,
        position: Position<'_>,
    ) -> ParamDetails {
        let list = self.attributes(attributes);
        // The other details have arguments, and few lists have any.
        if attributes.list.iter().all(|it| it.arguments.is_empty()) {
            return ParamDetails {
                list,
                ..ParamDetails::default()
            };
        }
        let expression = |name| attributes.get(name).and_then(ast::Attribute::expression);
        ParamDetails {
            default: expression(kw::DEFAULTVALUE)
                .and_then(|expression| self.evaluate(scope, expression).ok())
                .map(|computed| computed.value),
            iid_is: expression(kw::IID_IS)
                .and_then(|expression| index_of(expression, position))
                .map(|(index, _)| index),
            size_is: self.counts(scope, attributes, kw::SIZE_IS, kw::MAX_IS, position),
            length_is: self.counts(scope, attributes, kw::LENGTH_IS, kw::LAST_IS, position),
            list,
        }
    }

    /// Returns the counts of the attribute `exact` (`size_is` or `length_is`), or of the attribute
    /// `less` (`max_is` or `last_is`), which says one less.
    pub(super) fn counts(
        &mut self,
        scope: Scope,
        attributes: &Attributes,
        exact: Symbol,
        less: Symbol,
        position: Position<'_>,
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
                    Some(self.count(scope, expression, plus, position))
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
        position: Position<'_>,
    ) -> Count {
        if plus == 0
            && let Some((index, is_deref)) = index_of(expression, position)
        {
            return if is_deref {
                Count::Deref(index)
            } else {
                Count::Of(index)
            };
        }
        if !mentions(expression, position) {
            match self.evaluate(scope, expression) {
                Ok(computed) => {
                    if let Value::Int(value) = computed.value
                        && let Ok(value) = u64::try_from(value)
                    {
                        return Count::Const(value.saturating_add(plus));
                    }
                }
                // The check of all counts tells of a name that means nothing.
                Err(_) if self.unknown_name(scope, expression, position).is_some() => {}
                Err(_) => {
                    let text = single_spaced(self.session.sources.text(expression.span));
                    self.report(Problem::UnknownCount { text }, expression.span);
                }
            }
        }
        let text = single_spaced(self.session.sources.text(expression.span));
        Count::Expression(if plus == 0 {
            text
        } else {
            format!("{text} + 1")
        })
    }
}

fn is_called(parameter: &Parameter, name: Symbol) -> bool {
    parameter.declarator.name.is_some_and(|it| it.text == name)
}

/// Returns the position of the parameter that an expression names, and whether the expression
/// dereferences it.
fn index_of(expression: &Expression, position: Position<'_>) -> Option<(usize, bool)> {
    match &expression.kind {
        ExpressionKind::Name(name) => Some((position(*name)?, false)),
        ExpressionKind::Unary(Unary::Dereference, inner) => match index_of(inner, position)? {
            (index, false) => Some((index, true)),
            _ => None,
        },
        ExpressionKind::Group(inner) => index_of(inner, position),
        _ => None,
    }
}

/// Returns whether an expression mentions a parameter or field, so that it is no constant.
fn mentions(expression: &Expression, position: Position<'_>) -> bool {
    match &expression.kind {
        ExpressionKind::Name(name) => position(*name).is_some(),
        ExpressionKind::Group(inner)
        | ExpressionKind::Unary(_, inner)
        | ExpressionKind::Member(inner, _)
        | ExpressionKind::SizeOfValue(inner) => mentions(inner, position),
        ExpressionKind::Cast(cast) => mentions(&cast.1, position),
        ExpressionKind::Binary(_, sides) | ExpressionKind::Index(sides) => {
            mentions(&sides.0, position) || mentions(&sides.1, position)
        }
        ExpressionKind::Conditional(parts) => [&parts.0, &parts.1, &parts.2]
            .into_iter()
            .any(|part| mentions(part, position)),
        ExpressionKind::Call(call) => call.1.iter().any(|argument| mentions(argument, position)),
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

#[cfg(test)]
mod tests {
    use crate::model::{Attribute, Count, ItemKind};
    use crate::resolve::tests::{compile, kind, problems};

    #[test]
    fn a_count_names_a_parameter_a_field_or_a_constant() {
        let of = |attribute: &str| {
            problems(&format!(
                "const long MOST = 4;
                typedef struct {{ long many; [{attribute}] long *a; }} S;
                interface IMill : IUnknown {{ HRESULT F([in] long many, [in, {attribute}] long *a); }}"
            ))
        };
        for known in [
            "size_is(many)",
            "size_is(MOST)",
            "size_is(many + MOST - 1)",
            "length_is(many), size_is(, MOST)",
            "size_is(MAX_PATH)",
            "size_is(sizeof(long) * many)",
            "size_is((ULONG)many)",
            "size_is((ULONG)-many)",
        ] {
            assert_eq!(of(known), [""; 0], "{known}");
        }
        for (unknown, attribute) in [
            ("size_is(mayn)", "size_is"),
            ("size_is(many * mayn)", "size_is"),
            ("max_is(mayn)", "max_is"),
            ("size_is(many), length_is((mayn))", "length_is"),
            ("first_is(many ? mayn : 0)", "first_is"),
        ] {
            let expected = format!("IDL0607 `{attribute}` names `mayn`, which doesn't exist");
            assert_eq!(of(unknown), [&expected[..], &expected[..]], "{unknown}");
        }
    }

    #[test]
    fn counts_speak_of_parameters_by_position() {
        let model = compile(
            r#"interface IFoo : IUnknown {
                HRESULT F([in] ULONG n, [in, size_is(n)] long *a, [in, out] ULONG *m,
                          [out, size_is(, *m)] byte **b, [in, size_is(16)] byte *c,
                          [in, max_is(n)] byte *d, [in] REFIID riid, [out, iid_is(riid)] void **e);
            }"#,
        );
        let ItemKind::Interface(foo) = kind(&model, "IFoo") else {
            panic!()
        };
        let params = &foo.methods[0].params;
        assert_eq!(params[1].attributes.size_is(), [Some(Count::Of(0))]);
        assert_eq!(
            params[3].attributes.size_is(),
            [None, Some(Count::Deref(2))]
        );
        assert_eq!(params[4].attributes.size_is(), [Some(Count::Const(16))]);
        assert_eq!(
            params[5].attributes.size_is(),
            [Some(Count::Expression("n + 1".into()))]
        );
        assert_eq!(params[7].attributes.iid_is(), Some(6));
        let attributes = params[3].attributes.list().iter();
        let texts: Vec<&str> = attributes.map(Attribute::text).collect();
        assert_eq!(texts, ["out", "size_is(, *m)"]);
    }
}
