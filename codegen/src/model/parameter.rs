//! Parameters, and the counts of their elements.

use smol_str::SmolStr;

use super::{Attribute, Type, Value};
use crate::source::Span;

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name. A parameter without one is called `arg0`, `arg1`, by its position.
    pub name: SmolStr,
    /// Its type as declared. An array stays an array here, though C passes a pointer.
    pub ty: Type,
    /// Its attributes.
    pub attributes: ParamAttributes,
    /// The place of its name.
    pub span: Span,
}

/// The attributes of a parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParamAttributes {
    /// `in`.
    pub is_in: bool,
    /// `out`.
    pub is_out: bool,
    /// `retval`.
    pub retval: bool,
    /// `optional`, or a default value.
    pub optional: bool,
    /// `lcid`.
    pub lcid: bool,
    /// `ref`, `unique` or `ptr`.
    pub pointer: Option<PointerKind>,
    /// `string`.
    pub string: bool,
    /// All attributes, in order, if they are one of a few lists.
    pub common: CommonList,
    /// What the attributes say beyond that. Most parameters have none.
    pub details: Option<Box<ParamDetails>>,
}

/// The parts of a parameter's attributes that few parameters have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParamDetails {
    /// `size_is` (or `max_is`, which is one less), from the outermost pointer inward.
    pub size_is: Vec<Option<Count>>,
    /// `length_is` (or `last_is`, which is one less), in the same order.
    pub length_is: Vec<Option<Count>>,
    /// The index of the parameter that holds the IID of this one's interface.
    pub iid_is: Option<usize>,
    /// `defaultvalue`.
    pub default: Option<Value>,
    /// All attributes, in order, if they are no common list.
    pub list: Vec<Attribute>,
}

impl ParamAttributes {
    /// Returns all attributes, in order.
    pub fn list(&self) -> &[Attribute] {
        match &self.details {
            Some(details) if !details.list.is_empty() => &details.list,
            _ => self.common.attributes(),
        }
    }

    /// Returns the counts of `size_is`, from the outermost pointer inward.
    pub fn size_is(&self) -> &[Option<Count>] {
        self.details.as_ref().map_or(&[], |it| &it.size_is)
    }

    /// Returns the counts of `length_is`, from the outermost pointer inward.
    pub fn length_is(&self) -> &[Option<Count>] {
        self.details.as_ref().map_or(&[], |it| &it.length_is)
    }

    /// Returns the index of the parameter that holds the IID of this one's interface.
    pub fn iid_is(&self) -> Option<usize> {
        self.details.as_ref().and_then(|it| it.iid_is)
    }

    /// Returns the value of `defaultvalue`.
    pub fn default_value(&self) -> Option<&Value> {
        self.details.as_ref().and_then(|it| it.default.as_ref())
    }

    /// Returns the details for a change.
    pub fn details_mut(&mut self) -> &mut ParamDetails {
        self.details.get_or_insert_default()
    }

    /// Sets the list of all attributes.
    pub fn set_list(&mut self, list: Vec<Attribute>) {
        match CommonList::of(&list) {
            Some(common) => self.common = common,
            None => self.details_mut().list = list,
        }
    }
}

/// The attribute lists that most parameters have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommonList {
    /// No attribute.
    #[default]
    Empty,
    /// `[in]`
    In,
    /// `[out]`
    Out,
    /// `[in, out]`
    InOut,
    /// `[out, retval]`
    OutRetval,
    /// `[retval, out]`
    RetvalOut,
}

impl CommonList {
    const ALL: [Self; 6] = [
        Self::Empty,
        Self::In,
        Self::Out,
        Self::InOut,
        Self::OutRetval,
        Self::RetvalOut,
    ];

    /// Returns the common list with these attributes, if there is one.
    fn of(list: &[Attribute]) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.attributes() == list)
    }

    /// Returns the attributes of the list.
    pub fn attributes(self) -> &'static [Attribute] {
        const IN: Attribute = Attribute::word("in");
        const OUT: Attribute = Attribute::word("out");
        const RETVAL: Attribute = Attribute::word("retval");
        match self {
            Self::Empty => &[],
            Self::In => const { &[IN] },
            Self::Out => const { &[OUT] },
            Self::InOut => const { &[IN, OUT] },
            Self::OutRetval => const { &[OUT, RETVAL] },
            Self::RetvalOut => const { &[RETVAL, OUT] },
        }
    }
}

/// The kind of a pointer, as MIDL has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    /// Never null.
    Ref,
    /// Null, or the only pointer to its target.
    Unique,
    /// Null, or any pointer.
    Full,
}

/// The number of an array's elements, as `size_is` gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Count {
    /// Always this many.
    Const(u64),
    /// The value of the parameter or field with this index.
    Of(usize),
    /// The value to which the parameter or field with this index points.
    Deref(usize),
    /// An expression, as it is written.
    Expression(String),
}
