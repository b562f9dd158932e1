//! Attribute lists, as the model has them.

use std::borrow::Cow;

use super::Resolver;
use crate::model::{Attribute, CommonList};
use crate::parse::ast::{self, Attributes};
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
