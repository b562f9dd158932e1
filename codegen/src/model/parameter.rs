//! Parameters, and the counts of their elements.

use std::borrow::Cow;
use std::ops::Deref;

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
    /// `size_is` (or `max_is`, which is one less), from the outermost pointer inward.
    pub size_is: Counts,
    /// `length_is` (or `last_is`, which is one less), in the same order.
    pub length_is: Counts,
    /// The index of the parameter that holds the IID of this one's interface.
    pub iid_is: Option<usize>,
    /// `defaultvalue`.
    pub default: Option<Box<Value>>,
    /// All attributes, in order. Nearly all parameters have one of a few lists, which take no
    /// memory.
    pub list: Cow<'static, [Attribute]>,
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

/// A list of counts. It is small when it is empty, because hardly any parameter has counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "it is a third of a vector")]
pub struct Counts(Option<Box<Vec<Option<Count>>>>);

impl From<Vec<Option<Count>>> for Counts {
    fn from(counts: Vec<Option<Count>>) -> Self {
        Self((!counts.is_empty()).then(|| Box::new(counts)))
    }
}

impl FromIterator<Option<Count>> for Counts {
    fn from_iter<I: IntoIterator<Item = Option<Count>>>(counts: I) -> Self {
        Vec::from_iter(counts).into()
    }
}

impl Extend<Option<Count>> for Counts {
    fn extend<I: IntoIterator<Item = Option<Count>>>(&mut self, counts: I) {
        for count in counts {
            self.0.get_or_insert_default().push(count);
        }
    }
}

impl Deref for Counts {
    type Target = [Option<Count>];

    fn deref(&self) -> &Self::Target {
        self.0.as_ref().map_or(&[], |counts| counts)
    }
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
