//! Uses a vendor's enumerations wherever a type may stand, in each way to have them: what is passed
//! has to arrive, through slots of vtables and through `Invoke`.

#![deny(warnings)]

mod alias {
    comidl::include_idl!("alias");
}

mod newtype {
    comidl::include_idl!("newtype");
}

mod open {
    comidl::include_idl!("open");
}

mod alias_used {
    use crate::alias::*;

    const TYPE: Form = r#type;

    fn number(value: i32) -> i32 {
        value
    }

    include!("used.rs");
}

mod newtype_used {
    use crate::newtype::*;

    const TYPE: Form = r#type;

    include!("number.rs");
    include!("used.rs");
}

mod open_used {
    use crate::open::*;

    const KIND_SMALL: Kind = Kind::KIND_SMALL;
    const KIND_LARGE: Kind = Kind::KIND_LARGE;
    const KIND_HUGE: Kind = Kind::KIND_HUGE;
    const KIND_BIG: Kind = Kind::KIND_BIG;
    const MODE_COLD: Modes = Modes::MODE_COLD;
    const MODE_HOT: Modes = Modes::MODE_HOT;
    const MODE_TOP: Modes = Modes::MODE_TOP;
    const TYPE: Form = Form::r#type;

    include!("number.rs");
    include!("used.rs");
}

fn a_newtype_prints_its_number_and_an_open_one_its_name() {
    assert_eq!(format!("{:?}", newtype::KIND_LARGE), "Kind(1)");
    let open = [
        open::Kind::KIND_LARGE,
        open::Kind::KIND_BIG,
        open::Kind(9),
        open::Kind(-1),
    ];
    let printed = open.map(|it| format!("{it:?}"));
    assert_eq!(printed, ["KIND_LARGE", "KIND_HUGE", "Kind(9)", "Kind(-1)"]);
    let modes = [
        open::Modes::MODE_COLD | open::Modes::MODE_HOT,
        open::Modes::MODE_HOT | open::Modes::MODE_TOP,
        open::Modes::MODE_HOT | open::Modes(0x30),
        open::Modes(0x30),
        open::Modes(0),
    ];
    let printed = modes.map(|it| format!("{it:?}"));
    let expected = [
        "MODE_EXTREME",
        "MODE_HOT | MODE_TOP",
        "MODE_HOT | Modes(0x30)",
        "Modes(0x30)",
        "MODE_NONE",
    ];
    assert_eq!(printed, expected);
    assert_eq!(format!("{:?}", open::Steps(5)), "STEP_ONE | Steps(0x4)");
    assert_eq!(format!("{:?}", open::Form(0)), "Form");
    assert_eq!(format!("{:?}", open::Form(6)), "contains | type");
}

fn flags_have_operators() {
    use newtype::*;
    let mut modes = MODE_COLD | MODE_HOT;
    assert_eq!(modes, MODE_EXTREME);
    assert!(modes.contains(MODE_HOT) && !modes.contains(MODE_TOP));
    modes &= !MODE_COLD;
    assert_eq!(modes, MODE_HOT);
    modes |= MODE_TOP;
    assert_eq!(modes & MODE_TOP, MODE_TOP);
    const { assert!(MODE_EXTREME.contains(MODE_COLD)) };
    assert_eq!(STEP_ONE | STEP_TWO, STEP_BOTH);
    assert_eq!((Form_Form, contains | r#type), (Form(0), Form(6)));
}

fn values_are_patterns_and_keys() {
    let name = |kind| match kind {
        open::Kind::KIND_SMALL => "small",
        open::Kind::KIND_LARGE => "large",
        open::Kind(other) if other > 7 => "unknown",
        _ => "huge",
    };
    assert_eq!(name(open::Kind(1)), "large");
    assert_eq!(name(open::Kind(7)), "huge");
    assert_eq!(name(open::Kind(8)), "unknown");
    let size = |kind| match kind {
        newtype::KIND_SMALL => 1,
        newtype::KIND_LARGE => 2,
        _ => 3,
    };
    assert_eq!(size(newtype::Kind::default()), 1);
    let kinds = std::collections::HashSet::from([newtype::KIND_HUGE, newtype::KIND_BIG]);
    assert_eq!(kinds.len(), 1);
}

fn main() {
    alias_used::run();
    newtype_used::run();
    open_used::run();
    a_newtype_prints_its_number_and_an_open_one_its_name();
    flags_have_operators();
    values_are_patterns_and_keys();
    println!("every value arrives");
}
