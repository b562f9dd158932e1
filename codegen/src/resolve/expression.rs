//! Constant expressions: computes their values as C does.

use super::Resolver;
use super::definition::Scope;
use crate::arithmetic::{
    self, Binary, INT, Impossible, Integer, Number, NumberError, Shape, Unary, number,
};
use crate::diagnostics::{Diagnostic, Problem};
use crate::load::UnitId;
use crate::model::{Base, BaseSize, ItemKind, Type, Value};
use crate::parse::ast::{Expression, ExpressionKind as Kind, TypeName};
use crate::source::Span;
use crate::token::Symbol;

/// How deep expressions may be nested, including those of the constants in them. The limit keeps
/// the stack small: together with [`MAX_DEPTH`](super::nesting::MAX_DEPTH) it allows for 384 KB,
/// and for 1.3 MB without optimization (by `ulimit -s`, on x86_64).
const MAX_EXPRESSION_DEPTH: usize = 250;

/// A value with the type in which C continues to compute.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Computed {
    pub(super) value: Value,
    pub(super) ty: Type,
}

/// The reason why an expression has no value. It is reported where a value is needed, and dropped
/// for a quoted macro, which needn't have a value.
pub(super) type Fault = Box<Diagnostic>;

/// Returns a fault at `span`.
pub(super) fn fault(problem: Problem, span: Span) -> Fault {
    Box::new(Diagnostic::new(problem, span))
}

impl Resolver<'_, '_> {
    /// Returns the value of `expression`.
    pub(super) fn evaluate(
        &mut self,
        scope: Scope,
        expression: &Expression,
    ) -> Result<Computed, Fault> {
        if self.depth.expressions == MAX_EXPRESSION_DEPTH {
            let limit = MAX_EXPRESSION_DEPTH;
            return Err(fault(Problem::NestedTooDeep { limit }, expression.span));
        }
        self.depth.expressions += 1;
        let value = self.value(scope, expression);
        self.depth.expressions -= 1;
        value
    }

    /// Returns the value of a chain of infix operators, whose first is the innermost. It walks a
    /// list and doesn't recurse, because chains are long.
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

    /// Returns the type whose name stands in these parentheses.
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

    /// Returns an integer value and its shape.
    fn integer(&mut self, computed: &Computed) -> Option<(i128, Shape)> {
        match computed.value {
            Value::Int(value) => Some((value, self.shape(&computed.ty)?)),
            _ => None,
        }
    }

    /// Returns the shape of an integer type, of an enumeration, or of a pointer that is cast from
    /// an integer.
    pub(super) fn shape(&mut self, ty: &Type) -> Option<Shape> {
        // Nearly all types are base types. These need no copy.
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
                ItemKind::Enum(_) => Some(INT),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the value of `(ty) from`.
    pub(super) fn cast(&mut self, from: Computed, ty: Type, span: Span) -> Result<Computed, Fault> {
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
                ItemKind::Enum(_) => Some(4),
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

    /// Returns the value of a call: of a macro of the SDK's headers, or of a quoted macro.
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

    /// Returns a value as an `HRESULT`.
    fn hresult(&mut self, value: Computed, span: Span) -> Result<Computed, Fault> {
        let scope = Scope {
            unit: UnitId(0),
            namespace: Symbol::EMPTY,
            is_in_library: false,
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

/// Returns an integer of this shape.
pub(super) fn int(value: i128, shape: Shape) -> Computed {
    Computed {
        value: Value::Int(value),
        ty: Type::Base(shape.base()),
    }
}

/// Returns a number as C computes with it beside a floating-point number.
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
