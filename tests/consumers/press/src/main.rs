//! Passes objects both ways between what `windows-core` makes and the bindings of a vendor's IDL, with
//! nothing of Windows at hand. On Windows, a stream of Windows' own comes in as well.

#![deny(warnings)]

mod press {
    comidl::include_idl!("press");
}

/// What windows-bindgen makes of the metadata, in one step with the bindings above. `windows-core` has
/// `BSTR` on Windows alone.
#[cfg(windows)]
#[allow(warnings)]
mod bindgen {
    include!(concat!(env!("OUT_DIR"), "/press.bindgen.rs"));
}

use core::ffi::c_void;
use std::mem::ManuallyDrop;
use std::sync::{Arc, Mutex, mpsc};

use comidl::{Value, Variant, WideStr, callback};
use press::*;
use windows_core::{Error, GUID, HRESULT, IUnknown, Interface, Ref, Result};
use windows_implement::implement;

const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);

/// A stream that `windows-core` makes of a `Vec`.
#[implement(IStream)]
#[derive(Clone, Default)]
struct Memory {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl ISequentialStream_Impl for Memory_Impl {
    fn Read(&self, _: *mut c_void, _: u32, _: *mut u32) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn Write(&self, pv: *const c_void, cb: u32, written: *mut u32) -> Result<()> {
        // SAFETY: the caller has `cb` bytes, and room for their number if it wants that.
        unsafe {
            let bytes = std::slice::from_raw_parts(pv.cast::<u8>(), cb as usize);
            self.bytes.lock().unwrap().extend(bytes);
            if let Some(written) = written.as_mut() {
                *written = cb;
            }
        }
        Ok(())
    }
}

impl IStream_Impl for Memory_Impl {
    fn Seek(&self, _: i64, _: u32, _: *mut u64) -> Result<()> {
        Err(E_NOTIMPL.into())
    }
    fn SetSize(&self, _: u64) -> Result<()> {
        Err(E_NOTIMPL.into())
    }
    fn CopyTo(&self, to: Ref<IStream>, _: u64, _: *mut u64, _: *mut u64) -> Result<()> {
        let bytes = self.bytes.lock().unwrap();
        let to = to.as_ref().expect("a stream");
        // SAFETY: the bytes live for the call.
        unsafe { to.Write(&bytes, None) }.ok()
    }
    fn Commit(&self, _: u32) -> Result<()> {
        Ok(())
    }
    fn Revert(&self) -> Result<()> {
        Ok(())
    }
    fn LockRegion(&self, _: u64, _: u64, _: u32) -> Result<()> {
        Ok(())
    }
    fn UnlockRegion(&self, _: u64, _: u64, _: u32) -> Result<()> {
        Ok(())
    }
    fn Stat(&self, _: *mut STATSTG, _: u32) -> Result<()> {
        Err(E_NOTIMPL.into())
    }
    fn Clone(&self) -> Result<IStream> {
        Ok(Clone::clone(&**self).into())
    }
}

/// A press that is implemented by comidl's callback.
#[callback(Press)]
struct Desk;

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
        let events: IPressEvents = who.cast()?;
        // SAFETY: the arguments live for their calls.
        unsafe {
            stream.Write(text.as_bytes(), None).ok()?;
            events.Printed(stream, &VARIANT::default(), &"printed".into(), kind, who).ok()?;
        }
        Ok(())
    }

    fn copy(&self, stream: &IStream) -> comidl::Result<(IStream, BSTR)> {
        // SAFETY: the stream is one.
        let copy = unsafe { stream.Clone() }?;
        Ok((copy, "copy".into()))
    }

    fn value(&self) -> comidl::Result<Variant> {
        Variant::new(&Value::U32(7))
    }

    unsafe fn property(&self, value: &PROPVARIANT, same: *mut PROPVARIANT) -> comidl::Result<()> {
        // SAFETY: the caller has room for the copy, and the number owns nothing.
        unsafe { same.write(Clone::clone(value)) };
        Ok(())
    }

    fn window(&self, window: HWND, lcid: LCID) -> comidl::Result<RECT> {
        Ok(RECT {
            left: 0,
            top: 0,
            right: window.0 as i32,
            bottom: lcid as i32,
        })
    }

    fn sheet(&self, sheet: &SHEET, paper: PAPER) -> comidl::Result<()> {
        assert_eq!((sheet.kind, sheet.paper), (PRESS_KIND, paper));
        assert!(sheet.stream.is_some());
        Ok(())
    }

    fn advise(&self, _: &IPressEvents, on: bool) -> comidl::Result<bool> {
        Ok(!on)
    }

    fn any(&self, _: &GUID) -> comidl::Result<IUnknown> {
        Err(Error::from_hresult(E_NOTIMPL).into())
    }
}

/// What the vendor's press tells, through objects of comidl's.
#[callback(PressEvents)]
struct Listener {
    told: mpsc::Sender<String>,
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
        let told = format!("{title} {:?} {kind}", value.value());
        self.told.send(told).expect("somebody listens");
        Ok(())
    }

    fn choose(&self, _: &IDispatch) -> comidl::Result<Variant> {
        Variant::new(&Value::U32(1))
    }
}

/// An interface that derives from one of Windows.
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

/// Prints on a stream, and returns what it copies.
fn print(stream: &IStream) -> Result<IStream> {
    let (told, listened) = mpsc::channel();
    let listener: IPressEvents = Listener { told }.into();
    let press: IPress = Desk.into();
    let theirs = Variant::new(&Value::Text("of theirs".into()))?;
    // SAFETY: the arguments live for their calls; a `Variant` is a VARIANT in memory.
    unsafe {
        let value: &VARIANT = core::mem::transmute(&theirs);
        let title = BSTR::from("title");
        press.Write(stream, value, &title, PRESS_KIND, &listener).ok()?;
        assert_eq!(listened.recv().unwrap(), "printed Empty 2");

        let (mut copy, mut title) = (None, BSTR::new());
        press.Copy(stream, &mut copy, &mut title).ok()?;
        assert_eq!(title, "copy");

        let value = press.Value()?;
        assert_eq!(value.Anonymous.Anonymous.Anonymous.ulVal, 7);
        let same = press.Property(&PROPVARIANT::default())?;
        assert_eq!(same.Anonymous.Anonymous.vt, 0);
        let rect = press.Window(HWND(4 as _), 1031)?;
        assert_eq!((rect.right, rect.bottom), (4, 1031));
        assert_eq!(press.Advise(&listener, 0)?, -1);
        assert_eq!(press.Any::<IPressEvents>().unwrap_err().code(), E_NOTIMPL);

        let mut sheet = SHEET {
            kind: PRESS_KIND,
            paper: PAPER_YELLOW,
            ..SHEET::default()
        };
        sheet.stream = ManuallyDrop::new(Some(Clone::clone(stream)));
        press.Sheet(&sheet, PAPER_YELLOW).ok()?;
        drop(ManuallyDrop::take(&mut sheet.stream));
        Ok(copy.expect("a copy"))
    }
}

fn an_interface_may_begin_with_one_of_windows() -> Result<()> {
    let tape: ITape = Reel.into();
    let base: ISequentialStream = tape.cast()?;
    let mut written = 0;
    // SAFETY: the arguments live for their calls.
    unsafe {
        base.Write(&[1, 2], Some(&mut written)).ok()?;
        tape.Rewind(3, STREAM_SEEK_SET).ok()?;
    }
    assert_eq!(written, 2);
    Ok(())
}

/// Calls an object of comidl's through what windows-bindgen makes.
#[cfg(windows)]
fn both_bindings_have_one_vtable() -> Result<()> {
    let press: bindgen::IPress = IPress::from(Desk).cast()?;
    // SAFETY: the arguments live for their calls.
    unsafe {
        assert_eq!(press.Value()?.Anonymous.Anonymous.Anonymous.ulVal, 7);
        let rect = press.Window(bindgen::HWND(4 as _), bindgen::LCID(1031))?;
        assert_eq!((rect.right, rect.bottom), (4, 1031));
    }
    Ok(())
}

/// Returns a stream of Windows' own.
#[cfg(windows)]
fn windows_stream() -> Result<IStream> {
    windows_core::link!("ole32.dll" "system" fn CreateStreamOnHGlobal(memory: *mut c_void, frees: i32, stream: *mut Option<IStream>) -> HRESULT);
    let mut stream = None;
    // SAFETY: the function writes a stream, which is the caller's.
    unsafe { CreateStreamOnHGlobal(core::ptr::null_mut(), 1, &mut stream) }.ok()?;
    Ok(stream.expect("a stream"))
}

fn main() -> Result<()> {
    let memory = Memory::default();
    let bytes = Arc::clone(&memory.bytes);
    let copy = print(&memory.into())?;
    assert_eq!(bytes.lock().unwrap().as_slice(), b"title=of theirs");
    let other = Memory::default();
    let others = Arc::clone(&other.bytes);
    let other: IStream = other.into();
    // SAFETY: the streams live for the call.
    unsafe { copy.CopyTo(&other, 15, None, None) }.ok()?;
    assert_eq!(*others.lock().unwrap(), *bytes.lock().unwrap());
    #[cfg(windows)]
    {
        print(&windows_stream()?)?;
        both_bindings_have_one_vtable()?;
    }
    an_interface_may_begin_with_one_of_windows()?;
    println!("the press prints");
    Ok(())
}
