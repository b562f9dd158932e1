//! Layout, held against MinGW's C compilers: records made at random, each with its expected
//! size, alignment and offsets as static assertions, in one file for each target.

use std::fmt::Write;

use comidl_codegen::internal::c_syntax;
use comidl_codegen::internal::layout::{Layouts, Target};
use comidl_codegen::internal::model::{
    Base, Field, Item, ItemId, ItemKind, Model, Origin, Record, Type,
};
use comidl_codegen::internal::source::Span;
use comidl_tests::{GCC_I686, GCC_X86_64, Tool};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// The number of records that are made and compared.
const RECORDS: usize = 2_000;

/// A record as it is made: its fields refer to earlier records by number.
#[derive(Clone, Debug)]
struct Made {
    is_union: bool,
    pack: Option<u32>,
    align: Option<u32>,
    fields: Vec<MadeField>,
    tail: Option<Base>,
}

#[derive(Clone, Debug)]
struct MadeField {
    kind: MadeType,
    pointer: bool,
    length: Option<u64>,
    bits: Option<u32>,
}

#[derive(Clone, Debug)]
enum MadeType {
    Base(Base),
    Record(prop::sample::Index),
}

const BASES: [Base; 15] = [
    Base::Boolean,
    Base::Byte,
    Base::Char,
    Base::WChar,
    Base::Short,
    Base::UShort,
    Base::Int,
    Base::UInt,
    Base::Long,
    Base::ULong,
    Base::Hyper,
    Base::UHyper,
    Base::IntPtr,
    Base::Float,
    Base::Double,
];

const INTEGERS: [Base; 8] = [
    Base::Byte,
    Base::Short,
    Base::UShort,
    Base::Int,
    Base::UInt,
    Base::Long,
    Base::ULong,
    Base::UHyper,
];

fn base() -> impl Strategy<Value = Base> {
    prop::sample::select(&BASES[..])
}

fn bit_field() -> impl Strategy<Value = MadeField> {
    (prop::sample::select(&INTEGERS[..]), 0_u32..=16).prop_map(|(base, width)| {
        let most = match base {
            Base::Byte => 8,
            _ => 16,
        };
        MadeField {
            kind: MadeType::Base(base),
            pointer: false,
            length: None,
            bits: Some(width.min(most)),
        }
    })
}

fn whole_field() -> impl Strategy<Value = MadeField> {
    let kind = prop_oneof![
        4 => base().prop_map(MadeType::Base),
        1 => any::<prop::sample::Index>().prop_map(MadeType::Record),
    ];
    let length = prop::option::weighted(0.2, 1_u64..4);
    (kind, prop::bool::weighted(0.1), length).prop_map(|(kind, pointer, length)| MadeField {
        kind,
        pointer,
        length,
        bits: None,
    })
}

fn made_struct() -> impl Strategy<Value = Made> {
    let field = prop_oneof![3 => whole_field(), 2 => bit_field()];
    (
        prop::collection::vec(field, 1..8),
        prop::option::weighted(0.3, prop::sample::select(&[1_u32, 2, 4, 8][..])),
        prop::option::weighted(0.1, prop::sample::select(&[2_u32, 8, 16][..])),
        prop::option::weighted(0.1, base()),
    )
        .prop_map(|(fields, pack, align, tail)| Made {
            is_union: false,
            pack,
            align,
            fields,
            tail,
        })
}

fn made_union() -> impl Strategy<Value = Made> {
    (
        prop::collection::vec(whole_field(), 1..5),
        prop::option::weighted(0.3, prop::sample::select(&[1_u32, 2, 4, 8][..])),
    )
        .prop_map(|(fields, pack)| Made {
            is_union: true,
            pack,
            align: None,
            fields,
            tail: None,
        })
}

/// Makes the same records on every run.
fn make_model() -> (Model, Vec<ItemId>) {
    let mut runner = TestRunner::deterministic();
    let strategy = prop_oneof![4 => made_struct(), 1 => made_union()];
    let mut model = Model::default();
    let (mut ids, mut nestable) = (Vec::new(), Vec::new());
    for number in 0..RECORDS {
        let made = strategy
            .new_tree(&mut runner)
            .expect("no strategy here rejects anything")
            .current();
        let record = to_record(&made, &nestable);
        let id = model.push(Item {
            name: format!("R{number}").into(),
            details: None,
            span: Span::NONE,
            origin: Origin::Named,
            kind: ItemKind::Record(record),
        });
        ids.push(id);
        // GCC's `packed` lowers an alignment that was asked for, `__declspec(align)` in a packed
        // record stays: there GCC is no oracle.
        if made.align.is_none() {
            nestable.push(id);
        }
    }
    (model, ids)
}

fn to_record(made: &Made, earlier: &[ItemId]) -> Record {
    // Only recent records are nested, so that sizes stay small.
    let recent = &earlier[earlier.len().saturating_sub(20)..];
    let mut fields: Vec<Field> = made
        .fields
        .iter()
        .enumerate()
        .map(|(number, made)| {
            let mut ty = match &made.kind {
                MadeType::Record(index) if !recent.is_empty() => Type::Named(*index.get(recent)),
                MadeType::Record(_) => Type::Base(Base::Long),
                MadeType::Base(base) => Type::Base(*base),
            };
            if made.pointer {
                let (to, is_const) = (Box::new(ty), false);
                ty = Type::Pointer { to, is_const };
            }
            if made.length.is_some() {
                ty = Type::array(ty, made.length);
            }
            let name = (made.bits != Some(0)).then(|| format!("f{number}"));
            field(name, ty, made.bits)
        })
        .collect();
    if let Some(base) = made.tail {
        let open = Type::array(Type::Base(base), None);
        fields.push(field(Some("tail".into()), open, None));
    }
    Record {
        is_union: made.is_union,
        fields,
        pack: made.pack.into(),
        align: made.align,
    }
}

fn field(name: Option<String>, ty: Type, bits: Option<u32>) -> Field {
    Field {
        name: name.map(Into::into),
        ty,
        bits,
        size_is: Vec::new(),
        align: None,
        attributes: Vec::new(),
        span: Span::NONE,
    }
}

/// The records as C, as MIDL's headers would declare them, each followed by what is to hold.
fn to_c(model: &Model, ids: &[ItemId], target: &Target) -> String {
    let mut text = String::from(
        "#include <stddef.h>\n#include <windows.h>\n\
         #define hyper __int64\n#undef __int3264\n#define __int3264 INT_PTR\n",
    );
    let mut layouts = Layouts::new(model, target);
    for &id in ids {
        let item = model.item(id);
        let ItemKind::Record(record) = &item.kind else {
            unreachable!("the model holds records only");
        };
        write_record(&mut text, model, &item.name, record);
        let layout = layouts.record(id).expect("each record has a layout");
        let name = &item.name;
        writeln!(
            text,
            "_Static_assert(sizeof({name}) == {}, \"size\");",
            layout.layout.size
        )
        .unwrap();
        writeln!(
            text,
            "_Static_assert(_Alignof({name}) == {}, \"align\");",
            layout.layout.align
        )
        .unwrap();
        for (field, place) in record.fields.iter().zip(&layout.fields) {
            if let (Some(field), None) = (&field.name, place.bits) {
                let offset = place.offset;
                writeln!(
                    text,
                    "_Static_assert(offsetof({name}, {field}) == {offset}, \"{field}\");"
                )
                .unwrap();
            }
        }
    }
    text
}

fn write_record(text: &mut String, model: &Model, name: &str, record: &Record) {
    if let Some(pack) = record.pack.wide {
        writeln!(text, "#pragma pack(push, {pack})").unwrap();
    }
    let keyword = if record.is_union { "union" } else { "struct" };
    writeln!(text, "typedef {keyword} {{").unwrap();
    for field in &record.fields {
        let mut ty = field.ty.clone();
        if let Type::Array(array) = &mut ty {
            array.length.get_or_insert(1);
        }
        let declaration = c_syntax::declaration(model, &ty, field.name.as_deref().unwrap_or(""));
        match field.bits {
            Some(bits) => writeln!(text, "  {declaration} : {bits};").unwrap(),
            None => writeln!(text, "  {declaration};").unwrap(),
        }
    }
    let align = record.align.map_or(String::new(), |align| {
        format!(" __attribute__((aligned({align})))")
    });
    writeln!(text, "}}{align} {name};").unwrap();
    if record.pack.wide.is_some() {
        writeln!(text, "#pragma pack(pop)").unwrap();
    }
}

fn agrees_with(gcc: Tool, triple: &str, test: &str) {
    if !gcc.or_left_out(test) {
        return;
    }
    let target: Target = triple.parse().expect("a target of Windows");
    let (model, ids) = make_model();
    let folder = tempfile::tempdir().expect("a folder for the C file");
    let source = folder.path().join("layout.c");
    std::fs::write(&source, to_c(&model, &ids, &target)).expect("the C file can be written");
    let output = gcc.run([
        "-mms-bitfields".as_ref(),
        "-fsyntax-only".as_ref(),
        source.as_os_str(),
    ]);
    let messages = String::from_utf8_lossy(&output.stderr);
    let first: Vec<&str> = messages.lines().take(40).collect();
    assert!(output.status.success(), "{}", first.join("\n"));
}

#[test]
fn random_records_lie_as_the_64_bit_c_compiler_lays_them() {
    agrees_with(
        GCC_X86_64,
        "x86_64-pc-windows-gnu",
        "random_records_lie_as_the_64_bit_c_compiler_lays_them",
    );
}

#[test]
fn random_records_lie_as_the_32_bit_c_compiler_lays_them() {
    agrees_with(
        GCC_I686,
        "i686-pc-windows-gnu",
        "random_records_lie_as_the_32_bit_c_compiler_lays_them",
    );
}
