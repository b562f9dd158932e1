//! Structs and unions.

use super::*;

#[test]
fn nested_records_stand_in_their_fields_and_in_arrays_by_name() {
    let mut idl = Idl::new();
    let parts = idl.add("VALUE_0", record(true, vec![field("number", long())]));
    let pair = idl.add("VALUE_1", record(false, vec![field("first", long())]));
    let pairs = Type::array(Type::Named(pair), Some(2));
    let value = idl.add(
        "VALUE",
        record(
            false,
            vec![field("", Type::Named(parts)), field("pairs", pairs)],
        ),
    );
    for nested in [parts, pair] {
        idl.model.item_mut(nested).details_mut().parent = Some(value);
    }
    assert_eq!(
        idl.rdl(),
        "\
struct VALUE_1 {
    first: i32,
}
struct VALUE {
    Anonymous: union {
        number: i32,
    },
    pairs: [VALUE_1; 2],
}
"
    );
}

#[test]
fn bit_fields_share_their_storage_unit() {
    let mut idl = Idl::new();
    idl.add(
        "BITS",
        record(
            false,
            vec![
                bits("a", Base::ULong, 3),
                bits("", Base::ULong, 5),
                bits("b", Base::ULong, 24),
                bits("c", Base::ULong, 1),
                field("plain", long()),
                bits("d", Base::UChar, 1),
                bits("", Base::UChar, 0),
                bits("e", Base::UChar, 1),
            ],
        ),
    );
    assert_eq!(
        idl.rdl(),
        "\
struct BITS {
    _bitfield1: u32 {
        a: 3,
        _: 5,
        b: 24,
    },
    _bitfield2: u32 {
        c: 1,
    },
    plain: i32,
    _bitfield3: u8 {
        d: 1,
    },
    _bitfield4: u8 {
        e: 1,
    },
}
"
    );
}

#[test]
fn packing_is_written_where_it_changes_something() {
    let mut idl = Idl::new();
    let packed = |pack, base| {
        ItemKind::Record(Record {
            is_union: false,
            fields: vec![field("f", Type::Base(base))],
            pack: Some(pack).into(),
            align: None,
        })
    };
    idl.add("LOOSE", packed(8, Base::Hyper));
    idl.add("TIGHT", packed(4, Base::Hyper));
    let rdl = idl.rdl();
    assert_eq!(
        rdl,
        "struct LOOSE {\n    f: i64,\n}\n#[packed(4)]\nstruct TIGHT {\n    f: i64,\n}\n"
    );
}

#[test]
fn a_flexible_array_has_one_element_and_the_name_of_its_count() {
    let mut idl = Idl::new();
    let ranges = Field {
        size_is: vec![Some(Count::Of(0))],
        attributes: vec![Attribute::with_arguments("size_is", "size_is(Count)")],
        ..field("Ranges", Type::array(Type::Base(Base::Hyper), None))
    };
    idl.add(
        "RANGES",
        record(false, vec![field("Count", long()), ranges]),
    );
    assert_eq!(
        idl.rdl(),
        "\
struct RANGES {
    Count: i32,
    #[Windows::Win32::Metadata::NativeArrayInfo(CountFieldName = \"Count\")]
    Ranges: [i64; 1],
}
"
    );
}
