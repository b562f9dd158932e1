//! Enumerations of metadata, and mutations of them.

use super::*;
use crate::model::Enumerator;

#[test]
fn another_value_of_an_enumerator_is_a_difference() {
    let (messages, _) = after("BG_JOB_STATE", |model| {
        let id = first(model);
        if let ItemKind::Enum(it) = &mut model.item_mut(id).kind {
            it.values[3].value = 7;
        }
    });
    assert_eq!(
        messages,
        ["IDL0707: `BG_JOB_STATE_SUSPENDED` is 7 here, 3 in metadata"]
    );
}

/// Returns the messages about an enumeration of metadata after `change`.
fn changed(name: &str, change: fn(&mut Vec<Enumerator>)) -> Vec<String> {
    let (messages, _) = after(name, |model| {
        let id = first(model);
        if let ItemKind::Enum(it) = &mut model.item_mut(id).kind {
            change(&mut it.values);
        }
    });
    messages
}

#[test]
fn an_enumerator_that_ends_the_others_tells_the_version_of_the_idl() {
    // Its name says that it ends them.
    assert_eq!(
        changed("MFVideoPrimaries", |values| {
            values
                .iter_mut()
                .find(|it| it.name == "MFVideoPrimaries_Last")
                .unwrap()
                .value = 9;
        }),
        [
            "IDL1703: this IDL is older than the metadata: `MFVideoPrimaries_Last` is 9 here, \
          14 in metadata"
        ]
    );
    // Its value follows from the others, of which this side has more.
    assert_eq!(
        changed("BG_JOB_PRIORITY", |values| {
            let mut last = values.pop().unwrap();
            values.push(Enumerator {
                name: "BG_JOB_PRIORITY_IDLE".into(),
                ..last.clone()
            });
            last.value += 1;
            values.push(last);
        }),
        [
            "IDL1703: this IDL is newer than the metadata: `BG_JOB_PRIORITY_LOW` is 4 here, \
          3 in metadata"
        ]
    );
}

#[test]
fn another_value_of_the_last_enumerator_is_a_difference_if_both_sides_have_the_same() {
    assert_eq!(
        changed("BG_JOB_PRIORITY", |values| values
            .last_mut()
            .unwrap()
            .value += 1),
        ["IDL0707: `BG_JOB_PRIORITY_LOW` is 4 here, 3 in metadata"]
    );
}

#[test]
fn more_or_fewer_enumerators_are_no_difference() {
    assert_eq!(
        changed("BG_JOB_PRIORITY", |values| drop(values.remove(1))),
        [""; 0]
    );
    assert_eq!(
        changed("BG_JOB_PRIORITY", |values| values[0].name =
            "BG_JOB_PRIORITY_FIRST".into()),
        [""; 0]
    );
}
