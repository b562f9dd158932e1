//! The places where attribute lists stand.

/// Where an attribute list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributePlace {
    /// `interface`, `dispinterface`, `delegate`, `attribute`.
    Interface,
    /// `coclass`, `runtimeclass`, `apicontract`.
    Coclass,
    /// An interface in a coclass's body.
    CoclassMember,
    /// `library`.
    Library,
    /// `module`.
    Module,
    /// `namespace`.
    Namespace,
    /// `typedef`, `struct`, `union`, `enum`.
    Type,
    /// A field of a struct, an arm of a union.
    Field,
    /// A method or function.
    Method,
    /// A property of a dispinterface.
    Property,
    /// A parameter.
    Parameter,
    /// A constant.
    Constant,
    /// A value of an enumeration.
    Enumerator,
}

impl AttributePlace {
    /// All places.
    pub const ALL: [Self; 13] = [
        Self::Interface,
        Self::Coclass,
        Self::CoclassMember,
        Self::Library,
        Self::Module,
        Self::Namespace,
        Self::Type,
        Self::Field,
        Self::Method,
        Self::Property,
        Self::Parameter,
        Self::Constant,
        Self::Enumerator,
    ];

    /// Returns the place as a message says it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Interface => "an interface",
            Self::Coclass => "a class",
            Self::CoclassMember => "a class's interface",
            Self::Library => "a library",
            Self::Module => "a module",
            Self::Namespace => "a namespace",
            Self::Type => "a type",
            Self::Field => "a field",
            Self::Method => "a method",
            Self::Property => "a property",
            Self::Parameter => "a parameter",
            Self::Constant => "a constant",
            Self::Enumerator => "an enumeration's value",
        }
    }

    /// The letter that stands for the place in the table.
    pub(super) fn letter(self) -> u8 {
        match self {
            Self::Interface => b'i',
            Self::Coclass => b'c',
            Self::CoclassMember => b'b',
            Self::Library => b'l',
            Self::Module => b'm',
            Self::Namespace => b'n',
            Self::Type => b't',
            Self::Field => b'f',
            Self::Method => b'x',
            Self::Property => b'y',
            Self::Parameter => b'p',
            Self::Constant => b'k',
            Self::Enumerator => b'e',
        }
    }
}
