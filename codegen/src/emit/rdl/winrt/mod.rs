//! What WinRT's files define: the items that metadata has as types of the Windows Runtime.
//!
//! IDL has such an interface as C++ calls it. Metadata has it as a caller sees it: without the slots of
//! `IInspectable`, with results instead of pointers to them, with arrays, properties and events, and with
//! instances of parameterized types wherever a type may stand. An item that metadata can't have so is one
//! of Win32 in the same namespace.

mod attribute;
mod attribute_type;
mod class;
mod contract;
mod delegate;
mod interface;
mod parameterized;
mod signature;
mod types;
mod value;

use std::collections::HashSet;

use crate::lower::abi::{Abi, AbiType};
use crate::lower::closure;
use crate::metadata::is_win32;
use crate::model::{
    Coclass, Interface, InterfaceKind, Item, ItemId, ItemKind, MetadataFile, Model, Origin,
    Packing, Parameterized, Record, SmolStr, Type,
};
pub(super) use attribute_type::AttributeTypes;
use types::RuntimeType;

/// The items that metadata has as types of the Windows Runtime.
#[derive(Debug, Default)]
pub(super) struct WinRt {
    /// By item.
    contains: Vec<bool>,
    /// The full names of the parameterized types that the files define.
    defined: HashSet<String>,
    /// Those of them that metadata can't have.
    undefined: HashSet<String>,
    /// The type parameters of the definition that is being written.
    pub(super) parameters: Vec<(SmolStr, ItemId)>,
}

impl WinRt {
    /// Finds these items. A type that refers to one that isn't of the Windows Runtime isn't either.
    pub(super) fn of(abi: &Abi<'_>) -> Self {
        let model = abi.model();
        let mut winrt = Self {
            contains: model
                .items()
                .map(|(id, item)| abi.provided(id).is_none() && may_be_of_winrt(item))
                .collect(),
            defined: HashSet::new(),
            undefined: HashSet::new(),
            parameters: Vec::new(),
        };
        let ours = model.items().filter(|(_, item)| item.namespace().is_some());
        let mut pending: Vec<ItemId> = ours
            .map(|(id, _)| id)
            .filter(|id| winrt.contains(*id))
            .collect();
        let mut users = vec![Vec::new(); winrt.contains.len()];
        for &id in &pending {
            let mut use_of = |named: ItemId| users[named.0 as usize].push(id);
            let item = model.item(id);
            item.visit_names(&mut |named| winrt.visit(model, named, &mut use_of));
        }
        while let Some(id) = pending.pop() {
            if winrt.contains(id) && !winrt.has(abi, id) {
                winrt.contains[id.0 as usize] = false;
                pending.append(&mut users[id.0 as usize]);
            }
        }
        let definitions = || model.parameterized().iter();
        let full_name = |it: &Parameterized| format!("{}.{}", it.namespace, it.name);
        winrt.defined = definitions().map(full_name).collect();
        let undefined = definitions().filter(|it| !winrt.has_interface(abi, &it.content));
        winrt.undefined = undefined.map(full_name).collect();
        winrt
    }

    /// Calls `visit` with the items for which the name of `id` stands: itself, the arguments of an instance, or
    /// what is behind a typedef.
    fn visit(&self, model: &Model, id: ItemId, visit: &mut dyn FnMut(ItemId)) {
        let item = model.item(id);
        if self.contains(id) {
            visit(id);
        } else if let Some(instance) = instance(&item.kind) {
            for argument in &instance.arguments {
                argument.visit_names(&mut |id| self.visit(model, id, visit));
            }
        } else if let Some(ty) = item.stands_for() {
            ty.visit_names(&mut |id| self.visit(model, id, visit));
        }
    }

    /// Returns whether metadata has the item as a type of the Windows Runtime.
    pub(super) fn contains(&self, id: ItemId) -> bool {
        self.contains[id.0 as usize]
    }

    /// Returns the items that the definition of `id` names. An instance of a parameterized type is no
    /// definition, but its arguments are named.
    pub(super) fn needs(&self, abi: &Abi<'_>, id: ItemId) -> Vec<ItemId> {
        let kind = &abi.model().item(id).kind;
        let mut needed = Needed::new(self, abi);
        if let Some(instance) = instance(kind) {
            instance.arguments.iter().for_each(|it| needed.ty(it));
        } else if self.contains(id) {
            match kind {
                ItemKind::Interface(interface) => needed.interface(interface),
                ItemKind::Record(record) => record.fields.iter().for_each(|it| needed.ty(&it.ty)),
                ItemKind::Coclass(class) => {
                    class.base.iter().for_each(|base| needed.item(*base));
                    let served = class.interfaces.iter();
                    served.for_each(|served| needed.item(served.interface));
                }
                _ => {}
            }
        } else {
            return closure::needs(abi, id);
        }
        needed.items
    }

    /// Returns the items that definitions name which are no items themselves: those of parameterized types,
    /// and those of attributes.
    pub(super) fn needed_beside_items(&self, abi: &Abi<'_>) -> Vec<ItemId> {
        let mut needed = self.needed_by_parameterized(abi);
        needed.append(&mut self.needed_by_attribute_types(abi));
        needed
    }

    /// Returns the items that the definitions of parameterized types name.
    fn needed_by_parameterized(&self, abi: &Abi<'_>) -> Vec<ItemId> {
        let mut needed = Needed::new(self, abi);
        for definition in abi.model().parameterized() {
            needed.interface(&definition.content);
        }
        needed.items
    }

    /// Returns whether metadata can have the content of `id` as that of a type of the Windows Runtime.
    fn has(&self, abi: &Abi<'_>, id: ItemId) -> bool {
        match &abi.model().item(id).kind {
            ItemKind::Interface(interface) => self.has_interface(abi, interface),
            ItemKind::Record(record) => self.has_record(abi, record),
            ItemKind::Coclass(class) => self.has_class(abi, class),
            ItemKind::Enum(_) => true,
            _ => false,
        }
    }

    fn has_interface(&self, abi: &Abi<'_>, interface: &Interface) -> bool {
        let is_inspectable =
            |base: ItemId| matches!(abi.provided(base), Some(AbiType::IInspectable));
        let is_object = interface.kind == InterfaceKind::Delegate
            || interface.kind == InterfaceKind::Com && interface.base.is_some_and(is_inspectable);
        let mut methods = interface.methods.iter();
        is_object && methods.all(|method| self.signature(abi, method).is_some())
    }

    fn has_record(&self, abi: &Abi<'_>, record: &Record) -> bool {
        let is_plain =
            !record.is_union && record.pack == Packing::default() && record.align.is_none();
        let mut fields = record.fields.iter();
        is_plain
            && fields.all(|field| {
                field.bits.is_none() && field.name.is_some() && self.ty(abi, &field.ty).is_some()
            })
    }

    fn has_class(&self, abi: &Abi<'_>, class: &Coclass) -> bool {
        let default = class.stands_for.as_ref();
        class.is_runtime
            && default.is_none_or(|ty| self.ty(abi, ty).is_some_and(|ty| ty.is_object(abi)))
            && class.base.is_none_or(|base| self.contains(base))
    }
}

/// The items that a definition names.
struct Needed<'a, 'm> {
    winrt: &'a WinRt,
    abi: &'a Abi<'m>,
    items: Vec<ItemId>,
}

impl<'a, 'm> Needed<'a, 'm> {
    fn new(winrt: &'a WinRt, abi: &'a Abi<'m>) -> Self {
        Self {
            winrt,
            abi,
            items: Vec::new(),
        }
    }

    fn item(&mut self, id: ItemId) {
        self.ty(&Type::Named(id));
    }

    fn ty(&mut self, ty: &Type) {
        if let Some(ty) = self.winrt.ty(self.abi, ty) {
            self.runtime_type(&ty);
        }
    }

    fn runtime_type(&mut self, ty: &RuntimeType) {
        ty.items(&mut |id| {
            if !self.abi.is_elsewhere(id) {
                self.items.push(id);
            }
        });
    }

    fn interface(&mut self, interface: &Interface) {
        interface.requires.iter().for_each(|id| self.item(*id));
        for method in &interface.methods {
            let Some(signature) = self.winrt.signature(self.abi, method) else {
                continue;
            };
            let params = signature.params.iter().map(|param| &param.passed);
            for passed in params.chain(&signature.returns) {
                self.runtime_type(&passed.ty);
            }
        }
    }
}

/// Returns what instance of a parameterized type an item is.
fn instance(kind: &ItemKind) -> Option<&crate::model::Instance> {
    match kind {
        ItemKind::Interface(interface) => interface.instance.as_ref(),
        _ => None,
    }
}

/// Returns whether an item is one of a kind that the Windows Runtime has, and in a place where its types
/// are.
fn may_be_of_winrt(item: &Item) -> bool {
    let is_of_its_kind = match &item.kind {
        ItemKind::Interface(it) => it.instance.is_none(),
        ItemKind::Coclass(class) => class.is_runtime,
        ItemKind::Enum(_) => true,
        ItemKind::Record(record) => !record.is_union,
        _ => false,
    };
    is_of_its_kind
        && match &item.origin {
            Origin::Metadata { namespace, file } => match file {
                Some(MetadataFile::WinRt) => true,
                Some(MetadataFile::User(_)) => !is_win32(namespace),
                _ => false,
            },
            _ => item.namespace().is_some(),
        }
}
