//! Attributes.

use std::borrow::Cow;

/// An attribute of IDL: its name, and its text as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Nearly all names are words of IDL, which need no copy.
    name: Cow<'static, str>,
    /// The name with the arguments behind it, if there are any.
    with_arguments: Option<Box<str>>,
}

impl Attribute {
    /// Returns an attribute without arguments whose name is a word of IDL.
    pub const fn word(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            with_arguments: None,
        }
    }

    /// Returns an attribute without arguments.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            with_arguments: None,
        }
    }

    /// Returns an attribute with arguments. `text` is the whole attribute, `size_is(celt)`.
    pub fn with_arguments(name: impl Into<Cow<'static, str>>, text: impl Into<Box<str>>) -> Self {
        Self {
            name: name.into(),
            with_arguments: Some(text.into()),
        }
    }

    /// Returns the name: `size_is` of `size_is(celt)`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the attribute as it is written, with its arguments: `size_is(celt)`. White space
    /// that has no meaning is left out.
    pub fn text(&self) -> &str {
        self.with_arguments.as_deref().unwrap_or(&self.name)
    }
}
