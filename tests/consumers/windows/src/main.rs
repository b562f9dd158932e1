//! Passes objects both ways between the functions of the `windows` crate and the bindings of a vendor's
//! IDL: streams, variants, strings and interfaces are the same types on both sides.

#![cfg(windows)]
#![deny(warnings)]

mod press {
    comidl::include_idl!("press");
}

use std::sync::Mutex;

use comidl::{Value, Variant, WideStr, callback};
use press::{
    IPanel, IPress, IPressEvents, ITape, PAPER, PAPER_YELLOW, PRESS_KIND, Panel, Press, PressEvents,
    SHEET, Tape,
};
use windows::Win32::Foundation::{HGLOBAL, HWND, RECT, VARIANT_TRUE};
use windows::Win32::System::Com::StructuredStorage::{CreateStreamOnHGlobal, PROPVARIANT};
use windows::Win32::System::Com::{
    COINIT_MULTITHREADED, CY, CoInitializeEx, CreateItemMoniker, DISPATCH_METHOD, DISPPARAMS,
    GetRunningObjectTable, IDispatch, ISequentialStream, IStream, ROTFLAGS_REGISTRATIONKEEPSALIVE,
    STGTY, STREAM_SEEK, STREAM_SEEK_SET,
};
use windows::Win32::System::Variant::{VARIANT, VT_BSTR, VT_I4};
use windows::core::{BSTR, GUID, IUnknown, Interface, Result, w};

/// A press that is implemented by comidl's callback.
#[callback(Press)]
#[derive(Default)]
struct Desk {
    events: Mutex<Option<Agile>>,
}

/// Events that any thread may call.
struct Agile(IPressEvents);

// SAFETY: all events of this program are objects of comidl's, which are agile.
unsafe impl Send for Agile {}

impl Press for Desk {
    fn write(
        &self,
        stream: &IStream,
        value: &Variant,
        title: &WideStr,
        kind: STGTY,
        who: &IUnknown,
    ) -> comidl::Result<()> {
        let text = format!("{title}={}", value.value().into_text()?);
        // SAFETY: the text is as long as it says; the stream is the `windows` crate's.
        unsafe { stream.Write(text.as_ptr().cast(), text.len() as u32, None) }.ok()?;
        // `?` takes the errors of both worlds.
        let events: IPressEvents = who.cast()?;
        let value = VARIANT::from(7);
        // SAFETY: the arguments live for the call.
        unsafe { events.Printed(stream, &value, &BSTR::from("printed"), kind, who) }.ok()?;
        Ok(())
    }

    fn copy(&self, stream: &IStream) -> comidl::Result<(IStream, BSTR)> {
        // SAFETY: the stream is one.
        let copy = unsafe { stream.Clone() }?;
        Ok((copy, BSTR::from("copy")))
    }

    fn value(&self) -> comidl::Result<Variant> {
        Variant::new(&Value::Text("of ours".into()))
    }

    fn property(&self, value: &PROPVARIANT) -> comidl::Result<PROPVARIANT> {
        Ok(value.clone())
    }

    fn window(&self, window: HWND, lcid: u32) -> comidl::Result<RECT> {
        Ok(RECT {
            right: window.0 as i32,
            bottom: lcid as i32,
            ..RECT::default()
        })
    }

    fn sheet(&self, sheet: &SHEET, paper: PAPER) -> comidl::Result<()> {
        assert_eq!((sheet.kind, sheet.paper), (PRESS_KIND, paper));
        assert_eq!(number(&sheet.value), 5);
        assert!(sheet.stream.is_some());
        Ok(())
    }

    fn advise(&self, events: &IPressEvents, on: bool) -> comidl::Result<bool> {
        let mut kept = self.events.lock().expect("nobody panics");
        let was = kept.is_some();
        *kept = on.then(|| Agile(events.clone()));
        Ok(was)
    }

    fn any(&self, _: &GUID) -> comidl::Result<IUnknown> {
        let events = self.events.lock().expect("nobody panics");
        let Agile(events) = events.as_ref().expect("it is advised");
        Ok(events.clone().into())
    }
}

/// What the vendor's press tells, through objects of comidl's.
#[callback(PressEvents)]
struct Listener {
    told: std::sync::mpsc::Sender<String>,
}

impl PressEvents for Listener {
    fn printed(
        &self,
        _: &IStream,
        value: &Variant,
        title: &WideStr,
        kind: STGTY,
        _: &IUnknown,
    ) -> comidl::Result<()> {
        let told = format!("{title} {:?} {}", value.value(), kind.0);
        self.told.send(told).expect("somebody listens");
        Ok(())
    }

    fn choose(&self, host: &IDispatch) -> comidl::Result<Variant> {
        // SAFETY: it is an object of the `windows` crate's interface.
        let count = unsafe { host.GetTypeInfoCount() }?;
        Variant::new(&Value::U32(count))
    }
}

/// A dual interface, which the `windows` crate calls by names.
#[callback(Panel)]
struct Board;

impl Panel for Board {
    fn title(&self) -> comidl::Result<BSTR> {
        Ok("board".into())
    }

    fn show(&self, visible: bool, kind: STGTY) -> comidl::Result<bool> {
        assert!(visible && kind == PRESS_KIND);
        Ok(true)
    }

    fn keep(&self, _: &IDispatch, when: f64, price: &CY) -> comidl::Result<()> {
        // SAFETY: any bits are a number.
        assert_eq!((when, unsafe { price.int64 }), (1.5, 20_000));
        Ok(())
    }
}

/// An interface that derives from one of the `windows` crate.
#[callback(Tape)]
struct Reel;

impl Tape for Reel {
    fn read(&self, _: &mut [u8]) -> comidl::Result<u32> {
        Ok(0)
    }

    fn write(&self, bytes: &[u8]) -> comidl::Result<u32> {
        Ok(bytes.len() as u32)
    }

    fn rewind(&self, to: i64, origin: STREAM_SEEK) -> comidl::Result<()> {
        assert_eq!((to, origin), (3, STREAM_SEEK_SET));
        Ok(())
    }
}

/// Returns the text in a variant. The crate's own conversions need functions that Wine lacks.
fn text(value: &VARIANT) -> String {
    // SAFETY: the variant holds what its type says.
    unsafe {
        let value = &value.Anonymous.Anonymous;
        assert_eq!(value.vt, VT_BSTR);
        value.Anonymous.bstrVal.to_string()
    }
}

/// Returns the number in a variant, or the bits of a truth value.
fn number(value: &VARIANT) -> i32 {
    // SAFETY: all of these types have their bits at one place.
    unsafe { value.Anonymous.Anonymous.Anonymous.lVal }
}

fn stream() -> Result<IStream> {
    // SAFETY: the function makes memory of its own.
    unsafe { CreateStreamOnHGlobal(HGLOBAL::default(), true) }
}

fn arguments_arrive_in_both_directions() -> Result<()> {
    let (told, listened) = std::sync::mpsc::channel();
    let listener: IPressEvents = Listener { told }.into();
    let press: IPress = Desk::default().into();
    let stream = stream()?;
    // SAFETY: the arguments live for their calls.
    unsafe {
        let value = VARIANT::from("of theirs");
        let title = BSTR::from("title");
        press.Write(&stream, &value, &title, PRESS_KIND, &listener).ok()?;
        assert_eq!(listened.recv().unwrap(), "printed I32(7) 2");

        let (mut copy, mut title) = (None, BSTR::new());
        press.Copy(&stream, &mut copy, &mut title).ok()?;
        let copy = copy.expect("a copy");
        let mut written = [0_u8; 15];
        copy.Seek(0, STREAM_SEEK_SET, None)?;
        copy.Read(written.as_mut_ptr().cast(), 15, None).ok()?;
        assert_eq!((&written, title), (b"title=of theirs", BSTR::from("copy")));

        assert_eq!(text(&press.Value()?), "of ours");
        let mut nine = PROPVARIANT::default();
        (*nine.Anonymous.Anonymous).vt = VT_I4;
        (*nine.Anonymous.Anonymous).Anonymous.lVal = 9;
        let same = press.Property(&nine)?;
        let same = &same.Anonymous.Anonymous;
        assert_eq!((same.vt, same.Anonymous.lVal), (VT_I4, 9));
        let rect = press.Window(HWND(4 as _), 1031)?;
        assert_eq!((rect.right, rect.bottom), (4, 1031));
        assert!(!press.Advise(&listener, VARIANT_TRUE)?.as_bool());
        assert_eq!(press.Any::<IPressEvents>()?, listener);

        let mut sheet = SHEET {
            kind: PRESS_KIND,
            paper: PAPER_YELLOW,
            ..SHEET::default()
        };
        sheet.value = std::mem::ManuallyDrop::new(VARIANT::from(5));
        sheet.stream = std::mem::ManuallyDrop::new(Some(stream.clone()));
        press.Sheet(&sheet, PAPER_YELLOW).ok()?;
        drop(std::mem::ManuallyDrop::take(&mut sheet.stream));
    }
    Ok(())
}

/// COM itself keeps an object of ours, and hands it out again.
fn windows_keeps_an_object_of_ours() -> Result<()> {
    let press: IPress = Desk::default().into();
    // SAFETY: the arguments live for their calls.
    unsafe {
        let table = GetRunningObjectTable(0)?;
        let moniker = CreateItemMoniker(w!("!"), w!("press"))?;
        let cookie = table.Register(ROTFLAGS_REGISTRATIONKEEPSALIVE, &press, &moniker)?;
        let kept: IPress = table.GetObject(&moniker)?.cast()?;
        assert_eq!(text(&kept.Value()?), "of ours");
        table.Revoke(cookie)
    }
}

fn the_windows_crate_calls_a_dual_interface_by_name() -> Result<()> {
    let panel: IPanel = Board.into();
    // An interface is its base.
    let dispatch: &IDispatch = &panel;
    let mut id = 0;
    // SAFETY: the arguments live for their calls.
    unsafe {
        dispatch.GetIDsOfNames(&GUID::zeroed(), &w!("Show"), 1, 0, &mut id)?;
        // Arguments stand from the last to the first.
        let mut arguments = [VARIANT::from(PRESS_KIND.0), VARIANT::from(true)];
        let parameters = DISPPARAMS {
            rgvarg: arguments.as_mut_ptr(),
            cArgs: 2,
            ..DISPPARAMS::default()
        };
        let mut result = VARIANT::default();
        let (flags, iid) = (DISPATCH_METHOD, GUID::zeroed());
        dispatch.Invoke(id, &iid, 0, flags, &parameters, Some(&mut result), None, None)?;
        assert_eq!(number(&result) as i16, VARIANT_TRUE.0);
        panel.Keep(dispatch, 1.5, CY { int64: 20_000 }).ok()?;
        assert_eq!(panel.Title()?, "board");

        let (told, _listened) = std::sync::mpsc::channel();
        let listener: IPressEvents = Listener { told }.into();
        assert_eq!(number(&listener.Choose(dispatch)?), 0);
    }
    Ok(())
}

fn an_interface_may_begin_with_one_of_windows() -> Result<()> {
    let tape: ITape = Reel.into();
    let base: ISequentialStream = tape.cast()?;
    let mut written = 0;
    // SAFETY: the arguments live for their calls.
    unsafe {
        base.Write([1_u8, 2].as_ptr().cast(), 2, Some(&mut written)).ok()?;
        tape.Rewind(3, STREAM_SEEK_SET).ok()?;
    }
    assert_eq!(written, 2);
    Ok(())
}

fn main() -> Result<()> {
    // SAFETY: nothing of COM was used before.
    unsafe { CoInitializeEx(None, COINIT_MULTITHREADED) }.ok()?;
    arguments_arrive_in_both_directions()?;
    windows_keeps_an_object_of_ours()?;
    the_windows_crate_calls_a_dual_interface_by_name()?;
    an_interface_may_begin_with_one_of_windows()?;
    println!("both worlds are one");
    Ok(())
}
