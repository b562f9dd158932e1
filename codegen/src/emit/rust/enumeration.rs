//! Enumerations: C's enum as an integer under a name, or as a type of its own.

use crate::docs::Kind;
use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::model::{Base, Enum, ItemId};

use super::code::Code;
use super::constant;
use super::doc;
use super::template::{Block, rust};
use super::types::Context;

/// How the bindings have enumerations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enums {
    /// An integer under another name, as C has it. The values are constants of the module:
    /// `pub type Kind = i32;`, `pub const KIND_SMALL: Kind = 0;`.
    #[default]
    Alias,
    /// A type of its own, as the `windows` crate has it. The values are constants of the module:
    /// `pub struct Kind(pub i32);`, `pub const KIND_SMALL: Kind = Kind(0);`. Sets of flags have
    /// `|`, `&`, `!`, `|=`, `&=` and `contains`.
    Newtype,
    /// A type of its own that has its values in it, `Kind::KIND_SMALL`, and shows their names where
    /// it is printed by `{:?}`. It has what `Newtype` has besides, and takes values without a name,
    /// too: `Kind(7)`.
    Open,
}

/// Returns the number that an enumeration is in Rust.
pub(super) fn number(definition: &Enum) -> Number {
    match definition.repr {
        Base::UInt | Base::ULong => Number::U32,
        _ => Number::I32,
    }
}

/// Returns `value` as that number has it. `0x80000000` is a value of a signed enum, too: only the bits
/// count.
fn within(number: Number, value: i128) -> i128 {
    if number == Number::U32 {
        i128::from(value as u32)
    } else {
        i128::from(value as i32)
    }
}

/// Returns `value` of a [`Enums::Newtype`] or [`Enums::Open`] as Rust writes it: `Kind(1)`.
pub(super) fn constructed(
    context: &Context<'_>,
    id: ItemId,
    number: Number,
    value: i128,
) -> String {
    let literal = constant::int(context, &AbiType::Number(number), within(number, value));
    format!("{}({literal})", context.names.item(id))
}

/// Writes, as [`Enums::Alias`],
///
/// ```text
/// pub type BG_JOB_STATE = i32;
/// pub const BG_JOB_STATE_ERROR: BG_JOB_STATE = 4;
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, definition: &Enum) {
    let number = number(definition);
    match context.enums {
        Enums::Alias => {
            let name = context.names.item(id);
            doc::write_item(code, context, id);
            rust!(code, "pub type $name = $repr;", name, repr = number.name());
            for (index, enumerator) in definition.values.iter().enumerate() {
                let value = within(number, enumerator.value.into());
                doc::write_part(code, context, id, enumerator.span, Kind::Definition);
                constant::write_const(
                    code,
                    context.names.enumerator(id, index),
                    name,
                    &constant::int(context, &AbiType::Number(number), value),
                );
            }
        }
        Enums::Newtype | Enums::Open => write_type(code, context, id, definition),
    }
}

/// Writes, as [`Enums::Newtype`],
///
/// ```text
/// #[repr(transparent)]
/// #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
/// pub struct BG_JOB_STATE(pub i32);
/// pub const BG_JOB_STATE_ERROR: BG_JOB_STATE = BG_JOB_STATE(4);
/// ```
///
/// An [`Enums::Open`] has the constants in an `impl`.
fn write_type(code: &mut Code, context: &Context<'_>, id: ItemId, definition: &Enum) {
    let name = context.names.item(id);
    let number = number(definition);
    let is_open = context.enums == Enums::Open;
    doc::write_item(code, context, id);
    rust!(
        code,
        "
        #[repr(transparent)]
        #[derive(Clone, Copy, ${debug}Default, Eq, Hash, PartialEq)]
        pub struct $name(pub $repr);
        ",
        debug = if is_open { "" } else { "Debug, " },
        name,
        repr = number.name()
    );
    let write_values = |code: &mut Code| {
        for (index, enumerator) in definition.values.iter().enumerate() {
            let value = constructed(context, id, number, enumerator.value.into());
            doc::write_part(code, context, id, enumerator.span, Kind::Definition);
            let enumerator = context.names.enumerator(id, index);
            constant::write_const(code, enumerator, name, &value);
        }
    };
    let is_flags = is_flags(definition);
    if !is_open {
        write_values(code);
    } else {
        if !definition.values.is_empty() {
            rust!(
                code,
                "
                impl $name {
                    $values
                }
                ",
                name,
                values = Block(write_values)
            );
        }
        write_debug(code, context, id, definition, is_flags);
    }
    if is_flags {
        write_operators(code, context, name);
    }
}

/// Returns whether the values are flags, so that a value of the type is a set of them.
///
/// They are where `[flags]` or the metadata says so. Otherwise their values tell: each is zero, a
/// single bit, or made of the single bits, of which there are two at least. A value of all bits, which
/// only makes the enumeration large, says nothing. Values that merely count, such as 0, 1 and 2, aren't
/// flags.
fn is_flags(definition: &Enum) -> bool {
    let values = definition.values.iter().map(|it| it.value as u32);
    let mut values: Vec<u32> = values
        .filter(|it| *it != 0 && *it != u32::MAX && *it != i32::MAX as u32)
        .collect();
    values.sort_unstable();
    values.dedup();
    let bits = values.iter().filter(|it| it.is_power_of_two());
    let single_bits = bits.fold(0, |all, bit| all | bit);
    let counts = (1..).zip(&values).all(|(count, value)| count == *value);
    let is_set = single_bits.count_ones() >= 2 && !counts;
    definition.flags || (is_set && values.iter().all(|it| it & !single_bits == 0))
}

/// Writes how a value is printed: by its name, flags by all their names, and the rest as a number.
fn write_debug(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    definition: &Enum,
    is_flags: bool,
) {
    let mut seen: Vec<u32> = Vec::new();
    let mut values: Vec<(&str, &str, u32)> = Vec::new();
    for (index, enumerator) in definition.values.iter().enumerate() {
        let value = enumerator.value as u32;
        if !seen.contains(&value) {
            seen.push(value);
            let shown = enumerator.name.as_str();
            values.push((context.names.enumerator(id, index), shown, value));
        }
    }
    let variables = ["f", "rest", "separator", "flag", "name"];
    let variables = context.names.params(variables.into_iter());
    let [f, rest, separator, flag, shown] = &variables[..] else {
        return;
    };
    let arms = values.iter();
    let arms = arms.map(|(name, shown, _)| format!("Self::{name} => {f}.write_str({shown:?}),\n"));
    let bits = values.iter().filter(|(_, _, it)| it.is_power_of_two());
    let bits = bits.map(|(name, shown, _)| format!("(Self::{name}.0, {shown:?})"));
    let bits: Vec<String> = bits.collect();
    let name = context.names.item(id);
    let write_rest = |code: &mut Code| {
        if is_flags && !bits.is_empty() {
            rust!(
                code,
                r#"
                _ => {
                    let mut $rest = self.0;
                    let mut $separator = "";
                    for ($flag, $shown) in [$bits] {
                        if $rest & $flag != 0 {
                            $rest &= !$flag;
                            core::write!($f, "{$separator}{$shown}")?;
                            $separator = " | ";
                        }
                    }
                    if $rest != 0 || $separator.is_empty() {
                        core::write!($f, "{$separator}$name({$rest:#x})")?;
                    }
                    Ok(())
                }
                "#,
                rest,
                separator,
                flag,
                shown,
                f,
                bits = bits.join(", "),
                name
            );
        } else {
            rust!(
                code,
                r#"_ => core::write!($f, "$name({})", self.0),"#,
                f,
                name
            );
        }
    };
    rust!(
        code,
        "
        impl core::fmt::Debug for $name {
            fn fmt(&self, $f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match *self {
                    $arms
                    $rest
                }
            }
        }
        ",
        name,
        f,
        arms = arms.collect::<String>(),
        rest = Block(write_rest)
    );
}

/// Writes the operators of a set of flags, which are those that the `windows` crate has.
fn write_operators(code: &mut Code, context: &Context<'_>, name: &str) {
    let other = &context.names.params(["other"].into_iter())[0];
    rust!(
        code,
        "
        impl $name {
            pub const fn contains(&self, $other: Self) -> bool {
                self.0 & $other.0 == $other.0
            }
        }
        impl core::ops::BitOr for $name {
            type Output = Self;
            fn bitor(self, $other: Self) -> Self {
                Self(self.0 | $other.0)
            }
        }
        impl core::ops::BitAnd for $name {
            type Output = Self;
            fn bitand(self, $other: Self) -> Self {
                Self(self.0 & $other.0)
            }
        }
        impl core::ops::BitOrAssign for $name {
            fn bitor_assign(&mut self, $other: Self) {
                self.0 |= $other.0;
            }
        }
        impl core::ops::BitAndAssign for $name {
            fn bitand_assign(&mut self, $other: Self) {
                self.0 &= $other.0;
            }
        }
        impl core::ops::Not for $name {
            type Output = Self;
            fn not(self) -> Self {
                Self(!self.0)
            }
        }
        ",
        name,
        other
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Enumerator;
    use crate::source::Span;

    fn are_flags(values: &[i64]) -> bool {
        let values = values.iter().map(|value| Enumerator {
            name: "VALUE".into(),
            value: *value,
            span: Span::NONE,
        });
        is_flags(&Enum {
            values: values.collect(),
            repr: Base::Int,
            v1_enum: false,
            flags: false,
        })
    }

    #[test]
    fn single_bits_and_what_is_made_of_them_are_flags() {
        assert!(are_flags(&[1, 2, 4]));
        assert!(are_flags(&[0, 0x10, 0x20, 0x30]));
        assert!(are_flags(&[2, 4]));
        assert!(are_flags(&[1, 0x8000_0000]));
        assert!(are_flags(&[1, -0x8000_0000]));
        assert!(!are_flags(&[1, 2, 4, 9]));
        assert!(!are_flags(&[4]));
        assert!(!are_flags(&[]));
    }

    #[test]
    fn values_that_count_are_no_flags() {
        assert!(!are_flags(&[0, 1]));
        assert!(!are_flags(&[0, 1, 2]));
        assert!(!are_flags(&[3, 2, 1, 0]));
        assert!(!are_flags(&[1, 2, 3, 4, 5]));
    }

    #[test]
    fn a_value_of_all_bits_does_not_matter() {
        assert!(are_flags(&[1, 2, 4, 0xffff_ffff]));
        assert!(are_flags(&[1, 2, 4, -1]));
        assert!(are_flags(&[1, 2, 4, 0x7fff_ffff]));
        assert!(!are_flags(&[0, 1, 2, 0x7fff_ffff]));
    }
}
