//! An HTTP server on 127.0.0.1, whose files can be held back, and which can die and come back.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, Weak};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The resource of a path.
pub(crate) struct Content {
    bytes: Vec<u8>,
    /// The number of bytes that are sent before [`Server::release`], if not all.
    held_at: Option<usize>,
}

#[derive(Default)]
struct State {
    files: Mutex<HashMap<String, Content>>,
    requests: AtomicUsize,
    /// The headers of all requests.
    headers: Mutex<Vec<String>>,
    released: Mutex<bool>,
    changed: Condvar,
    connections: Mutex<Vec<Weak<TcpStream>>>,
}

/// A server, which is gone when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<State>,
    listening: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
}

impl Server {
    pub(crate) fn new() -> Self {
        let mut server = Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            state: Arc::default(),
            listening: None,
        };
        server.come_back();
        server
    }

    /// Puts bytes behind a path.
    pub(crate) fn publish(&self, path: &str, bytes: Vec<u8>) -> String {
        self.put(path, bytes, None)
    }

    /// As [`publish`](Self::publish), but a request waits for [`release`](Self::release) after so
    /// many bytes of it; with none, before it is answered at all.
    pub(crate) fn publish_held(&self, path: &str, bytes: Vec<u8>, at: usize) -> String {
        self.put(path, bytes, Some(at))
    }

    fn put(&self, path: &str, bytes: Vec<u8>, held_at: Option<usize>) -> String {
        let content = Content { bytes, held_at };
        self.state
            .files
            .lock()
            .unwrap()
            .insert(path.to_owned(), content);
        self.url(path)
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Returns the number of requests.
    pub(crate) fn requests(&self) -> usize {
        self.state.requests.load(Ordering::SeqCst)
    }

    /// Returns whether a request had this header.
    pub(crate) fn was_told(&self, header: &str) -> bool {
        let headers = self.state.headers.lock().unwrap();
        headers.iter().any(|told| told == header)
    }

    /// Lets what is held back go.
    pub(crate) fn release(&self) {
        *self.state.released.lock().unwrap() = true;
        self.state.changed.notify_all();
    }

    /// Goes away as a machine does that loses its power and starts again: connections are reset, and
    /// no new ones taken.
    pub(crate) fn die(&mut self) {
        // Without lingering, closing is a reset.
        self.go(Some(Duration::ZERO));
    }

    /// Goes away as a process does that is ended: connections are closed, and no new ones taken.
    pub(crate) fn end(&mut self) {
        self.go(None);
    }

    fn go(&mut self, linger: Option<Duration>) {
        let Some((ended, thread)) = self.listening.take() else {
            return;
        };
        ended.store(true, Ordering::SeqCst);
        // The listener waits for a connection.
        drop(TcpStream::connect(self.address));
        thread.join().expect("the listener ends");
        for connection in self.state.connections.lock().unwrap().drain(..) {
            if let Some(connection) = connection.upgrade() {
                socket2::SockRef::from(&*connection).set_linger(linger).ok();
            }
        }
        self.state.changed.notify_all();
    }

    /// Listens again, at the same address.
    pub(crate) fn come_back(&mut self) {
        *self.state.released.lock().unwrap() = false;
        let listener = TcpListener::bind(self.address).expect("the port is free");
        self.address = listener.local_addr().expect("it has an address");
        let ended = Arc::new(AtomicBool::new(false));
        let (state, over) = (self.state.clone(), ended.clone());
        let thread = thread::spawn(move || {
            for connection in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let (state, over) = (state.clone(), over.clone());
                // A client that goes away is no failure of the server's.
                thread::spawn(move || connection.and_then(|it| serve(it, &state, &over)));
            }
        });
        self.listening = Some((ended, thread));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.die();
    }
}

fn serve(connection: TcpStream, state: &State, over: &AtomicBool) -> std::io::Result<()> {
    let connection = Arc::new(connection);
    state
        .connections
        .lock()
        .unwrap()
        .push(Arc::downgrade(&connection));
    let mut reader = BufReader::new(&*connection);
    let mut connection = &*connection;
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while header != "\r\n" {
        header.clear();
        if reader.read_line(&mut header)? == 0 {
            return Ok(());
        }
        state
            .headers
            .lock()
            .unwrap()
            .push(header.trim_end().to_owned());
    }
    state.requests.fetch_add(1, Ordering::SeqCst);
    let mut words = request.split(' ');
    let (method, path) = (words.next(), words.next().unwrap_or_default());
    let found = {
        let files = state.files.lock().unwrap();
        let found = files.get(path);
        found.map(|content| (content.bytes.clone(), content.held_at))
    };
    let Some((bytes, held_at)) = found else {
        return connection.write_all(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    };
    let is_over = || {
        let mut released = state.released.lock().unwrap();
        while !*released && !over.load(Ordering::SeqCst) {
            released = state.changed.wait(released).unwrap();
        }
        over.load(Ordering::SeqCst)
    };
    if held_at == Some(0) && is_over() {
        return Ok(());
    }
    let length = bytes.len();
    write!(
        connection,
        "HTTP/1.0 200 OK\r\nContent-Length: {length}\r\n\r\n"
    )?;
    if method == Some("HEAD") {
        return Ok(());
    }
    let (first, rest) = bytes.split_at(held_at.unwrap_or(length));
    connection.write_all(first)?;
    if !rest.is_empty() && is_over() {
        return Ok(());
    }
    connection.write_all(rest)
}

/// Bytes that a shift, a gap or a repetition would change.
pub(crate) fn bytes(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}
