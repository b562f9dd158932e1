//! The extent of a verification.

use std::ops::AddAssign;

/// How much of the input the metadata has, and was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Interfaces that the metadata knows.
    pub interfaces: usize,
    /// Their own slots.
    pub slots: usize,
    /// Structs and unions that the metadata knows.
    pub records: usize,
    /// Enumerations that the metadata knows.
    pub enums: usize,
    /// Differences that were allowed.
    pub drifts: usize,
}

impl AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.interfaces += other.interfaces;
        self.slots += other.slots;
        self.records += other.records;
        self.enums += other.enums;
        self.drifts += other.drifts;
    }
}
