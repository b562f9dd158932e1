//! Cuts a small winmd out of a big one: some types and constants, and everything that they refer to.
//! `cargo xtask regen` makes `common.winmd` and the supplement with it.

use std::collections::{BTreeMap, BTreeSet};

use windows_metadata::{
    FieldAttributes, MethodAttributes, MethodCallAttributes, MethodImplAttributes, ParamAttributes,
    Signature, Type, TypeAttributes, TypeName, Value as Literal, writer,
};

use super::file::{File, TableId};
use super::row::{Attribute, Category, Field, MethodDef, Row, TypeDef, integer};
use super::signature::{MethodSignature, Named, Ty, Value};
use super::{APIS, Definition, Metadata};

/// See [`Metadata::cut`].
pub(super) fn cut(metadata: &Metadata, assembly: &str, roots: &[&str]) -> Result<Vec<u8>, String> {
    let mut closure = Closure::new(metadata, None);
    for root in roots {
        if let Some(prefix) = root.strip_suffix('*') {
            closure.add_all(prefix);
            continue;
        }
        match metadata.find(root) {
            Some(Definition::Type(source, row)) => {
                let def = TypeDef::new(&source.file, row);
                closure.add(def.namespace(), def.full_name());
            }
            Some(Definition::Value(source, row)) => closure.add_value(&source.file, row),
            None => return Err((*root).to_owned()),
        }
    }
    closure.complete();
    Ok(closure.write(assembly, |_| true))
}

/// See [`Metadata::supplement`].
pub(super) fn supplement(metadata: &Metadata, beside: &Metadata, assembly: &str) -> Vec<Vec<u8>> {
    let mut closure = Closure::new(metadata, Some(beside));
    for source in &metadata.user {
        let defs =
            || (0..source.file.rows(TableId::TYPE_DEF)).map(|row| TypeDef::new(&source.file, row));
        let interfaces = defs().filter(|def| def.category() == Category::Interface);
        let of_com: BTreeSet<&str> = interfaces.map(TypeDef::namespace).collect();
        for def in defs().filter(|def| of_com.contains(def.namespace())) {
            if def.name() != APIS {
                closure.add(def.namespace(), def.full_name());
            } else if def.namespace() != BROWSER {
                let integers = def.fields().filter(|field| {
                    let value = field.constant();
                    value.is_some_and(|value| integer(&value).is_some())
                });
                integers
                    .filter(|field| beside.find(field.name()).is_none())
                    .for_each(|field| closure.add_value(&source.file, field.0.row));
            }
        }
    }
    closure.complete();
    closure.write_in_parts(assembly)
}

/// The namespace of the browser control. Its thousands of constants number what only its own
/// interfaces use.
const BROWSER: &str = "Windows.Win32.Web.MsHtml";

/// How large a winmd of the supplement is at most, in bytes, unless a single namespace is larger. Smaller
/// ones would repeat more names.
const PART: usize = 192 * 1024;

/// The attributes that an import reads. A supplement keeps no others.
const READ: &[&str] = &[
    "NativeTypedefAttribute",
    "UnmanagedFunctionPointerAttribute",
    "DefaultAttribute",
    "SupportedArchitectureAttribute",
    "GuidAttribute",
    "OverloadAttribute",
    "RetValAttribute",
    "ComOutPtrAttribute",
    "NativeArrayInfoAttribute",
    "MemorySizeAttribute",
    "NativeBitfieldAttribute",
    "AlignmentAttribute",
    "NativeEncodingAttribute",
    "FlagsAttribute",
];

/// The definitions to write, by namespace and name.
struct Closure<'m> {
    metadata: &'m Metadata,
    /// Metadata whose types are not written again.
    beside: Option<&'m Metadata>,
    /// Each type's rows, one for each architecture.
    types: BTreeMap<(String, String), (&'m File, Vec<u32>)>,
    /// Each namespace's constants by name.
    constants: BTreeMap<String, BTreeMap<String, (&'m File, u32)>>,
    queue: Vec<TypeDef<'m>>,
}

impl<'m> Closure<'m> {
    fn new(metadata: &'m Metadata, beside: Option<&'m Metadata>) -> Self {
        Self {
            metadata,
            beside,
            types: BTreeMap::new(),
            constants: BTreeMap::new(),
            queue: Vec::new(),
        }
    }

    /// Adds all types and constants whose names begin with `prefix`.
    fn add_all(&mut self, prefix: &str) {
        for source in self.metadata.sources() {
            for row in 0..source.file.rows(TableId::TYPE_DEF) {
                let def = TypeDef::new(&source.file, row);
                if def.name() == APIS {
                    def.fields()
                        .filter(|field| field.name().starts_with(prefix))
                        .for_each(|field| self.add_value(&source.file, field.0.row));
                } else if def.name().starts_with(prefix) && !def.namespace().is_empty() {
                    self.add(def.namespace(), def.full_name());
                }
            }
        }
    }

    fn add(&mut self, namespace: &str, name: &str) {
        let key = (namespace.to_owned(), name.to_owned());
        if self.types.contains_key(&key) {
            return;
        }
        let trimmed = name.split_once('`').map_or(name, |(name, _)| name);
        if self
            .beside
            .is_some_and(|it| it.find_type(trimmed).is_some())
        {
            return;
        }
        let found = self.metadata.sources().find_map(|source| {
            let rows: Vec<u32> = source
                .file
                .find_types(namespace, trimmed)
                .filter(|row| TypeDef::new(&source.file, *row).full_name() == name)
                .collect();
            (!rows.is_empty()).then_some((&source.file, rows))
        });
        if let Some((file, rows)) = found {
            let defs = rows.iter().map(|row| TypeDef::new(file, *row));
            self.queue.extend(defs);
            self.types.insert(key, (file, rows));
        }
    }

    /// Adds a constant, or the enumeration of an enumerator.
    fn add_value(&mut self, file: &'m File, row: u32) {
        let field = Field::new(file, row);
        let Some(parent) = field.parent() else { return };
        if parent.category() == Category::Enum {
            self.add(parent.namespace(), parent.full_name());
            return;
        }
        self.constants
            .entry(parent.namespace().to_owned())
            .or_default()
            .insert(field.name().to_owned(), (file, row));
        self.field(field);
    }

    fn complete(&mut self) {
        while let Some(def) = self.queue.pop() {
            self.body(def);
        }
    }

    fn body(&mut self, def: TypeDef<'m>) {
        self.attributes(def.0);
        for (row, ty) in def.interfaces() {
            self.attributes(row);
            self.ty(def.0.file, &ty);
        }
        for field in def.fields() {
            self.field(field);
        }
        for method in def.methods() {
            self.attributes(method.0);
            method.params().for_each(|param| self.attributes(param.0));
            if let Some(signature) = method.signature() {
                let types = signature.params.iter().chain([&signature.returns]);
                types.for_each(|ty| self.ty(def.0.file, ty));
            }
        }
        for inner in def.0.file.nested(def.0.row) {
            self.body(TypeDef::new(def.0.file, *inner));
        }
    }

    fn field(&mut self, field: Field<'m>) {
        self.attributes(field.0);
        if let Some(ty) = field.ty() {
            self.ty(field.0.file, &ty);
        }
    }

    /// Adds the types of the attributes. Those that a supplement keeps are known by their names alone.
    fn attributes(&mut self, row: Row<'m>) {
        if self.beside.is_none() {
            for attribute in row.attributes() {
                let (namespace, name) = attribute.name();
                self.add(namespace, name);
            }
        }
    }

    fn ty(&mut self, file: &'m File, ty: &Ty) {
        match ty {
            Ty::Named(named) => self.named(file, *named),
            Ty::Generic(named, arguments) => {
                self.named(file, *named);
                arguments.iter().for_each(|it| self.ty(file, it));
            }
            Ty::Pointer { to, .. } | Ty::ByRef(to) | Ty::Vector(to) | Ty::Array(to, _) => {
                self.ty(file, to);
            }
            _ => {}
        }
    }

    /// Adds a type. A nested type has no namespace, and is written with its outermost type.
    fn named(&mut self, file: &'m File, named: Named) {
        let name = |column| file.string(named.table, named.row, column);
        if !name(2).is_empty() {
            self.add(name(2), name(1));
        }
    }

    /// Writes several winmds, each with as many namespaces as [`PART`] has room for. Neighbours in the
    /// order of their names stay together: they have more to do with each other.
    fn write_in_parts(&self, assembly: &str) -> Vec<Vec<u8>> {
        let of_types = self.types.keys().map(|(namespace, _)| namespace);
        let namespaces: BTreeSet<&String> = of_types.chain(self.constants.keys()).collect();
        let mut parts: Vec<Vec<&String>> = Vec::new();
        let mut room = 0;
        for namespace in namespaces {
            let size = self.write(assembly, |it| it == namespace).len();
            match parts.last_mut() {
                Some(part) if size <= room => part.push(namespace),
                _ => {
                    parts.push(vec![namespace]);
                    room = PART;
                }
            }
            room = room.saturating_sub(size);
        }
        let write = |part: Vec<&String>| {
            self.write(assembly, |it| part.iter().any(|namespace| *namespace == it))
        };
        parts.into_iter().map(write).collect()
    }

    /// Writes a winmd with what is in the namespaces that are `wanted`.
    fn write(&self, assembly: &str, wanted: impl Fn(&str) -> bool) -> Vec<u8> {
        let mut out = Writer {
            out: writer::File::new(assembly),
            beside: self.beside,
        };
        // All in the order of their names, by which types are looked up.
        let constants = self.constants.iter().filter(|(it, _)| wanted(it));
        let mut classes = constants.peekable();
        let apis = |namespace: &str| (namespace.to_owned(), APIS.to_owned());
        for (key, (file, rows)) in self.types.iter().filter(|((it, _), _)| wanted(it)) {
            while let Some((namespace, constants)) =
                classes.next_if(|(namespace, _)| apis(namespace) < *key)
            {
                out.constants(namespace, constants.values().copied());
            }
            for row in rows {
                out.ty(TypeDef::new(file, *row), None);
            }
        }
        for (namespace, constants) in classes {
            out.constants(namespace, constants.values().copied());
        }
        out.out.into_stream()
    }
}

struct Writer<'m> {
    out: writer::File,
    /// See [`Closure::beside`].
    beside: Option<&'m Metadata>,
}

impl Writer<'_> {
    fn constants<'f>(&mut self, namespace: &str, constants: impl Iterator<Item = (&'f File, u32)>) {
        let object = self.out.TypeRef("System", "Object");
        let flags = TypeAttributes::Public | TypeAttributes::Abstract | TypeAttributes::Sealed;
        let extends = writer::TypeDefOrRef::TypeRef(object);
        self.out.TypeDef(namespace, APIS, extends, flags);
        for (file, row) in constants {
            self.field(Field::new(file, row));
        }
    }

    fn ty(&mut self, def: TypeDef<'_>, outer: Option<writer::TypeDef>) {
        let extends = def.extends().map(|(namespace, name)| {
            writer::TypeDefOrRef::TypeRef(self.out.TypeRef(namespace, name))
        });
        let out = self.out.TypeDef(
            def.namespace(),
            def.full_name(),
            extends.unwrap_or_default(),
            TypeAttributes(def.flags()),
        );
        if let Some(outer) = outer {
            self.out.NestedClass(out, outer);
        }
        def.fields().for_each(|field| self.field(field));
        self.attributes(writer::HasAttribute::TypeDef(out), def.0);
        for (row, ty) in def.interfaces() {
            let interface = self.out.InterfaceImpl(out, &self.ty_of(def.0.file, &ty));
            self.attributes(writer::HasAttribute::InterfaceImpl(interface), row);
        }
        def.methods().for_each(|method| self.method(method));
        if let Some(packing) = def.packing() {
            self.out.ClassLayout(out, packing as u16, 0);
        }
        for inner in def.0.file.nested(def.0.row) {
            self.ty(TypeDef::new(def.0.file, *inner), Some(out));
        }
    }

    fn field(&mut self, field: Field<'_>) {
        let Some(ty) = field.ty() else { return };
        let ty = self.ty_of(field.0.file, &ty);
        let flags = FieldAttributes(field.flags() as u16);
        let out = self.out.Field(field.name(), &ty, flags);
        if let Some(value) = field.constant() {
            self.out
                .Constant(writer::HasConstant::Field(out), &to_literal(value));
        }
        self.attributes(writer::HasAttribute::Field(out), field.0);
    }

    fn method(&mut self, method: MethodDef<'_>) {
        let Some(signature) = method.signature() else {
            return;
        };
        let out = self.out.MethodDef(
            method.name(),
            &self.signature_of(method.0.file, &signature),
            MethodAttributes(method.flags() as u16),
            MethodImplAttributes(method.impl_flags() as u16),
        );
        self.attributes(writer::HasAttribute::MethodDef(out), method.0);
        for param in method.params() {
            let flags = ParamAttributes(param.flags() as u16);
            let out = self.out.Param(param.name(), param.sequence() as u16, flags);
            self.attributes(writer::HasAttribute::Param(out), param.0);
        }
    }

    /// Returns a type of `file` as it is written.
    fn ty_of(&self, file: &File, ty: &Ty) -> Type {
        let mut ty = to_type(file, ty);
        self.relocate(&mut ty);
        ty
    }

    /// Returns a signature of `file` as it is written.
    fn signature_of(&self, file: &File, signature: &MethodSignature) -> Signature {
        let mut signature = to_signature(file, signature);
        self.relocate(&mut signature.return_type);
        signature.types.iter_mut().for_each(|ty| self.relocate(ty));
        signature
    }

    /// Changes the namespace of a type that `beside` knows to the one that it has there.
    fn relocate(&self, ty: &mut Type) {
        match ty {
            Type::ClassName(name) | Type::ValueName(name) => {
                let found = self.beside.and_then(|it| it.find_type(&name.name));
                if let Some((source, row)) = found {
                    name.namespace = TypeDef::new(&source.file, row).namespace().to_owned();
                }
                name.generics.iter_mut().for_each(|ty| self.relocate(ty));
            }
            Type::PtrMut(to, _)
            | Type::PtrConst(to, _)
            | Type::RefMut(to)
            | Type::Array(to)
            | Type::ArrayFixed(to, _) => self.relocate(to),
            _ => {}
        }
    }

    fn attributes(&mut self, parent: writer::HasAttribute, row: Row<'_>) {
        for attribute in row.attributes() {
            self.attribute(parent, row.file, attribute);
        }
    }

    fn attribute(&mut self, parent: writer::HasAttribute, file: &File, attribute: Attribute<'_>) {
        let Some(ctor) = attribute.ctor_signature() else {
            return;
        };
        let (namespace, name) = attribute.name();
        if self.beside.is_some() && !READ.contains(&name) {
            return;
        }
        let ty = writer::MemberRefParent::TypeRef(self.out.TypeRef(namespace, name));
        let ctor = self
            .out
            .MemberRef(".ctor", &self.signature_of(file, &ctor), ty);
        let ctor = writer::AttributeType::MemberRef(ctor);
        let value: Vec<_> = attribute
            .value()
            .into_iter()
            .map(|(name, value)| (name, to_literal(value)))
            .collect();
        self.out.Attribute(parent, ctor, &value);
    }
}

pub(super) fn to_literal(value: Value) -> Literal {
    match value {
        Value::Bool(value) => Literal::Bool(value),
        Value::U8(value) => Literal::U8(value),
        Value::I8(value) => Literal::I8(value),
        Value::U16(value) => Literal::U16(value),
        Value::I16(value) => Literal::I16(value),
        Value::U32(value) => Literal::U32(value),
        Value::I32(value) => Literal::I32(value),
        Value::U64(value) => Literal::U64(value),
        Value::I64(value) => Literal::I64(value),
        Value::USize(value) => Literal::USize(value),
        Value::ISize(value) => Literal::ISize(value),
        Value::F32(value) => Literal::F32(value),
        Value::F64(value) => Literal::F64(value),
        Value::Utf8(text) => Literal::Utf8(text),
        Value::Utf16(text) => Literal::Utf16(text),
        Value::TypeName(name) => Literal::TypeName(type_name(&name)),
        Value::Enumerator(name, number) => {
            Literal::EnumValue(type_name(&name), Box::new(Literal::I32(number)))
        }
    }
}

fn type_name(full: &str) -> TypeName {
    let (namespace, name) = full.rsplit_once('.').unwrap_or(("", full));
    TypeName::named(namespace, name)
}

fn to_signature(file: &File, signature: &MethodSignature) -> Signature {
    let mut flags = MethodCallAttributes::default();
    if signature.has_this {
        flags |= MethodCallAttributes::HASTHIS;
    }
    if signature.variadic {
        flags |= MethodCallAttributes::VARARG;
    }
    Signature {
        flags,
        return_type: to_type(file, &signature.returns),
        types: signature
            .params
            .iter()
            .map(|ty| to_type(file, ty))
            .collect(),
    }
}

pub(super) fn to_type(file: &File, ty: &Ty) -> Type {
    let boxed = |ty: &Ty| Box::new(to_type(file, ty));
    match ty {
        Ty::Void => Type::Void,
        Ty::Bool => Type::Bool,
        Ty::Char => Type::Char,
        Ty::I8 => Type::I8,
        Ty::U8 => Type::U8,
        Ty::I16 => Type::I16,
        Ty::U16 => Type::U16,
        Ty::I32 => Type::I32,
        Ty::U32 => Type::U32,
        Ty::I64 => Type::I64,
        Ty::U64 => Type::U64,
        Ty::F32 => Type::F32,
        Ty::F64 => Type::F64,
        Ty::ISize => Type::ISize,
        Ty::USize => Type::USize,
        Ty::String => Type::String,
        Ty::Object => Type::Object,
        Ty::Named(named) => to_name(file, *named, Vec::new()),
        Ty::Generic(named, arguments) => {
            let arguments = arguments.iter().map(|it| to_type(file, it)).collect();
            to_name(file, *named, arguments)
        }
        Ty::Var(number) => Type::Generic(String::new(), *number as u16),
        Ty::ByRef(to) => Type::RefMut(boxed(to)),
        Ty::Vector(of) => Type::Array(boxed(of)),
        Ty::Array(of, length) => Type::ArrayFixed(boxed(of), *length as usize),
        Ty::Pointer { .. } => to_pointer(file, ty),
    }
}

/// `windows-metadata` has a row of pointers as one type, `const` or not as a whole.
fn to_pointer(file: &File, mut ty: &Ty) -> Type {
    let (mut depth, mut constant) = (0, false);
    while let Ty::Pointer { to, is_const } = ty {
        ty = to;
        depth += 1;
        constant |= is_const;
    }
    let to = Box::new(to_type(file, ty));
    if constant {
        Type::PtrConst(to, depth)
    } else {
        Type::PtrMut(to, depth)
    }
}

fn to_name(file: &File, named: Named, generics: Vec<Type>) -> Type {
    let name = |column| file.string(named.table, named.row, column).to_owned();
    let name = TypeName {
        namespace: name(2),
        name: name(1),
        generics,
    };
    if named.class {
        Type::ClassName(name)
    } else {
        Type::ValueName(name)
    }
}
