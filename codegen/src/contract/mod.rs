//! Callback contracts: what IDL can't say of a callback (which flag makes a method be called, which
//! parameter is noise, what may be left out), written in WebIDL.
//!
//! ```text
//! /// What is called about a lamp.
//! [Implements=ILampEvents2]
//! callback interface LampEvents {
//!   /// It is switched on or off.
//!   [Slot=Switched, Notify=LAMP_NOTIFY_SWITCHED, Retry] undefined switched(ILamp lamp, boolean on);
//! };
//! ```
//!
//! Stands beside IDL's own stages: `syntax` reads a file with `weedle`, `check` holds it against the
//! model that `resolve` made. What comes out is for `emit`. Both are there with the feature `contracts`.

#[cfg(feature = "contracts")]
mod check;
#[cfg(feature = "contracts")]
mod syntax;

#[cfg(feature = "contracts")]
pub(crate) use {check::check, syntax::read};

use crate::model::ItemId;

/// A contract that fits the IDL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// The interface that it is about: `[Implements=..]`.
    pub interface: ItemId,
    /// The trait's name.
    pub name: String,
    /// The trait's documentation, a line each.
    pub docs: Vec<String>,
    /// Who calls it: `[Service=..]`.
    pub service: Option<String>,
    /// The type of the set of flags, where there are flags: `[Flags=..]`, or the trait's name with
    /// `Notify` behind it.
    pub flags: String,
    /// The methods, one for each slot.
    pub methods: Vec<ContractMethod>,
}

/// A method of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractMethod {
    /// The interface that declares the slot.
    pub owner: ItemId,
    /// The slot's name there.
    pub slot: String,
    /// The method's name, as it is written.
    pub name: String,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// It may be left out: `[Optional]`, or `[Notify=..]`.
    pub optional: bool,
    /// An error return asks for another call: `[Retry]`.
    pub retry: bool,
    /// The constant or enumerator that makes it be called: `[Notify=..]`.
    pub notify: Option<String>,
    /// The parameters that it has, by their place in the slot; the others are noise.
    pub params: Vec<ContractParam>,
}

/// A parameter of a contract's method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractParam {
    /// Its place in the slot.
    pub index: usize,
    /// Its name, as it is written.
    pub name: String,
    /// It may be null: `ILamp?`.
    pub nullable: bool,
    /// The Rust type that stands for it, which is in memory as the IDL's: `[Wrapper=..]`.
    pub wrapper: Option<String>,
}
