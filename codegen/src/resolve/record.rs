//! Structs and unions: `struct` and `union`.

use std::cell::OnceCell;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

use super::Resolver;
use super::definition::Scope;
use super::parameter::Position;
use super::specifier::Nesting;
use crate::diagnostics::{Diagnostic, Problem};
use crate::layout::{Layouts, Target};
use crate::model::{Field, Item, ItemDetails, ItemId, ItemKind, OpaqueKind, Record, Type, Value};
use crate::parse::ast::{self, Declarator, Expression, Variable};
use crate::token::{Symbol, keyword as kw};

/// Returns the place of each field among all, by its name.
fn positions_of(fields: &[Variable]) -> FxHashMap<Symbol, usize> {
    let mut positions = FxHashMap::default();
    let declarators = fields.iter().flat_map(|field| &field.declarators);
    for (position, declarator) in declarators.enumerate() {
        if let Some(name) = declarator.name {
            positions.entry(name.text).or_insert(position);
        }
    }
    positions
}

impl Resolver<'_, '_> {
    /// Resolves the content of a struct or union.
    pub(super) fn record(&mut self, scope: Scope, item: ItemId, syntax: &ast::Record) {
        let Some(fields) = &syntax.fields else {
            return;
        };
        let align = syntax
            .align
            .as_ref()
            .and_then(|align| self.alignment(scope, align));
        let fields = match &syntax.switch {
            Some(switch) => self.encapsulated(scope, item, syntax, switch),
            None => self.fields(scope, item, fields),
        };
        self.report_same_fields(&fields);
        if scope.namespace != Symbol::EMPTY {
            let attributes = self.attributes_in(scope, &syntax.attributes, &[]);
            self.model.item_mut(item).details_mut().attributes = attributes;
        }
        let is_union = syntax.is_union && syntax.switch.is_none();
        let record = Record {
            is_union,
            fields,
            pack: syntax.pack,
            align,
        };
        self.model.item_mut(item).kind = ItemKind::Record(record);
    }

    /// Returns the fields of the struct or union `item`.
    fn fields(&mut self, scope: Scope, item: ItemId, fields: &[Variable]) -> Vec<Field> {
        // Most records have no counts, and need no table.
        let positions = OnceCell::new();
        let position = |name| {
            let positions = positions.get_or_init(|| positions_of(fields));
            positions.get(&name).copied()
        };
        let names = || {
            let declarators = fields.iter().flat_map(|field| &field.declarators);
            declarators.filter_map(|declarator| declarator.name)
        };
        let mut nameless = 0;
        let mut resolved = Vec::new();
        for field in fields {
            let nesting = Nesting {
                parent: item,
                number: nameless,
            };
            if is_nameless(field) {
                nameless += 1;
            }
            if field.declarators.is_empty() {
                resolved.extend(self.anonymous(scope, field, nesting));
            }
            self.check_counts(scope, &field.attributes, &position, names);
            for declarator in &field.declarators {
                resolved.push(self.field(scope, field, declarator, nesting, &position));
            }
        }
        resolved
    }

    /// Returns the field of an anonymous struct or union, whose own fields C takes for the
    /// parent's.
    fn anonymous(&mut self, scope: Scope, field: &Variable, nesting: Nesting) -> Option<Field> {
        if !matches!(field.specifier.kind, ast::SpecifierKind::Record(_)) {
            self.report(Problem::NamelessField {}, field.span);
            return None;
        }
        let nothing = Declarator::bare(None, field.span);
        let ty = self.nested_type(scope, &field.specifier, &nothing, Some(nesting));
        Some(Field {
            name: None,
            ty,
            bits: None,
            size_is: Vec::new(),
            align: None,
            attributes: self.attributes(&field.attributes),
            span: field.span,
        })
    }

    /// Returns a field.
    fn field(
        &mut self,
        scope: Scope,
        field: &Variable,
        declarator: &Declarator,
        nesting: Nesting,
        position: Position<'_>,
    ) -> Field {
        let ty = self.nested_type(scope, &field.specifier, declarator, Some(nesting));
        let bits = declarator
            .bits()
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
            attributes: self.attributes(&field.attributes),
            span: declarator.name.map_or(declarator.span, |name| name.span),
        }
    }

    /// Returns the fields of `union switch (long which) u { … }`: the switch and the union.
    fn encapsulated(
        &mut self,
        scope: Scope,
        item: ItemId,
        syntax: &ast::Record,
        switch: &ast::Switch,
    ) -> Vec<Field> {
        let plain = |name: SmolStr, ty, span| Field {
            name: Some(name),
            ty,
            bits: None,
            size_is: Vec::new(),
            align: None,
            attributes: Vec::new(),
            span,
        };
        let declarator = Declarator::bare(Some(switch.name), switch.name.span);
        let which = self.declared_type(scope, &switch.specifier, &declarator);
        let (union_name, span) = match switch.union_name {
            Some(name) => (self.text(name.text).into(), name.span),
            None => ("tagged_union".into(), syntax.span),
        };
        let union = self.model.push(Item {
            name: format_smolstr!("{}_0", self.model.item(item).name),
            details: ItemDetails::within(Some(item)),
            span,
            origin: self.origin(scope),
            kind: ItemKind::Opaque(OpaqueKind::Union),
        });
        let fields = self.fields(scope, union, syntax.fields.as_deref().unwrap_or_default());
        let record = Record {
            is_union: true,
            fields,
            pack: syntax.pack,
            align: None,
        };
        self.model.item_mut(union).kind = ItemKind::Record(record);
        let name = self.text(switch.name.text).into();
        vec![
            plain(name, which, switch.name.span),
            plain(union_name, Type::Named(union), span),
        ]
    }

    /// Returns the width of a bit field. It can't exceed the width of the type `ty`.
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

    /// Returns the alignment of `__declspec(align(…))`: a power of two.
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

/// Returns whether Windows' headers define the name as nothing (winnt.h, oaidl.h), so that C has an
/// anonymous member here.
fn is_blank(name: &str) -> bool {
    ["DUMMYUNIONNAME", "DUMMYSTRUCTNAME", "__VARIANT_NAME_"]
        .iter()
        .filter_map(|blank| name.strip_prefix(blank))
        .any(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a field's type is a struct or union without a tag that the field itself defines.
fn is_nameless(field: &Variable) -> bool {
    matches!(&field.specifier.kind, ast::SpecifierKind::Record(it) if it.tag.is_none())
}

/// Returns the kind of a struct or union that is only declared.
pub(super) fn opaque_record(record: &ast::Record) -> OpaqueKind {
    if record.is_union {
        OpaqueKind::Union
    } else {
        OpaqueKind::Struct
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::{Layouts, Target};
    use crate::model::{ItemKind, Model, Type};
    use crate::resolve::tests::{compile, compile_files, kind};

    #[test]
    fn a_struct_that_a_file_declares_and_an_import_defines_can_be_passed_by_value() {
        for (declared, defined, spelling) in [
            (
                "typedef struct Span Span;",
                "struct Span { INT64 length; };",
                "Times.Span",
            ),
            (
                "struct Span; typedef enum Kind Kind;",
                "struct Span { INT64 length; }; enum Kind { One };",
                "Times.Span",
            ),
        ] {
            let text = format!(
                "import \"times.idl\";
                namespace Times {{ {declared} }}
                namespace Mine {{
                    struct Both {{ {spelling} first; {spelling} second; }};
                    [uuid(00000001-0002-0003-0004-000000000006)]
                    interface IUses : IInspectable {{ HRESULT Use({spelling} by, Mine.Both both); }}
                }}
                "
            );
            let times = format!("namespace Times {{ {defined} }}");
            let compiled = compile_files(&[("test.idl", &text), ("times.idl", &times)]);
            assert_eq!(compiled.problems, [""; 0], "{declared}");
            let layout = layout_of(&compiled.model, "Both");
            assert_eq!(layout, Some(16), "{declared}");
        }
        let compiled = compile_files(&[
            (
                "test.idl",
                "import \"times.idl\"; typedef struct Span Span;
                struct Both { Span first; struct Span second; };",
            ),
            ("times.idl", "typedef struct Span { hyper length; } Span;"),
        ]);
        assert_eq!(compiled.problems, [""; 0]);
        assert_eq!(layout_of(&compiled.model, "Both"), Some(16));
    }

    /// The size of the struct called `name`.
    fn layout_of(model: &Model, name: &str) -> Option<u64> {
        let (id, _) = model.items().find(|(_, it)| it.name == name)?;
        let target = Target::default();
        let layout = Layouts::new(model, &target).of(&Type::Named(id));
        layout.ok().map(|layout| layout.size)
    }

    #[test]
    fn a_struct_is_called_by_its_typedef_wherever_that_stands() {
        let model = compile(
            "typedef struct tagA { long x; } A, *PA;
            typedef struct _B B;
            struct _B { A a; struct _B *next; };
            typedef struct { B b; } C;
            typedef struct D { union { long l; float f; }; struct { short s; } t; } D;",
        );
        for name in ["A", "B", "C", "D"] {
            assert!(matches!(kind(&model, name), ItemKind::Record(_)), "{name}");
        }
        assert!(matches!(kind(&model, "PA"), ItemKind::Typedef(_)));
        assert!(matches!(kind(&model, "D_0"), ItemKind::Record(it) if it.is_union));
        assert!(matches!(kind(&model, "D_1"), ItemKind::Record(it) if !it.is_union));
        let (_, b) = model.items().find(|(_, item)| item.name == "B").expect("B");
        assert_eq!(b.tag(), Some("_B"));
    }

    #[test]
    fn an_encapsulated_union_is_a_struct_of_its_switch_and_a_union() {
        let model = compile(
            "typedef union U switch (long which) u {
                case 1: long l;
                case 2: case 3: float f;
                default: ;
            } U;",
        );
        let ItemKind::Record(record) = kind(&model, "U") else {
            panic!()
        };
        assert!(!record.is_union);
        let names: Vec<_> = record
            .fields
            .iter()
            .map(|field| field.name.as_deref())
            .collect();
        assert_eq!(names, [Some("which"), Some("u")]);
        assert!(matches!(kind(&model, "U_0"), ItemKind::Record(it) if it.fields.len() == 2));
    }

    #[test]
    fn a_member_whose_name_windows_defines_as_nothing_is_anonymous() {
        let model = compile("struct A { union { int a; long b; } DUMMYUNIONNAME; int c; };");
        let ItemKind::Record(record) = kind(&model, "A") else {
            panic!()
        };
        let names: Vec<Option<&str>> = record.fields.iter().map(|it| it.name.as_deref()).collect();
        assert_eq!(names, [None, Some("c")]);
    }

    #[test]
    fn a_struct_without_a_tag_is_one_whichever_of_its_typedefs_is_met_first() {
        let model = compile(
            "typedef struct { int a; } FOO, *LPFOO;
            interface IFoo : IUnknown { void F(LPFOO a, FOO *b); }",
        );
        let records = model
            .items()
            .filter(|(_, it)| matches!(it.kind, ItemKind::Record(_)));
        let names: Vec<&str> = records.map(|(_, it)| it.name.as_str()).collect();
        assert_eq!(names.iter().filter(|it| it.contains("FOO")).count(), 1);
        assert!(names.contains(&"FOO"));
    }
}
