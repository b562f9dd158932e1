//! What the editor and the server tell each other first: what the server can, and what the editor has.

use std::path::PathBuf;

use lsp_server::{Connection, ErrorCode, Message, Request, RequestId, Response};
use lsp_types::notification::{DidChangeWatchedFiles, Exit, Notification as _};
use lsp_types::request::{Initialize, RegisterCapability, Request as _};
use lsp_types::{
    CompletionOptions, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern,
    HoverProviderCapability, InitializeParams, InitializeResult, OneOf, PositionEncodingKind,
    Registration, RegistrationParams, RenameOptions, ServerCapabilities, ServerInfo,
    TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
};

use serde_json::Value;

use super::documents::identity;
use super::uri;

/// Waits for the request with which an editor begins: its number and its parameters. Returns none if the
/// other end leaves without one.
pub(super) fn first_request(connection: &Connection) -> Option<(RequestId, Value)> {
    for message in &connection.receiver {
        match message {
            Message::Request(request) if request.method == Initialize::METHOD => {
                return Some((request.id, request.params));
            }
            Message::Request(request) => {
                let code = ErrorCode::ServerNotInitialized as i32;
                let problem = "`initialize` comes first".to_owned();
                let response = Response::new_err(request.id, code, problem);
                connection.sender.send(response.into()).ok();
            }
            Message::Notification(notification) if notification.method == Exit::METHOD => {
                return None;
            }
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
    None
}

/// Returns what the server tells of itself.
pub(super) fn initialized() -> InitializeResult {
    InitializeResult {
        capabilities: capabilities(),
        server_info: Some(ServerInfo {
            name: "comidl".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

fn capabilities() -> ServerCapabilities {
    let triggers = ["[", "(", ",", ":", "\"", "#"].map(str::to_owned);
    ServerCapabilities {
        position_encoding: Some(PositionEncodingKind::UTF16),
        text_document_sync: Some(TextDocumentSyncCapability::Kind(
            TextDocumentSyncKind::INCREMENTAL,
        )),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers.into()),
            ..CompletionOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// Returns the folders of the workspace, without links.
pub(super) fn workspace(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten();
    let mut uris: Vec<&Uri> = folders.map(|folder| &folder.uri).collect();
    // Editors of before 2018 have one folder.
    #[expect(deprecated, reason = "some editors pass nothing else")]
    if uris.is_empty() {
        uris.extend(&params.root_uri);
    }
    let paths = uris.into_iter().filter_map(uri::path);
    paths.map(|path| identity(&path)).collect()
}

/// Returns whether the editor tells of changed files if it is asked to.
pub(super) fn watches_files(params: &InitializeParams) -> bool {
    let workspace = params.capabilities.workspace.as_ref();
    let watched = workspace.and_then(|it| it.did_change_watched_files.as_ref());
    watched.and_then(|it| it.dynamic_registration) == Some(true)
}

/// Returns the request that the editor tells of files that change on disk.
pub(super) fn watch_files() -> Request {
    let watchers = ["**/*.idl", "**/*.h", "**/*.winmd"].map(|pattern| FileSystemWatcher {
        glob_pattern: GlobPattern::String(pattern.to_owned()),
        kind: None,
    });
    let options = DidChangeWatchedFilesRegistrationOptions {
        watchers: watchers.into(),
    };
    let registration = Registration {
        id: "files".to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    let params = RegistrationParams {
        registrations: vec![registration],
    };
    let method = RegisterCapability::METHOD.to_owned();
    Request::new(RequestId::from("files".to_owned()), method, params)
}
