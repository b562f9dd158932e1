//! Our Rust bindings beside those that `windows-bindgen` makes of our winmd: the same vtables slot
//! by slot, the same methods to call and to implement, the same records.
//!
//! Names of typedefs are looked through, since both tools keep them where they like, and numbers
//! that `windows-bindgen` wraps into a struct of their own are the numbers.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_codegen::internal::lower::abi::Abi;
use comidl_codegen::internal::lower::closure::closure;
use comidl_codegen::internal::model::{ItemKind, Origin};
use syn::visit_mut::{self, VisitMut};

/// The bindings of one file of IDL, ours and theirs.
struct Pair {
    ours: Bindings,
    theirs: Bindings,
}

static DELIVERY_OPTIMIZATION: LazyLock<Pair> = LazyLock::new(|| {
    pair(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../idl/DeliveryOptimization.idl"
    ))
});

fn pair(idl: &str) -> Pair {
    let options = Options {
        idl: vec![idl.into()],
        ..Options::default()
    };
    // windows-bindgen makes all that it is asked for whole.
    let read = Compilation::read(options.clone());
    let interfaces = read.model.items().filter(|(_, item)| {
        matches!(item.kind, ItemKind::Interface(_)) && item.origin != Origin::Named
    });
    let whole = interfaces.map(|(_, item)| item.name.to_string());
    let whole: Vec<String> = whole.collect();
    let abi = Abi::new(&read.model);
    let made = read
        .model
        .items()
        .filter(|(id, item)| whole.contains(&item.name.to_string()) && abi.provided(*id).is_none());
    let made = made.map(|(_, item)| item.name.to_string());
    let mut compilation = Compilation::read(Options {
        implement: made.chain(["*".to_owned()]).collect(),
        filter: whole,
        ..options
    });
    let outputs = compilation.emit(&[Form::Rust, Form::Winmd], Path::new(""));
    assert!(!compilation.failed());
    let ours = String::from_utf8(outputs[0].bytes.clone()).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bindings.rs");
    let model = &compilation.model;
    let stem = Path::new(idl).file_stem().unwrap().to_str().unwrap();
    let names = closure(&Abi::new(model)).into_iter().filter_map(|id| {
        let item = model.item(id);
        let namespace = match &item.origin {
            Origin::Metadata { namespace, .. } => namespace,
            _ => stem,
        };
        item.parent()
            .is_none()
            .then(|| format!("{namespace}.{}", item.name))
    });
    windows_bindgen::builder()
        .input_bytes(&outputs[1].bytes)
        .input_bytes(windows_default::WIN32)
        .output(&path)
        .flat()
        .filters(names)
        .write();
    Pair {
        ours: Bindings::new(&ours),
        theirs: Bindings::new(&std::fs::read_to_string(&path).unwrap()),
    }
}

/// The items of a file of bindings, by name, as text to compare.
#[derive(Default)]
struct Bindings {
    vtables: BTreeMap<String, Vec<String>>,
    methods: BTreeMap<String, Vec<String>>,
    traits: BTreeMap<String, Vec<String>>,
    records: BTreeMap<String, Vec<String>>,
}

impl Bindings {
    fn new(text: &str) -> Self {
        let file = syn::parse_file(text).unwrap();
        let mut items = Vec::new();
        flatten(file.items, &mut items);
        let aliases = Aliases(items.iter().filter_map(alias).collect());
        let mut bindings = Self::default();
        for item in &items {
            bindings.add(item, &aliases);
        }
        bindings
    }

    fn add(&mut self, item: &syn::Item, aliases: &Aliases) {
        match item {
            syn::Item::Struct(item) if !is_interface(item) => {
                let name = item.ident.to_string();
                let fields = fields(&item.fields, aliases);
                match name.strip_suffix("_Vtbl") {
                    Some(name) => self.vtables.insert(name.into(), fields),
                    None => self.records.insert(name, fields),
                };
            }
            syn::Item::Union(item) => {
                let fields = fields(&syn::Fields::Named(item.fields.clone()), aliases);
                self.records.insert(item.ident.to_string(), fields);
            }
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let name = text(&item.self_ty);
                let methods = item.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(method) if method.sig.unsafety.is_some() => {
                        Some(signature(&method.sig, &name, aliases))
                    }
                    _ => None,
                });
                let methods: Vec<String> = methods.collect();
                if !methods.is_empty() {
                    self.methods.insert(name, methods);
                }
            }
            syn::Item::Trait(item) => {
                let name = item.ident.to_string();
                let methods = item.items.iter().filter_map(|item| match item {
                    syn::TraitItem::Fn(method) => Some(signature(&method.sig, "Self", aliases)),
                    _ => None,
                });
                self.traits.insert(name, methods.collect());
            }
            _ => {}
        }
    }
}

/// The items of a file and of the modules in it.
fn flatten(items: Vec<syn::Item>, flat: &mut Vec<syn::Item>) {
    for item in items {
        match item {
            // `BSTR` for other systems than Windows.
            syn::Item::Mod(module) if module.ident == "bstr__" => {}
            syn::Item::Mod(module) => {
                flatten(module.content.map_or_else(Vec::new, |it| it.1), flat);
            }
            item => flat.push(item),
        }
    }
}

/// The other names of types. A struct around a number or a pointer is one of it.
struct Aliases(BTreeMap<String, syn::Type>);

fn alias(item: &syn::Item) -> Option<(String, syn::Type)> {
    match item {
        syn::Item::Type(item) => Some((item.ident.to_string(), (*item.ty).clone())),
        syn::Item::Struct(item) if !is_interface(item) => match &item.fields {
            syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                Some((item.ident.to_string(), fields.unnamed[0].ty.clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Returns whether a struct is an interface. `windows-bindgen` leaves its definition to a macro.
fn is_interface(item: &syn::ItemStruct) -> bool {
    match &item.fields {
        syn::Fields::Unnamed(fields) => fields
            .unnamed
            .iter()
            .any(|field| text(&field.ty).ends_with("IUnknown")),
        _ => false,
    }
}

impl VisitMut for Aliases {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        while let syn::Type::Path(path) = &*ty
            && let Some(ident) = path.path.get_ident()
            && let Some(target) = self.0.get(&ident.to_string())
        {
            *ty = target.clone();
        }
        visit_mut::visit_type_mut(self, ty);
    }
}

/// A signature without the parameters' names.
fn signature(signature: &syn::Signature, this: &str, aliases: &Aliases) -> String {
    let mut signature = signature.clone();
    Aliases(aliases.0.clone()).visit_signature_mut(&mut signature);
    let params = signature.inputs.iter().map(|input| match input {
        syn::FnArg::Receiver(_) => "&self".into(),
        syn::FnArg::Typed(param) => text(&param.ty),
    });
    let params: Vec<String> = params.collect();
    let (generics, bounds) = (
        text(&signature.generics.params),
        signature.generics.where_clause.as_ref().map(text),
    );
    format!(
        "{}<{generics}>({}){} {}",
        signature.ident,
        params.join(", "),
        text(&signature.output),
        bounds.unwrap_or_default()
    )
    .replace("Self", this)
    .replace(", >", ">")
    .trim_end_matches([',', ' '])
    .into()
}

fn fields(fields: &syn::Fields, aliases: &Aliases) -> Vec<String> {
    let mut aliases = Aliases(aliases.0.clone());
    fields
        .iter()
        .map(|field| {
            let mut ty = field.ty.clone();
            aliases.visit_type_mut(&mut ty);
            let name = field.ident.as_ref().map(ToString::to_string);
            format!("{}: {}", name.unwrap_or_default(), text(&ty))
        })
        .collect()
}

/// The tokens of `node`, in one spacing, without the crate's name.
fn text(node: &impl quote::ToTokens) -> String {
    node.to_token_stream()
        .to_string()
        .replace("windows_core :: ", "")
        .replace(" ,)", ")")
        .replace(", )", ")")
}

fn assert_same(ours: &BTreeMap<String, Vec<String>>, theirs: &BTreeMap<String, Vec<String>>) {
    let mut differences = String::new();
    for (name, our) in ours {
        let Some(their) = theirs.get(name) else {
            continue;
        };
        if our.len() != their.len() {
            differences += &format!("{name}: {} and {}\n", our.len(), their.len());
        }
        for (our, their) in our.iter().zip(their) {
            if our != their {
                differences += &format!("{name}\n  ours:   {our}\n  theirs: {their}\n");
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn vtables_are_the_same_slot_by_slot() {
    let Pair { ours, theirs } = &*DELIVERY_OPTIMIZATION;
    for name in ours.vtables.keys() {
        assert!(theirs.vtables.contains_key(name), "{name} is missing");
    }
    assert_same(&ours.vtables, &theirs.vtables);
}

#[test]
fn callers_see_the_same_methods() {
    let Pair { ours, theirs } = &*DELIVERY_OPTIMIZATION;
    assert!(ours.methods.len() > 20);
    assert_same(&ours.methods, &theirs.methods);
}

#[test]
fn implementers_see_the_same_methods() {
    let Pair { ours, theirs } = &*DELIVERY_OPTIMIZATION;
    assert!(ours.traits.len() > 20);
    assert_same(&ours.traits, &theirs.traits);
}

#[test]
fn records_have_the_same_fields() {
    let Pair { ours, theirs } = &*DELIVERY_OPTIMIZATION;
    assert!(ours.records.len() > 10);
    assert_same(&ours.records, &theirs.records);
}
