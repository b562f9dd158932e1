//! Callback contracts, which are written in WebIDL. A contract adds to a callback interface what
//! IDL has no words for: the flag that makes a method be called, the parameters that nobody needs,
//! and the methods that may be left out.
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
//! `syntax` reads a file with `weedle`. `check` compares it with the model that `resolve` made.
//! `emit` gets the result. Both modules exist with the feature `contracts`.

#[cfg(feature = "contracts")]
mod check;
#[cfg(feature = "contracts")]
mod syntax;

#[cfg(feature = "contracts")]
pub(crate) use {check::check, syntax::read};

use crate::model::ItemId;

/// A contract that agrees with the IDL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// The callback interface: `[Implements=..]`.
    pub interface: ItemId,
    /// The trait's name.
    pub name: String,
    /// The lines of the trait's documentation.
    pub docs: Vec<String>,
    /// The service that calls it: `[Service=..]`.
    pub service: Option<String>,
    /// The name of the type of a set of flags: `[Flags=..]`, or the trait's name with `Notify`
    /// behind it.
    pub flags: String,
    /// The methods. Each slot has one.
    pub methods: Vec<ContractMethod>,
}

/// A method of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractMethod {
    /// The interface that declares the slot.
    pub owner: ItemId,
    /// The slot's name in that interface.
    pub slot: String,
    /// The method's name, as it is written.
    pub name: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// Whether it may be left out: `[Optional]`, or `[Notify=..]`.
    pub optional: bool,
    /// Whether the caller repeats a call that returned an error: `[Retry]`.
    pub retry: bool,
    /// The constant or enumerator that makes it be called: `[Notify=..]`.
    pub notify: Option<String>,
    /// Whether its result may be null: `ILamp? find()`. None where the contract doesn't say the result's type.
    pub nullable_result: Option<bool>,
    /// Its parameters. Those of the slot that aren't among them are left out.
    pub params: Vec<ContractParam>,
}

/// A parameter of a contract's method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractParam {
    /// Its index in the slot.
    pub index: usize,
    /// Its name, as it is written.
    pub name: String,
    /// Whether it may be null: `ILamp?`.
    pub nullable: bool,
    /// The Rust type that stands for it, with the same form in memory as the IDL's: `[Wrapper=..]`.
    pub wrapper: Option<String>,
}
