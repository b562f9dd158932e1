//! Requests: which file of this folder answers each.

use std::path::PathBuf;
use std::sync::Arc;

use comidl_codegen::internal::metadata::Metadata;
use lsp_server::Request;
use lsp_types::TextDocumentPositionParams;
use lsp_types::request::{self, Request as _};
use serde::Serialize;
use serde_json::Value;

use super::documents::{Document, Documents, identity};
use super::metadata_idl::MetadataFiles;
use super::references::Search;
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::{completion, definition, hover, rename, symbols, uri};

/// What a request is about.
pub(super) struct About<'s> {
    /// The last analysis of the document.
    pub(super) latest: &'s Snapshot,
    /// The last analysis of a text whose syntax was whole, if that isn't the latest.
    pub(super) whole: Option<&'s Snapshot>,
    pub(super) document: &'s Document,
    pub(super) documents: &'s Documents,
    pub(super) settings: &'s Settings,
    /// The folders of the workspace.
    pub(super) workspace: &'s [PathBuf],
    pub(super) metadata: &'s Arc<Metadata>,
    /// The byte of the document's text at which the cursor is.
    pub(super) offset: usize,
}

/// The work that makes an answer: what is asked for, or why there is none, for the user.
pub(super) type Work = Box<dyn FnOnce() -> Result<Value, String> + Send>;

/// An answer, or the work that takes longer than an editor should wait with all else.
pub(super) enum Answer {
    Now(Result<Value, String>),
    Later(Work),
}

/// Returns the path of the document that a request is about, if the server answers such requests.
pub(super) fn document_of(request: &Request) -> Option<PathBuf> {
    match &*request.method {
        request::HoverRequest::METHOD
        | request::GotoDefinition::METHOD
        | request::References::METHOD
        | request::Rename::METHOD
        | request::PrepareRenameRequest::METHOD
        | request::Completion::METHOD
        | request::DocumentSymbolRequest::METHOD => {}
        _ => return None,
    }
    let named = request
        .params
        .get("textDocument")
        .and_then(|it| it.get("uri"));
    let uri = named.and_then(|uri| serde_json::from_value(uri.clone()).ok());
    // A URI that is no file's names no document.
    let path = uri.as_ref().and_then(uri::path);
    Some(path.map(|path| identity(&path)).unwrap_or_default())
}

/// Returns the byte of a document at which the cursor is.
pub(super) fn position_in(document: &Document, request: &Request) -> Option<usize> {
    let at = serde_json::from_value::<TextDocumentPositionParams>(request.params.clone()).ok()?;
    Some(document.offset(at.position))
}

/// Answers a request. Metadata that is shown is written to `files`.
pub(super) fn answer(request: &Request, about: &About<'_>, files: &mut MetadataFiles) -> Answer {
    let params = request.params.clone();
    let value = match &*request.method {
        request::HoverRequest::METHOD => json(hover::hover(about)),
        request::GotoDefinition::METHOD => json(definition::definition(about, files)),
        request::DocumentSymbolRequest::METHOD => {
            let symbols = symbols::symbols(about.latest);
            // A large file has tens of thousands.
            return Answer::Later(Box::new(move || Ok(json(symbols))));
        }
        request::Completion::METHOD => json(completion::complete(about)),
        request::PrepareRenameRequest::METHOD => match rename::prepare(about) {
            Ok(range) => json(range),
            Err(problem) => return Answer::Now(Err(problem)),
        },
        request::References::METHOD => {
            let declares = parse_request::<request::References>(params)
                .is_some_and(|it| it.context.include_declaration);
            match Search::references(about, declares) {
                Some(search) => return Answer::Later(Box::new(move || search.run())),
                None => Value::Null,
            }
        }
        request::Rename::METHOD => {
            let Some(it) = parse_request::<request::Rename>(params) else {
                return Answer::Now(Ok(Value::Null));
            };
            match Search::rename(about, it.new_name) {
                Ok(search) => return Answer::Later(Box::new(move || search.run())),
                Err(problem) => return Answer::Now(Err(problem)),
            }
        }
        _ => Value::Null,
    };
    Answer::Now(Ok(value))
}

fn parse_request<R: request::Request>(params: Value) -> Option<R::Params> {
    serde_json::from_value(params).ok()
}

fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
