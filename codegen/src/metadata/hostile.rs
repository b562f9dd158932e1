//! Metadata that no compiler would write.

use std::collections::HashMap;

use windows_metadata::{
    FieldAttributes, MethodAttributes, Signature, Type as Ty, TypeAttributes, TypeName, Value,
    writer,
};

use super::*;
use crate::model::{Base, Field as ModelField, ItemKind, Type};

/// A winmd file that a test writes.
struct Winmd(writer::File);

impl Winmd {
    fn new() -> Self {
        Self(writer::File::new("test"))
    }

    fn structure(&mut self, name: &str) -> writer::TypeDef {
        let base = self.0.TypeRef("System", "ValueType");
        let base = writer::TypeDefOrRef::TypeRef(base);
        self.0.TypeDef("Test", name, base, TypeAttributes::Public)
    }

    fn field(&mut self, name: &str, ty: &Ty) -> writer::Field {
        self.0.Field(name, ty, FieldAttributes::Public)
    }

    /// A typedef of the type `of`.
    fn typedef(&mut self, name: &str, of: &str) {
        let def = self.structure(name);
        self.field("Value", &Ty::ValueName(TypeName::named("Test", of)));
        let attribute = writer::HasAttribute::TypeDef(def);
        self.attribute(attribute, "NativeTypedefAttribute", &[], &[]);
    }

    fn attribute(
        &mut self,
        parent: writer::HasAttribute,
        name: &str,
        types: &[Ty],
        values: &[Value],
    ) {
        let class = self.0.TypeRef("Windows.Win32.Foundation.Metadata", name);
        let signature = Signature {
            types: types.to_vec(),
            ..Signature::default()
        };
        let parent_of_ctor = writer::MemberRefParent::TypeRef(class);
        let ctor = self.0.MemberRef(".ctor", &signature, parent_of_ctor);
        let values = values.iter().map(|value| (String::new(), value.clone()));
        let values: Vec<_> = values.collect();
        let ctor = writer::AttributeType::MemberRef(ctor);
        self.0.Attribute(parent, ctor, &values);
    }

    fn opened(self) -> Result<Metadata, Problem> {
        Metadata::new(vec![("test.winmd".into(), self.0.into_stream())])
    }
}

fn import(winmd: Winmd, name: &str) -> ItemKind {
    let metadata = winmd.opened().unwrap();
    let (mut model, mut names) = (Model::default(), HashMap::new());
    let id = metadata.import(name, &mut model, &mut names).unwrap();
    model.item(id).kind.clone()
}

fn reason(winmd: Winmd) -> String {
    winmd.opened().err().unwrap().message()
}

/// The row of the table `NestedClass` for these types. It is told from other bytes by its large numbers.
fn nested_row(inner: u16, outer: u16) -> [u8; 4] {
    let [inner, outer] = [inner, outer].map(u16::to_le_bytes);
    [inner[0], inner[1], outer[0], outer[1]]
}

/// The writer refuses such types, so that its bytes are changed.
#[test]
fn types_that_are_nested_in_themselves_are_refused() {
    const FIRST: u16 = 0x4142;
    let mut winmd = Winmd::new();
    let all: Vec<_> = (1..=FIRST + 2)
        .map(|it| winmd.structure(&format!("S{it}")))
        .collect();
    let [.., a, b, c] = all[..] else { panic!() };
    winmd.0.NestedClass(b, a);
    winmd.0.NestedClass(c, b);
    let bytes = winmd.0.into_stream();
    // The rows are counted from 1, and the first type is that of the module.
    let (a, b, c) = (FIRST + 1, FIRST + 2, FIRST + 3);
    let nested_in = |inner: u16, outer: u16| {
        let mut bytes = bytes.clone();
        let is_row = |bytes: &[u8]| *bytes == nested_row(b, a);
        let at = bytes.windows(4).position(is_row).unwrap();
        bytes[at..at + 4].copy_from_slice(&nested_row(inner, outer));
        Metadata::new(vec![("test.winmd".into(), bytes)]).map(|_| ())
    };
    assert!(nested_in(b, a).is_ok());
    for (inner, outer) in [(b, b), (b, c)] {
        assert!(
            nested_in(inner, outer)
                .unwrap_err()
                .message()
                .contains("nested")
        );
    }
}

#[test]
fn a_type_is_nested_in_one_other_at_most() {
    let mut winmd = Winmd::new();
    let [a, b, c] = ["A", "B", "C"].map(|name| winmd.structure(name));
    winmd.0.NestedClass(c, a);
    winmd.0.NestedClass(c, b);
    assert!(reason(winmd).contains("nested in two others"));
}

#[test]
fn types_are_nested_100_deep_at_most() {
    let nested = |depth: usize| {
        let mut winmd = Winmd::new();
        let all: Vec<_> = (0..=depth)
            .map(|it| winmd.structure(&format!("S{it}")))
            .collect();
        all.windows(2)
            .for_each(|two| winmd.0.NestedClass(two[1], two[0]));
        winmd
    };
    assert!(nested(100).opened().is_ok());
    assert!(reason(nested(101)).contains("nested more than 100 deep"));
}

#[test]
fn bit_fields_that_no_number_has_are_left_out() {
    let bits = |first: i64, width: i64| {
        let mut winmd = Winmd::new();
        winmd.structure("Bits");
        let field = winmd.field("_bitfield", &Ty::U32);
        let name = Value::Utf8("Some".into());
        winmd.attribute(
            writer::HasAttribute::Field(field),
            "NativeBitfieldAttribute",
            &[Ty::String, Ty::I64, Ty::I64],
            &[name, Value::I64(first), Value::I64(width)],
        );
        let ItemKind::Record(record) = import(winmd, "Bits") else {
            panic!("a record")
        };
        let width = |field: &ModelField| (field.name.as_ref().map(ToString::to_string), field.bits);
        record.fields.iter().map(width).collect::<Vec<_>>()
    };
    let some = Some("Some".to_owned());
    assert_eq!(bits(3, 2), [(None, Some(3)), (some, Some(2))]);
    let whole = vec![(Some("_bitfield".to_owned()), None)];
    for (first, width) in [
        (i64::MAX, 1),
        (1, i64::MAX),
        (-1, 1),
        (1, -1),
        (65, 1),
        (0, 65),
    ] {
        assert_eq!(bits(first, width), whole);
    }
}

#[test]
fn typedefs_that_lead_back_to_themselves_are_integers() {
    let mut winmd = Winmd::new();
    winmd.typedef("A", "B");
    winmd.typedef("B", "A");
    winmd.typedef("C", "C");
    let metadata = winmd.opened().unwrap();
    for name in ["A", "C"] {
        let (mut model, mut names) = (Model::default(), HashMap::new());
        let id = metadata.import(name, &mut model, &mut names).unwrap();
        assert_eq!(*model.strip(&Type::Named(id)), Type::Base(Base::Int));
    }
}

#[test]
fn interfaces_that_derive_from_themselves_have_an_end() {
    let mut winmd = Winmd::new();
    let flags = TypeAttributes::Public | TypeAttributes::Interface | TypeAttributes::Abstract;
    for (name, base) in [("IA", "IB"), ("IB", "IA")] {
        let def = winmd
            .0
            .TypeDef("Test", name, writer::TypeDefOrRef::default(), flags);
        let base = Ty::ClassName(TypeName::named("Test", base));
        winmd.0.InterfaceImpl(def, &base);
        let flags = MethodAttributes::Public;
        let signature = Signature::default();
        winmd
            .0
            .MethodDef("Method", &signature, flags, Default::default());
    }
    let metadata = winmd.opened().unwrap();
    let (mut model, mut names) = (Model::default(), HashMap::new());
    let id = metadata.import("IA", &mut model, &mut names).unwrap();
    assert_eq!(model.slots(id).len(), 2);
}
