//! Those who hear of keys and of edits.

use comidl::{GUID, Result};

use crate::Log;
use crate::text::{self, *};

#[comidl::callback(text::TfKeyEventSink)]
pub struct Keys(Log);

impl Keys {
    pub fn new(log: &Log) -> Self {
        Self(log.clone())
    }

    /// Eats the key `A` alone.
    fn key(&self, key: WPARAM, what: &str) -> Result<bool> {
        let letter = char::from(key as u8);
        self.0.add(format!("{letter} {what}"));
        Ok(letter == 'A')
    }
}

impl text::TfKeyEventSink for Keys {
    fn on_set_focus(&self, foreground: bool) -> Result<()> {
        self.0.add(format!("focus {foreground}"));
        Ok(())
    }

    fn on_test_key_down(&self, _: &ITfContext, key: WPARAM, _: LPARAM) -> Result<bool> {
        self.key(key, "is down?")
    }

    fn on_test_key_up(&self, _: &ITfContext, key: WPARAM, _: LPARAM) -> Result<bool> {
        self.key(key, "is up?")
    }

    fn on_key_down(&self, _: &ITfContext, key: WPARAM, _: LPARAM) -> Result<bool> {
        self.key(key, "down")
    }

    fn on_key_up(&self, _: &ITfContext, key: WPARAM, _: LPARAM) -> Result<bool> {
        self.key(key, "up")
    }

    fn on_preserved_key(&self, _: &ITfContext, guid: &GUID) -> Result<bool> {
        let guid = format!("{guid:?}").to_lowercase();
        self.0.add(format!("preserved {guid}"));
        Ok(false)
    }
}

#[comidl::callback(text::TfEditSession)]
pub struct Session(Log);

impl Session {
    pub fn new(log: &Log) -> Self {
        Self(log.clone())
    }
}

impl text::TfEditSession for Session {
    fn do_edit_session(&self, cookie: TfEditCookie) -> Result<()> {
        self.0.add(format!("edits with {cookie}"));
        Ok(())
    }
}
