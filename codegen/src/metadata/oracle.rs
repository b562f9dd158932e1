//! Compares this reader with that of `windows-metadata`, over all metadata of Windows.

use windows_metadata::reader::{self, AsRow, HasAttributes};
use windows_metadata::{Type, Value};

use super::cut::{to_literal, to_type};
use super::file::{File, TableId};
use super::row::{Attribute, TypeDef};

fn values<'a>(
    attributes: impl Iterator<Item = Attribute<'a>>,
) -> Vec<(String, Vec<(String, Value)>)> {
    attributes
        .map(|it| {
            let arguments = it.value().into_iter();
            let arguments = arguments.map(|(name, value)| (name, to_literal(value)));
            (it.name().1.to_owned(), arguments.collect())
        })
        .collect()
}

fn their_values<'a>(row: &impl HasAttributes<'a>) -> Vec<(String, Vec<(String, Value)>)> {
    row.attributes()
        .map(|it| (it.name().to_owned(), it.value()))
        .collect()
}

#[test]
fn the_win32_metadata_reads_as_windows_metadata_reads_it() {
    let ours = File::open(windows_default::WIN32).unwrap();
    let theirs = reader::File::new(windows_default::WIN32.to_vec()).unwrap();
    let theirs = reader::Index::new(vec![theirs]);
    let mut seen = 0;
    for outer in theirs.types() {
        let nested = theirs.nested_recursive(outer);
        for their in std::iter::once(outer).chain(nested) {
            let our = TypeDef::new(&ours, their.pos() as u32);
            compare(our, their);
            seen += 1;
        }
    }
    // The first row is the module's own.
    assert_eq!(seen + 1, ours.rows(TableId::TYPE_DEF));
}

fn compare(our: TypeDef<'_>, their: reader::TypeDef<'_>) {
    let (file, their_type) = (our.0.file, their.pos() as u32);
    assert_eq!(our.full_name(), their.name());
    assert_eq!(our.namespace(), their.namespace());
    assert_eq!(our.category() as u8, their.category() as u8, "{their:?}");
    assert_eq!(values(our.0.attributes()), their_values(&their));
    assert_eq!(
        our.packing().unwrap_or(0),
        their
            .class_layout()
            .map_or(0, |it| u32::from(it.packing_size()))
    );
    let interfaces: Vec<Type> = our.interfaces().map(|(_, ty)| to_type(file, &ty)).collect();
    let their_interfaces: Vec<Type> = their
        .interface_impls()
        .map(|it| it.interface(&[]))
        .collect();
    assert_eq!(interfaces, their_interfaces);

    assert_eq!(our.fields().count(), their.fields().count());
    for (our, their) in our.fields().zip(their.fields()) {
        assert_eq!(our.name(), their.name());
        assert_eq!(to_type(file, &our.ty().unwrap()), their.ty());
        assert_eq!(
            our.constant().map(to_literal),
            their.constant().map(|it| it.value())
        );
        assert_eq!(values(our.0.attributes()), their_values(&their));
        assert_eq!(our.parent().map(|it| it.0.row), Some(their_type));
    }

    assert_eq!(our.methods().count(), their.methods().count());
    for (our, their) in our.methods().zip(their.methods()) {
        assert_eq!(our.name(), their.name());
        let (signature, their_signature) = (our.signature().unwrap(), their.signature(&[]));
        let types = signature.params.iter().map(|ty| to_type(file, ty));
        assert_eq!(types.collect::<Vec<_>>(), their_signature.types);
        assert_eq!(
            to_type(file, &signature.returns),
            their_signature.return_type
        );
        for (our, their) in our.params().zip(their.params()) {
            assert_eq!(
                (our.name(), our.sequence(), our.flags()),
                (
                    their.name(),
                    u32::from(their.sequence()),
                    u32::from(their.flags().0)
                )
            );
            assert_eq!(values(our.0.attributes()), their_values(&their));
        }
    }
}
