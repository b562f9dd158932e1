//! The winmd of a WinRT file is what Microsoft's compiler makes of it. Windows' own metadata is written as
//! IDL, which is compiled to a winmd; windows-bindgen has to make the same Rust of both.

mod idl;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::slice;

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_codegen::internal::output;
use comidl_tests::{CORPUS, in_parallel, outcome, wine_files, wine_options};
use windows_metadata::reader::{File, Index, Item, TypeCategory, TypeDef};
use windows_metadata::{HasAttributes, Type, Value};

/// Namespaces that have all kinds of types between them, and each use of a type.
const NAMESPACES: [&str; 12] = [
    // Parameterized interfaces, structs of instances, and classes without a name for an interface.
    "Windows.Foundation",
    "Windows.Foundation.Collections",
    // Structs of numbers.
    "Windows.Foundation.Numerics",
    // Overloads.
    "Windows.Data.Json",
    // Statics, and arrays in both directions.
    "Windows.Security.Cryptography",
    // Arrays that the callee fills, and `noexcept`.
    "Windows.Devices.I2c",
    // Flags, and instances in instances.
    "Windows.Storage.Streams",
    "Windows.Devices.Enumeration",
    // Events, and asynchronous operations with progress.
    "Windows.Networking.Sockets",
    "Windows.Web.Http",
    // Delegates, and what is deprecated.
    "Windows.System.Threading",
    // Classes that are composed of others.
    "Windows.UI.Composition",
];

fn metadata() -> Index {
    Index::new(vec![File::new(windows_default::WINRT.to_vec()).unwrap()])
}

/// Returns the full names of these namespaces' types, and of the types that they need.
fn with_needed<'a>(index: &'a Index, namespaces: &[&str]) -> BTreeSet<(&'a str, &'a str)> {
    // windows-bindgen takes a namespace with those in it.
    let is_within = |within: &str, namespace: &str| match within.strip_prefix(namespace) {
        Some(rest) => rest.is_empty() || rest.starts_with('.'),
        None => false,
    };
    let mut pending: Vec<(&str, &str)> = index
        .iter()
        .filter(|(within, ..)| namespaces.iter().any(|it| is_within(within, it)))
        .map(|(namespace, name, _)| (namespace, name))
        .collect();
    let mut types = BTreeSet::new();
    while let Some(ty) = pending.pop() {
        if types.insert(ty) {
            let definition = index.expect(ty.0, ty.1);
            named_by(definition, &mut |namespace, name| {
                let found = index.get(namespace, name).next();
                pending.extend(found.map(|it| (it.namespace(), plain(it.name()))));
            });
        }
    }
    types
}

/// Returns a name without the number of type parameters.
fn plain(name: &str) -> &str {
    name.split('`').next().unwrap()
}

/// Calls `visit` with each type that a definition names.
fn named_by(ty: TypeDef<'_>, visit: &mut impl FnMut(&str, &str)) {
    let parameters: Vec<Type> = ty
        .generic_params()
        .map(|it| Type::Generic(it.name().to_owned(), it.sequence()))
        .collect();
    if let Some(base) = ty.extends() {
        visit(base.namespace(), base.name());
    }
    for implemented in ty.interface_impls() {
        in_type(&implemented.interface(&parameters), visit);
    }
    ty.fields().for_each(|field| in_type(&field.ty(), visit));
    for method in ty.methods() {
        let signature = method.signature(&parameters);
        in_type(&signature.return_type, visit);
        signature.types.iter().for_each(|ty| in_type(ty, visit));
    }
    for (_, value) in ty.attributes().flat_map(|it| it.value()) {
        if let Value::TypeName(name) = value {
            visit(&name.namespace, &name.name);
        }
    }
}

fn in_type(ty: &Type, visit: &mut impl FnMut(&str, &str)) {
    match ty {
        Type::ClassName(name) | Type::ValueName(name) => {
            visit(&name.namespace, plain(&name.name));
            name.generics.iter().for_each(|ty| in_type(ty, visit));
        }
        Type::Array(ty) | Type::RefMut(ty) | Type::RefConst(ty) => in_type(ty, visit),
        _ => {}
    }
}

/// Compiles a file to a winmd in `folder`. Returns its path, and what is said of the file.
fn winmd(options: Options, folder: &Path) -> (PathBuf, String) {
    let name = options.idl[0].with_extension("winmd");
    let path = folder.join(name.file_name().unwrap());
    let mut compilation = Compilation::read(options);
    let outputs = compilation.emit(&[Form::Winmd], folder);
    let said = outcome(&compilation);
    assert!(!compilation.failed(), "{said}");
    output::write_all(&outputs, &Default::default()).unwrap();
    (path, said)
}

/// Returns what windows-bindgen makes of these namespaces in a winmd, and of all that they need.
fn rust_of(winmd: &Path, namespaces: &[&str], style: &[&str]) -> String {
    let out = winmd.with_extension("rs");
    let (from, to) = (winmd.to_str().unwrap(), out.to_str().unwrap());
    let arguments = [
        &["--in", from, "--out", to, "--flat", "--filter"],
        namespaces,
        style,
    ];
    windows_bindgen::bindgen(arguments.concat());
    fs::read_to_string(out).unwrap()
}

#[test]
fn windows_bindgen_makes_the_same_rust_of_our_winmd_as_of_microsofts() {
    let folder = tempfile::tempdir().unwrap();
    let index = metadata();
    let types = with_needed(&index, &NAMESPACES);
    let source = folder.path().join("ours.idl");
    fs::write(&source, idl::idl(&index, types)).unwrap();
    let options = Options {
        idl: vec![source],
        ..Options::default()
    };
    let (ours, said) = winmd(options, folder.path());
    assert_eq!(said, "");
    let theirs = folder.path().join("theirs.winmd");
    fs::write(&theirs, windows_default::WINRT).unwrap();
    let (ours, theirs) = (
        rust_of(&ours, &NAMESPACES, &[]),
        rust_of(&theirs, &NAMESPACES, &[]),
    );
    for name in ["JsonObject", "Compositor", "IVectorView", "StreamSocket"] {
        assert!(theirs.contains(name));
    }
    let mut lines = ours.lines().zip(theirs.lines());
    let different = lines.find(|(ours, theirs)| ours != theirs);
    assert_eq!(different, None);
    assert_eq!(ours.len(), theirs.len());
}

/// Returns the attributes of a definition: their types, and their values.
fn attributes<'a>(of: impl HasAttributes<'a>) -> Vec<String> {
    let attributes = of.attributes();
    let written = attributes.map(|it| {
        let ty = it.ctor().parent();
        format!("{}.{} {:?}", ty.namespace(), ty.name(), it.value())
    });
    let mut written: Vec<String> = written.collect();
    written.sort();
    written
}

fn described(ty: TypeDef<'_>) -> (Vec<String>, Vec<String>) {
    let fields = ty.fields();
    let fields = fields.map(|it| format!("{}: {:?}", it.name(), it.ty()));
    (fields.collect(), attributes(ty))
}

/// The attributes that Microsoft's files declare are declared here once more. Whose uses are on classes are
/// used on classes of these names, by a file that doesn't declare them.
#[test]
fn declared_attributes_are_what_they_are_in_microsofts_winmd() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = metadata();
    let is_declared = |ty: &TypeDef<'_>| {
        ty.category() == TypeCategory::Attribute && ty.has_attribute("AttributeNameAttribute")
    };
    let declared: BTreeSet<(&str, &str)> = theirs
        .iter()
        .filter(|(.., ty)| is_declared(ty))
        .map(|(namespace, name, _)| (namespace, name))
        .collect();
    assert!(declared.len() > 15, "{declared:?}");
    let users: Vec<TypeDef<'_>> = theirs
        .iter()
        .map(|(.., ty)| ty)
        .filter(|ty| ty.has_attribute("ContentPropertyAttribute"))
        .collect();
    assert!(users.len() > 50);
    let mut uses = String::from("import \"inspectable.idl\";\nnamespace Mine\n{\n");
    for user in &users {
        let attributes = user
            .attributes()
            .filter(|it| it.name() == "ContentPropertyAttribute");
        let words: Vec<String> = attributes.filter_map(idl::attribute).collect();
        uses += &format!(
            "[{}] runtimeclass {} {{ }}\n",
            words.join(", "),
            user.name()
        );
    }
    uses += "}\n";
    let compiled = |name: &str, text: String| {
        let source = folder.path().join(name);
        fs::write(&source, text).unwrap();
        let options = Options {
            idl: vec![source],
            ..Options::default()
        };
        let (winmd, said) = winmd(options, folder.path());
        assert_eq!(said, "");
        Index::new(vec![File::read(winmd).unwrap()])
    };
    // Attributes alone are nothing for Rust, which would be said.
    let beside = [("Windows.UI.Xaml", "Visibility")];
    let types = declared.iter().copied().chain(beside);
    let ours = compiled("declared.idl", idl::idl(&theirs, types));
    for (namespace, name) in declared {
        let (ours, theirs) = (ours.expect(namespace, name), theirs.expect(namespace, name));
        assert_eq!(described(ours), described(theirs), "{namespace}.{name}");
    }
    let ours = compiled("uses.idl", uses);
    for user in users {
        let mut theirs = attributes(user);
        theirs.retain(|it| it.contains("ContentProperty"));
        assert_eq!(attributes(ours.expect("Mine", user.name())), theirs);
    }
}

/// Returns the full names of all that a winmd defines and Rust has.
fn definitions(winmd: &Path) -> Vec<String> {
    let index = Index::new(vec![File::read(winmd).unwrap()]);
    let items = index.iter_items();
    let has_rust = items.filter(|(.., item)| match item {
        Item::Type(ty) => {
            ty.category() != TypeCategory::Attribute && !ty.has_attribute("ApiContractAttribute")
        }
        _ => true,
    });
    has_rust
        .map(|(namespace, name, _)| format!("{namespace}.{name}"))
        .collect()
}

#[test]
fn windows_bindgen_reads_the_winmds_of_wines_files() {
    if !CORPUS.or_left_out("winrt_winmd") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut files = wine_files();
    files.retain(|file| {
        let name = file.file_name().unwrap().to_string_lossy();
        name.starts_with("windows.") || name == "windowscontracts.idl"
    });
    let winmds = in_parallel(&files, |file| {
        winmd(wine_options(slice::from_ref(file)), folder.path()).0
    });
    let names: BTreeSet<String> = winmds.iter().flat_map(|it| definitions(it)).collect();
    let class = "Windows.Devices.Enumeration.DeviceInformation";
    assert!(names.contains(class), "{names:?}");
    let out = folder.path().join("all.rs");
    let mut arguments = vec!["--in".to_owned()];
    arguments.extend(winmds.iter().map(|it| it.to_str().unwrap().to_owned()));
    let out_argument = out.to_str().unwrap().to_owned();
    arguments.extend([
        "default".into(),
        "--out".into(),
        out_argument,
        "--filter".into(),
    ]);
    arguments.extend(names);
    windows_bindgen::bindgen(arguments);
    let text = fs::read_to_string(out).unwrap();
    assert!(
        text.contains("impl DeviceInformation {"),
        "{} bytes",
        text.len()
    );
}
