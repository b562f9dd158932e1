//! Attributes that files or metadata declare: `attribute`.

use smol_str::SmolStr;

use super::Base;

/// An attribute of the Windows Runtime that isn't one of MIDL's own. It has no representation at the ABI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AttributeType {
    /// The namespace in which it is declared, dotted.
    pub namespace: SmolStr,
    /// Its name: `ColourAttribute`.
    pub name: SmolStr,
    /// Whether an input file declares it.
    pub is_named: bool,
    /// Whether an input file declares or uses it. One of metadata is here because some file uses it.
    pub is_needed: bool,
    /// `attributename`: what IDL calls it in a list of attributes, `colour`.
    pub idl_name: Option<SmolStr>,
    /// Its own attributes.
    pub attributes: Vec<super::Attribute>,
    /// What can be said in it, in the order of the arguments.
    pub fields: Vec<AttributeField>,
}

/// A field of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AttributeField {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub ty: AttributeFieldType,
}

/// The types that a field of an attribute may have (ECMA-335 II.23.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AttributeFieldType {
    /// `HSTRING`
    Text,
    /// `Windows.UI.Xaml.Interop.TypeName`: a type.
    Type,
    /// A number, a character, or whether something is so.
    Base(Base),
    /// An enumeration, by its full name.
    Enum(SmolStr),
}
