//! QueryInterface, by COM's rules: reflexive, symmetric, transitive, and the same identity through
//! every interface.

mod common;

use comidl::bindings::IBackgroundCopyCallback3;
use comidl::bits::BitsCallback;
use comidl::bits_callback;
use common::*;
use std::ptr::{null, null_mut};

#[bits_callback]
struct Silent(#[allow(dead_code)] u64);

impl BitsCallback for Silent {}

fn callback() -> Raw {
    Raw::of(IBackgroundCopyCallback3::from(Silent(7)))
}

#[test]
fn every_interface_answers_for_itself() {
    for iid in answered() {
        let interface = callback().query(iid).unwrap();
        assert!(interface.query(iid).is_ok());
    }
}

#[test]
fn what_is_reached_from_one_interface_is_reached_from_all_and_back() {
    for from in answered() {
        for to in answered() {
            let first = callback().query(from).unwrap();
            let second = first.query(to).unwrap();
            assert!(second.query(from).is_ok(), "{from:?} from {to:?}");
        }
    }
}

#[test]
fn two_steps_reach_nothing_that_one_does_not() {
    for first in answered() {
        for second in answered() {
            for third in answered() {
                let object = callback().query(first).unwrap();
                assert!(object.query(second).unwrap().query(third).is_ok());
                assert!(object.query(third).is_ok());
            }
        }
    }
}

#[test]
fn the_identity_is_the_same_through_every_pair() {
    let callback = callback();
    let identity = callback.query(UNKNOWN).unwrap();
    for from in answered() {
        for to in answered() {
            let through = callback.query(from).unwrap().query(to).unwrap();
            assert_eq!(
                through.query(UNKNOWN).unwrap().0,
                identity.0,
                "{from:?} to {to:?}"
            );
        }
    }
}

#[test]
fn two_objects_have_two_identities() {
    let (one, other) = (callback(), callback());
    assert_ne!(
        one.query(UNKNOWN).unwrap().0,
        other.query(UNKNOWN).unwrap().0
    );
}

#[test]
fn each_query_is_one_reference_and_a_refused_one_is_none() {
    let callback = callback();
    assert_eq!(callback.count(), 1);
    for iid in answered() {
        let interface = callback.query(iid).unwrap();
        assert_eq!(callback.count(), 2, "{iid:?}");
        assert_eq!(interface.count(), 2, "{iid:?}");
        drop(interface);
        assert_eq!(callback.count(), 1, "{iid:?}");
        assert_eq!(callback.query(JOB).unwrap_err(), E_NOINTERFACE);
        assert_eq!(callback.count(), 1);
    }
}

#[test]
fn what_is_not_there_is_not_there_through_any_interface() {
    let mut absent = vec![
        JOB,
        WEAK_REFERENCE,
        iid("00000000-0000-0000-0000-000000000000"),
    ];
    if cfg!(not(windows)) {
        absent.push(MARSHAL);
    }
    // One bit beside what is there.
    absent.push(iid("97EA99C7-0186-4AD4-8DF9-C5B4E0ED6B23"));
    absent.push(iid("17EA99C7-0186-4AD4-8DF9-C5B4E0ED6B22"));
    for from in answered() {
        let interface = callback().query(from).unwrap();
        for &iid in &absent {
            assert_eq!(interface.query(iid).unwrap_err(), E_NOINTERFACE);
        }
    }
}

#[test]
fn null_pointers_are_refused() {
    for from in answered() {
        let interface = callback().query(from).unwrap();
        assert_eq!(interface.query_into(&UNKNOWN, null_mut()), E_POINTER);
        let mut found = std::ptr::dangling_mut();
        assert_eq!(interface.query_into(null(), &mut found), E_POINTER);
        assert!(found.is_null());
        assert_eq!(interface.count(), 1);
    }
}

#[test]
fn a_weak_reference_is_an_object_of_its_own() {
    let callback = callback();
    let weak = callback
        .query(WEAK_REFERENCE_SOURCE)
        .unwrap()
        .weak_reference();
    for iid in [UNKNOWN, WEAK_REFERENCE, AGILE_OBJECT] {
        assert_eq!(weak.query(iid).unwrap().0, weak.0);
    }
    for iid in [CALLBACK, CALLBACK3, WEAK_REFERENCE_SOURCE] {
        assert_eq!(weak.query(iid).unwrap_err(), E_NOINTERFACE);
    }
    assert_ne!(
        weak.query(UNKNOWN).unwrap().0,
        callback.query(UNKNOWN).unwrap().0
    );
    assert_eq!(weak.query_into(&UNKNOWN, null_mut()), E_POINTER);
    assert_eq!(weak.query_into(null(), &mut null_mut()), E_POINTER);
}
