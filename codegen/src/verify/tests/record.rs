//! Structs and unions of metadata, and mutations of them.

use super::*;
use crate::model::Field;
use crate::source::Span;

#[test]
fn a_field_of_another_type_is_a_difference_at_its_offset() {
    let (messages, notes) = after("BG_FILE_PROGRESS", |model| {
        record(model).fields[0].ty = Type::Base(Base::ULong);
    });
    assert_eq!(
        messages,
        ["IDL0708: `BG_FILE_PROGRESS` differs from metadata: \
          `BytesTotal` is `unsigned long` here, `unsigned hyper` in metadata"]
    );
    assert_eq!(
        notes[1],
        "!    0  unsigned long BytesTotal            0  unsigned hyper BytesTotal"
    );
}

#[test]
fn a_field_within_a_record_of_metadata_is_marked_where_that_record_is_a_field() {
    let (mut model, metadata) = named(&["VMRALPHABITMAP"]);
    let fields = &mut record(&mut model).fields;
    let span = Span {
        lo: 7,
        hi: 9,
        ..Span::NONE
    };
    // A `RECT` like `rSrc`, in place of a rectangle of floats.
    (fields[4].ty, fields[4].span) = (fields[3].ty.clone(), span);
    let (_, diagnostics) = run(&model, &metadata, &[]);
    assert_eq!(
        diagnostics[0].problem.message(),
        "`VMRALPHABITMAP` differs from metadata: `left` is `long` here, `float` in metadata"
    );
    assert_eq!(diagnostics[0].span, span);
}

#[test]
fn swapped_fields_are_a_difference() {
    let (messages, _) = after("BG_FILE_PROGRESS", |model| {
        record(model).fields.swap(0, 1);
    });
    assert_eq!(
        messages,
        ["IDL0708: `BG_FILE_PROGRESS` differs from metadata: \
          `BytesTransferred` is at offset 0 here, at 8 in metadata"]
    );
}

#[test]
fn a_union_may_have_its_members_in_another_order_and_fewer_of_them() {
    let (messages, _) = after("BITS_JOB_PROPERTY_VALUE", |model| {
        let fields = &mut record(model).fields;
        fields.reverse();
        fields.pop();
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn a_field_that_is_missing_is_named() {
    let (messages, _) = after("BG_FILE_PROGRESS", |model| {
        record(model).fields.pop();
    });
    assert_eq!(
        messages,
        ["IDL0708: `BG_FILE_PROGRESS` differs from metadata: `Completed` is missing"]
    );
}

#[test]
fn another_packing_is_a_difference() {
    let (messages, notes) = after("STATSTG", |model| record(model).pack = Some(1).into());
    assert_eq!(
        messages,
        [
            "IDL0708: `STATSTG` differs from metadata: `cbSize` is at offset 12 here, at 16 in metadata"
        ]
    );
    assert_eq!(
        notes[1..4],
        [
            "     0  LPWSTR pwcsName                     0  LPWSTR pwcsName",
            "     8  unsigned long type                  8  unsigned long type",
            "!   12  unsigned hyper cbSize              16  unsigned hyper cbSize",
        ]
    );
}

#[test]
fn a_large_integer_may_be_written_as_a_union() {
    let (messages, _) = after("BG_FILE_PROGRESS", |model| {
        let quad = Record {
            is_union: true,
            fields: vec![record(model).fields[0].clone()],
            pack: Packing::default(),
            align: None,
        };
        let id = model.push(crate::model::Item {
            name: "ULARGE_INTEGER".into(),
            kind: ItemKind::Record(quad),
            ..model.item(first(model)).clone()
        });
        model.item_mut(id).origin = Origin::Imported;
        record(model).fields[0].ty = Type::Named(id);
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn a_member_that_cpp_takes_for_a_type_alone_is_left_out_as_metadata_leaves_it_out() {
    let sees_the_rest = |change: fn(&mut Model)| after("userSTGMEDIUM", change).0;
    // As MIDL has it: `struct _STGMEDIUM_UNION { DWORD tymed; } ; IUnknown *pUnkForRelease;`
    fn with_the_union(model: &mut Model) {
        let mut union = model.item(first(model)).clone();
        union.name = "_STGMEDIUM_UNION".into();
        union.origin = Origin::Imported;
        let ItemKind::Record(inner) = &mut union.kind else {
            panic!("{union:?}")
        };
        inner.fields[0].name = Some("tymed".into());
        inner.fields[0].ty = Type::Base(Base::ULong);
        let union = model.push(union);
        let outer = record(model);
        let mut member = outer.fields[0].clone();
        (member.name, member.ty) = (None, Type::Named(union));
        outer.fields.insert(0, member);
    }
    assert_eq!(sees_the_rest(with_the_union), [""; 0]);
    let spoilt = sees_the_rest(|model| {
        with_the_union(model);
        record(model).fields[1].ty = Type::Base(Base::Hyper);
    });
    assert_eq!(spoilt.len(), 1, "{spoilt:?}");
}

/// Returns a field of this name and type.
fn field(name: &str, ty: Type) -> Field {
    Field {
        name: Some(name.into()),
        ty,
        bits: None,
        size_is: Vec::new(),
        align: None,
        attributes: Vec::new(),
        span: Span::NONE,
    }
}

fn array(element: Base, length: u64) -> Type {
    Type::array(Type::Base(element), Some(length))
}

/// Returns the messages about a record of metadata after `change` of its fields.
fn changed(name: &str, change: fn(&mut Vec<Field>)) -> Vec<String> {
    after(name, |model| change(&mut record(model).fields)).0
}

#[test]
fn a_record_that_tells_its_size_may_end_earlier_or_later() {
    assert_eq!(
        changed("SPPHRASE", |fields| drop(fields.pop())),
        [
            "IDL1703: this IDL is older than the metadata: in `SPPHRASE`, `SemanticTagFormat` is missing"
        ]
    );
    assert_eq!(
        changed("SPPHRASE", |fields| fields
            .push(field("ullNext", Type::Base(Base::UHyper)))),
        ["IDL1703: this IDL is newer than the metadata: in `SPPHRASE`, metadata has no `ullNext`"]
    );
}

#[test]
fn a_record_that_tells_no_size_may_not() {
    assert_eq!(
        changed("BG_FILE_PROGRESS", |fields| fields
            .push(field("Next", Type::Base(Base::UHyper)))),
        ["IDL0708: `BG_FILE_PROGRESS` differs from metadata: metadata has no `Next`"]
    );
}

#[test]
fn a_record_of_another_version_still_has_its_fields_in_their_places() {
    assert_eq!(
        changed("BITMAPINFOHEADER", |fields| {
            fields.pop();
            fields[1].ty = Type::Base(Base::UHyper);
        })[0][..7],
        *"IDL0708"
    );
}

#[test]
fn a_union_may_have_a_larger_member_which_tells_the_version() {
    assert_eq!(
        changed("BITS_JOB_PROPERTY_VALUE", |fields| {
            fields.push(field("Parts", array(Base::UHyper, 4)));
        }),
        [
            "IDL1703: this IDL is newer than the metadata: in `BITS_JOB_PROPERTY_VALUE`, \
          32 bytes here, 16 in metadata"
        ]
    );
}

#[test]
fn a_bit_field_may_be_written_as_a_field_of_the_same_bits() {
    let halves = |fields: &mut Vec<Field>| {
        for field in &mut fields[..2] {
            (field.ty, field.bits) = (Type::Base(Base::UShort), None);
        }
    };
    assert_eq!(changed("SPEVENT", halves), [""; 0]);
    assert_eq!(
        changed("SPEVENT", |fields| fields[0].bits = Some(15)),
        [
            "IDL0708: `SPEVENT` differs from metadata: `eEventId` is bits 0 to 14 at offset 0 here, \
          bits 0 to 15 at offset 0 in metadata"
        ]
    );
}

#[test]
fn plain_bytes_may_stand_for_several_fields() {
    assert_eq!(
        changed("SYSTEMTIME", |fields| *fields =
            vec![field("parts", array(Base::UShort, 8))]),
        [""; 0]
    );
    // Of another alignment, they would lie elsewhere in another record.
    assert_eq!(
        changed("SYSTEMTIME", |fields| *fields =
            vec![field("parts", array(Base::Byte, 16))]),
        ["IDL0708: `SYSTEMTIME` differs from metadata: aligned to 1 bytes here, to 2 in metadata"]
    );
}

#[test]
fn a_record_that_shares_nothing_but_its_name_is_another_type() {
    assert_eq!(
        changed("SYSTEMTIME", |fields| {
            let axis = |name| field(name, Type::Base(Base::Double));
            *fields = ["x", "y", "z"].map(axis).into();
        }),
        ["IDL1705: metadata has another type that is called `SYSTEMTIME`"]
    );
}
