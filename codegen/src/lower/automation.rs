//! The types of OLE Automation that a name alone tells: their shapes are those of other types, too.

use crate::metadata::runtime_namespace;
use crate::model::Item;

/// A type of OLE Automation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Automation {
    /// A value with its type beside it.
    Variant,
    /// A truth value of 16 bits.
    VariantBool,
    /// Days since the end of 1899.
    Date,
    /// Ten-thousandths of a unit of money.
    Currency,
    /// A number with decimals.
    Decimal,
    /// An array with its bounds.
    SafeArray,
}

/// The names of each type, the usual one first.
const NAMES: &[(Automation, &[&str])] = &[
    (Automation::Variant, &["VARIANT"]),
    (Automation::VariantBool, &["VARIANT_BOOL"]),
    (Automation::Date, &["DATE"]),
    (Automation::Currency, &["CY", "CURRENCY"]),
    (Automation::Decimal, &["DECIMAL"]),
    (Automation::SafeArray, &["SAFEARRAY"]),
];

impl Automation {
    /// Returns whether an item is the type. In a namespace of the Windows Runtime, a name means what is
    /// defined there.
    pub(crate) fn is(self, item: &Item) -> bool {
        self.is_called(&item.name) && runtime_namespace(item).is_none()
    }

    fn is_called(self, name: &str) -> bool {
        let mut entries = NAMES.iter();
        entries.any(|(entry, names)| *entry == self && names.contains(&name))
    }

    /// Returns the usual name of the type.
    #[cfg(any(feature = "contracts", test))]
    pub(crate) fn name(self) -> &'static str {
        let mut entries = NAMES.iter();
        let found = entries.find(|(entry, _)| *entry == self);
        found.map_or("", |(_, names)| names[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_has_a_name_that_no_other_has() {
        for (of, names) in NAMES {
            assert_eq!(of.name(), names[0]);
            for (other, _) in NAMES {
                assert_eq!(other.is_called(names[0]), other == of);
            }
        }
    }
}
