//! An editor: starts the server, and speaks with it over pipes.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long an answer may take before a test fails. The server takes far less, but tests run beside others.
const PATIENCE: Duration = Duration::from_secs(120);

/// An editor with a server.
pub(crate) struct Editor {
    server: Child,
    to_server: Option<ChildStdin>,
    from_server: Receiver<Value>,
    /// What came while something else was waited for.
    passed: VecDeque<Value>,
    last_id: i64,
    version: i64,
    /// The folder of the workspace.
    folder: PathBuf,
    /// The texts of the open documents, by URI.
    texts: BTreeMap<String, String>,
    _temporary: Option<TempDir>,
}

impl Editor {
    /// Starts a server for a folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self::with_settings(files, json!({}))
    }

    /// Starts a server for a folder with these files, with settings.
    pub(crate) fn with_settings(files: &[(&str, &str)], settings: Value) -> Self {
        let temporary = tempfile::tempdir().expect("a folder for the IDL");
        let folder = fs::canonicalize(temporary.path()).expect("the folder is there");
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("the IDL can be written");
        }
        let mut editor = Self::start(&folder, settings);
        editor._temporary = Some(temporary);
        editor
    }

    /// Starts a server for a folder that there is.
    pub(crate) fn start(folder: &Path, settings: Value) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_comidl"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server can be started");
        let output = server.stdout.take().expect("a pipe");
        let (sender, from_server) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut editor = Self {
            to_server: server.stdin.take(),
            server,
            from_server,
            passed: VecDeque::new(),
            last_id: 0,
            version: 0,
            folder: folder.to_owned(),
            texts: BTreeMap::new(),
            _temporary: None,
        };
        let uri = editor.uri("");
        let initialized = editor.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": uri,
                "workspaceFolders": [{ "uri": uri, "name": "test" }],
                "capabilities": {
                    "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } }
                },
                "initializationOptions": settings,
            }),
        );
        assert_eq!(initialized["capabilities"]["positionEncoding"], "utf-16");
        editor.notify("initialized", json!({}));
        editor
    }

    /// Returns the URI of a file of the folder.
    pub(crate) fn uri(&self, name: &str) -> String {
        let path = self.folder.join(name).display().to_string();
        format!("file://{}", path.trim_end_matches('/'))
    }

    /// Opens a file of the folder, and returns its problems.
    pub(crate) fn open(&mut self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.join(name)).expect("the file is there");
        self.open_with(name, &text)
    }

    /// Opens a file of the folder with a text that isn't saved, and returns its problems.
    pub(crate) fn open_with(&mut self, name: &str, text: &str) -> Vec<Value> {
        let uri = self.uri(name);
        self.version += 1;
        let document = json!({
            "uri": uri, "languageId": "idl", "version": self.version, "text": text
        });
        self.texts.insert(uri.clone(), text.to_owned());
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
        self.problems(&uri)
    }

    /// Writes a file of the folder, as another program does.
    pub(crate) fn save(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).expect("the file can be written");
    }

    /// Closes a file.
    pub(crate) fn close(&mut self, name: &str) {
        let uri = self.uri(name);
        self.texts.remove(&uri);
        self.notify(
            "textDocument/didClose",
            json!({ "textDocument": { "uri": uri } }),
        );
    }

    /// Replaces the bytes of a range by a text, as an editor does while one types, and doesn't wait.
    pub(crate) fn type_over(&mut self, name: &str, range: std::ops::Range<usize>, new: &str) {
        let uri = self.uri(name);
        let text = self.texts.get_mut(&uri).expect("the file is open");
        let change = json!({
            "range": { "start": position(text, range.start), "end": position(text, range.end) },
            "text": new,
        });
        text.replace_range(range, new);
        self.version += 1;
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri, "version": self.version },
                "contentChanges": [change],
            }),
        );
    }

    /// Replaces a text by another, where it stands for the first time, and returns the problems then.
    pub(crate) fn replace(&mut self, name: &str, old: &str, new: &str) -> Vec<Value> {
        let start = self.text(name).find(old).expect("the text is there");
        self.type_over(name, start..start + old.len(), new);
        self.problems(&self.uri(name))
    }

    /// Returns the text of an open file.
    pub(crate) fn text(&self, name: &str) -> &str {
        &self.texts[&self.uri(name)]
    }

    /// Waits for the problems of the text that a file has now.
    pub(crate) fn problems(&mut self, uri: &str) -> Vec<Value> {
        let version = self.version;
        let is_it = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && (message["params"]["version"].as_i64() == Some(version)
                    || message["params"]["version"].is_null())
        };
        let message = self.wait_for(is_it);
        let problems = message["params"]["diagnostics"].as_array();
        problems.expect("a list").clone()
    }

    /// Asks about the place of a text in a file: the byte at which `|` stands in `marked`, which is otherwise
    /// a part of the file.
    pub(crate) fn ask(&mut self, method: &str, name: &str, marked: &str) -> Value {
        let params = self.about(name, marked);
        self.request(method, params)
    }

    /// Returns the parameters of a request about a place.
    pub(crate) fn about(&self, name: &str, marked: &str) -> Value {
        let within = marked.find('|').expect("a place is marked");
        let part = marked.replacen('|', "", 1);
        let text = self.text(name);
        let start = text
            .find(&part)
            .unwrap_or_else(|| panic!("no `{part}` in {text}"));
        json!({
            "textDocument": { "uri": self.uri(name) },
            "position": position(text, start + within),
        })
    }

    /// Returns what hovering shows.
    pub(crate) fn hover(&mut self, name: &str, marked: &str) -> String {
        let hover = self.ask("textDocument/hover", name, marked);
        hover["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Returns where something is defined: the file, and the text of the line with the name marked.
    pub(crate) fn definition(&mut self, name: &str, marked: &str) -> String {
        let location = self.ask("textDocument/definition", name, marked);
        self.shown(&location)
    }

    /// Returns a location as text: the name of the file, and the line in which the place is marked.
    pub(crate) fn shown(&self, location: &Value) -> String {
        let Some(uri) = location["uri"].as_str() else {
            return "nowhere".to_owned();
        };
        let path = uri.strip_prefix("file://").expect("a file");
        let text = match self.texts.get(uri) {
            Some(text) => text.clone(),
            None => fs::read_to_string(path).expect("the file is there"),
        };
        let (start, end) = (&location["range"]["start"], &location["range"]["end"]);
        let number = start["line"].as_u64().expect("a line") as usize;
        let line = text.lines().nth(number).unwrap_or_default();
        let units: Vec<u16> = line.encode_utf16().collect();
        let at = |position: &Value| position["character"].as_u64().expect("a column") as usize;
        let part = |range: std::ops::Range<usize>| String::from_utf16_lossy(&units[range]);
        let name = Path::new(path)
            .file_name()
            .expect("a name")
            .to_string_lossy();
        let (before, marked, behind) = (
            part(0..at(start)),
            part(at(start)..at(end)),
            part(at(end)..units.len()),
        );
        format!("{name}: {before}‹{marked}›{behind}")
    }

    /// Returns the labels of what can be written at a place.
    pub(crate) fn complete(&mut self, name: &str, marked: &str) -> Vec<String> {
        let list = self.ask("textDocument/completion", name, marked);
        let items = list["items"].as_array().expect("a list").iter();
        let labels = items.map(|item| item["label"].as_str().expect("a label").to_owned());
        labels.collect()
    }

    /// Sends a request, and returns what the answer has.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Sends a request, and returns the whole answer.
    pub(crate) fn answer(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.wait_for(|message| message["id"] == id)
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let to_server = self.to_server.as_mut().expect("the server is there");
        let sent = write!(to_server, "Content-Length: {}\r\n\r\n{text}", text.len());
        sent.and_then(|()| to_server.flush())
            .expect("the server listens");
    }

    /// Waits for a message, and keeps the others.
    pub(crate) fn wait_for(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(index) = self.passed.iter().position(&is_it) {
            return self.passed.remove(index).expect("it is there");
        }
        loop {
            let message = self.from_server.recv_timeout(PATIENCE);
            let message = message.expect("the server answers");
            if is_it(&message) {
                return message;
            }
            self.passed.push_back(message);
        }
    }

    /// Ends the server as an editor does, and returns its exit status.
    pub(crate) fn quit(&mut self) -> Option<i32> {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.to_server = None;
        self.server.wait().expect("the server ends").code()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // A test that failed leaves no server.
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

/// Returns the position of a byte of a text.
pub(crate) fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": before[start..].encode_utf16().count() })
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().ok()?,
            None if line.trim_end().is_empty() => break,
            None => {}
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}
