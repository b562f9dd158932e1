//! Enumerations.

use std::rc::Rc;

use super::scope::{DefinitionId, Scope, Syntax};
use super::{Progress, Resolver};
use crate::diagnostics::Problem;
use crate::model::{Base, Enum, Enumerator, ItemId, ItemKind, Value};
use crate::parse::ast::{self, Attributes};
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// The content of an enumeration.
    pub(super) fn enumeration(
        &mut self,
        id: DefinitionId,
        item: ItemId,
        it: &ast::Enum,
        attributes: &Attributes,
    ) {
        let values = self.enumerators(id);
        let is_winrt = self.definitions.get(id).namespace != crate::token::Symbol::EMPTY;
        let repr = if is_winrt && attributes.has(kw::FLAGS) {
            Base::UInt
        } else {
            Base::Int
        };
        let v1_enum = attributes.has(kw::V1_ENUM);
        let mut enumerators = Vec::with_capacity(values.len());
        let written = it.values.iter().flatten().zip(&*values);
        enumerators.extend(written.map(|(written, value)| Enumerator {
            name: self.text(written.name.text).into(),
            value: *value,
            span: written.name.span,
        }));
        self.model.item_mut(item).kind = ItemKind::Enum(Enum {
            values: enumerators,
            repr,
            v1_enum,
        });
    }

    /// The values of an enumeration, computed once: each is one more than the one before, unless
    /// it says otherwise.
    pub(super) fn enumerators(&mut self, id: DefinitionId) -> Rc<[i64]> {
        match self.enums.get(&id) {
            Some(Progress::Done(values)) => return values.clone(),
            Some(Progress::Running) => return self.partial_enum(id).unwrap_or_default().into(),
            None => {}
        }
        let span = self.definitions.get(id).name.span;
        self.deeper(span, |resolver| resolver.compute_enumerators(id))
            .unwrap_or_else(|fault| {
                self.session.diagnostics.push(*fault);
                Rc::default()
            })
    }

    fn compute_enumerators(&mut self, id: DefinitionId) -> Rc<[i64]> {
        self.enums.insert(id, Progress::Running);
        let definition = self.definitions.get(id);
        let scope = Scope {
            unit: definition.unit,
            namespace: definition.namespace,
        };
        let Syntax::Enum(it, _) = definition.syntax else {
            return Rc::default();
        };
        let mut next = 0_i64;
        self.partial.push((id, Vec::new()));
        for value in it.values.iter().flatten() {
            if let Some(expression) = &value.value {
                next = match self.evaluate(scope, expression) {
                    Ok(computed) => self.enumerator(computed.value, expression),
                    Err(fault) => {
                        self.session.diagnostics.push(*fault);
                        next
                    }
                };
            }
            if let Some((_, values)) = self.partial.last_mut() {
                values.push(next);
            }
            next = next.saturating_add(1);
        }
        let (_, values) = self.partial.pop().unwrap_or((id, Vec::new()));
        let values: Rc<[i64]> = values.into();
        self.enums.insert(id, Progress::Done(values.clone()));
        values
    }

    /// The value of one enumerator. One that refers to its own enumeration sees those before it.
    pub(super) fn enumerator_at(&mut self, id: DefinitionId, index: usize) -> Option<i64> {
        match self.partial_enum(id) {
            Some(values) => values.get(index).copied(),
            None => self.enumerators(id).get(index).copied(),
        }
    }

    /// The values so far of an enumeration that is being computed.
    fn partial_enum(&self, id: DefinitionId) -> Option<&[i64]> {
        let mut running = self.partial.iter().rev();
        let (_, values) = running.find(|(running, _)| *running == id)?;
        Some(values)
    }

    /// A value within the 32 bits that an enumeration has. The unsigned half is kept as written
    /// if the signed one has no such value: `0x80000000` is the most negative.
    fn enumerator(&mut self, value: Value, expression: &ast::Expression) -> i64 {
        match value {
            Value::Int(value) if i32::try_from(value).is_ok() => value as i64,
            Value::Int(value) if u32::try_from(value).is_ok() => i64::from(value as u32 as i32),
            Value::Int(_) => {
                self.report(Problem::Overflow { ty: "enum".into() }, expression.span);
                0
            }
            _ => {
                self.report(Problem::NotAnInteger {}, expression.span);
                0
            }
        }
    }
}
