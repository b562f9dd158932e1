//! What an attribute has to know of the trait that it is for: the macro of the trait's name, which
//! stands beside it, says it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{LitInt, Path, Result, Token, braced};

/// An attribute on an item, with the facts about its trait:
///
/// ```text
/// {3 NOTIFY { job_transferred: JOB_TRANSFERRED, job_error: JOB_ERROR }}
/// {bits_callback} {::comidl::bits::BitsCallback} {struct Progress { .. }}
/// ```
pub(crate) struct Call {
    pub(crate) kind: Kind,
    /// The item that the attribute is on.
    pub(crate) item: TokenStream,
}

/// A trait whose implementors can be made into COM objects of one chain of interfaces, and the
/// attribute that does it.
pub(crate) struct Kind {
    /// The attribute, without its brackets.
    pub(crate) attribute: Ident,
    /// The trait, as the user wrote its path, or by its full path.
    pub(crate) path: Path,
    /// How many interfaces there are in its chain, without IUnknown.
    pub(crate) interfaces: usize,
    /// The events that it can be told to want; `None` where there is nothing to choose.
    pub(crate) events: Option<Events>,
}

/// The constant of a trait that says which events it wants.
pub(crate) struct Events {
    /// The constant's name.
    pub(crate) constant: Ident,
    /// Each method with the flag that makes it be called.
    pub(crate) methods: Vec<(Ident, Ident)>,
}

impl Kind {
    /// The trait's name.
    pub(crate) fn trait_name(&self) -> String {
        let last = self.path.segments.last();
        last.map_or_else(String::new, |segment| segment.ident.to_string())
    }

    /// The trait's path, with errors about it shown at `span`.
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

    /// Where the trait was named.
    pub(crate) fn span(&self) -> Span {
        self.path.span()
    }

    /// ```text
    /// #[allow(type_alias_bounds)]
    /// type Chain__<T: BitsCallback> = T::Chain;
    /// ```
    ///
    /// The bound is what it is for: by it, `T::Chain` is what the trait derives from, whatever
    /// module that is in.
    pub(crate) fn chain_alias(&self, span: Span) -> TokenStream {
        let path = self.path_at(span);
        quote! {
            #[allow(type_alias_bounds)]
            type Chain__<T: #path> = T::Chain;
        }
    }
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let (facts, attribute, path, item);
        braced!(facts in input);
        braced!(attribute in input);
        braced!(path in input);
        braced!(item in input);
        Ok(Self {
            kind: Kind {
                interfaces: facts.parse::<LitInt>()?.base10_parse()?,
                events: match facts.is_empty() {
                    true => None,
                    false => Some(facts.parse()?),
                },
                attribute: attribute.parse()?,
                path: path.parse()?,
            },
            item: item.parse()?,
        })
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
