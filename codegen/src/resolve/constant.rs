//! Constants: `const`, and the values of all names that stand for one.

use super::definition::{DefinitionId, Scope, Syntax};
use super::expression::{Computed, Fault, fault};
use super::{Progress, Resolver};
use crate::arithmetic::Shape;
use crate::diagnostics::Problem;
use crate::load::quoted_expression;
use crate::model::{Array, Base, Constant, ForeignConstant, ItemId, ItemKind, Origin, Type, Value};
use crate::source::Span;
use crate::token::Symbol;

impl Resolver<'_, '_> {
    /// Resolves the content of a constant.
    pub(super) fn constant(&mut self, id: DefinitionId, item: ItemId) {
        let span = self.definitions.get(id).name.span;
        match self.value_of(id, span) {
            Ok(Computed { value, ty }) => {
                self.model.item_mut(item).kind = ItemKind::Constant(Constant { ty, value });
            }
            Err(fault) => self.session.diagnostics.push(*fault),
        }
    }

    /// Returns the value of `name` in an expression.
    pub(super) fn named_value(
        &mut self,
        scope: Scope,
        name: Symbol,
        span: Span,
    ) -> Result<Computed, Fault> {
        if let Some(value) = self.macros.argument(name) {
            return Ok(value.clone());
        }
        let enumeration = self.enumerations.current;
        match self
            .definitions
            .constant_called(self.units, scope, enumeration, name)
        {
            Some(id) => {
                let definition = self.definitions.get(id);
                if definition.unit != scope.unit {
                    let origin = self.units.unit(definition.unit).origin.clone();
                    self.refer_to_constant(scope, name, definition.name.span, origin);
                }
                self.value_of(id, span)
            }
            None => match self.metadata_constant(name) {
                Some((item, value)) => {
                    let item = self.model.item(item);
                    self.refer_to_constant(scope, name, item.span, item.origin.clone());
                    Ok(value)
                }
                None => {
                    let name = self.session.names.text(name).to_owned();
                    Err(fault(Problem::UnknownConstant { name }, span))
                }
            },
        }
    }

    /// Notes that `scope` refers to the constant `name`, if the scope is in an input file and the
    /// constant isn't.
    fn refer_to_constant(&mut self, scope: Scope, name: Symbol, span: Span, origin: Origin) {
        let is_named = self.units.unit(scope.unit).origin == Origin::Named;
        if is_named && origin != Origin::Named && self.foreign_constants.insert(name) {
            let name = self.text(name).into();
            let constant = ForeignConstant { name, span, origin };
            self.model.push_constant(constant);
        }
    }

    /// Returns the value of a constant, an enumerator or a quoted macro. It is computed once.
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
        let outer = self.enumerations.current.take();
        let value = self.deeper(span, |resolver| {
            resolver.values.insert(id, Progress::Running);
            resolver.compute(id, span)
        });
        self.enumerations.current = outer;
        let value = value.flatten();
        self.values.insert(id, Progress::Done(value.clone()));
        value
    }

    fn compute(&mut self, id: DefinitionId, span: Span) -> Result<Computed, Fault> {
        let definition = self.definitions.get(id);
        let scope = definition.scope();
        match definition.syntax.clone() {
            Syntax::Constant(variable, declarator) => {
                let Some(expression) = declarator.value() else {
                    return Err(fault(Problem::NotConstant {}, span));
                };
                let ty = self.declared_type(scope, &variable.specifier, declarator);
                let computed = self.evaluate(scope, expression)?;
                match self.stripped(&ty) {
                    Type::Array(array) => {
                        let Array { element, length } = *array;
                        self.text_array(computed, ty, element, length, expression.span)
                    }
                    _ => self.convert(computed, ty, expression.span),
                }
            }
            Syntax::DeclareGuid(declared) => self.declared_guid(scope, declared, span),
            Syntax::Define(define) if define.parameters.is_none() => {
                match quoted_expression(self.session, define, define.name.span) {
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

    /// Returns the value of a constant that is an array of characters and given as a text. Without a
    /// length, the array is as long as the text and its zero. As in C, the zero may lack room.
    fn text_array(
        &mut self,
        from: Computed,
        ty: Type,
        element: Type,
        length: Option<u64>,
        span: Span,
    ) -> Result<Computed, Fault> {
        let (Value::String(text) | Value::WideString(text)) = from.value else {
            return Err(fault(Problem::NotConstant {}, span));
        };
        let (value, count) = match self.stripped(&element) {
            Type::Base(Base::Char | Base::SChar | Base::UChar | Base::Byte) => {
                let count = text.chars().count();
                (Value::String(text), count)
            }
            Type::Base(Base::WChar | Base::UShort) => {
                let count = text.encode_utf16().count();
                (Value::WideString(text), count)
            }
            _ => return Err(fault(Problem::NotConstant {}, span)),
        };
        let count = count as u64;
        let ty = match length {
            None => Type::array(element, Some(count + 1)),
            Some(length) if length < count => {
                let ty = crate::c_syntax::type_text(&self.model, &ty);
                return Err(fault(Problem::Overflow { ty }, span));
            }
            Some(_) => ty,
        };
        Ok(Computed { value, ty })
    }

    /// Returns the value of a constant of type `ty` that is given as `from`. A value that doesn't
    /// fit is an error, unless it has the bits of a value that does (`0x80000000` for a `long`).
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
}

#[cfg(test)]
mod tests {
    use crate::model::{ItemKind, Value};
    use crate::resolve::tests::{compile, kind, problems, value};

    #[test]
    fn constants_are_computed_as_c_does() {
        let model = compile(
            r#"const long A = 1 + 2 * 3;
            const unsigned long B = ~0;
            const long C = 0x80000000;
            const short D = (short) 0xffff;
            const hyper E = 1ui64 << 40;
            const long F = A > 6 ? 'x' : -1;
            const long G = sizeof(short) * 4;
            const double H = 1 / 4.0;
            const WCHAR *I = L"name";
            const WCHAR J[] = L"name";
            const char K[5] = "name", L[4] = "name";
            typedef OLECHAR NAME[10];
            const NAME M = OLESTR("name");
            enum Flags { NONE, FIRST = 1 << 0, SECOND = FIRST << 1, BOTH = FIRST | SECOND };"#,
        );
        let expected = [
            ("A", Value::Int(7)),
            ("B", Value::Int(0xffff_ffff)),
            ("C", Value::Int(-0x8000_0000)),
            ("D", Value::Int(-1)),
            ("E", Value::Int(1 << 40)),
            ("F", Value::Int(120)),
            ("G", Value::Int(8)),
            ("H", Value::Float(0.25)),
            ("I", Value::WideString("name".into())),
            ("J", Value::WideString("name".into())),
            ("K", Value::String("name".into())),
            ("L", Value::String("name".into())),
            ("M", Value::WideString("name".into())),
        ];
        for (name, expected) in expected {
            assert_eq!(value(&model, name), expected, "{name}");
        }
        let ItemKind::Enum(flags) = kind(&model, "Flags") else {
            panic!()
        };
        let values: Vec<i64> = flags.values.iter().map(|value| value.value).collect();
        assert_eq!(values, [0, 1, 2, 3]);
    }

    #[test]
    fn values_that_cannot_be_are_reported_where_they_stand() {
        let cases = [
            (
                "const short A = 70000;",
                "IDL0501 this value doesn't fit `short`",
            ),
            ("const long A = 1 / 0;", "IDL0502 division by zero"),
            (
                "const long A = MISSING;",
                "IDL0503 cannot find constant `MISSING`",
            ),
            (
                "const long A = B; const long B = A;",
                "IDL0507 `A` is defined by itself",
            ),
            (
                "const long A = 1 << 40;",
                "IDL0508 a shift by 40 moves all bits out",
            ),
            (
                "struct S { long a[-1]; };",
                "IDL0510 an array can't have this many elements",
            ),
            (
                "struct S { long a : 65; };",
                "IDL0511 a bit field can't be this wide",
            ),
            ("const long A = 12ab;", "IDL0506 `12ab` is not a number"),
            (
                "const char A[3] = \"name\";",
                "IDL0501 this value doesn't fit `char [3]`",
            ),
            (
                "const long A[] = \"name\";",
                "IDL0504 this isn't a constant",
            ),
            ("const char A[] = 1;", "IDL0504 this isn't a constant"),
        ];
        for (text, expected) in cases {
            assert!(
                problems(text).iter().any(|it| it == expected),
                "{text}: {:?}",
                problems(text)
            );
        }
    }
}
