//! A browser's events: the sink wants three of thirty.

use crate::S_OK;
use crate::bindings::*;
use crate::script::{Argument, invoke};
use comidl::{InOut, Result, Value, Variant, WideStr, callback};
use std::cell::RefCell;
use windows_core::Interface;

const VT_BOOL: u16 = 11;

#[callback(DBrowserEventsCallback, local)]
#[derive(Default)]
struct Sink(RefCell<Vec<String>>);

impl DBrowserEventsCallback for Sink {
    fn title_change(&self, text: &WideStr) -> Result<()> {
        self.0.borrow_mut().push(format!("title {text}"));
        Ok(())
    }
    fn before_navigate2(
        &self,
        _: Option<&IDispatch>,
        url: &Variant,
        _: &Variant,
        _: &Variant,
        _: &Variant,
        _: &Variant,
        cancel: &InOut<bool>,
    ) -> Result<()> {
        cancel.set(url.value() == Value::Text("about:evil".to_owned()));
        Ok(())
    }
    fn on_quit(&self) -> Result<()> {
        self.0.borrow_mut().push("quit".to_owned());
        Ok(())
    }
}

pub(crate) fn run() {
    let sink = IDispatch::from(Sink::default());
    let text = |text: &str| Argument::of(Value::Text(text.to_owned()));
    assert_eq!(invoke(&sink, 113, &mut [text("news")], &mut []).0, S_OK);
    for (url, cancelled) in [("about:evil", -1), ("about:blank", 0)] {
        let mut cancel = 0_i16;
        let arguments = &mut [
            Argument::to(VT_BOOL, &mut cancel),
            Argument::of(Value::Empty),
            Argument::of(Value::Empty),
            Argument::of(Value::Empty),
            Argument::of(Value::Empty),
            text(url),
            Argument::of(Value::Dispatch(None)),
        ];
        assert_eq!(invoke(&sink, 250, arguments, &mut []).0, S_OK);
        assert_eq!(cancel, cancelled);
    }
    // One that the sink has no method for.
    assert_eq!(invoke(&sink, 104, &mut [], &mut []).0, S_OK);
    assert_eq!(invoke(&sink, 253, &mut [], &mut []).0, S_OK);
    let value = comidl::value_of::<Sink>(&sink).unwrap();
    assert_eq!(*value.0.borrow(), ["title news", "quit"]);
    assert!(sink.cast::<DBrowserEvents>().is_ok());
}
