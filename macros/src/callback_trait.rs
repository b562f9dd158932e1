//! The description of a callback's trait. The macro of the trait's name, which stands beside the
//! trait, passes it to `expand_callback!`.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Error, LitInt, Path, Result, Token, braced};

/// The most interfaces in a chain. The compiler of IDL allows an interface as many bases.
const MAX_INTERFACES: usize = 100;

/// The input of `expand_callback!`: the description of a trait, and the attribute with its item; then the
/// traits before this one with their descriptions, and those behind it, whose descriptions are still to be
/// had.
///
/// ```text
/// {3 + 0 NOTIFY { job_transferred: JOB_TRANSFERRED, job_error: JOB_ERROR }}
/// {bits_callback} {::comidl::bits::BitsCallback} {struct Progress { .. }} {} {}
/// ```
pub(crate) struct ExpandInput {
    /// The traits whose descriptions are there, in the order of the attribute.
    pub(crate) traits: Vec<CallbackTrait>,
    /// Whether the object lives on one thread.
    pub(crate) is_local: bool,
    /// The item that the attribute is on.
    pub(crate) item: TokenStream,
    /// What is to be expanded in place of the item, if a description is still missing.
    pub(crate) next: Option<TokenStream>,
}

/// A trait whose implementors can be made into COM objects of one chain of interfaces, and the
/// attribute that does it.
pub(crate) struct CallbackTrait {
    /// The attribute, without its brackets.
    pub(crate) attribute: Ident,
    /// The trait, as the user wrote its path, or by its full path.
    pub(crate) path: Path,
    /// The number of interfaces in the trait's chain that the bindings define. They are before the others.
    pub(crate) own: usize,
    /// The number of interfaces in the trait's chain, without IUnknown.
    pub(crate) interfaces: usize,
    /// The events that a callback can choose from; `None` for a trait without such a choice.
    pub(crate) events: Option<Events>,
}

/// The constant of a trait by which a callback chooses its events.
pub(crate) struct Events {
    /// The constant's name.
    pub(crate) constant: Ident,
    /// Each method with the flag of its event.
    pub(crate) methods: Vec<(Ident, Ident)>,
}

impl CallbackTrait {
    /// Returns the trait's name.
    pub(crate) fn name(&self) -> String {
        let last = self.path.segments.last();
        last.map_or_else(String::new, |segment| segment.ident.to_string())
    }

    /// Returns the trait's path with `span`, where the compiler then shows errors about the trait.
    pub(crate) fn path_at(&self, span: Span) -> Path {
        let mut path = self.path.clone();
        if let Some(colons) = &mut path.leading_colon {
            colons.spans = [span; 2];
        }
        for pair in path.segments.pairs_mut() {
            let (segment, colons) = pair.into_tuple();
            segment
                .ident
                .set_span(span.resolved_at(segment.ident.span()));
            if let Some(colons) = colons {
                colons.spans = [span; 2];
            }
        }
        path
    }

    /// Returns the span of the trait's path.
    pub(crate) fn span(&self) -> Span {
        self.path.span()
    }

    /// Returns an alias for the chain of the trait, called `name`:
    ///
    /// ```text
    /// #[allow(type_alias_bounds)]
    /// type Chain__<T: BitsCallback> = T::Chain;
    /// ```
    ///
    /// The alias exists for its bound: by the bound, the compiler finds `T::Chain` in the supertrait
    /// of the trait, whatever module the chain is in.
    pub(crate) fn chain_alias(&self, name: &Ident, span: Span) -> TokenStream {
        let path = self.path_at(span);
        quote! {
            #[allow(type_alias_bounds)]
            type #name<T: #path> = T::Chain;
        }
    }
}

impl Parse for ExpandInput {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let (description, attribute, path, item, before, behind);
        braced!(description in input);
        braced!(attribute in input);
        braced!(path in input);
        braced!(item in input);
        braced!(before in input);
        braced!(behind in input);
        let (description, path): (TokenStream, TokenStream) = (description.parse()?, path.parse()?);
        let name: Ident = attribute.parse()?;
        let local: Option<Ident> = attribute.parse()?;
        let item: TokenStream = item.parse()?;
        let mut known: Vec<TokenStream> = Vec::new();
        while !before.is_empty() {
            let one;
            braced!(one in before);
            known.push(one.parse()?);
        }
        known.push(quote! { {#description} {#path} });
        let mut further: Vec<TokenStream> = Vec::new();
        while !behind.is_empty() {
            let one;
            braced!(one in behind);
            further.push(one.parse()?);
        }
        let next = further.split_first().map(|(next, further)| {
            quote! {
                #next! { {#name #local} {#next} {#item} {#({#known})*} {#({#further})*} }
            }
        });
        let described = |known: TokenStream| {
            let parse = |input: ParseStream<'_>| CallbackTrait::parse(input, &name);
            parse.parse2(known)
        };
        Ok(Self {
            traits: known.into_iter().map(described).collect::<Result<_>>()?,
            is_local: local.is_some(),
            item,
            next,
        })
    }
}

impl CallbackTrait {
    /// Parses a description and the path of its trait.
    fn parse(input: ParseStream<'_>, attribute: &Ident) -> Result<Self> {
        let (description, path);
        braced!(description in input);
        braced!(path in input);
        let own = interface_count(&description)?;
        description.parse::<Token![+]>()?;
        let interfaces = own + interface_count(&description)?;
        Ok(Self {
            attribute: attribute.clone(),
            path: path.parse()?,
            own,
            interfaces,
            events: if description.is_empty() {
                None
            } else {
                Some(description.parse()?)
            },
        })
    }
}

/// Parses a number of interfaces.
fn interface_count(input: ParseStream<'_>) -> Result<usize> {
    let count: LitInt = input.parse()?;
    match count.base10_parse()? {
        0..=MAX_INTERFACES => count.base10_parse(),
        _ => {
            let message = format!("a chain has at most {MAX_INTERFACES} interfaces");
            Err(Error::new(count.span(), message))
        }
    }
}

impl Parse for Events {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let constant = input.parse()?;
        let methods;
        braced!(methods in input);
        let method = |input: ParseStream<'_>| {
            let name = input.parse()?;
            input.parse::<Token![:]>()?;
            Ok((name, input.parse()?))
        };
        let methods = methods.parse_terminated(method, Token![,])?;
        Ok(Self {
            constant,
            methods: methods.into_iter().collect(),
        })
    }
}

/// Returns a name that begins as `wanted` and that no token of `tokens` has, so that an item of this name
/// hides nothing that they mean.
pub(crate) fn free_name(wanted: &str, tokens: TokenStream) -> Ident {
    let mut taken = HashSet::new();
    let mut open = vec![tokens];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => open.push(group.stream()),
                TokenTree::Ident(ident) => _ = taken.insert(ident.to_string()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    let mut name = wanted.to_owned();
    while taken.contains(&name) {
        name.push('_');
    }
    Ident::new(&name, Span::call_site())
}
