//! The attributes of the Windows Runtime's metadata.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::super::Writer;
use super::super::reference::{ArgumentType, Kind};
use super::types::split;
use crate::model::{Attribute, AttributeArgument, ItemKind};

/// The attributes of IDL that say what the definition itself says.
const SAID_OTHERWISE: &[&str] = &["object", "uuid"];

/// An argument of an attribute.
pub(super) enum Argument {
    /// A type.
    Type(TokenStream),
    /// A number, or a version.
    Number(u32),
    /// A text.
    Text(String),
    /// A value of the enumeration of this name.
    Value(&'static str, &'static str),
    /// Values of the enumeration of this name, all of them together.
    Flags(&'static str, Vec<&'static str>),
}

/// The name of an attribute in metadata, and its arguments.
type Attribution = (&'static str, Vec<Argument>);

impl Writer<'_> {
    /// Writes the attributes of a definition, except those that are `covered`. What the metadata of the
    /// Windows Runtime has no word for is kept as it is written.
    pub(super) fn runtime_attributes(
        &mut self,
        attributes: &[Attribute],
        covered: &[&str],
    ) -> TokenStream {
        let mut written = TokenStream::new();
        let mut kept = Vec::new();
        for attribute in attributes {
            let name = attribute.name();
            if covered.contains(&name) || SAID_OTHERWISE.contains(&name) {
                continue;
            }
            if let Some((name, arguments)) = self.attribution(attribute) {
                written.extend(self.metadata_attribute(name, arguments));
            } else if let Some(declared) = self.declared_attribute(attribute) {
                written.extend(declared);
            } else {
                kept.push(attribute.text());
            }
        }
        let idl = self.idl(kept);
        quote!(#written #idl)
    }

    /// Returns an attribute of `Windows.Foundation.Metadata`.
    pub(super) fn metadata_attribute(
        &mut self,
        name: &'static str,
        arguments: Vec<Argument>,
    ) -> TokenStream {
        let types = arguments.iter().map(|argument| match argument {
            Argument::Type(_) => ArgumentType::Type,
            Argument::Number(_) => ArgumentType::Number,
            Argument::Text(_) => ArgumentType::Text,
            Argument::Value(of, _) | Argument::Flags(of, _) => ArgumentType::Value(of),
        });
        self.references.add_attribute(name, types.collect());
        let name = Ident::new(name, Span::call_site());
        let arguments = arguments.into_iter().map(|argument| match argument {
            Argument::Type(path) => path,
            Argument::Number(number) => {
                let number = Literal::u32_unsuffixed(number);
                quote!(#number)
            }
            Argument::Text(text) => quote!(#text),
            Argument::Value(_, value) => {
                let value = Ident::new(value, Span::call_site());
                quote!(#value)
            }
            Argument::Flags(_, values) => {
                let values = values.into_iter();
                let values = values.map(|value| Ident::new(value, Span::call_site()));
                quote!(#(#values)|*)
            }
        });
        let arguments: Vec<TokenStream> = arguments.collect();
        let arguments = (!arguments.is_empty()).then(|| quote!((#(#arguments),*)));
        quote!(#[Windows::Foundation::Metadata::#name #arguments])
    }

    /// Returns what metadata has for an attribute of IDL.
    fn attribution(&mut self, attribute: &Attribute) -> Option<Attribution> {
        let arguments = attribute.arguments();
        Some(match attribute.name() {
            "exclusiveto" => match arguments {
                [AttributeArgument::Type(class)] => (
                    "ExclusiveTo",
                    vec![Argument::Type(self.type_called(class)?)],
                ),
                _ => return None,
            },
            "contract" => match arguments {
                [AttributeArgument::Type(contract), version] => {
                    let contract = Argument::Type(self.type_called(contract)?);
                    let version = major_and_minor(version)?;
                    ("ContractVersion", vec![contract, Argument::Number(version)])
                }
                _ => return None,
            },
            "activatable" => ("Activatable", self.factory(arguments)?),
            "static" => ("Static", self.factory(arguments)?),
            "composable" => ("Composable", self.factory(arguments)?),
            "threading" => ("Threading", vec![word(arguments, THREADING)?]),
            "marshaling_behavior" => ("MarshalingBehavior", vec![word(arguments, MARSHALING)?]),
            "deprecated" => ("Deprecated", deprecated(arguments)?),
            "allowmultiple" => ("AllowMultiple", Vec::new()),
            "attributename" => match arguments {
                [AttributeArgument::Text(name)] => {
                    ("AttributeName", vec![Argument::Text(name.to_string())])
                }
                _ => return None,
            },
            "attributeusage" => ("AttributeUsage", vec![targets(arguments)?]),
            "default_overload" => ("DefaultOverload", Vec::new()),
            "experimental" => ("Experimental", Vec::new()),
            "muse" => ("Muse", Vec::new()),
            "noexcept" | "noexception" => ("NoException", Vec::new()),
            "allowforweb" => ("AllowForWeb", Vec::new()),
            "hasvariant" => ("HasVariant", Vec::new()),
            "internal" => ("Internal", Vec::new()),
            "remote_async" => ("RemoteAsync", Vec::new()),
            "variant" => ("Variant", Vec::new()),
            "webhosthidden" => ("WebHostHidden", Vec::new()),
            _ => return None,
        })
    }

    /// Returns the arguments of an attribute that names a factory: its interface if it has one, who may
    /// compose, and since when it is there.
    fn factory(&mut self, arguments: &[AttributeArgument]) -> Option<Vec<Argument>> {
        let mut written = Vec::new();
        let mut rest = arguments;
        if let [AttributeArgument::Type(factory), after @ ..] = rest
            && self.is_interface(factory)
        {
            written.push(Argument::Type(self.type_called(factory)?));
            rest = after;
        }
        if let [AttributeArgument::Word(visibility), after @ ..] = rest {
            written.push(value(visibility, COMPOSITION)?);
            rest = after;
        }
        written.extend(since(rest)?);
        Some(written)
    }

    /// Returns whether this full name isn't one of an API contract.
    fn is_interface(&self, full_name: &str) -> bool {
        if self.contracts_by_name.contains_key(full_name) {
            return false;
        }
        let (_, name) = split(full_name);
        match self.by_full_name.get(full_name) {
            Some(id) => matches!(self.model().item(*id).kind, ItemKind::Interface(_)),
            None => !name.ends_with("Contract"),
        }
    }

    /// Returns the path of the type or the API contract with this full name, if the text or metadata
    /// defines it as one of the Windows Runtime.
    fn type_called(&mut self, full_name: &str) -> Option<TokenStream> {
        let (namespace, name) = split(full_name);
        if let Some(id) = self.by_full_name.get(full_name).copied()
            && self.placements[id.0 as usize].is_ours
        {
            return self.winrt.contains(id).then(|| self.named(id));
        }
        let of_name = self.contracts_by_name.get(full_name).copied();
        if of_name.is_none_or(|it| !it.is_named) && (self.is_in_metadata)(namespace, name) {
            self.references.add(namespace, name, Kind::Interface);
        } else {
            of_name?;
            self.contracts_in_use.insert(full_name.to_owned());
        }
        Some(self.type_path(namespace, name))
    }
}

/// The values of an enumeration of metadata, by IDL's words for them.
type Words = (&'static str, &'static [(&'static str, &'static str)]);

const TARGETS: Words = (
    "AttributeTargets",
    &[
        ("target_all", "All"),
        ("target_apicontract", "ApiContract"),
        ("target_delegate", "Delegate"),
        ("target_enum", "Enum"),
        ("target_event", "Event"),
        ("target_field", "Field"),
        ("target_interface", "Interface"),
        ("target_interfaceimpl", "InterfaceImpl"),
        ("target_method", "Method"),
        ("target_parameter", "Parameter"),
        ("target_property", "Property"),
        ("target_runtimeclass", "RuntimeClass"),
        ("target_struct", "Struct"),
    ],
);

const COMPOSITION: Words = (
    "CompositionType",
    &[("protected", "Protected"), ("public", "Public")],
);

const DEPRECATION: Words = (
    "DeprecationType",
    &[("deprecate", "Deprecate"), ("remove", "Remove")],
);

const MARSHALING: Words = (
    "MarshalingType",
    &[
        ("none", "None"),
        ("agile", "Agile"),
        ("standard", "Standard"),
    ],
);

const THREADING: Words = (
    "ThreadingModel",
    &[("sta", "STA"), ("mta", "MTA"), ("both", "Both")],
);

fn value(text: &str, (name, words): Words) -> Option<Argument> {
    let mut words = words.iter();
    let (_, value) = words.find(|(word, _)| word.eq_ignore_ascii_case(text))?;
    Some(Argument::Value(name, value))
}

/// Returns the definitions on which an attribute may stand.
fn targets(arguments: &[AttributeArgument]) -> Option<Argument> {
    let (name, words) = TARGETS;
    let values = arguments.iter().map(|argument| {
        let AttributeArgument::Word(text) = argument else {
            return None;
        };
        let mut words = words.iter();
        let (_, value) = words.find(|(word, _)| word.eq_ignore_ascii_case(text))?;
        Some(*value)
    });
    Some(Argument::Flags(name, values.collect::<Option<_>>()?))
}

fn word(arguments: &[AttributeArgument], words: Words) -> Option<Argument> {
    match arguments {
        [AttributeArgument::Word(text)] => value(text, words),
        _ => None,
    }
}

fn deprecated(arguments: &[AttributeArgument]) -> Option<Vec<Argument>> {
    let [
        AttributeArgument::Text(text),
        AttributeArgument::Word(kind),
        rest @ ..,
    ] = arguments
    else {
        return None;
    };
    let mut written = vec![Argument::Text(text.to_string()), value(kind, DEPRECATION)?];
    written.extend(since(rest)?);
    Some(written)
}

/// Returns the version since which something is there, behind an API contract or alone.
fn since(arguments: &[AttributeArgument]) -> Option<Vec<Argument>> {
    match arguments {
        [AttributeArgument::Type(contract), version] => {
            let version = Argument::Number(major_and_minor(version)?);
            Some(vec![version, Argument::Text(contract.to_string())])
        }
        [AttributeArgument::Number(version) | AttributeArgument::Version(version)] => {
            Some(vec![Argument::Number(*version)])
        }
        _ => None,
    }
}

/// Returns a version of a contract. One that is a whole number is a major version.
fn major_and_minor(version: &AttributeArgument) -> Option<u32> {
    match version {
        AttributeArgument::Version(version) => Some(*version),
        AttributeArgument::Number(major) => major.checked_shl(16),
        _ => None,
    }
}
