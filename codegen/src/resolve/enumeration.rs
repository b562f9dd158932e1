//! Enumerations: `enum`.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::definition::{DefinitionId, Syntax};
use super::expression::{Computed, Fault, fault, int};
use super::{Progress, Resolver};
use crate::arithmetic::INT;
use crate::diagnostics::Problem;
use crate::model::{Base, Constant, Enum, Enumerator, ItemId, ItemKind, Type, Value};
use crate::parse::ast::{self, Attributes};
use crate::source::Span;
use crate::token::Symbol;
use crate::token::keyword as kw;

/// The values of enumerations.
#[derive(Default)]
pub(super) struct Enumerations {
    /// The values of the enumerations that were met.
    values: FxHashMap<DefinitionId, Progress<Rc<[i64]>>>,
    /// The enumerations whose values are being computed, each with the values that it has so far.
    partial: Vec<(DefinitionId, Vec<i64>)>,
    /// The enumeration in which the current expression stands.
    pub(super) current: Option<DefinitionId>,
}

impl Enumerations {
    /// Returns the values so far of an enumeration that is being computed.
    fn partial(&self, id: DefinitionId) -> Option<&[i64]> {
        let mut running = self.partial.iter().rev();
        let (_, values) = running.find(|(running, _)| *running == id)?;
        Some(values)
    }
}

impl Resolver<'_, '_> {
    /// Resolves the content of an enumeration.
    pub(super) fn enumeration(
        &mut self,
        id: DefinitionId,
        item: ItemId,
        syntax: &ast::Enum,
        attributes: &Attributes,
    ) {
        let values = self.enumerators(id);
        let is_winrt = self.definitions.get(id).namespace != Symbol::EMPTY;
        let flags = attributes.has(kw::FLAGS);
        let repr = if is_winrt && flags {
            Base::UInt
        } else {
            Base::Int
        };
        if is_winrt {
            let scope = self.definitions.get(id).scope();
            let attributes = self.attributes_in(scope, attributes, &[kw::FLAGS, kw::V1_ENUM]);
            self.model.item_mut(item).details_mut().attributes = attributes;
        }
        let v1_enum = attributes.has(kw::V1_ENUM);
        let mut enumerators = Vec::with_capacity(values.len());
        let written = syntax.values.iter().flatten().zip(&*values);
        enumerators.extend(written.map(|(written, value)| Enumerator {
            name: self.text(written.name.text).into(),
            value: *value,
            span: written.name.span,
        }));
        self.model.item_mut(item).kind = ItemKind::Enum(Enum {
            values: enumerators,
            repr,
            v1_enum,
            flags,
        });
    }

    /// Returns the values of an enumeration. They are computed once. A value without an expression
    /// is one more than the value before.
    pub(super) fn enumerators(&mut self, id: DefinitionId) -> Rc<[i64]> {
        match self.enumerations.values.get(&id) {
            Some(Progress::Done(values)) => return values.clone(),
            Some(Progress::Running) => {
                return self.enumerations.partial(id).unwrap_or_default().into();
            }
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
        self.enumerations.values.insert(id, Progress::Running);
        let definition = self.definitions.get(id);
        let scope = definition.scope();
        let Syntax::Enum(syntax, _) = definition.syntax else {
            return Rc::default();
        };
        let outer = self.enumerations.current.replace(id);
        let mut next = 0_i64;
        self.enumerations.partial.push((id, Vec::new()));
        for value in syntax.values.iter().flatten() {
            if let Some(expression) = &value.value {
                next = match self.evaluate(scope, expression) {
                    Ok(computed) => self.enumerator(computed.value, expression),
                    Err(fault) => {
                        self.session.diagnostics.push(*fault);
                        next
                    }
                };
            }
            if let Some((_, values)) = self.enumerations.partial.last_mut() {
                values.push(next);
            }
            next = next.saturating_add(1);
        }
        self.enumerations.current = outer;
        let (_, values) = self.enumerations.partial.pop().unwrap_or((id, Vec::new()));
        let values: Rc<[i64]> = values.into();
        self.enumerations
            .values
            .insert(id, Progress::Done(values.clone()));
        values
    }

    /// Returns the value of one enumerator. An expression in the enumeration itself sees the values
    /// before it.
    pub(super) fn enumerator_at(&mut self, id: DefinitionId, index: usize) -> Option<i64> {
        match self.enumerations.partial(id) {
            Some(values) => values.get(index).copied(),
            None => self.enumerators(id).get(index).copied(),
        }
    }

    /// Returns a value within the 32 bits that an enumeration has. An unsigned value that has no
    /// signed counterpart keeps its bits: `0x80000000` becomes the most negative value.
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

    /// Adds the constant of a value of an enumeration without a name.
    pub(super) fn nameless_enumerator(&mut self, id: DefinitionId, of: DefinitionId, index: usize) {
        if self.definitions.get(of).name.text != Symbol::EMPTY {
            return;
        }
        let Some(value) = self.enumerator_at(of, index) else {
            return;
        };
        let constant = Constant {
            ty: Type::Base(Base::Int),
            value: Value::Int(i128::from(value)),
        };
        self.push(id, ItemKind::Constant(constant));
    }

    /// Returns the value of an enumerator as an expression has it. An enumerator that stands later
    /// in the same enumeration has no value yet.
    pub(super) fn enumerator_value(
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
}
