//! The IIDs of instances of WinRT's parameterized types are those that `windows-core` computes, in a
//! program, from the signatures that windows-bindgen writes. The instances are those that the methods of
//! Windows' own metadata have.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use comidl_codegen::internal::compile::{Compilation, Options};
use comidl_codegen::internal::model::{ItemKind, Model, Type as ModelType};
use windows_metadata::reader::{File, Index, TypeDef};
use windows_metadata::{Type, TypeName};

/// The namespaces whose methods are read. They have all kinds of arguments, and nested ones.
const NAMESPACES: &[&str] = &[
    "Windows.Data.Xml.Dom",
    "Windows.Devices.Enumeration",
    "Windows.Devices.Geolocation",
    "Windows.Foundation",
    "Windows.Globalization",
    "Windows.Graphics.Imaging",
    "Windows.Media.Core",
    "Windows.Media.Playback",
    "Windows.Networking.Sockets",
    "Windows.Storage",
    "Windows.Storage.FileProperties",
    "Windows.Storage.Search",
    "Windows.Storage.Streams",
    "Windows.System",
    "Windows.UI.Notifications",
    "Windows.Web.Http",
];

/// The program but for its instances. windows-bindgen refers to other crates for some of WinRT's types, and
/// to code that it writes for whole classes alone; here they are this program's own.
const MAIN: &str = "\
#![allow(warnings)]
mod bindings;
extern crate self as windows_collections;
extern crate self as windows_future;
extern crate self as windows_numerics;
extern crate self as windows_reference;
extern crate self as windows_time;
pub use bindings::*;
use windows_core::{Ref, Result, RuntimeType};
impl<T: RuntimeType + 'static> VectorChangedEventHandler<T> {
    pub fn new<F>(_: F) -> Self
    where
        F: Fn(Ref<IObservableVector<T>>, Ref<IVectorChangedEventArgs>) -> Result<()>,
    {
        unimplemented!()
    }
}
impl<K: RuntimeType + 'static, V: RuntimeType + 'static> MapChangedEventHandler<K, V> {
    pub fn new<F>(_: F) -> Self
    where
        F: Fn(Ref<IObservableMap<K, V>>, Ref<IMapChangedEventArgs<K>>) -> Result<()>,
    {
        unimplemented!()
    }
}
pub struct BufferedIterator<T>(std::marker::PhantomData<T>);
impl<T: RuntimeType + 'static> BufferedIterator<T> {
    pub fn new(_: IIterator<T>) -> Self { Self(std::marker::PhantomData) }
}
impl<T> Iterator for BufferedIterator<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { None }
}
fn main() {
    for iid in IIDS { println!(\"{iid:?}\"); }
}
";

/// What windows-bindgen refers to in other crates.
const REFERRED: &[&str] = &[
    "Windows.Foundation.AsyncActionCompletedHandler",
    "Windows.Foundation.AsyncActionProgressHandler",
    "Windows.Foundation.AsyncActionWithProgressCompletedHandler",
    "Windows.Foundation.AsyncOperationCompletedHandler",
    "Windows.Foundation.AsyncOperationProgressHandler",
    "Windows.Foundation.AsyncOperationWithProgressCompletedHandler",
    "Windows.Foundation.AsyncStatus",
    "Windows.Foundation.IAsyncAction",
    "Windows.Foundation.IAsyncActionWithProgress",
    "Windows.Foundation.IAsyncInfo",
    "Windows.Foundation.Collections.CollectionChange",
    "Windows.Foundation.Collections.IIterator",
    "Windows.Foundation.Collections.IMapChangedEventArgs",
    "Windows.Foundation.Collections.IVectorChangedEventArgs",
    "Windows.Foundation.Collections.IObservableMap",
    "Windows.Foundation.Collections.MapChangedEventHandler",
    "Windows.Foundation.Collections.VectorChangedEventHandler",
    "Windows.Foundation.Numerics.Vector2",
];

/// Returns the instances in the signatures of methods, none with a type parameter.
fn instances(index: &Index) -> Vec<TypeName> {
    let mut found = Vec::new();
    let is_read =
        |def: &TypeDef<'_>| NAMESPACES.contains(&def.namespace()) && !def.name().contains('`');
    for def in index.types().filter(is_read) {
        for method in def.methods() {
            let signature = method.signature(&[]);
            let types = std::iter::once(&signature.return_type).chain(&signature.types);
            for ty in types {
                let (Type::ClassName(name) | Type::ValueName(name)) = behind(ty) else {
                    continue;
                };
                if !name.generics.is_empty() && is_whole(behind(ty)) && !found.contains(name) {
                    found.push(name.clone());
                }
            }
        }
    }
    found
}

fn behind(ty: &Type) -> &Type {
    match ty {
        Type::RefMut(ty) | Type::RefConst(ty) | Type::Array(ty) => behind(ty),
        ty => ty,
    }
}

/// Returns whether no type parameter is in the type, and nothing that windows-bindgen replaces.
fn is_whole(ty: &Type) -> bool {
    match ty {
        Type::ClassName(name) | Type::ValueName(name) => {
            !["HResult", "EventRegistrationToken", "Type"].contains(&&*name.name)
                && name.generics.iter().all(is_whole)
        }
        Type::Bool | Type::U8 | Type::I16 | Type::U16 | Type::I32 | Type::U32 | Type::I64 => true,
        Type::U64 | Type::F32 | Type::F64 | Type::String | Type::Object => true,
        _ => false,
    }
}

/// Adds the names of all types in an instance.
fn names(name: &TypeName, found: &mut BTreeSet<String>) {
    if name.namespace != "System" {
        found.insert(format!("{}.{}", name.namespace, plain(name)));
    }
    for ty in &name.generics {
        if let Type::ClassName(name) | Type::ValueName(name) = ty {
            names(name, found);
        }
    }
}

/// A parameterized type has the number of its parameters at its end.
fn plain(name: &TypeName) -> &str {
    name.name.split('`').next().unwrap()
}

/// Returns a type in IDL, and in Rust.
fn written(ty: &Type) -> (String, String) {
    let (idl, rust) = match ty {
        Type::ClassName(name) => {
            let (idl, rust) = instance(name);
            return (format!("{idl} *"), rust);
        }
        Type::ValueName(name) if name.namespace == "System" => ("GUID", "windows_core::GUID"),
        Type::ValueName(name) => return instance(name),
        Type::Bool => ("boolean", "bool"),
        Type::U8 => ("BYTE", "u8"),
        Type::I16 => ("INT16", "i16"),
        Type::U16 => ("UINT16", "u16"),
        Type::I32 => ("INT32", "i32"),
        Type::U32 => ("UINT32", "u32"),
        Type::I64 => ("INT64", "i64"),
        Type::U64 => ("UINT64", "u64"),
        Type::F32 => ("FLOAT", "f32"),
        Type::F64 => ("DOUBLE", "f64"),
        Type::String => ("HSTRING", "windows_core::HSTRING"),
        Type::Object => ("IInspectable *", "windows_core::IInspectable"),
        other => panic!("{other:?}"),
    };
    (idl.into(), rust.into())
}

fn instance(name: &TypeName) -> (String, String) {
    let mut idl = format!("{}.{}", name.namespace, plain(name));
    let mut rust = format!("bindings::{}", plain(name));
    if !name.generics.is_empty() {
        let (idls, rusts): (Vec<_>, Vec<_>) = name.generics.iter().map(written).unzip();
        idl += &format!("<{}>", idls.join(", "));
        rust += &format!("<{}>", rusts.join(", "));
    }
    (idl, rust)
}

/// Returns the IIDs that comidl gives these, each as a parameter of a method.
fn ours(instances: &[(String, String)]) -> Vec<String> {
    let methods = instances.iter().enumerate();
    let methods = methods.map(|(number, (idl, _))| format!("HRESULT M{number}([in] {idl} *it);\n"));
    let idl = format!(
        "import \"inspectable.idl\";\nnamespace Mine {{\n\
         [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d21)]\n\
         interface IUses : IInspectable {{\n{}}}\n}}\n",
        methods.collect::<String>()
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("uses.idl");
    fs::write(&path, idl).unwrap();
    let compilation = Compilation::read(Options {
        idl: vec![path],
        ..Options::default()
    });
    let problems: Vec<String> = compilation
        .session
        .diagnostics
        .iter()
        .map(|it| it.problem.message())
        .collect();
    assert_eq!(problems, [""; 0]);
    let model = &compilation.model;
    let (_, uses) = model.named().find(|(_, it)| it.name == "IUses").unwrap();
    let ItemKind::Interface(uses) = &uses.kind else {
        panic!("it is an interface");
    };
    let params = uses.methods.iter().map(|it| &it.params[0].ty);
    params.map(|ty| iid(model, ty)).collect()
}

fn iid(model: &Model, ty: &ModelType) -> String {
    match ty {
        ModelType::Pointer { to, .. } => iid(model, to),
        ModelType::Named(id) => {
            let iid = model.interface(*id).and_then(|it| it.iid);
            iid.expect("an instance has an IID").to_string()
        }
        other => panic!("{other:?}"),
    }
}

/// Returns the IIDs that a program prints.
fn theirs(instances: &[(String, String)], names: &BTreeSet<String>) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instances");
    fs::create_dir_all(folder.join("src")).unwrap();
    windows_bindgen::builder()
        .input_bytes(windows_default::WINRT)
        .output(folder.join("src/bindings.rs"))
        .minimal()
        .flat()
        .dead_code()
        .filters(names)
        .filters(REFERRED)
        .write();
    let lines = instances.iter();
    let lines = lines.map(|(_, rust)| format!("    <{rust} as windows_core::Interface>::IID,\n"));
    let main = format!(
        "{MAIN}\nconst IIDS: &[windows_core::GUID] = &[\n{}];\n",
        lines.collect::<String>()
    );
    fs::write(folder.join("src/main.rs"), main).unwrap();
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"instances\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nwindows-core = \"0.100\"\nwindows-link = \"0.100\"\n\n[workspace]\n",
    )
    .unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{said}", folder.display());
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.lines().map(str::to_lowercase).collect()
}

#[test]
fn instances_have_the_iids_that_windows_core_computes_of_them() {
    let file = File::new(windows_default::WINRT.to_vec()).unwrap();
    let found = instances(&Index::new(vec![file]));
    let mut all = BTreeSet::new();
    found.iter().for_each(|it| names(it, &mut all));
    let nested = |it: &&TypeName| {
        let mut types = it.generics.iter();
        types.any(|ty| matches!(ty, Type::ClassName(it) if !it.generics.is_empty()))
    };
    let (count, nested) = (found.len(), found.iter().filter(nested).count());
    assert!(
        count > 200 && nested > 10,
        "{count}, {nested} of them nested"
    );
    let written: Vec<(String, String)> = found.iter().map(instance).collect();
    let (ours, theirs) = (ours(&written), theirs(&written, &all));
    for ((instance, ours), theirs) in written.iter().zip(&ours).zip(&theirs) {
        assert_eq!(ours, theirs, "{}", instance.0);
    }
    assert_eq!(theirs.len(), ours.len());
}
