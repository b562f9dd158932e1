//! Collects the definitions of each file. A definition may also stand where its type is used.

use super::definition::{
    AttributeTypeDefinition, ContractDefinition, Definition, DefinitionId, Definitions, Scope,
    Syntax, add_to, has_body,
};
use crate::load::{UnitId, Units};
use crate::parse::ast::{
    self, Attributes, Declaration, Declarator, Derivation, Name, Specifier, SpecifierKind, Storage,
    Variable,
};
use crate::token::{Interner, Symbol, keyword as kw};

impl<'a> Definitions<'a> {
    /// Collects the definitions of all units.
    pub(super) fn collect(units: &'a Units, names: &mut Interner) -> Self {
        let mut definitions = Self::default();
        for (id, unit) in units.iter() {
            let mut collector = Collector {
                definitions: &mut definitions,
                names,
                unit: id,
                namespace: Symbol::EMPTY,
                module: None,
                is_in_library: false,
                is_hidden: false,
            };
            collector.declarations(&unit.syntax.declarations);
        }
        definitions
    }
}

/// Walks the syntax of one unit.
struct Collector<'a, 'd> {
    definitions: &'d mut Definitions<'a>,
    names: &'d mut Interner,
    unit: UnitId,
    namespace: Symbol,
    module: Option<&'a ast::Module>,
    is_in_library: bool,
    /// Whether C's compiler doesn't see the declarations that follow.
    is_hidden: bool,
}

impl<'a> Collector<'a, '_> {
    fn declarations(&mut self, declarations: &'a [Declaration]) {
        for declaration in declarations {
            self.declaration(declaration);
        }
    }

    fn declaration(&mut self, declaration: &'a Declaration) {
        match declaration {
            Declaration::Import(_) | Declaration::Importlib(_) => {}
            Declaration::AttributeType(attribute) => {
                let scope = self.scope();
                let definition = AttributeTypeDefinition {
                    scope,
                    syntax: attribute,
                };
                self.definitions.attribute_types.push(definition);
            }
            Declaration::Apicontract(contract) => self.contract(contract),
            Declaration::Declare(instances) => {
                let scope = self.scope();
                let instances = instances.iter().map(|instance| (scope, instance));
                self.definitions.declared_instances.extend(instances);
            }
            Declaration::CppQuote(quote) => {
                self.is_hidden = quote.hides;
                for define in &quote.defines {
                    self.define(define.name, Syntax::Define(define));
                }
            }
            Declaration::Interface(interface) => {
                self.define(interface.name, Syntax::Interface(interface));
                if let Some(attribute) = interface.attributes.get(kw::ASYNC_UUID) {
                    let text = format!("Async{}", self.names.text(interface.name.text));
                    let name = Name {
                        text: self.names.intern(&text),
                        span: attribute.argument_span(),
                    };
                    self.define(name, Syntax::AsyncInterface(interface));
                }
                self.declarations(interface.body.kept());
            }
            Declaration::InterfaceForward(name) | Declaration::DelegateForward(name) => {
                self.define(*name, Syntax::InterfaceForward);
            }
            Declaration::Dispinterface(dispinterface) => {
                self.define(dispinterface.name, Syntax::Dispinterface(dispinterface));
                let methods = dispinterface.methods.kept();
                let members = dispinterface.properties.kept().iter().chain(methods);
                members.for_each(|member| self.types_in(member));
            }
            Declaration::Coclass(coclass) => self.define(coclass.name, Syntax::Coclass(coclass)),
            Declaration::CoclassForward(name) => self.define(*name, Syntax::CoclassForward),
            Declaration::Library(library) => {
                // A library may share its name with a class in it, because it is no C name.
                let definition = self.definition(library.name, None, Syntax::Library(library));
                self.definitions.all.push(definition);
                let outer = std::mem::replace(&mut self.is_in_library, true);
                self.declarations(&library.body);
                self.is_in_library = outer;
            }
            Declaration::Module(module) => {
                let definition = self.definition(module.name, None, Syntax::Module(module));
                self.definitions.all.push(definition);
                let outer = self.module.replace(module);
                self.declarations(&module.body);
                self.module = outer;
            }
            Declaration::Namespace(namespace) => {
                let outer = self.namespace;
                for name in &namespace.path {
                    let inner = self.qualified(name.text);
                    self.definitions.around.insert(inner, self.namespace);
                    self.namespace = inner;
                }
                self.declarations(&namespace.body);
                self.namespace = outer;
            }
            Declaration::Delegate(delegate) => {
                self.define(delegate.name, Syntax::Delegate(delegate));
                self.types_in(&delegate.function);
            }
            Declaration::DeclareGuid(declared) => {
                self.define(declared.name, Syntax::DeclareGuid(declared));
            }
            Declaration::Variable(variable) => self.variable(variable),
        }
    }

    /// The scope of what is declared here.
    fn scope(&self) -> Scope {
        Scope {
            unit: self.unit,
            namespace: self.namespace,
            is_in_library: self.is_in_library,
        }
    }

    fn contract(&mut self, contract: &'a ast::Apicontract) {
        let full_name = self.qualified(contract.name.text);
        self.definitions.contract_names.insert(full_name);
        self.definitions.contracts.push(ContractDefinition {
            unit: self.unit,
            namespace: self.namespace,
            syntax: contract,
        });
    }

    /// Returns the dotted name of `name` in the current namespace.
    fn qualified(&mut self, name: Symbol) -> Symbol {
        if self.namespace == Symbol::EMPTY {
            return name;
        }
        let key = (self.namespace, name);
        let qualified = self.definitions.qualified.entry(key);
        *qualified.or_insert_with(|| {
            let (namespace, name) = (self.names.text(key.0), self.names.text(name));
            let text = format!("{namespace}.{name}");
            self.names.intern(&text)
        })
    }

    fn definition(&self, name: Name, tag: Option<Symbol>, syntax: Syntax<'a>) -> Definition<'a> {
        Definition {
            unit: self.unit,
            name,
            tag,
            namespace: self.namespace,
            is_in_library: self.is_in_library,
            syntax,
            is_midl_only: self.is_hidden,
            item: None,
        }
    }

    /// Adds a definition of an ordinary name.
    fn define(&mut self, name: Name, syntax: Syntax<'a>) {
        let key = self.qualified(name.text);
        let definition = self.definition(name, None, syntax);
        self.definitions.add(definition, key, false);
    }

    fn variable(&mut self, variable: &'a Variable) {
        match variable.storage {
            Storage::Typedef => self.typedef(variable),
            Storage::Const => {
                self.types_in(variable);
                for declarator in &variable.declarators {
                    if let Some(name) = declarator.name {
                        self.define(name, Syntax::Constant(variable, declarator));
                    }
                }
            }
            Storage::Plain => {
                self.types_in(variable);
                if let Some(module) = self.module {
                    for declarator in variable.declarators.iter().filter(|it| it.is_function()) {
                        if let Some(name) = declarator.name {
                            let function = Syntax::Function(variable, declarator, Some(module));
                            self.define(name, function);
                        }
                    }
                }
            }
        }
    }

    /// Adds the names of a typedef. The first declarator without derivations, `A` in
    /// `typedef struct tagA { … } *PA, A;`, gives the struct, union or enum itself its public name.
    fn typedef(&mut self, typedef: &'a Variable) {
        let bare = typedef
            .declarators
            .iter()
            .find(|declarator| declarator.derivations.is_empty() && is_tagged(&typedef.specifier))
            .and_then(|declarator| declarator.name);
        let is_own_name = match &typedef.specifier.kind {
            SpecifierKind::Record(record) => self.tagged(
                record.tag,
                record.fields.is_some(),
                bare,
                Syntax::Record(record),
            ),
            SpecifierKind::Enum(of) => self.tagged(
                of.tag,
                of.values.is_some(),
                bare,
                Syntax::Enum(of, &typedef.attributes),
            ),
            _ => false,
        };
        self.inner_types(typedef);
        for declarator in &typedef.declarators {
            if let Some(name) = declarator.name
                && !(is_own_name && Some(name) == bare)
            {
                if self.names_itself(&typedef.specifier, declarator, name) {
                    continue;
                }
                self.define(name, Syntax::Typedef(typedef, declarator));
            }
        }
    }

    /// Returns whether a typedef says that `interface IFoo` is `IFoo`, or that `DWORD` is `DWORD`.
    /// It defines nothing: another file defines the name, or metadata does.
    fn names_itself(&mut self, specifier: &Specifier, declarator: &Declarator, name: Name) -> bool {
        if !declarator.derivations.is_empty() {
            return false;
        }
        match &specifier.kind {
            SpecifierKind::Interface(of) => of.text == name.text,
            SpecifierKind::Named(of) if of.text == name.text => {
                let scope = self.scope();
                self.definitions.named_after_themselves.push((scope, name));
                true
            }
            _ => false,
        }
    }

    /// Adds a struct, union or enum that a typedef refers to or defines. Returns whether `bare` is
    /// its public name.
    fn tagged(
        &mut self,
        tag: Option<Name>,
        is_definition: bool,
        bare: Option<Name>,
        syntax: Syntax<'a>,
    ) -> bool {
        if is_definition {
            self.define_tagged(tag, bare, syntax);
            return bare.is_some();
        }
        // `typedef struct tagA A;` may stand before or behind the definition of `tagA`.
        let (Some(tag), Some(bare)) = (tag, bare) else {
            return false;
        };
        let key = self.qualified(tag.text);
        let found = self.definitions.tags.get(&key).and_then(|ids| {
            ids.iter()
                .find(|id| self.definitions.get(*id).unit == self.unit)
        });
        match found {
            Some(id) => {
                let definition = &mut self.definitions.all[id.0 as usize];
                let is_first = definition.tag.is_none() && definition.name.text == tag.text;
                if is_first && bare.text != tag.text {
                    definition.tag = Some(tag.text);
                    definition.name = bare;
                }
                if is_first {
                    let key = self.qualified(bare.text);
                    add_to(&mut self.definitions.ordinary, key, id);
                }
                is_first
            }
            None => {
                self.define_tagged(Some(tag), Some(bare), syntax);
                true
            }
        }
    }

    /// Adds a struct, union or enum under its tag and its typedef's name.
    fn define_tagged(&mut self, tag: Option<Name>, bare: Option<Name>, syntax: Syntax<'a>) {
        let is_body = match &syntax {
            Syntax::Record(record) => record.fields.is_some(),
            Syntax::Enum(syntax, _) => syntax.values.is_some(),
            _ => false,
        };
        let key = tag.map(|tag| self.qualified(tag.text));
        // A definition behind `typedef struct tagA A;` completes the declared one.
        let declared = key
            .and_then(|key| self.definitions.tags.get(&key))
            .and_then(|ids| {
                ids.iter().find(|id| {
                    let definition = self.definitions.get(*id);
                    definition.unit == self.unit && !has_body(&definition.syntax)
                })
            });
        let id = match declared {
            Some(id) => {
                if is_body {
                    self.definitions.all[id.0 as usize].syntax = syntax.clone();
                }
                if let Some(bare) = bare {
                    let key = self.qualified(bare.text);
                    let definition = &mut self.definitions.all[id.0 as usize];
                    if definition.tag.is_none() && definition.name.text != bare.text {
                        definition.tag = Some(definition.name.text);
                        definition.name = bare;
                    }
                    add_to(&mut self.definitions.ordinary, key, id);
                }
                id
            }
            None => {
                let Some(name) = bare.or(tag) else {
                    return;
                };
                let other_tag = tag.map(|tag| tag.text).filter(|tag| *tag != name.text);
                let definition = self.definition(name, other_tag, syntax.clone());
                match (key, bare) {
                    (Some(key), bare) => {
                        let id = self.definitions.add(definition, key, true);
                        if let Some(bare) = bare {
                            let key = self.qualified(bare.text);
                            add_to(&mut self.definitions.ordinary, key, id);
                        }
                        id
                    }
                    (None, _) => {
                        let key = self.qualified(name.text);
                        let id = self.definitions.add(definition, key, false);
                        if let Some(body) = syntax.body() {
                            self.definitions.tagless.insert(body, id);
                        }
                        id
                    }
                }
            }
        };
        // WinRT's structs and enums have no typedef. Their tag is their name.
        if bare.is_none()
            && self.namespace != Symbol::EMPTY
            && let Some(key) = key
        {
            add_to(&mut self.definitions.ordinary, key, id);
        }
        if let Syntax::Enum(syntax, _) = syntax {
            for (index, value) in syntax.values.iter().flatten().enumerate() {
                self.define_enumerator(value.name, id, index);
            }
        }
    }

    fn define_enumerator(&mut self, name: Name, of: DefinitionId, index: usize) {
        let definition = self.definition(name, None, Syntax::Enumerator(of, index));
        let key = if self.namespace == Symbol::EMPTY {
            name.text
        } else {
            // In WinRT the values of an enumeration have a scope: `DayOfWeek.Sunday`.
            let text = format!(
                "{}.{}.{}",
                self.names.text(self.namespace),
                self.names.text(self.definitions.get(of).name.text),
                self.names.text(name.text)
            );
            self.names.intern(&text)
        };
        let id = self.definitions.add(definition, key, false);
        if self.namespace != Symbol::EMPTY {
            let key = self.qualified(name.text);
            add_to(&mut self.definitions.enumerators, key, id);
            let own = self.definitions.enumerators_of.entry((of, name.text));
            own.or_insert(id);
        }
    }

    /// Adds the types that a declaration defines besides its own names.
    fn types_in(&mut self, variable: &'a Variable) {
        self.types_of(&variable.specifier, &variable.attributes);
        self.inner_types(variable);
    }

    /// Adds the type that a specifier defines.
    fn types_of(&mut self, specifier: &'a Specifier, attributes: &'a Attributes) {
        match &specifier.kind {
            SpecifierKind::Record(record) if record.fields.is_some() => {
                self.define_tagged(record.tag, None, Syntax::Record(record));
            }
            SpecifierKind::Enum(syntax) if syntax.values.is_some() => {
                self.define_tagged(syntax.tag, None, Syntax::Enum(syntax, attributes));
                if syntax.tag.is_none() {
                    self.anonymous_enum(syntax, attributes);
                }
            }
            _ => {}
        }
    }

    /// Adds the values of an enumeration without any name.
    fn anonymous_enum(&mut self, syntax: &'a ast::Enum, attributes: &'a Attributes) {
        let Some(first) = syntax.values.iter().flatten().next() else {
            return;
        };
        let id = DefinitionId(self.definitions.all.len() as u32);
        let name = Name {
            text: Symbol::EMPTY,
            span: first.name.span,
        };
        let definition = self.definition(name, None, Syntax::Enum(syntax, attributes));
        self.definitions.all.push(definition);
        for (index, value) in syntax.values.iter().flatten().enumerate() {
            self.define_enumerator(value.name, id, index);
        }
    }

    /// Adds the types that stand inside a declaration's type.
    fn inner_types(&mut self, variable: &'a Variable) {
        self.fields_of(&variable.specifier);
        variable
            .declarators
            .iter()
            .for_each(|declarator| self.types_of_parameters(declarator));
    }

    /// Adds the types that the parameters of a function define.
    fn types_of_parameters(&mut self, declarator: &'a Declarator) {
        for derivation in &*declarator.derivations {
            if let Derivation::Function(parameters) = derivation {
                for parameter in &parameters.list {
                    self.types_of(&parameter.specifier, &parameter.attributes);
                    self.fields_of(&parameter.specifier);
                    self.types_of_parameters(&parameter.declarator);
                }
            }
        }
    }

    /// Adds the types that the fields of a struct or union define.
    fn fields_of(&mut self, specifier: &'a Specifier) {
        if let SpecifierKind::Record(record) = &specifier.kind {
            for field in record.fields.iter().flatten() {
                self.types_in(field);
            }
        }
    }
}

fn is_tagged(specifier: &Specifier) -> bool {
    matches!(
        specifier.kind,
        SpecifierKind::Record(_) | SpecifierKind::Enum(_)
    )
}
