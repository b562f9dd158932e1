//! Constant expressions to values, as C computes them.

use super::nesting::{DEEPEST, too_deep};
use super::scope::{DefinitionId, Scope, Syntax};
use super::{Progress, Resolver};
use crate::arithmetic::{
    self, Binary, INT, Impossible, Integer, Number, NumberError, Shape, Unary, number,
};
use crate::diagnostics::{Diagnostic, Problem};
use crate::load::quoted_expression;
use crate::model::{Base, BaseSize, Type, Value};
use crate::parse::ast::{Expression, ExpressionKind as Kind, TypeName};
use crate::source::Span;
use crate::token::Symbol;

/// How many quoted macros one expression may take: two calls in each of thirty macros are as many as
/// there are bytes in memory.
const MOST_EXPANSIONS: usize = 1000;

/// How deep expressions may go into each other, those of the constants in them included, so that no
/// stack runs out: as deep as that and [`DEEPEST`](super::nesting::DEEPEST) allow, it is 384 KB, and
/// 1.3 MB where nothing is optimized (by `ulimit -s`, on x86_64).
const MOST_EVALUATING: usize = 250;

/// A value with the type in which C goes on computing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Computed {
    pub(super) value: Value,
    pub(super) ty: Type,
}

/// Why an expression has no value: to be said where a value is needed, and kept silent about a
/// macro that isn't meant as one.
pub(super) type Fault = Box<Diagnostic>;

pub(super) fn fault(problem: Problem, span: Span) -> Fault {
    Box::new(Diagnostic::new(problem, span))
}

impl Resolver<'_, '_> {
    /// The value of `expression`.
    pub(super) fn evaluate(
        &mut self,
        scope: Scope,
        expression: &Expression,
    ) -> Result<Computed, Fault> {
        if self.evaluating == MOST_EVALUATING {
            let limit = MOST_EVALUATING;
            return Err(fault(Problem::NestedTooDeep { limit }, expression.span));
        }
        self.evaluating += 1;
        let value = self.value(scope, expression);
        self.evaluating -= 1;
        value
    }

    /// The value of a chain of infix operators, whose first is the innermost. By a list of its own,
    /// since chains are long.
    fn chain(&mut self, scope: Scope, expression: &Expression) -> Result<Computed, Fault> {
        let (mut first, mut links) = (expression, Vec::new());
        while let Kind::Binary(operator, sides) = &first.kind {
            links.push((*operator, &sides.1, first.span));
            first = &sides.0;
        }
        let mut links = links.into_iter().rev().peekable();
        let mut ty = None;
        let sign = links.next_if(|(operator, ..)| {
            if matches!(operator, Binary::Subtract | Binary::Add) {
                ty = self.type_in_parentheses(scope, first);
            }
            ty.is_some()
        });
        let mut value = match (ty, sign) {
            // `(T) - 1` is a cast of `-1`.
            (Some(ty), Some((operator, right, span))) => {
                let operator = match operator {
                    Binary::Subtract => Unary::Minus,
                    _ => Unary::Plus,
                };
                let right = self.evaluate(scope, right)?;
                let value = apply_unary(operator, right, span)?;
                self.cast(value, ty, span)?
            }
            _ => self.evaluate(scope, first)?,
        };
        for (operator, right, span) in links {
            let right = self.evaluate(scope, right)?;
            value = self.binary(operator, &value, &right, span)?;
        }
        Ok(value)
    }

    /// The type whose name stands in these parentheses.
    fn type_in_parentheses(&mut self, scope: Scope, expression: &Expression) -> Option<Type> {
        match &expression.kind {
            Kind::Group(inner) => match inner.kind {
                Kind::Name(name) => self.type_called(scope, name),
                _ => None,
            },
            _ => None,
        }
    }

    fn value(&mut self, scope: Scope, expression: &Expression) -> Result<Computed, Fault> {
        let span = expression.span;
        match &expression.kind {
            Kind::Number(text) => self.literal(*text, span),
            Kind::Computed(integer) => Ok((*integer).into()),
            Kind::Character(value) => Ok(int(i128::from(*value), INT)),
            Kind::Known(value) => Ok(int(i128::from(*value), INT)),
            Kind::String(text) => {
                let text = self.session.names.text(*text).to_owned();
                let ty = pointer_to(Base::Char);
                Ok(Computed {
                    value: Value::String(text),
                    ty,
                })
            }
            Kind::WideString(text) => {
                let text = self.session.names.text(*text).to_owned();
                let ty = pointer_to(Base::WChar);
                Ok(Computed {
                    value: Value::WideString(text),
                    ty,
                })
            }
            Kind::Name(name) => self.named_value(scope, *name, span),
            Kind::Group(inner) => self.evaluate(scope, inner),
            Kind::Unary(operator, operand) => self.unary(scope, *operator, operand, span),
            Kind::Binary(..) => self.chain(scope, expression),
            Kind::Conditional(parts) => {
                let (condition, yes, no) = &**parts;
                let condition = self.evaluate(scope, condition)?;
                let is_true = match condition.value {
                    Value::Int(value) => value != 0,
                    _ => return Err(fault(Problem::NotAnInteger {}, span)),
                };
                self.evaluate(scope, if is_true { yes } else { no })
            }
            Kind::Cast(cast) => {
                let (ty, operand) = &**cast;
                let Some(ty) = self.quiet_type(scope, ty) else {
                    return Err(fault(Problem::NotConstant {}, span));
                };
                let value = self.evaluate(scope, operand)?;
                self.cast(value, ty, span)
            }
            Kind::SizeOf(ty) => self.size_of(scope, ty, span),
            Kind::Call(call) => self.call(scope, &call.0, &call.1, span),
            Kind::SizeOfValue(_) | Kind::Member(..) | Kind::Index(..) => {
                Err(fault(Problem::NotConstant {}, span))
            }
        }
    }

    fn literal(&self, text: Symbol, span: Span) -> Result<Computed, Fault> {
        let text = self.session.names.text(text);
        match number(text) {
            Ok(Number::Float { value, is_single }) => Ok(Computed {
                value: Value::Float(value),
                ty: Type::Base(if is_single { Base::Float } else { Base::Double }),
            }),
            Ok(Number::Integer(integer)) => Ok(integer.into()),
            Err(NumberError::TooLarge) => Err(fault(
                Problem::Overflow {
                    ty: "unsigned hyper".into(),
                },
                span,
            )),
            Err(NumberError::Malformed) => Err(fault(
                Problem::MalformedNumber {
                    text: text.to_owned(),
                },
                span,
            )),
        }
    }

    fn named_value(&mut self, scope: Scope, name: Symbol, span: Span) -> Result<Computed, Fault> {
        if let Some((_, arguments)) = self.macros.last()
            && let Some((_, value)) = arguments.iter().find(|(it, _)| *it == name)
        {
            return Ok(value.clone());
        }
        match self.definitions.ordinary(self.units, scope, name) {
            Some(id) => self.value_of(id, span),
            None => match self.metadata_constant(name) {
                Some(value) => Ok(value),
                None => {
                    let name = self.session.names.text(name).to_owned();
                    Err(fault(Problem::UnknownConstant { name }, span))
                }
            },
        }
    }

    /// The value of a constant, computed once.
    pub(super) fn value_of(&mut self, id: DefinitionId, span: Span) -> Result<Computed, Fault> {
        if let Syntax::Enumerator(of, index) = self.definitions.get(id).syntax {
            return self.enumerator_value(id, of, index, span);
        }
        match self.values.get(&id) {
            Some(Progress::Done(value)) => return value.clone(),
            Some(Progress::Running) => {
                let name = self.definition_name(id);
                return Err(fault(Problem::CyclicConstant { name }, span));
            }
            None => {}
        }
        let value = self.deeper(span, |resolver| {
            resolver.values.insert(id, Progress::Running);
            resolver.compute(id, span)
        });
        let value = value.flatten();
        self.values.insert(id, Progress::Done(value.clone()));
        value
    }

    /// The value of an enumeration's name: one that comes later in it has none yet.
    fn enumerator_value(
        &mut self,
        id: DefinitionId,
        of: DefinitionId,
        index: usize,
        span: Span,
    ) -> Result<Computed, Fault> {
        match self.enumerator_at(of, index) {
            Some(value) => Ok(int(i128::from(value), INT)),
            None => {
                let name = self.definition_name(id);
                Err(fault(Problem::CyclicConstant { name }, span))
            }
        }
    }

    fn compute(&mut self, id: DefinitionId, span: Span) -> Result<Computed, Fault> {
        let definition = self.definitions.get(id);
        let scope = Scope {
            unit: definition.unit,
            namespace: definition.namespace,
        };
        match definition.syntax.clone() {
            Syntax::Constant(variable, declarator) => {
                let Some(expression) = &declarator.value else {
                    return Err(fault(Problem::NotConstant {}, span));
                };
                let ty = self.declared_type(scope, &variable.specifier, declarator);
                let computed = self.evaluate(scope, expression)?;
                self.convert(computed, ty, expression.span)
            }
            Syntax::Define(define) if define.parameters.is_none() => {
                match quoted_expression(self.session, &define, define.name.span) {
                    Some(expression) => self.evaluate(scope, &expression),
                    None => Err(fault(Problem::NotConstant {}, span)),
                }
            }
            _ => Err(fault(
                Problem::UnknownConstant {
                    name: self.definition_name(id),
                },
                span,
            )),
        }
    }

    fn unary(
        &mut self,
        scope: Scope,
        operator: Unary,
        operand: &Expression,
        span: Span,
    ) -> Result<Computed, Fault> {
        let operand = self.evaluate(scope, operand)?;
        apply_unary(operator, operand, span)
    }

    fn binary(
        &mut self,
        operator: Binary,
        left: &Computed,
        right: &Computed,
        span: Span,
    ) -> Result<Computed, Fault> {
        let (Some((a, of_a)), Some((b, of_b))) = (self.integer(left), self.integer(right)) else {
            return match (float(left), float(right)) {
                (Some(a), Some(b)) => float_binary(operator, a, b, span),
                _ => Err(fault(Problem::NotAnInteger {}, span)),
            };
        };
        let result = arithmetic::binary(operator, (a, of_a), (b, of_b));
        result.map(Computed::from).map_err(|impossible| {
            let problem = match impossible {
                Impossible::DivisionByZero => Problem::DivisionByZero {},
                Impossible::ShiftTooFar(by) => Problem::ShiftTooFar { by },
                Impossible::Overflow(shape) => Problem::Overflow {
                    ty: shape.base().text().into(),
                },
            };
            fault(problem, span)
        })
    }

    /// An integer value and its shape.
    fn integer(&mut self, computed: &Computed) -> Option<(i128, Shape)> {
        match computed.value {
            Value::Int(value) => Some((value, self.shape(&computed.ty)?)),
            _ => None,
        }
    }

    /// The shape of an integer type; of an enumeration's too, and of a pointer cast from one.
    fn shape(&mut self, ty: &Type) -> Option<Shape> {
        // What nearly all are is told without a copy.
        if let Type::Base(base) = ty {
            return Shape::of(*base);
        }
        match self.stripped(ty) {
            Type::Base(base) => Shape::of(base),
            Type::Pointer { .. } => Some(Shape {
                bits: 64,
                is_signed: true,
            }),
            Type::Named(id) => match &self.model.item(id).kind {
                crate::model::ItemKind::Enum(_) => Some(INT),
                _ => None,
            },
            _ => None,
        }
    }

    /// `(ty) value`
    fn cast(&mut self, from: Computed, ty: Type, span: Span) -> Result<Computed, Fault> {
        let stripped = self.stripped(&ty);
        let value = match (&from.value, &stripped) {
            (Value::Float(value), Type::Base(Base::Float | Base::Double)) => Value::Float(*value),
            (Value::Int(value), Type::Base(Base::Float | Base::Double)) => {
                Value::Float(*value as f64)
            }
            (Value::Float(value), _) => match self.shape(&ty) {
                Some(shape) => Value::Int(shape.wrap(*value as i128)),
                None => return Err(fault(Problem::NotConstant {}, span)),
            },
            (Value::Int(value), _) => match self.shape(&ty) {
                Some(shape) => Value::Int(shape.wrap(*value)),
                None => return Err(fault(Problem::NotConstant {}, span)),
            },
            (text, Type::Pointer { .. }) => text.clone(),
            _ => return Err(fault(Problem::NotConstant {}, span)),
        };
        Ok(Computed { value, ty })
    }

    /// The value of a constant of type `ty` that is given as `from`: what doesn't fit is an error,
    /// unless it has the bits of a value that does (`0x80000000` for a `long`).
    fn convert(&mut self, from: Computed, ty: Type, span: Span) -> Result<Computed, Fault> {
        if let (Value::Int(value), Some(shape)) = (&from.value, self.shape(&ty)) {
            let unsigned = Shape {
                is_signed: false,
                ..shape
            };
            let signed = Shape {
                is_signed: true,
                ..shape
            };
            if !(unsigned.fits(*value) || signed.fits(*value)) {
                let ty = crate::c_syntax::type_text(&self.model, &ty);
                return Err(fault(Problem::Overflow { ty }, span));
            }
        }
        self.cast(from, ty, span)
    }

    fn size_of(&mut self, scope: Scope, ty: &TypeName, span: Span) -> Result<Computed, Fault> {
        let Some(ty) = self.quiet_type(scope, ty) else {
            return Err(fault(Problem::NotConstant {}, span));
        };
        let size = match self.stripped(&ty) {
            Type::Base(base) => match base.size() {
                Some(BaseSize::Bytes(size)) => Some(size),
                Some(BaseSize::Pointer) | None => None,
            },
            Type::Named(id) => match self.model.item(id).kind {
                crate::model::ItemKind::Enum(_) => Some(4),
                _ => None,
            },
            _ => None,
        };
        match size {
            Some(size) => Ok(int(
                i128::from(size),
                Shape {
                    bits: 32,
                    is_signed: false,
                },
            )),
            None => Err(fault(Problem::SizeDepends {}, span)),
        }
    }

    /// The macros of the SDK's headers that constants are written with.
    fn call(
        &mut self,
        scope: Scope,
        function: &Expression,
        arguments: &[Expression],
        span: Span,
    ) -> Result<Computed, Fault> {
        let Kind::Name(name) = function.kind else {
            return Err(fault(Problem::NotConstant {}, span));
        };
        let name = self.session.names.text(name).to_owned();
        let mut values = Vec::new();
        for argument in arguments {
            values.push(self.evaluate(scope, argument)?);
        }
        let integers: Vec<i128> = values
            .iter()
            .filter_map(|value| match value.value {
                Value::Int(value) => Some(value),
                _ => None,
            })
            .collect();
        match (name.as_str(), &integers[..], &values[..]) {
            ("__MSABI_LONG" | "_HRESULT_TYPEDEF_" | "TEXT" | "OLESTR" | "_T", _, [one]) => {
                let one = one.clone();
                match name.as_str() {
                    "_HRESULT_TYPEDEF_" => self.hresult(one, span),
                    _ => Ok(one),
                }
            }
            ("MAKE_HRESULT" | "MAKE_SCODE", [severity, facility, code], _) => {
                self.hresult(int(severity << 31 | facility << 16 | code, INT), span)
            }
            _ => self.expand(scope, function, values, span),
        }
    }

    /// The value of a quoted macro with parameters, which stand for values there.
    fn expand(
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
        // One that stands for itself stands for nothing.
        let is_running = self.macros.iter().any(|(of, _)| *of == id);
        if is_running || parameters.len() != values.len() {
            return Err(nothing());
        }
        if self.macros.is_empty() {
            self.expansions = 0;
        }
        self.expansions += 1;
        if self.macros.len() == DEEPEST || self.expansions > MOST_EXPANSIONS {
            return Err(fault(too_deep(), span));
        }
        let body = quoted_expression(self.session, &define, span).ok_or_else(nothing)?;
        let arguments = parameters.into_iter().zip(values).collect();
        self.macros.push((id, arguments));
        let computed = self.evaluate(scope, &body);
        self.macros.pop();
        computed
    }

    /// A value as an `HRESULT`.
    fn hresult(&mut self, value: Computed, span: Span) -> Result<Computed, Fault> {
        let scope = Scope {
            unit: crate::load::UnitId(0),
            namespace: Symbol::EMPTY,
        };
        let name = self.session.names.intern("HRESULT");
        match self.type_called(scope, name) {
            Some(ty) => self.cast(value, ty, span),
            None => self.cast(value, Type::Base(Base::Long), span),
        }
    }
}

impl From<Integer> for Computed {
    fn from(integer: Integer) -> Self {
        int(integer.value(), integer.shape)
    }
}

fn int(value: i128, shape: Shape) -> Computed {
    Computed {
        value: Value::Int(value),
        ty: Type::Base(shape.base()),
    }
}

/// A number as C computes with it beside a fraction.
fn float(computed: &Computed) -> Option<f64> {
    match computed.value {
        Value::Float(value) => Some(value),
        Value::Int(value) => Some(value as f64),
        _ => None,
    }
}

fn pointer_to(base: Base) -> Type {
    Type::Pointer {
        to: Box::new(Type::Base(base)),
        is_const: true,
    }
}

fn apply_unary(operator: Unary, operand: Computed, span: Span) -> Result<Computed, Fault> {
    let nothing = || fault(Problem::NotConstant {}, span);
    match (operator, operand.value) {
        (Unary::Plus, value) => Ok(Computed {
            value,
            ty: operand.ty,
        }),
        (Unary::Minus, Value::Float(value)) => Ok(Computed {
            value: Value::Float(-value),
            ty: operand.ty,
        }),
        (operator, Value::Int(value)) => {
            let shape = match operand.ty {
                Type::Base(base) => Shape::of(base).unwrap_or(INT),
                _ => INT,
            };
            let result = arithmetic::unary(operator, (value, shape));
            result.map(Computed::from).ok_or_else(nothing)
        }
        _ => Err(nothing()),
    }
}

fn float_binary(operator: Binary, a: f64, b: f64, span: Span) -> Result<Computed, Fault> {
    let value = match operator {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => a / b,
        _ => return Err(fault(Problem::NotAnInteger {}, span)),
    };
    Ok(Computed {
        value: Value::Float(value),
        ty: Type::Base(Base::Double),
    })
}
