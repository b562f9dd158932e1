//! What things are called in Rust: keywords, names that the bindings themselves use, names that
//! two things of an IDL share, and parameters in snake case.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Enum, ItemId, ItemKind, Model, SmolStr};
use crate::source::Span;

use super::enumeration::Enums;

/// The name of each item and enumerator of one output.
#[derive(Debug, Default)]
pub(super) struct Names {
    items: HashMap<ItemId, String>,
    enumerators: HashMap<(ItemId, usize), String>,
    types: HashMap<String, Written>,
    values: HashMap<String, Written>,
    /// How often metadata's items wanted a name that another one has.
    counts: HashMap<String, u32>,
    /// Two names of the IDL that would be one in Rust, in each of these.
    meetings: Vec<Diagnostic>,
}

/// A name as the IDL has it, and its place.
#[derive(Clone, Debug)]
pub(super) struct Written {
    name: SmolStr,
    span: Span,
}

impl Written {
    pub(super) fn new(name: &SmolStr, span: Span) -> Self {
        let name = name.clone();
        Self { name, span }
    }

    /// Returns the problem that this name would be the same in Rust as an earlier one.
    pub(super) fn meets(&self, first: &Self, rust: &str) -> Diagnostic {
        let problem = Problem::RustNameTwice {
            name: rust.to_owned(),
            first: first.name.to_string(),
            second: self.name.to_string(),
        };
        let diagnostic = Diagnostic::new(problem, self.span);
        if first.span.is_some() {
            diagnostic.related(first.span, format!("`{rust}` is this already"))
        } else {
            diagnostic
        }
    }
}

impl Names {
    /// Names `items`. Two that would have the same name are a problem.
    pub(super) fn new(model: &Model, items: &[ItemId], enums: Enums) -> Self {
        let mut names = Self::default();
        for &id in items {
            names.add_item(model, id, enums);
        }
        // Enumerators yield to everything else, since they can be told apart by their enum.
        for &id in items {
            if let ItemKind::Enum(definition) = &model.item(id).kind {
                match enums {
                    Enums::Alias | Enums::Newtype => {
                        names.add_enumerators(id, &model.item(id).name, definition);
                    }
                    Enums::Open => names.add_own_enumerators(id, definition),
                }
            }
        }
        names
    }

    /// Names an item that another crate has by its path there.
    pub(super) fn set_external(&mut self, id: ItemId, path: &str) {
        self.items.insert(id, path.to_owned());
    }

    /// The name of an item of the output, or its path in another crate.
    pub(super) fn item(&self, id: ItemId) -> &str {
        self.items.get(&id).map_or("", String::as_str)
    }

    /// The name of an enumerator by its place in its enum: of a constant of the module, or of one of
    /// the enum's own.
    pub(super) fn enumerator(&self, id: ItemId, index: usize) -> &str {
        self.enumerators
            .get(&(id, index))
            .map_or("", String::as_str)
    }

    /// Returns a link to the type of the output with that name. A value of the same name is told apart,
    /// unless the name `is_value` as well as a type.
    pub(super) fn link(&self, name: &str, is_value: bool) -> String {
        // A macro or a primitive type of Rust may have a name in small letters.
        let is_plain = name.starts_with(|first: char| first.is_ascii_uppercase());
        if is_plain && (is_value || !self.values.contains_key(name)) {
            format!("[`{name}`]")
        } else {
            format!("[`type@{name}`]")
        }
    }

    /// Whether a type of the output has that name.
    pub(super) fn is_type(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// The problems of names of the IDL that would be one in Rust.
    pub(super) fn meetings(&self) -> &[Diagnostic] {
        &self.meetings
    }

    /// Names for parameters, in order: in snake case, each different from the others and from
    /// each constant, which Rust would take for a pattern.
    pub(super) fn params<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<String> {
        let mut unique = UniqueNames::default();
        names
            .map(|name| unique.add(param_name(name), |name| !self.values.contains_key(name)))
            .collect()
    }

    fn add_item(&mut self, model: &Model, id: ItemId, enums: Enums) {
        let item = model.item(id);
        // In which of Rust's two namespaces its name stands, and what it brings along.
        let (is_type, is_value, companions): (bool, bool, &[&str]) = match &item.kind {
            // A struct with a field that has no name is a function, too, which makes it.
            ItemKind::Interface(_) => (true, true, &["_Vtbl", "_Impl"]),
            ItemKind::Record(_) => (true, false, &[]),
            ItemKind::Enum(_) => (true, enums != Enums::Alias, &[]),
            ItemKind::Typedef(_) | ItemKind::Function(_) => (true, true, &[]),
            ItemKind::Coclass(class) if class.is_runtime => (true, true, &[]),
            ItemKind::Constant(_) | ItemKind::Coclass(_) => (false, true, &[]),
            ItemKind::Library(_) | ItemKind::Module(_) | ItemKind::Opaque(_) => return,
        };
        let written = Written::new(&item.name, item.span);
        let wanted = item_name(&item.name);
        let mut name = wanted.clone();
        let mut with_namespace = item.full_name().map(|it| item_name(&it.replace('.', "_")));
        while let Some(first) = self.holder(&name, companions, (is_type, is_value)) {
            if first.span.is_some() && written.span.is_some() {
                // WinRT tells two definitions of one name by their namespaces.
                if let Some(longer) = with_namespace.take() {
                    name = longer;
                    continue;
                }
                self.meetings.push(written.meets(first, &name));
                break;
            }
            // Nobody can rename what is metadata's.
            let count = self.counts.entry(wanted.clone()).or_default();
            *count += 1;
            name = numbered(&wanted, *count);
        }
        if is_type {
            self.types.insert(name.clone(), written.clone());
        }
        if is_value {
            self.values.insert(name.clone(), written.clone());
        }
        for suffix in companions {
            self.types
                .insert(format!("{name}{suffix}"), written.clone());
        }
        self.items.insert(id, name);
    }

    /// Returns what has `name` already, or a name that comes along with it.
    fn holder(
        &self,
        name: &str,
        companions: &[&str],
        (is_type, is_value): (bool, bool),
    ) -> Option<&Written> {
        let ty = self.types.get(name).filter(|_| is_type);
        let value = || self.values.get(name).filter(|_| is_value);
        let mut companions = companions.iter();
        let companion = || companions.find_map(|suffix| self.types.get(&format!("{name}{suffix}")));
        ty.or_else(value).or_else(companion)
    }

    /// Gives a name. Returns the problem that another has it.
    pub(super) fn give(
        given: &mut HashMap<String, Written>,
        name: String,
        written: &Written,
    ) -> Option<Diagnostic> {
        match given.entry(name) {
            Entry::Occupied(first) => Some(written.meets(first.get(), first.key())),
            Entry::Vacant(place) => {
                place.insert(written.clone());
                None
            }
        }
    }

    fn add_enumerators(&mut self, id: ItemId, enum_name: &str, definition: &Enum) {
        for (index, value) in definition.values.iter().enumerate() {
            let mut name = item_name(&value.name);
            if self.values.contains_key(&name) || name != identifier(&value.name) {
                name = item_name(&format!("{enum_name}_{}", value.name));
                // Another namespace of WinRT may have the same enumeration.
                if self.values.contains_key(&name) {
                    name = item_name(&format!("{}_{}", self.item(id), value.name));
                }
            }
            let written = Written::new(&value.name, value.span);
            let met = Self::give(&mut self.values, name.clone(), &written);
            self.meetings.extend(met);
            self.enumerators.insert((id, index), name);
        }
    }

    /// Names the enumerators of an enum that has them as constants of its own, beside its functions.
    fn add_own_enumerators(&mut self, id: ItemId, definition: &Enum) {
        let mut given = HashMap::new();
        for (index, value) in definition.values.iter().enumerate() {
            let name = match value.name.as_str() {
                "contains" => "contains_".to_owned(),
                name => identifier(name),
            };
            let written = Written::new(&value.name, value.span);
            let met = Self::give(&mut given, name.clone(), &written);
            self.meetings.extend(met);
            self.enumerators.insert((id, index), name);
        }
    }
}

/// Names that are told apart by something behind them: parameters, and the methods of a callback.
#[derive(Debug, Default)]
pub(super) struct UniqueNames {
    taken: HashSet<String>,
    /// How often each name was wanted by another one.
    counts: HashMap<String, u32>,
}

impl UniqueNames {
    /// Returns `name`, or one like it that is free.
    pub(super) fn add(&mut self, name: String, is_allowed: impl Fn(&str) -> bool) -> String {
        let is_free = |name: &str| !self.taken.contains(name) && is_allowed(name);
        let free = if is_free(&name) {
            name
        } else {
            let count = self.counts.entry(name.clone()).or_default();
            loop {
                *count += 1;
                let candidate = numbered(&name, *count);
                if is_free(&candidate) {
                    break candidate;
                }
            }
        };
        self.taken.insert(free.clone());
        free
    }
}

/// The names of an interface's methods in Rust, as windows-rs has them: a getter has the name of
/// its property, a setter `Set` before it, and an overload its number behind it.
#[derive(Debug, Default)]
pub(super) struct MethodNames {
    seen: HashMap<String, u32>,
    taken: HashSet<String>,
}

impl MethodNames {
    /// The next method's name. `property` says that `get_` and `put_` are a property's.
    pub(super) fn add(&mut self, slot: &str, property: bool) -> String {
        let name = match (
            property,
            slot.strip_prefix("get_"),
            slot.strip_prefix("put_"),
        ) {
            (true, Some(name), _) if !name.is_empty() => name.to_owned(),
            (true, _, Some(name)) if !name.is_empty() => format!("Set{name}"),
            _ => slot.to_owned(),
        };
        loop {
            let count = self.seen.entry(name.clone()).or_default();
            *count += 1;
            let candidate = if *count == 1 {
                slot_name(&name)
            } else {
                format!("{name}{count}")
            };
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// `name` as a method: not one that the vtable's own text uses for another thing.
fn slot_name(name: &str) -> String {
    if matches!(name, "base__" | "Err" | "None" | "OFFSET" | "Ok" | "Some") {
        format!("{name}_")
    } else {
        identifier(name)
    }
}

/// `name` as Rust can write it where any name may stand: a field, a method, a parameter.
pub(super) fn identifier(name: &str) -> String {
    match name {
        "self" | "Self" | "super" | "crate" => format!("{name}_"),
        "_" | "" => "unused".into(),
        _ if is_keyword(name) => format!("r#{name}"),
        _ => name.into(),
    }
}

/// `name` as an item of a module: not one that the bindings' own text uses for another thing.
pub(super) fn item_name(name: &str) -> String {
    let is_param = name
        .strip_prefix('P')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()));
    if is_param || is_reserved(name) {
        format!("{name}_")
    } else if is_local(name) {
        not_local(name)
    } else {
        identifier(name)
    }
}

/// Whether the bindings' own text may have variables of this name. They end in `__`, and Rust would
/// take one for an item of its name. No parameter has such a name, and no other item.
fn is_local(name: &str) -> bool {
    name.ends_with("__") && !name.bytes().any(|it| it.is_ascii_uppercase())
}

fn not_local(name: &str) -> String {
    match name.trim_end_matches('_') {
        "" => identifier(""),
        stem => format!("{stem}_"),
    }
}

/// `name` as a parameter, in snake case.
fn param_name(name: &str) -> String {
    let name = identifier(&snake_case(name));
    match name.as_str() {
        "this" => "this_".into(),
        name if is_local(name) => not_local(name),
        _ => name,
    }
}

/// Returns the name of what isn't the first that wants to be called `name`.
fn numbered(name: &str, count: u32) -> String {
    if count == 1 && !name.ends_with('_') {
        format!("{name}_")
    } else {
        format!("{}{}", name.trim_start_matches("r#"), count + 1)
    }
}

fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

fn is_reserved(name: &str) -> bool {
    matches!(
        name,
        "core"
            | "windows_core"
            | "windows_link"
            | "bool"
            | "f32"
            | "f64"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "isize"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "usize"
            | "str"
            | "f"
            | "other"
            | "shared__"
            | "state"
            | "this"
            | "value"
            | "BSTR"
            | "Err"
            | "Identity"
            | "None"
            | "OFFSET"
            | "Ok"
            | "Option"
            | "Send"
            | "Some"
            | "Sync"
            | "T"
    )
}

/// `name` in snake case: `pceltFetched` is `pcelt_fetched`, `RemoteURL` `remote_url`,
/// `HTTPStatus2` `http_status2`.
pub(super) fn snake_case(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, &char) in chars.iter().enumerate() {
        if char.is_uppercase() {
            let before = index.checked_sub(1).map(|index| chars[index]);
            let starts_word = before.is_some_and(|before| {
                before != '_'
                    && (!before.is_uppercase()
                        || chars.get(index + 1).is_some_and(|next| next.is_lowercase()))
            });
            if starts_word {
                snake.push('_');
            }
            snake.extend(char.to_lowercase());
        } else {
            snake.push(char);
        }
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Base, Enumerator, Item, Origin};
    use crate::source::Span;

    fn add(model: &mut Model, name: &str, kind: ItemKind) -> ItemId {
        model.push(Item::new(name, Origin::Named, kind))
    }

    #[test]
    fn an_interface_shares_its_name_with_no_value() {
        let mut model = Model::default();
        let error = Enumerator {
            name: "Error".into(),
            value: 3,
            span: Span::NONE,
        };
        let status = Enum {
            values: vec![error],
            repr: Base::Int,
            v1_enum: true,
            flags: false,
        };
        let items = [
            add(&mut model, "AsyncStatus", ItemKind::Enum(status)),
            add(&mut model, "Error", ItemKind::Interface(Box::default())),
            add(&mut model, "Error", ItemKind::Coclass(Box::default())),
        ];
        let names = Names::new(&model, &items, Enums::Alias);
        assert_eq!(names.enumerator(items[0], 0), "AsyncStatus_Error");
        assert_eq!(names.item(items[1]), "Error");
        assert_eq!(names.item(items[2]), "Error_");
        assert!(names.meetings().is_empty());
    }

    #[test]
    fn an_enum_that_is_a_type_shares_its_name_with_no_value_beside_it() {
        let mut model = Model::default();
        let values = ["Kind", "contains", "self"].map(|name| Enumerator {
            name: name.into(),
            value: 1,
            span: Span::NONE,
        });
        let kind = Enum {
            values: values.to_vec(),
            repr: Base::Int,
            v1_enum: false,
            flags: false,
        };
        let id = add(&mut model, "Kind", ItemKind::Enum(kind));
        let named = |enums| {
            let names = Names::new(&model, &[id], enums);
            [0, 1, 2].map(|index| names.enumerator(id, index).to_owned())
        };
        assert_eq!(named(Enums::Alias)[..2], ["Kind", "contains"]);
        assert_eq!(named(Enums::Newtype)[..2], ["Kind_Kind", "contains"]);
        assert_eq!(named(Enums::Open), ["Kind", "contains_", "self_"]);
    }

    #[test]
    fn acronyms_are_one_word_in_snake_case() {
        for (name, snake) in [
            ("pceltFetched", "pcelt_fetched"),
            ("RemoteURL", "remote_url"),
            ("HTTPStatus2", "http_status2"),
            ("riid", "riid"),
            ("ppvObject", "ppv_object"),
            ("cb_Size", "cb_size"),
            ("X", "x"),
        ] {
            assert_eq!(snake_case(name), snake);
        }
    }

    #[test]
    fn properties_and_overloads_are_named_as_windows_rs_names_them() {
        let mut names = MethodNames::default();
        assert_eq!(names.add("get_Count", true), "Count");
        assert_eq!(names.add("put_Count", true), "SetCount");
        assert_eq!(names.add("putref_Count", true), "putref_Count");
        assert_eq!(names.add("get_raw", false), "get_raw");
        assert_eq!(names.add("Draw", false), "Draw");
        assert_eq!(names.add("Draw", false), "Draw2");
        assert_eq!(names.add("Draw2", false), "Draw22");
        assert_eq!(names.add("type", false), "r#type");
    }

    #[test]
    fn parameters_that_rust_cannot_take_as_they_are_get_another_name() {
        let names = Names::default();
        assert_eq!(
            names.params(["self", "type", "pJob", "PJob", "this", "_"].into_iter()),
            ["self_", "r#type", "p_job", "p_job_", "this_", "unused"]
        );
        assert_eq!(names.params(["a", "A"].into_iter()), ["a", "a_"]);
    }
}
