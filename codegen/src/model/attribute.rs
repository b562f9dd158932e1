//! Attributes.

use std::borrow::Cow;

/// An attribute of IDL: its name, and its text as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Nearly all names are words of IDL, which need no copy.
    name: Cow<'static, str>,
    /// The name with the arguments behind it, if there are any.
    with_arguments: Option<Box<str>>,
    /// The meaning of the arguments, of an attribute on a definition of WinRT.
    arguments: Option<Box<[AttributeArgument]>>,
}

/// The meaning of an argument of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeArgument {
    /// A type or an API contract, by its full name.
    Type(Box<str>),
    /// `1.0`: the major version in the upper half, the minor one in the lower.
    Version(u32),
    /// A number.
    Number(u32),
    /// A text in quotes.
    Text(Box<str>),
    /// A word: `public`, `agile`.
    Word(Box<str>),
    /// Anything else.
    Other,
}

impl Attribute {
    /// Returns an attribute without arguments whose name is a word of IDL.
    pub const fn word(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            with_arguments: None,
            arguments: None,
        }
    }

    /// Returns an attribute without arguments.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            with_arguments: None,
            arguments: None,
        }
    }

    /// Returns an attribute with arguments. `text` is the whole attribute, `size_is(celt)`.
    pub fn with_arguments(name: impl Into<Cow<'static, str>>, text: impl Into<Box<str>>) -> Self {
        Self {
            name: name.into(),
            with_arguments: Some(text.into()),
            arguments: None,
        }
    }

    /// Returns the attribute with the meaning of its arguments.
    pub fn meaning(self, arguments: Vec<AttributeArgument>) -> Self {
        Self {
            arguments: (!arguments.is_empty()).then(|| arguments.into()),
            ..self
        }
    }

    /// Returns the meaning of the arguments, of an attribute on a definition of WinRT.
    pub fn arguments(&self) -> &[AttributeArgument] {
        self.arguments.as_deref().unwrap_or_default()
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
