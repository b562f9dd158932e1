//! Interfaces, dispinterfaces and delegates: their vtables.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, Fact};
use super::code::{SignatureRef, attribute_list, is_text};
use crate::docs::Kind;
use crate::emit::inspect::own_methods;
use crate::model::{
    Attribute, Interface, InterfaceKind, Item, ItemId, Method, PointerWidth, Property,
};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, interface: &Interface) -> Markup {
    let kind = match interface.kind {
        InterfaceKind::Com | InterfaceKind::Delegate => "interface",
        InterfaceKind::Dispatch => "dispinterface",
        InterfaceKind::Rpc => "RPC interface",
    };
    let mut facts = Vec::new();
    facts.extend(Fact::guid("IID", interface.iid));
    facts.extend(lineage(page, id));
    if let Some(of) = interface.async_of {
        facts.push(Fact::new("Asynchronous form of", page.link(of)));
    }
    facts.extend(Fact::attributes(&interface.attributes));
    let content = html! {
        (vtable(page, id, item))
        (members_without_slots(page, id, item, interface))
    };
    page.frame(Article {
        id,
        item,
        kind,
        facts,
        content,
    })
}

/// Returns the chain of bases, the root first.
fn lineage(page: &Page<'_>, id: ItemId) -> Option<Fact> {
    let lineage = page.model.lineage(id);
    let value = html! {
        @for (index, it) in lineage.iter().enumerate() {
            @if index > 0 { span.arrow aria-hidden="true" { " › " } }
            @if *it == id { (page.item(id).name) } @else { (page.link(*it)) }
        }
    };
    (lineage.len() > 1).then(|| Fact::new("Inheritance", value))
}

/// Returns the table of all slots. Those of the bases only have their names.
fn vtable(page: &Page<'_>, id: ItemId, item: &Item) -> Markup {
    let slots = page.model.slots(id);
    html! {
        @if !slots.is_empty() {
            div.scroll {
                table data-member="method" {
                    caption { "vtable of " (item.name) }
                    thead {
                        tr {
                            th scope="col" class="number" { "Slot" }
                            (page.width_heads("Offset"))
                            th scope="col" { "Method" }
                        }
                    }
                    tbody {
                        @for (slot, (owner, method)) in slots.iter().enumerate() {
                            @if *owner == id {
                                tr id=[anchor(page, id, method)] {
                                    (place(page, slot))
                                    td.code { (own(page, item, method)) }
                                }
                            } @else {
                                tr.inherited {
                                    (place(page, slot))
                                    td.code { (inherited(page, *owner, method)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the number of a slot, and its offset for each width of pointers.
fn place(page: &Page<'_>, slot: usize) -> Markup {
    let offset = |width: &PointerWidth| slot as u64 * width.bytes();
    html! {
        td.number { (slot) }
        @for width in &page.widths { td.number { (format!("0x{:02x}", offset(width))) } }
    }
}

fn inherited(page: &Page<'_>, owner: ItemId, method: &Method) -> Markup {
    html! {
        (page.link(owner)) "::"
        @match anchor(page, owner, method) {
            Some(anchor) => a href={ "#" (anchor) } { (method.name) },
            None => (method.name),
        }
    }
}

/// Returns the place of a method of the interface `owner`.
fn anchor<'p>(page: &'p Page<'_>, owner: ItemId, method: &Method) -> Option<&'p str> {
    let methods = &page.model.interface(owner)?.methods;
    let number = methods.iter().position(|it| std::ptr::eq(it, method))?;
    page.anchors.member(owner, number)
}

/// Returns a method as it is declared, with the author's words.
fn own(page: &Page<'_>, owner: &Item, method: &Method) -> Markup {
    let signature = SignatureRef {
        returns: &method.returns,
        params: &method.params,
        variadic: method.variadic,
    };
    let name = html! { dfn { (method.name) } };
    html! {
        div.declaration {
            (attribute_list(attributes(method)))
            (page.function(owner, &signature, &name))
        }
        (page.text_of_part(owner, method.span, Kind::Definition))
        (page.text_of_params(owner, &method.params))
    }
}

/// Returns the attributes of a method as IDL has them, apart from the author's words.
fn attributes(method: &Method) -> Vec<String> {
    let property = method.property.map(|property| match property {
        Property::Get => "propget",
        Property::Put => "propput",
        Property::PutRef => "propputref",
    });
    let id = method.dispid.map(|id| format!("id({id})"));
    let others = method.attributes.iter().filter(|it| !is_text(it));
    let others = others.map(Attribute::text).map(str::to_owned);
    let known = id.into_iter().chain(property.map(str::to_owned));
    known.chain(others).collect()
}

/// Returns what has no slot: the members that only `Invoke` reaches, and remote procedures.
fn members_without_slots(
    page: &Page<'_>,
    id: ItemId,
    item: &Item,
    interface: &Interface,
) -> Markup {
    let members = own_methods(interface).filter(|method| method.slot.is_none());
    let members: Vec<&Method> = members.collect();
    let title = match interface.kind {
        InterfaceKind::Rpc => "Procedures",
        InterfaceKind::Com | InterfaceKind::Delegate | InterfaceKind::Dispatch => {
            "Members that IDispatch::Invoke reaches"
        }
    };
    html! {
        @if !members.is_empty() {
            div.scroll {
                table data-member="method" {
                    caption { (title) }
                    thead {
                        tr {
                            th scope="col" class="number" { "DISPID" }
                            th scope="col" { "Member" }
                        }
                    }
                    tbody {
                        @for member in members {
                            tr id=[anchor(page, id, member)] {
                                td.number { @if let Some(id) = member.dispid { (id) } }
                                td.code { (own(page, item, member)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
