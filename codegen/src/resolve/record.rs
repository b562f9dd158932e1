//! Structs and unions.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

use super::Resolver;
use super::parameter::Position;
use super::scope::Scope;
use super::types::Home;
use crate::diagnostics::{Diagnostic, Problem};
use crate::layout::{Layouts, Target};
use crate::model::{Field, Item, ItemId, ItemKind, Record, Type, Value};
use crate::parse::ast::{self, Declarator, Expression, Variable};
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// The content of a struct or union.
    pub(super) fn record(&mut self, scope: Scope, item: ItemId, it: &ast::Record) {
        let Some(fields) = &it.fields else {
            return;
        };
        let align = it
            .align
            .as_ref()
            .and_then(|align| self.alignment(scope, align));
        let fields = match &it.switch {
            Some(switch) => self.encapsulated(scope, item, it, switch),
            None => self.fields(scope, item, fields),
        };
        self.report_same_fields(&fields);
        let is_union = it.is_union && it.switch.is_none();
        let record = Record {
            is_union,
            fields,
            pack: it.pack,
            align,
        };
        self.model.item_mut(item).kind = ItemKind::Record(record);
    }

    fn fields(&mut self, scope: Scope, item: ItemId, fields: &[Variable]) -> Vec<Field> {
        let position = |name| {
            let mut declarators = fields.iter().flat_map(|field| &field.declarators);
            declarators.position(|it| it.name.is_some_and(|it| it.text == name))
        };
        let mut nameless = 0;
        let mut resolved = Vec::new();
        for field in fields {
            let home = Home {
                parent: Some((item, nameless)),
            };
            if is_nameless(field) {
                nameless += 1;
            }
            if field.declarators.is_empty() {
                resolved.extend(self.anonymous(scope, field, home));
            }
            for declarator in &field.declarators {
                resolved.push(self.field(scope, field, declarator, home, &position));
            }
        }
        resolved
    }

    /// An anonymous struct or union: its fields are as the parent's own.
    fn anonymous(&mut self, scope: Scope, field: &Variable, home: Home) -> Option<Field> {
        if !matches!(field.specifier.kind, ast::SpecifierKind::Record(_)) {
            self.report(Problem::NamelessField {}, field.span);
            return None;
        }
        let nothing = Declarator {
            name: None,
            derivations: ast::Derivations::None,
            bits: None,
            value: None,
            span: field.span,
        };
        let ty = self.declared_at_home(scope, &field.specifier, &nothing, home);
        Some(Field {
            name: None,
            ty,
            bits: None,
            size_is: Vec::new(),
            align: None,
            written: self.written(&field.attributes),
            span: field.span,
        })
    }

    fn field(
        &mut self,
        scope: Scope,
        field: &Variable,
        declarator: &Declarator,
        home: Home,
        position: Position<'_>,
    ) -> Field {
        let ty = self.declared_at_home(scope, &field.specifier, declarator, home);
        let bits = declarator
            .bits
            .as_ref()
            .and_then(|bits| self.width(scope, bits, &ty));
        let align = field
            .specifier
            .align
            .as_ref()
            .and_then(|align| self.alignment(scope, align));
        Field {
            name: declarator
                .name
                .map(|name| self.text(name.text))
                .filter(|name| !is_blank(name))
                .map(SmolStr::new),
            ty,
            bits,
            size_is: self.counts(scope, &field.attributes, kw::SIZE_IS, kw::MAX_IS, position),
            align,
            written: self.written(&field.attributes),
            span: declarator.name.map_or(declarator.span, |name| name.span),
        }
    }

    /// `union switch (long which) u { … }`: a struct of the switch and the union.
    fn encapsulated(
        &mut self,
        scope: Scope,
        item: ItemId,
        it: &ast::Record,
        switch: &ast::Switch,
    ) -> Vec<Field> {
        let plain = |name: SmolStr, ty, span| Field {
            name: Some(name),
            ty,
            bits: None,
            size_is: Vec::new(),
            align: None,
            written: Vec::new(),
            span,
        };
        let declarator = Declarator {
            name: Some(switch.name),
            derivations: ast::Derivations::None,
            bits: None,
            value: None,
            span: switch.name.span,
        };
        let which = self.declared_type(scope, &switch.specifier, &declarator);
        let (union_name, span) = match switch.union_name {
            Some(name) => (self.text(name.text).into(), name.span),
            None => ("tagged_union".into(), it.span),
        };
        let union = self.model.push(Item {
            name: format_smolstr!("{}_0", self.model.item(item).name),
            tag: None,
            namespace: None,
            parent: Some(item),
            span,
            origin: self.origin(scope),
            kind: ItemKind::Opaque(crate::model::OpaqueKind::Union),
        });
        let fields = self.fields(scope, union, it.fields.as_deref().unwrap_or_default());
        let record = Record {
            is_union: true,
            fields,
            pack: it.pack,
            align: None,
        };
        self.model.item_mut(union).kind = ItemKind::Record(record);
        let name = self.text(switch.name.text).into();
        vec![
            plain(name, which, switch.name.span),
            plain(union_name, Type::Named(union), span),
        ]
    }

    /// The width of a bit field of the type `ty`, which it can't exceed.
    fn width(&mut self, scope: Scope, bits: &Expression, ty: &Type) -> Option<u32> {
        let whole = Layouts::new(&self.model, &Target::default()).of(ty);
        let most = whole.map_or(64, |layout| layout.size * 8);
        match self.evaluate(scope, bits) {
            Ok(computed) => match computed.value {
                Value::Int(value) if (0..=i128::from(most)).contains(&value) => Some(value as u32),
                _ => {
                    self.report(Problem::BadWidth { most }, bits.span);
                    None
                }
            },
            Err(fault) => {
                self.session.diagnostics.push(*fault);
                None
            }
        }
    }

    /// `__declspec(align(…))`: a power of two.
    fn alignment(&mut self, scope: Scope, align: &Expression) -> Option<u32> {
        match self.evaluate(scope, align) {
            Ok(computed) => match computed.value {
                Value::Int(value @ 1..=8192) if (value as u32).is_power_of_two() => {
                    Some(value as u32)
                }
                _ => {
                    self.report(Problem::BadAlignment {}, align.span);
                    None
                }
            },
            Err(fault) => {
                self.session.diagnostics.push(*fault);
                None
            }
        }
    }

    fn report_same_fields(&mut self, fields: &[Field]) {
        let mut firsts = FxHashMap::default();
        for field in fields {
            let Some(name) = &field.name else {
                continue;
            };
            match firsts.entry(name) {
                Entry::Vacant(entry) => _ = entry.insert(field.span),
                Entry::Occupied(first) => {
                    let name = name.to_string();
                    let diagnostic = Diagnostic::new(Problem::SameField { name }, field.span)
                        .related(*first.get(), "the first of this name");
                    self.session.diagnostics.push(diagnostic);
                }
            }
        }
    }
}

/// Whether C has no such name: Windows' headers define it as nothing (winnt.h, oaidl.h), so that
/// what it names is an anonymous member.
fn is_blank(name: &str) -> bool {
    ["DUMMYUNIONNAME", "DUMMYSTRUCTNAME", "__VARIANT_NAME_"]
        .iter()
        .filter_map(|blank| name.strip_prefix(blank))
        .any(|number| number.bytes().all(|it| it.is_ascii_digit()))
}

/// Whether a field's type is a struct or union without a tag, defined in the field.
fn is_nameless(field: &Variable) -> bool {
    matches!(&field.specifier.kind, ast::SpecifierKind::Record(it) if it.tag.is_none())
}
