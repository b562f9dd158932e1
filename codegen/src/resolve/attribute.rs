//! Attribute lists as a reader of the model sees them.

use std::borrow::Cow;

use super::Resolver;
use crate::keyword as kw;
use crate::model::Written;
use crate::parse::ast::{Attribute, Attributes};
use crate::symbol::Symbol;

impl Resolver<'_, '_> {
    /// Each attribute as it is written, white space folded.
    pub(super) fn written(&self, attributes: &Attributes) -> Vec<Written> {
        self.written_but(attributes, &[])
    }

    /// Likewise without those of these names, which the model has elsewhere.
    pub(super) fn written_but(&self, attributes: &Attributes, known: &[Symbol]) -> Vec<Written> {
        let others = attributes.list.iter();
        others
            .filter(|attribute| !known.contains(&attribute.name.text))
            .map(|attribute| self.written_one(attribute))
            .collect()
    }

    /// Likewise of a parameter.
    pub(super) fn written_of_parameter(&self, attributes: &Attributes) -> Cow<'static, [Written]> {
        match common(attributes) {
            Some(list) => Cow::Borrowed(list),
            None => Cow::Owned(self.written(attributes)),
        }
    }

    fn written_one(&self, attribute: &Attribute) -> Written {
        let symbol = attribute.name.text;
        if !attribute.arguments.is_empty() {
            let text = self.session.sources.text(attribute.span);
            // What a macro made has no stretch of text of its own; its name stands for it.
            if text.starts_with(self.text(symbol)) {
                return Cow::Owned(folded(text));
            }
        }
        match kw::text(symbol) {
            Some(word) => Cow::Borrowed(word),
            None => Cow::Owned(self.text(symbol).to_owned()),
        }
    }
}

/// The list, if it is one that most parameters have.
fn common(attributes: &Attributes) -> Option<&'static [Written]> {
    const IN: Written = Cow::Borrowed("in");
    const OUT: Written = Cow::Borrowed("out");
    const RETVAL: Written = Cow::Borrowed("retval");
    let list = &attributes.list;
    if list.iter().any(|it| !it.arguments.is_empty()) {
        return None;
    }
    let name = |index: usize| list.get(index).map(|it| it.name.text);
    match (name(0), name(1), name(2)) {
        (None, ..) => Some(&[]),
        (Some(kw::IN), None, _) => Some(&[IN]),
        (Some(kw::OUT), None, _) => Some(&[OUT]),
        (Some(kw::IN), Some(kw::OUT), None) => Some(&[IN, OUT]),
        (Some(kw::OUT), Some(kw::RETVAL), None) => Some(&[OUT, RETVAL]),
        (Some(kw::RETVAL), Some(kw::OUT), None) => Some(&[RETVAL, OUT]),
        _ => None,
    }
}

/// `text` without the white space that means nothing between tokens.
pub(super) fn folded(text: &str) -> String {
    // Nearly all of it is one word. Looking at every byte at once is quicker than stopping at a space.
    let is_word = |all: bool, byte: u8| all & byte.is_ascii_graphic();
    if text.bytes().fold(true, is_word) {
        return text.to_owned();
    }
    let mut words = text.split_whitespace();
    let mut folded = words.next().unwrap_or_default().to_owned();
    for word in words {
        let touches = |c: Option<char>| c.is_some_and(|c| "(),*".contains(c));
        if !touches(folded.chars().last()) && !touches(word.chars().next()) || folded.ends_with(',')
        {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use crate::model::{ItemKind, Property};
    use crate::resolve::tests::{compile, kind};

    #[test]
    fn what_the_model_has_a_member_for_is_not_among_the_attributes() {
        let model = compile(
            r#"[object, uuid(00000000-0000-0000-0000-000000000001), dual]
            interface IFoo : IDispatch { [propget, id(7), hidden] HRESULT Size([out] long *size); }
            [uuid(00000000-0000-0000-0000-000000000002), nonextensible]
            dispinterface DFoo { properties: [id(8), readonly] long Size; methods: };"#,
        );
        let said = |name: &str| {
            let ItemKind::Interface(it) = kind(&model, name) else {
                panic!()
            };
            let method = &it.methods[0];
            assert!(it.iid.is_some() && method.property == Some(Property::Get));
            (
                method.dispid,
                it.attributes.join(", "),
                method.attributes.join(", "),
            )
        };
        assert_eq!(said("IFoo"), (Some(7), "dual".into(), "hidden".into()));
        let properties = (Some(8), "nonextensible".into(), "readonly".into());
        assert_eq!(said("DFoo"), properties);
    }
}
