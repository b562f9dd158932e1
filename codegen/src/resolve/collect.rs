//! The walk through each file's syntax for what it defines, on the way to where it is used too.

use super::scope::{Definition, DefinitionId, Definitions, Scope, Syntax, add_to, has_body};
use crate::load::{UnitId, Units};
use crate::parse::ast::{
    self, Attributes, Declaration, Declarator, Derivation, Name, Specifier, SpecifierKind, Storage,
    Variable,
};
use crate::token::{Interner, Symbol, keyword as kw};

impl<'a> Definitions<'a> {
    /// Takes in what all units define.
    pub(super) fn collect(units: &'a Units, names: &mut Interner) -> Self {
        let mut definitions = Self::default();
        for (id, unit) in units.iter() {
            let mut collector = Collector {
                definitions: &mut definitions,
                names,
                unit: id,
                namespace: Symbol::EMPTY,
                module: None,
                hidden: false,
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
    /// Whether C's compiler sees nothing of what is declared here.
    hidden: bool,
}

impl<'a> Collector<'a, '_> {
    fn declarations(&mut self, declarations: &'a [Declaration]) {
        for declaration in declarations {
            self.declaration(declaration);
        }
    }

    fn declaration(&mut self, declaration: &'a Declaration) {
        match declaration {
            Declaration::Import(_) | Declaration::Importlib(_) | Declaration::Apicontract(_) => {}
            Declaration::Declare(instances) => {
                let scope = Scope {
                    unit: self.unit,
                    namespace: self.namespace,
                };
                let instances = instances.iter().map(|it| (scope, it));
                self.definitions.declared.extend(instances);
            }
            Declaration::CppQuote(quote) => {
                self.hidden = quote.hides;
                for define in &quote.defines {
                    self.define(define.name, Syntax::Define(*define));
                }
            }
            Declaration::Interface(it) => {
                self.define(it.name, Syntax::Interface(it));
                if let Some(attribute) = it.attributes.get(kw::ASYNC_UUID) {
                    let text = format!("Async{}", self.names.text(it.name.text));
                    let name = Name {
                        text: self.names.intern(&text),
                        span: attribute.argument_span(),
                    };
                    self.define(name, Syntax::AsyncInterface(it));
                }
                // To look at all methods takes longer than anything else here. In a module they would
                // be functions.
                if it.defines || self.module.is_some() {
                    self.declarations(&it.body);
                }
            }
            Declaration::InterfaceForward(name) => self.define(*name, Syntax::InterfaceForward),
            Declaration::Dispinterface(it) => {
                self.define(it.name, Syntax::Dispinterface(it));
                if it.defines {
                    let members = it.properties.iter().chain(&it.methods);
                    members.for_each(|it| self.types_in(it));
                }
            }
            Declaration::Coclass(it) => self.define(it.name, Syntax::Coclass(it)),
            Declaration::CoclassForward(name) => self.define(*name, Syntax::CoclassForward),
            Declaration::Library(it) => {
                // A library may share its name with a class in it: it is no C name.
                let definition = self.definition(it.name, None, Syntax::Library(it));
                self.definitions.all.push(definition);
                self.declarations(&it.body);
            }
            Declaration::Module(it) => {
                let definition = self.definition(it.name, None, Syntax::Module(it));
                self.definitions.all.push(definition);
                let outer = self.module.replace(it);
                self.declarations(&it.body);
                self.module = outer;
            }
            Declaration::Namespace(path, body) => {
                let outer = self.namespace;
                for name in path {
                    let inner = self.qualified(name.text);
                    self.definitions.around.insert(inner, self.namespace);
                    self.namespace = inner;
                }
                self.declarations(body);
                self.namespace = outer;
            }
            Declaration::Delegate(it) => {
                self.define(it.name, Syntax::Delegate(it));
                self.types_in(&it.function);
            }
            Declaration::Variable(it) => self.variable(it),
        }
    }

    /// `name` in the namespace at hand.
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
            syntax,
            stands_in: self.hidden,
            item: None,
        }
    }

    fn define(&mut self, name: Name, syntax: Syntax<'a>) {
        let key = self.qualified(name.text);
        let definition = self.definition(name, None, syntax);
        self.definitions.add(definition, key, false);
    }

    fn variable(&mut self, it: &'a Variable) {
        match it.storage {
            Storage::Typedef => self.typedef(it),
            Storage::Const => {
                self.types_in(it);
                for declarator in &it.declarators {
                    if let Some(name) = declarator.name {
                        self.define(name, Syntax::Constant(it, declarator));
                    }
                }
            }
            Storage::Plain => {
                self.types_in(it);
                if let Some(module) = self.module {
                    for declarator in it.declarators.iter().filter(|it| it.is_function()) {
                        if let Some(name) = declarator.name {
                            self.define(name, Syntax::Function(it, declarator, Some(module)));
                        }
                    }
                }
            }
        }
    }

    /// The names of a typedef: the first that is the bare struct, union or enum names that itself.
    fn typedef(&mut self, it: &'a Variable) {
        let bare = it
            .declarators
            .iter()
            .find(|declarator| declarator.derivations.is_empty() && is_tagged(&it.specifier))
            .and_then(|declarator| declarator.name);
        let is_own_name = match &it.specifier.kind {
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
                Syntax::Enum(of, &it.attributes),
            ),
            _ => false,
        };
        self.inner_types(it);
        for declarator in &it.declarators {
            if let Some(name) = declarator.name
                && !(is_own_name && Some(name) == bare)
                && !self.names_itself(&it.specifier, declarator, name.text)
            {
                self.define(name, Syntax::Typedef(it, declarator));
            }
        }
    }

    /// Whether a typedef says that `interface IFoo` is `IFoo`.
    fn names_itself(&self, specifier: &Specifier, declarator: &Declarator, name: Symbol) -> bool {
        matches!(&specifier.kind, SpecifierKind::Interface(of) if of.text == name)
            && declarator.derivations.is_empty()
    }

    /// Takes in a struct, union or enum that a typedef refers to or defines; whether `bare` is
    /// its public name now.
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
        // `typedef struct tagA A;` names what is defined before or behind it.
        let (Some(tag), Some(bare)) = (tag, bare) else {
            return false;
        };
        let key = self.qualified(tag.text);
        let known = self.definitions.tags.get(&key).and_then(|ids| {
            ids.iter()
                .find(|id| self.definitions.get(*id).unit == self.unit)
        });
        match known {
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

    /// Defines a struct, union or enum under its tag and its typedef's name.
    fn define_tagged(&mut self, tag: Option<Name>, bare: Option<Name>, syntax: Syntax<'a>) {
        let is_body = match &syntax {
            Syntax::Record(record) => record.fields.is_some(),
            Syntax::Enum(it, _) => it.values.is_some(),
            _ => false,
        };
        let key = tag.map(|tag| self.qualified(tag.text));
        // The definition behind `typedef struct tagA A;` completes what that declared.
        let declared = key
            .and_then(|key| self.definitions.tags.get(&key))
            .and_then(|ids| {
                ids.iter().find(|id| {
                    let known = self.definitions.get(*id);
                    known.unit == self.unit && !has_body(&known.syntax)
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
        // WinRT's structs and enums have no typedef: the tag is the name.
        if bare.is_none()
            && self.namespace != Symbol::EMPTY
            && let Some(key) = key
        {
            add_to(&mut self.definitions.ordinary, key, id);
        }
        if let Syntax::Enum(it, _) = syntax {
            for (index, value) in it.values.iter().flatten().enumerate() {
                self.define_enumerator(value.name, id, index);
            }
        }
    }

    fn define_enumerator(&mut self, name: Name, of: DefinitionId, index: usize) {
        let definition = self.definition(name, None, Syntax::Enumerator(of, index));
        let key = if self.namespace == Symbol::EMPTY {
            name.text
        } else {
            // Scoped in WinRT: `DayOfWeek.Sunday`.
            let text = format!(
                "{}.{}.{}",
                self.names.text(self.namespace),
                self.names.text(self.definitions.get(of).name.text),
                self.names.text(name.text)
            );
            self.names.intern(&text)
        };
        self.definitions.add(definition, key, false);
    }

    /// Takes in the types that a declaration defines on its way.
    fn types_in(&mut self, it: &'a Variable) {
        self.types_of(&it.specifier, &it.attributes);
        self.inner_types(it);
    }

    fn types_of(&mut self, specifier: &'a Specifier, attributes: &'a Attributes) {
        match &specifier.kind {
            SpecifierKind::Record(record) if record.fields.is_some() => {
                self.define_tagged(record.tag, None, Syntax::Record(record));
            }
            SpecifierKind::Enum(it) if it.values.is_some() => {
                self.define_tagged(it.tag, None, Syntax::Enum(it, attributes));
                if it.tag.is_none() {
                    self.anonymous_enum(it, attributes);
                }
            }
            _ => {}
        }
    }

    /// An enumeration without any name: its values are all that it is for.
    fn anonymous_enum(&mut self, it: &'a ast::Enum, attributes: &'a Attributes) {
        let Some(first) = it.values.iter().flatten().next() else {
            return;
        };
        let id = DefinitionId(self.definitions.all.len() as u32);
        let name = Name {
            text: Symbol::EMPTY,
            span: first.name.span,
        };
        let definition = self.definition(name, None, Syntax::Enum(it, attributes));
        self.definitions.all.push(definition);
        for (index, value) in it.values.iter().flatten().enumerate() {
            self.define_enumerator(value.name, id, index);
        }
    }

    /// Takes in the types that stand inside a declaration's type.
    fn inner_types(&mut self, it: &'a Variable) {
        self.fields_of(&it.specifier);
        it.declarators
            .iter()
            .for_each(|declarator| self.types_of_parameters(declarator));
    }

    /// Takes in the types that the parameters of a function define on their way.
    fn types_of_parameters(&mut self, declarator: &'a Declarator) {
        for derivation in &*declarator.derivations {
            if let Derivation::Function(parameters) = derivation {
                for it in &parameters.list {
                    self.types_of(&it.specifier, &it.attributes);
                    self.fields_of(&it.specifier);
                    self.types_of_parameters(&it.declarator);
                }
            }
        }
    }

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
