//! The server: takes messages, keeps the documents, and answers when the documents are analysed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use comidl_codegen::internal::analysis::Analysis;
use comidl_codegen::internal::metadata::Metadata;
use crossbeam_channel::select;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self, Notification as _};
use lsp_types::request::{self, Request as _};
use lsp_types::{
    CompletionOptions, HoverProviderCapability, InitializeParams, InitializeResult, MessageType,
    OneOf, PositionEncodingKind, PublishDiagnosticsParams, RenameOptions, ServerCapabilities,
    ServerInfo, ShowMessageParams, TextDocumentPositionParams, TextDocumentSyncCapability,
    TextDocumentSyncKind, Uri,
};
use serde::Serialize;
use serde_json::Value;

use super::analyses::{Analyst, Job};
use super::diagnostics::Diagnostics;
use super::documents::{Document, Documents, identity};
use super::metadata_idl::MetadataFiles;
use super::references::Search;
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::{completion, definition, hover, rename, symbols, uri};

/// Serves the editor at the other end of `connection`.
///
/// # Errors
///
/// The editor doesn't keep to the protocol, or the system gives no thread.
pub(super) fn serve(connection: Connection) -> io::Result<()> {
    let (id, params) = match connection.initialize_start() {
        Ok(started) => started,
        // Whoever started the server is no editor.
        Err(error) if error.channel_is_disconnected() => return Ok(()),
        Err(error) => return Err(io::Error::other(error)),
    };
    let params: InitializeParams = serde_json::from_value(params)?;
    let result = InitializeResult {
        capabilities: capabilities(),
        server_info: Some(ServerInfo {
            name: "comidl".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    let result = serde_json::to_value(result)?;
    let finished = connection.initialize_finish(id, result);
    finished.map_err(io::Error::other)?;
    let mut server = Server::new(connection, workspace(&params))?;
    server.configure(&params.initialization_options.unwrap_or_default());
    server.run()
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
fn workspace(params: &InitializeParams) -> Vec<PathBuf> {
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

/// What is known of an open document.
#[derive(Default)]
struct Known {
    /// The last analysis.
    latest: Option<Snapshot>,
    /// The last analysis of a text whose syntax was whole, if that isn't the latest.
    whole: Option<Snapshot>,
    /// Whether a text changed after the last analysis began.
    is_stale: bool,
}

/// The state of the server.
struct Server {
    connection: Connection,
    analyst: Analyst,
    workspace: Vec<PathBuf>,
    settings: Settings,
    metadata: Arc<Metadata>,
    documents: Documents,
    diagnostics: Diagnostics,
    metadata_files: MetadataFiles,
    /// What is known of each document.
    known: BTreeMap<PathBuf, Known>,
    /// The document that is being analysed.
    running: Option<PathBuf>,
    /// The document that changed last, which is analysed first.
    last_changed: Option<PathBuf>,
    /// The requests that wait for the analysis of a document.
    waiting: Vec<(PathBuf, Request)>,
}

impl Server {
    fn new(connection: Connection, workspace: Vec<PathBuf>) -> io::Result<Self> {
        let settings = Settings::default();
        let options = settings.options(Vec::new(), &workspace);
        let metadata = Analysis::open_metadata(&options);
        let metadata = metadata.map_err(|problem| io::Error::other(problem.message()))?;
        Ok(Self {
            connection,
            analyst: Analyst::start()?,
            workspace,
            settings,
            metadata,
            documents: Documents::default(),
            diagnostics: Diagnostics::default(),
            metadata_files: MetadataFiles::default(),
            known: BTreeMap::new(),
            running: None,
            last_changed: None,
            waiting: Vec::new(),
        })
    }

    /// Takes messages until the editor goes.
    fn run(&mut self) -> io::Result<()> {
        loop {
            let (messages, analyses) = (&self.connection.receiver, &self.analyst.done);
            select! {
                recv(messages) -> message => match message {
                    // The editor is gone without a word.
                    Err(_) => return Ok(()),
                    Ok(Message::Request(request)) => {
                        let shutdown = self.connection.handle_shutdown(&request);
                        if shutdown.map_err(io::Error::other)? {
                            return Ok(());
                        }
                        self.request(request);
                    }
                    Ok(Message::Notification(notification)) => self.notification(notification),
                    Ok(Message::Response(_)) => {}
                },
                recv(analyses) -> analysed => match analysed {
                    Ok(snapshot) => self.analysed(snapshot),
                    Err(_) => return Err(io::Error::other("the analysis of a document failed")),
                },
            }
            self.analyse_next();
        }
    }

    /// Takes settings. What is wrong with them is told to the user, and changes nothing.
    fn configure(&mut self, value: &Value) {
        let configured = Settings::read(value).and_then(|settings| {
            let options = settings.options(Vec::new(), &self.workspace);
            let metadata = Analysis::open_metadata(&options);
            Ok((settings, metadata.map_err(|problem| problem.message())?))
        });
        match configured {
            Ok((settings, metadata)) => {
                (self.settings, self.metadata) = (settings, metadata);
                self.known.values_mut().for_each(|it| it.is_stale = true);
            }
            Err(problem) => self.notify::<notification::ShowMessage>(ShowMessageParams {
                typ: MessageType::ERROR,
                message: format!("comidl: the settings are not used: {problem}"),
            }),
        }
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match &*method {
            notification::DidOpenTextDocument::METHOD => {
                if let Some(it) = parse::<notification::DidOpenTextDocument>(params) {
                    let it = it.text_document;
                    let path = self.documents.open(it.uri, it.version, it.text);
                    self.changed(path);
                }
            }
            notification::DidChangeTextDocument::METHOD => {
                if let Some(it) = parse::<notification::DidChangeTextDocument>(params) {
                    let of = it.text_document;
                    let path = self
                        .documents
                        .change(&of.uri, of.version, it.content_changes);
                    self.changed(path);
                }
            }
            notification::DidCloseTextDocument::METHOD => {
                if let Some(it) = parse::<notification::DidCloseTextDocument>(params) {
                    self.closed(&it.text_document.uri);
                }
            }
            // Files that aren't open are others now.
            notification::DidSaveTextDocument::METHOD
            | notification::DidChangeWatchedFiles::METHOD => {
                self.known.values_mut().for_each(|it| it.is_stale = true);
            }
            notification::DidChangeConfiguration::METHOD => {
                if let Some(it) = parse::<notification::DidChangeConfiguration>(params) {
                    // Some editors say so without any settings.
                    if !it.settings.is_null() {
                        self.configure(&it.settings);
                    }
                }
            }
            notification::Cancel::METHOD => {
                if let Some(it) = parse::<notification::Cancel>(params) {
                    let id = match it.id {
                        lsp_types::NumberOrString::Number(id) => id.into(),
                        lsp_types::NumberOrString::String(id) => id.into(),
                    };
                    self.cancel(&id);
                }
            }
            _ => {}
        }
    }

    /// Notes that a document is open or changed. All documents that read it are to be analysed again.
    fn changed(&mut self, path: Option<PathBuf>) {
        let Some(path) = path else {
            return;
        };
        self.known.entry(path.clone()).or_default().is_stale = true;
        self.others_are_stale(&path);
        self.last_changed = Some(path);
    }

    fn closed(&mut self, uri: &Uri) {
        let Some(path) = self.documents.close(uri) else {
            return;
        };
        self.known.remove(&path);
        self.others_are_stale(&path);
        let of_it = |(waits_for, _): &mut (PathBuf, Request)| *waits_for == path;
        let dropped: Vec<_> = self.waiting.extract_if(.., of_it).collect();
        for (_, request) in dropped {
            self.respond(Response::new_ok(request.id, Value::Null));
        }
        for file in self.diagnostics.forget(&path) {
            self.publish(&file);
        }
    }

    /// Notes which other documents were analysed with the text of `path`. One that couldn't be read so far
    /// may have been looked for.
    fn others_are_stale(&mut self, path: &Path) {
        for known in self.known.values_mut() {
            let reads_it = known.latest.as_ref().is_some_and(|snapshot| {
                let session = &snapshot.analysis.compilation.session;
                snapshot.text_of(path).is_some() || session.diagnostics.has_errors()
            });
            known.is_stale |= reads_it;
        }
    }

    fn cancel(&mut self, id: &RequestId) {
        let waits = self.waiting.iter().position(|(_, it)| it.id == *id);
        if let Some(index) = waits {
            let (_, request) = self.waiting.remove(index);
            let code = ErrorCode::RequestCanceled as i32;
            let response = Response::new_err(request.id, code, "cancelled".to_owned());
            self.respond(response);
        }
    }

    /// Starts the next analysis, unless one is running: of the document that changed last, or of one that a
    /// request waits for, or of any other.
    fn analyse_next(&mut self) {
        if self.running.is_some() {
            return;
        }
        let is_stale = |path: &&PathBuf| self.known.get(*path).is_some_and(|it| it.is_stale);
        let first = self.last_changed.iter();
        let asked = self.waiting.iter().map(|(path, _)| path);
        let mut candidates = first.chain(asked).chain(self.documents.paths());
        let Some(path) = candidates.find(is_stale).cloned() else {
            return;
        };
        if let Some(known) = self.known.get_mut(&path) {
            known.is_stale = false;
        }
        self.analyst.ask(Job {
            options: self.settings.options(vec![path.clone()], &self.workspace),
            path: path.clone(),
            metadata: Arc::clone(&self.metadata),
            texts: self.documents.texts(),
        });
        self.running = Some(path);
    }

    /// Takes a finished analysis. Its problems are shown unless the text is another by now.
    fn analysed(&mut self, snapshot: Snapshot) {
        self.running = None;
        let path = snapshot.path.clone();
        let Some(known) = self.known.get_mut(&path) else {
            return;
        };
        if !known.is_stale {
            for file in self.diagnostics.replace(&snapshot, &self.documents) {
                self.publish(&file);
            }
        }
        let Some(known) = self.known.get_mut(&path) else {
            return;
        };
        let before = known.latest.replace(snapshot);
        if let Some(before) = before.filter(Snapshot::is_whole) {
            known.whole = Some(before);
        }
        if known.latest.as_ref().is_some_and(Snapshot::is_whole) {
            known.whole = None;
        }
        self.answer_waiting();
    }

    /// Answers the requests whose documents are analysed.
    fn answer_waiting(&mut self) {
        for (path, request) in std::mem::take(&mut self.waiting) {
            self.answer_or_wait(path, request);
        }
    }

    fn publish(&self, file: &Path) {
        let Some(uri) = self.documents.uri(file) else {
            return;
        };
        self.notify::<notification::PublishDiagnostics>(PublishDiagnosticsParams {
            uri,
            diagnostics: self.diagnostics.of(file),
            version: self.documents.get(file).map(|document| document.version),
        });
    }

    fn request(&mut self, request: Request) {
        match document_of(&request) {
            Some(path) if self.documents.get(&path).is_some() => self.answer_or_wait(path, request),
            Some(_) => self.respond(Response::new_ok(request.id, Value::Null)),
            None => {
                let message = format!("comidl doesn't know `{}`", request.method);
                let code = ErrorCode::MethodNotFound as i32;
                self.respond(Response::new_err(request.id, code, message));
            }
        }
    }

    /// Answers a request about a document, once that is analysed. A completion doesn't wait for the text of
    /// this moment: it reads that itself.
    fn answer_or_wait(&mut self, path: PathBuf, request: Request) {
        let known = self.known.get(&path);
        let is_running = self.running.as_ref() == Some(&path);
        let is_known = known.is_some_and(|known| {
            let is_current = !known.is_stale && !is_running;
            let may_be_older = request.method == request::Completion::METHOD;
            known.latest.is_some() && (is_current || may_be_older)
        });
        if !is_known {
            self.waiting.push((path, request));
            return;
        }
        let answer = self.answer(&path, &request);
        match answer {
            Answer::Now(Ok(value)) => self.respond(Response::new_ok(request.id, value)),
            Answer::Now(Err(problem)) => {
                let code = ErrorCode::RequestFailed as i32;
                self.respond(Response::new_err(request.id, code, problem));
            }
            Answer::Later(work) => self.answer_beside(request.id, work),
        }
    }

    /// Answers a request on a thread of its own.
    fn answer_beside(&self, id: RequestId, work: Work) {
        let sender = self.connection.sender.clone();
        let answered = id.clone();
        let work = move || {
            let response = match work() {
                Ok(value) => Response::new_ok(id, value),
                Err(problem) => Response::new_err(id, ErrorCode::RequestFailed as i32, problem),
            };
            sender.send(response.into()).ok();
        };
        if let Err(error) = thread::Builder::new().name("answer".into()).spawn(work) {
            let code = ErrorCode::InternalError as i32;
            self.respond(Response::new_err(answered, code, error.to_string()));
        }
    }

    fn answer(&mut self, path: &Path, request: &Request) -> Answer {
        let (Some(document), Some(known)) = (self.documents.get(path), self.known.get(path)) else {
            return Answer::Now(Ok(Value::Null));
        };
        let Some(latest) = &known.latest else {
            return Answer::Now(Ok(Value::Null));
        };
        let at = position_in(document, request);
        let params = request.params.clone();
        let about = About {
            latest,
            whole: known.whole.as_ref(),
            document,
            documents: &self.documents,
            offset: at.unwrap_or_default(),
        };
        Answer::Now(Ok(match &*request.method {
            request::HoverRequest::METHOD => json(hover::hover(&about)),
            request::GotoDefinition::METHOD => {
                json(definition::definition(&about, &mut self.metadata_files))
            }
            request::DocumentSymbolRequest::METHOD => {
                let symbols = symbols::symbols(latest);
                // A large file has tens of thousands.
                return Answer::Later(Box::new(move || Ok(json(symbols))));
            }
            request::Completion::METHOD => json(completion::complete(&about)),
            request::PrepareRenameRequest::METHOD => match rename::prepare(&about, &self.workspace)
            {
                Ok(range) => json(range),
                Err(problem) => return Answer::Now(Err(problem)),
            },
            request::References::METHOD => {
                let options = |paths| self.settings.options(paths, &self.workspace);
                let declares = parse_request::<request::References>(params)
                    .is_some_and(|it| it.context.include_declaration);
                match Search::references(&about, declares, &self.workspace, &self.metadata) {
                    Some(search) => {
                        let search = search.with_options(options);
                        return Answer::Later(Box::new(move || search.run()));
                    }
                    None => Value::Null,
                }
            }
            request::Rename::METHOD => {
                let Some(it) = parse_request::<request::Rename>(params) else {
                    return Answer::Now(Ok(Value::Null));
                };
                let options = |paths| self.settings.options(paths, &self.workspace);
                let search = Search::rename(&about, it.new_name, &self.workspace, &self.metadata);
                match search {
                    Ok(search) => {
                        let search = search.with_options(options);
                        return Answer::Later(Box::new(move || search.run()));
                    }
                    Err(problem) => return Answer::Now(Err(problem)),
                }
            }
            _ => Value::Null,
        }))
    }

    fn respond(&self, response: Response) {
        // Without an editor, there is nobody to tell.
        self.connection.sender.send(response.into()).ok();
    }

    fn notify<N: notification::Notification>(&self, params: N::Params) {
        let notification = Notification::new(N::METHOD.to_owned(), params);
        self.connection.sender.send(notification.into()).ok();
    }
}

/// What a request is about.
pub(super) struct About<'s> {
    /// The last analysis of the document.
    pub(super) latest: &'s Snapshot,
    /// The last analysis of a text whose syntax was whole, if that isn't the latest.
    pub(super) whole: Option<&'s Snapshot>,
    pub(super) document: &'s Document,
    pub(super) documents: &'s Documents,
    /// The byte of the document's text at which the cursor is.
    pub(super) offset: usize,
}

/// The work that makes an answer: what is asked for, or why there is none, for the user.
type Work = Box<dyn FnOnce() -> Result<Value, String> + Send>;

/// An answer, or the work that takes longer than an editor should wait with all else.
enum Answer {
    Now(Result<Value, String>),
    Later(Work),
}

/// Returns the path of the document that a request is about, if the server answers such requests.
fn document_of(request: &Request) -> Option<PathBuf> {
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

fn position_in(document: &Document, request: &Request) -> Option<usize> {
    let at = serde_json::from_value::<TextDocumentPositionParams>(request.params.clone()).ok()?;
    Some(document.offset(at.position))
}

fn parse<N: notification::Notification>(params: Value) -> Option<N::Params> {
    serde_json::from_value(params).ok()
}

fn parse_request<R: request::Request>(params: Value) -> Option<R::Params> {
    serde_json::from_value(params).ok()
}

fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
