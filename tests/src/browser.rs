//! A headless browser that a test drives: it types, presses keys, and asks what the page has become.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::CHROMIUM;

/// Chromium with one page. Its DevTools protocol runs over two pipes, each message ended by a zero.
pub struct Browser {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    /// The session of the page.
    session: Option<String>,
    calls: u64,
    /// What the page wrote to its console as an error, and what it threw.
    complaints: Vec<String>,
    _profile: TempDir,
}

impl Browser {
    /// Starts the browser and shows a file.
    ///
    /// # Panics
    ///
    /// When the browser doesn't start, or doesn't answer.
    pub fn open(page: &Path) -> Self {
        let profile = tempfile::tempdir().expect("a folder for the browser");
        // The browser reads its commands from descriptor 3 and answers on 4.
        let mut process = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#])
            .arg(CHROMIUM.name)
            .args(["--headless", "--no-sandbox", "--disable-gpu"])
            // Containers have little of that memory.
            .arg("--disable-dev-shm-usage")
            .arg("--remote-debugging-pipe")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let mut browser = Self {
            to: process.stdin.take().expect("a pipe"),
            from: BufReader::new(process.stdout.take().expect("a pipe")),
            process,
            session: None,
            calls: 0,
            complaints: Vec::new(),
            _profile: profile,
        };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", &target);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            browser.call(domain, &json!({}));
        }
        let url = format!("file://{}", page.display());
        browser.call("Page.navigate", &json!({ "url": url }));
        browser.wait_for("document.readyState === 'complete'");
        browser
    }

    /// Calls a method of the DevTools protocol and returns its result.
    ///
    /// # Panics
    ///
    /// When the browser is gone, or the method failed.
    pub fn call(&mut self, method: &str, params: &Value) -> Value {
        self.calls += 1;
        let mut message = json!({ "id": self.calls, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        let written = write!(self.to, "{message}\0").and_then(|()| self.to.flush());
        written.expect("the browser reads its commands");
        loop {
            let message = self.next();
            if message["id"] == self.calls {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.note(&message);
        }
    }

    fn next(&mut self) -> Value {
        let mut bytes = Vec::new();
        let read = self.from.read_until(0, &mut bytes);
        read.expect("the browser answers");
        bytes.pop();
        serde_json::from_slice(&bytes).expect("an answer is JSON")
    }

    fn note(&mut self, event: &Value) {
        let params = &event["params"];
        match event["method"].as_str() {
            Some("Log.entryAdded") if params["entry"]["level"] == "error" => {
                self.complaints.push(params["entry"]["text"].to_string());
            }
            Some("Runtime.exceptionThrown") => self.complaints.push(params.to_string()),
            _ => {}
        }
    }

    /// Returns the value of an expression of JavaScript.
    ///
    /// # Panics
    ///
    /// When it throws.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "returnByValue": true });
        let result = self.call("Runtime.evaluate", &params);
        let thrown = &result["exceptionDetails"];
        assert!(thrown.is_null(), "{expression}: {thrown}");
        result["result"]["value"].clone()
    }

    /// Waits until an expression of JavaScript is true.
    ///
    /// # Panics
    ///
    /// When it isn't after half a minute.
    pub fn wait_for(&mut self, expression: &str) {
        for _ in 0..600 {
            if self.evaluate(expression) == true {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("it never happens: {expression}");
    }

    /// Types a text, letter by letter.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.press(&letter.to_string(), Some(letter));
        }
    }

    /// Presses a key by its name: `Enter`, `ArrowDown`. `letter` is what the key writes.
    pub fn press(&mut self, key: &str, letter: Option<char>) {
        let mut down = json!({ "type": "keyDown", "key": key, "code": key });
        if let Some(letter) = letter {
            down["text"] = letter.to_string().into();
        }
        self.call("Input.dispatchKeyEvent", &down);
        self.call(
            "Input.dispatchKeyEvent",
            &json!({ "type": "keyUp", "key": key, "code": key }),
        );
    }

    /// Clicks in the middle of the first element that a selector of CSS finds.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn click(&mut self, selector: &str) {
        let place = self.evaluate(&format!(
            "{{ const it = document.querySelector({}); it.scrollIntoView({{ block: 'center' }}); \
             const place = it.getBoundingClientRect(); \
             [place.x + place.width / 2, place.y + place.height / 2] }}",
            Value::from(selector)
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1,
            });
            self.call("Input.dispatchMouseEvent", &event);
        }
    }

    /// Returns what the page wrote to its console as an error, and what it threw.
    pub fn complaints(&self) -> &[String] {
        &self.complaints
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
