//! The names by which a user means definitions, for filters and for callbacks.

use crate::model::{Base, Item, ItemKind, Model, Type};
use crate::pattern;

/// Returns whether a name may mean several definitions. The stars in `IVector<Lamp *>` are pointers.
pub(super) fn is_pattern(name: &str) -> bool {
    pattern::is_pattern(name) && !name.contains('<')
}

/// Returns whether a name or a pattern of the user's means the item. One with a dot has WinRT's namespace,
/// too. An instance of a parameterized type has MIDL's name, and the one that IDL writes.
pub(super) fn has_name(model: &Model, item: &Item, name: &str) -> bool {
    if name.contains('<') {
        return is_instance(model, item, name);
    }
    let is_it = |full_name: String| pattern::matches(name, &full_name);
    pattern::matches(name, &item.name) || name.contains('.') && item.full_name().is_some_and(is_it)
}

/// Returns the part of a name that isn't its namespace.
pub(super) fn without_namespace(name: &str) -> &str {
    let end = name.find('<').unwrap_or(name.len());
    let start = name[..end].rfind('.').map_or(0, |dot| dot + 1);
    &name[start..]
}

/// Returns whether the item is the instance that `text` writes, `IMap<HSTRING, Lamps.Lamp *>`.
fn is_instance(model: &Model, item: &Item, text: &str) -> bool {
    let ItemKind::Interface(interface) = &item.kind else {
        return false;
    };
    let (Some(instance), Some((of, rest))) = (&interface.instance, text.split_once('<')) else {
        return false;
    };
    let Some(arguments) = rest.trim_end().strip_suffix('>') else {
        return false;
    };
    let of = of.trim();
    let is_of = instance.of == of || !of.contains('.') && without_namespace(&instance.of) == of;
    let arguments = split(arguments);
    is_of
        && arguments.len() == instance.arguments.len()
        && arguments
            .iter()
            .zip(&instance.arguments)
            .all(|(text, ty)| is_type(model, ty, text))
}

/// Returns whether `text` writes the type of an argument. The star behind an interface or a class may be left
/// out.
fn is_type(model: &Model, ty: &Type, text: &str) -> bool {
    let text = text.trim_end_matches(|char: char| char == '*' || char.is_whitespace());
    match ty {
        Type::Pointer { to, .. } => is_type(model, to, text),
        Type::Named(id) => has_name(model, model.item(*id), text.trim_start()),
        Type::Base(base) => {
            base.text() == text.trim_start() || winrt_name(*base) == text.trim_start()
        }
        _ => false,
    }
}

/// Returns the name that WinRT's IDL has for a number, if it has one.
fn winrt_name(base: Base) -> &'static str {
    match base {
        Base::Byte | Base::UChar => "BYTE",
        Base::WChar => "WCHAR",
        Base::Short => "INT16",
        Base::UShort => "UINT16",
        Base::Int | Base::Long => "INT32",
        Base::UInt | Base::ULong => "UINT32",
        Base::Hyper => "INT64",
        Base::UHyper => "UINT64",
        Base::Float => "FLOAT",
        Base::Double => "DOUBLE",
        _ => "",
    }
}

/// Returns the arguments of a list, without the angle brackets around it.
fn split(arguments: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let separators = |char: char| {
        match char {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && char == ','
    };
    arguments.split(separators).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Instance, Interface, ItemId, Origin};
    use crate::source::Span;

    fn add(model: &mut Model, name: &str, kind: ItemKind) -> ItemId {
        model.push(Item::new(name, Origin::Named, kind))
    }

    fn add_instance(model: &mut Model, name: &str, of: &str, arguments: Vec<Type>) -> ItemId {
        let instance = Instance {
            of: format!("Windows.Foundation.Collections.{of}"),
            arguments,
            signature: String::new(),
            definition: Span::NONE,
        };
        let interface = Interface {
            instance: Some(instance),
            ..Interface::default()
        };
        add(model, name, ItemKind::Interface(Box::new(interface)))
    }

    /// Returns MIDL's names of the instances that the text means.
    fn meant(name: &str) -> Vec<String> {
        let mut model = Model::default();
        add(&mut model, "ILamp", ItemKind::Interface(Box::default()));
        let lamp = add(&mut model, "Lamp", ItemKind::Coclass(Box::default()));
        model.item_mut(lamp).details_mut().namespace = Some("Lamps".into());
        let to_lamp = Type::Pointer {
            to: Box::new(Type::Named(lamp)),
            is_const: false,
        };
        let of_lamps = vec![Type::Base(Base::Int), to_lamp];
        let map = add_instance(&mut model, "map", "IMap", of_lamps);
        add_instance(&mut model, "maps", "IVector", vec![Type::Named(map)]);
        let meant = model
            .items()
            .filter(|(_, item)| has_name(&model, item, name));
        meant.map(|(_, item)| item.name.to_string()).collect()
    }

    #[test]
    fn an_instance_is_meant_by_what_idl_writes() {
        for name in [
            "Windows.Foundation.Collections.IMap<INT32, Lamps.Lamp *>",
            "IMap<INT32,Lamps.Lamp>",
            "IMap<int, Lamp>",
            "IMap< INT32 , Lamp* >",
        ] {
            assert_eq!(meant(name), ["map"], "{name}");
        }
        assert_eq!(meant("IVector<IMap<INT32, Lamp> *>"), ["maps"]);
    }

    #[test]
    fn another_instance_is_not_meant() {
        for name in [
            "IMap<INT32>",
            "IMap<UINT32, Lamp>",
            "IMap<INT32, ILamp>",
            "Lamps.IMap<INT32, Lamp>",
            "IMapView<INT32, Lamp>",
            "IMap<INT32, Lamp",
            "IMap<INT32, Lamp>>",
            "IMap<>",
            "<",
        ] {
            assert!(meant(name).is_empty(), "{name}");
        }
    }
}
