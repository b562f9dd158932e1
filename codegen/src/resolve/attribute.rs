//! Attribute lists, as the model has them.

use std::borrow::Cow;

use super::Resolver;
use super::definition::Scope;
use crate::model::{Attribute, AttributeArgument, CommonList};
use crate::parse::ast::{self, Argument, Attributes, Expression, ExpressionKind, Name};
use crate::token::Symbol;
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// Returns all attributes of a list.
    pub(super) fn attributes(&self, attributes: &Attributes) -> Vec<Attribute> {
        self.attributes_except(attributes, &[])
    }

    /// Returns the attributes of a list except those of the names `except`, for which the model has
    /// members.
    pub(super) fn attributes_except(
        &self,
        attributes: &Attributes,
        except: &[Symbol],
    ) -> Vec<Attribute> {
        let kept = attributes.list.iter();
        let kept = kept.filter(|attribute| !except.contains(&attribute.name.text));
        // A vector that grows has room for more than most lists have.
        let mut list = Vec::with_capacity(kept.clone().count());
        list.extend(kept.map(|attribute| self.attribute(attribute)));
        list
    }

    /// Returns the same attributes, with the meaning of their arguments where they are of a definition
    /// of WinRT.
    pub(super) fn attributes_in(
        &self,
        scope: Scope,
        attributes: &Attributes,
        except: &[Symbol],
    ) -> Vec<Attribute> {
        let mut list = self.attributes_except(attributes, except);
        if scope.namespace != Symbol::EMPTY {
            let kept = attributes.list.iter();
            let kept = kept.filter(|attribute| !except.contains(&attribute.name.text));
            for (attribute, syntax) in list.iter_mut().zip(kept) {
                if !syntax.arguments.is_empty() {
                    let arguments = syntax.arguments.iter();
                    let arguments = arguments.map(|it| {
                        let meaning = self.argument_meaning(scope, it);
                        meaning.unwrap_or(AttributeArgument::Other)
                    });
                    *attribute = attribute.clone().meaning(arguments.collect());
                }
            }
        }
        list
    }

    /// Returns the meaning of an argument of an attribute.
    pub(super) fn argument_meaning(
        &self,
        scope: Scope,
        argument: &Argument,
    ) -> Option<AttributeArgument> {
        let Argument::Expression(expression) = argument else {
            return None;
        };
        let mut path = Vec::new();
        Some(match &expression.kind {
            ExpressionKind::Number(number) => {
                let text = self.text(*number);
                match text.split_once('.') {
                    Some((major, minor)) => AttributeArgument::Version(version(
                        major.parse().ok()?,
                        minor.parse().ok()?,
                    )),
                    None => AttributeArgument::Number(number_of(text)?),
                }
            }
            ExpressionKind::String(text) => AttributeArgument::Text(self.text(*text).into()),
            _ if dotted(expression, &mut path) => match self.full_name_of(scope, &path) {
                Some(name) => AttributeArgument::Type(name.into()),
                None => {
                    let parts = path.iter().map(|part| self.text(part.text));
                    AttributeArgument::Word(parts.collect::<Vec<_>>().join(".").into())
                }
            },
            _ => return None,
        })
    }

    /// Returns the full name of the type or the API contract that `path` means in `scope`.
    fn full_name_of(&self, scope: Scope, path: &[Name]) -> Option<String> {
        if let Some(id) = self.type_definition(scope, path) {
            return Some(self.text(self.definitions.full_name(id)).to_owned());
        }
        if let Some(contract) = self.definitions.contract_called(scope, path) {
            return Some(self.text(contract).to_owned());
        }
        let (namespace, name) = self.metadata_name(scope, path)?;
        Some(format!("{namespace}.{name}"))
    }

    fn attribute(&self, attribute: &ast::Attribute) -> Attribute {
        let symbol = attribute.name.text;
        let name: Cow<'static, str> = match kw::text(symbol) {
            Some(word) => Cow::Borrowed(word),
            None => Cow::Owned(self.text(symbol).to_owned()),
        };
        if !attribute.arguments.is_empty() {
            let text = self.session.sources.text(attribute.span());
            // An attribute out of a macro has no text of its own. The model has its name alone.
            if text.starts_with(&*name) {
                return Attribute::with_arguments(name, single_spaced(text));
            }
        }
        Attribute::new(name)
    }
}

/// Returns a version as one number, as metadata has it.
pub(super) fn version(major: u16, minor: u16) -> u32 {
    u32::from(major) << 16 | u32::from(minor)
}

/// Returns the value of a number without a fraction.
fn number_of(text: &str) -> Option<u32> {
    if let Some(digits) = text.strip_prefix("0x").or(text.strip_prefix("0X")) {
        return u32::from_str_radix(digits, 16).ok();
    }
    match text.strip_prefix('0') {
        Some(digits) if !digits.is_empty() => u32::from_str_radix(digits, 8).ok(),
        _ => text.parse().ok(),
    }
}

/// Returns the parts of the dotted name that an argument is, if it is one.
pub(super) fn dotted_path(argument: &Argument) -> Option<Vec<Name>> {
    let Argument::Expression(expression) = argument else {
        return None;
    };
    let mut path = Vec::new();
    dotted(expression, &mut path).then_some(path)
}

/// Adds the parts of a dotted name to `path`. Returns whether the expression is one.
fn dotted(expression: &Expression, path: &mut Vec<Name>) -> bool {
    let (outer, text) = match &expression.kind {
        ExpressionKind::Name(text) => (None, *text),
        ExpressionKind::Member(outer, text) => (Some(outer), *text),
        _ => return false,
    };
    let is_dotted = outer.is_none_or(|outer| dotted(outer, path));
    path.push(Name {
        text,
        span: expression.span,
    });
    is_dotted
}

/// Returns the list, if it is one of those that most parameters have.
pub(super) fn common_list(attributes: &Attributes) -> Option<CommonList> {
    let list = &attributes.list;
    if list.iter().any(|attribute| !attribute.arguments.is_empty()) {
        return None;
    }
    let name = |index: usize| list.get(index).map(|attribute| attribute.name.text);
    match (name(0), name(1), name(2)) {
        (None, ..) => Some(CommonList::Empty),
        (Some(kw::IN), None, _) => Some(CommonList::In),
        (Some(kw::OUT), None, _) => Some(CommonList::Out),
        (Some(kw::IN), Some(kw::OUT), None) => Some(CommonList::InOut),
        (Some(kw::OUT), Some(kw::RETVAL), None) => Some(CommonList::OutRetval),
        (Some(kw::RETVAL), Some(kw::OUT), None) => Some(CommonList::RetvalOut),
        _ => None,
    }
}

/// Returns `text` without the white space that has no meaning between tokens.
pub(super) fn single_spaced(text: &str) -> String {
    // Nearly all texts are one word. A look at every byte is quicker than a search that stops at a
    // space.
    let is_word = |all: bool, byte: u8| all & byte.is_ascii_graphic();
    if text.bytes().fold(true, is_word) {
        return text.to_owned();
    }
    let mut words = text.split_whitespace();
    let mut spaced = words.next().unwrap_or_default().to_owned();
    for word in words {
        let touches = |c: Option<char>| c.is_some_and(|c| "(),*".contains(c));
        if !touches(spaced.chars().last()) && !touches(word.chars().next()) || spaced.ends_with(',')
        {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use crate::model::{Attribute, ItemKind, Property};
    use crate::resolve::tests::{compile, kind};

    #[test]
    fn what_the_model_has_a_member_for_is_not_among_the_attributes() {
        let model = compile(
            r#"[object, uuid(00000000-0000-0000-0000-000000000001), dual]
            interface IFoo : IDispatch { [propget, id(7), hidden] HRESULT Size([out] long *size); }
            [uuid(00000000-0000-0000-0000-000000000002), nonextensible]
            dispinterface DFoo { properties: [id(8), readonly] long Size; methods: };"#,
        );
        let texts = |attributes: &[Attribute]| {
            let texts: Vec<&str> = attributes.iter().map(Attribute::text).collect();
            texts.join(", ")
        };
        let said = |name: &str| {
            let ItemKind::Interface(it) = kind(&model, name) else {
                panic!()
            };
            let method = &it.methods[0];
            assert!(it.iid.is_some() && method.property == Some(Property::Get));
            (
                method.dispid,
                texts(&it.attributes),
                texts(&method.attributes),
            )
        };
        assert_eq!(said("IFoo"), (Some(7), "dual".into(), "hidden".into()));
        let properties = (Some(8), "nonextensible".into(), "readonly".into());
        assert_eq!(said("DFoo"), properties);
    }
}
