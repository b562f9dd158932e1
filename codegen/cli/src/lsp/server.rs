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
use lsp_types::{InitializeParams, MessageType, PublishDiagnosticsParams, ShowMessageParams, Uri};
use serde_json::Value;

use super::analyses::{Analyst, Job};
use super::diagnostics::Diagnostics;
use super::documents::Documents;
use super::metadata_idl::MetadataFiles;
use super::requests::{About, Answer, Work, document_of};
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::{handshake, requests};

/// Serves the editor at the other end of `connection`.
///
/// # Errors
///
/// The editor doesn't keep to the protocol, or the system gives no thread.
pub(super) fn serve(connection: Connection) -> io::Result<()> {
    // Whoever leaves before that is no editor.
    let Some((id, params)) = handshake::first_request(&connection) else {
        return Ok(());
    };
    let params: InitializeParams = serde_json::from_value(params)?;
    let result = serde_json::to_value(handshake::initialized())?;
    let finished = connection.initialize_finish(id, result);
    finished.map_err(io::Error::other)?;
    let mut server = Server::new(connection, handshake::workspace(&params))?;
    server.configure(&params.initialization_options.clone().unwrap_or_default());
    if handshake::watches_files(&params) {
        server.send(handshake::watch_files());
    }
    server.run()
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
                self.all_are_stale();
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
            notification::DidSaveTextDocument::METHOD => self.all_are_stale(),
            notification::DidChangeWatchedFiles::METHOD => {
                self.reopen_metadata();
                self.all_are_stale();
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

    /// Opens the user's metadata files again, if there are any. One that is being written is left as it was.
    fn reopen_metadata(&mut self) {
        let options = self.settings.options(Vec::new(), &self.workspace);
        if !options.winmd.is_empty()
            && let Ok(metadata) = Analysis::open_metadata(&options)
        {
            self.metadata = metadata;
        }
    }

    /// Notes that all documents are to be analysed again.
    fn all_are_stale(&mut self) {
        self.known.values_mut().for_each(|it| it.is_stale = true);
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
        match self.answer(&path, &request) {
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

    /// Answers a request about a document, whose last analysis is known.
    fn answer(&mut self, path: &Path, request: &Request) -> Answer {
        let known = self.known.get(path);
        let latest = known.and_then(|known| Some((known, known.latest.as_ref()?)));
        let (Some(document), Some((known, latest))) = (self.documents.get(path), latest) else {
            return Answer::Now(Ok(Value::Null));
        };
        let about = About {
            latest,
            whole: known.whole.as_ref(),
            document,
            documents: &self.documents,
            settings: &self.settings,
            workspace: &self.workspace,
            metadata: &self.metadata,
            offset: requests::position_in(document, request).unwrap_or_default(),
        };
        requests::answer(request, &about, &mut self.metadata_files)
    }

    fn respond(&self, response: Response) {
        self.send(response);
    }

    fn notify<N: notification::Notification>(&self, params: N::Params) {
        let notification = Notification::new(N::METHOD.to_owned(), params);
        self.send(notification);
    }

    fn send(&self, message: impl Into<Message>) {
        // Without an editor, there is nobody to tell.
        self.connection.sender.send(message.into()).ok();
    }
}

fn parse<N: notification::Notification>(params: Value) -> Option<N::Params> {
    serde_json::from_value(params).ok()
}
