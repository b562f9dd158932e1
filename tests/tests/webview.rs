//! A vendor's IDL in the shape of WebView2's: one library, handlers for results and for events, and ten
//! versions of an interface. It becomes bindings and a callback with no include folder, because metadata
//! stands in for the files of the Windows SDK that it imports.

use comidl_codegen::internal::compile::{Compilation, Form};
use comidl_tests::{Package, Sources};
use serde_json::Value;

/// The IDL up to the second version of `IBrowser`.
const BROWSER: &str = r#"import "objidl.idl";
import "oaidl.idl";
import "EventToken.idl";

[uuid(26d34152-879f-4065-bea2-3daa2cfadf01), version(1.0)]
library Browser
{
interface IBrowser;
interface IBrowser2;
interface IBrowserNavigatedEventArgs;
interface IBrowserNavigatedEventHandler;
interface IBrowserRunScriptCompletedHandler;
interface ICreateBrowserCompletedHandler;

[v1_enum] typedef enum BROWSER_COLOR_SCHEME {
    BROWSER_COLOR_SCHEME_AUTO,
    BROWSER_COLOR_SCHEME_LIGHT,
    BROWSER_COLOR_SCHEME_DARK,
} BROWSER_COLOR_SCHEME;

typedef struct BROWSER_KEY_STATUS {
    UINT32 RepeatCount;
    BOOL IsKeyReleased;
} BROWSER_KEY_STATUS;

[uuid(4e8a3389-c9d8-4bd2-b6b5-124fee6cc14d), object, pointer_default(unique)]
interface ICreateBrowserCompletedHandler : IUnknown {
    /// What happened, and the browser.
    HRESULT Invoke([in] HRESULT errorCode, [in] IBrowser *result);
}

[uuid(49511172-cc67-4bca-9923-137112f4c4cc), object, pointer_default(unique)]
interface IBrowserRunScriptCompletedHandler : IUnknown {
    HRESULT Invoke([in] HRESULT errorCode, [in] LPCWSTR resultObjectAsJson);
}

[uuid(9adbe429-f36d-432b-9ddc-f8881fbd76e3), object, pointer_default(unique)]
interface IBrowserNavigatedEventHandler : IUnknown {
    HRESULT Invoke([in] IBrowser *sender, [in] IBrowserNavigatedEventArgs *args);
}

[uuid(5b495469-e119-438a-9b18-7604f25f2e49), object, pointer_default(unique)]
interface IBrowserNavigatedEventArgs : IUnknown {
    [propget] HRESULT Uri([out, retval] LPWSTR *uri);
    [propget] HRESULT IsUserInitiated([out, retval] BOOL *isUserInitiated);
    [propget] HRESULT Cancel([out, retval] BOOL *cancel);
    [propput] HRESULT Cancel([in] BOOL cancel);
}

[uuid(76eceacb-0462-4d94-ac83-423a6793775e), object, pointer_default(unique)]
interface IBrowser : IUnknown {
    [propget] HRESULT Source([out, retval] LPWSTR *uri);
    HRESULT Navigate([in] LPCWSTR uri);
    HRESULT add_Navigated([in] IBrowserNavigatedEventHandler *eventHandler, [out] EventRegistrationToken *token);
    HRESULT remove_Navigated([in] EventRegistrationToken token);
    HRESULT RunScript([in] LPCWSTR javaScript, [in] IBrowserRunScriptCompletedHandler *handler);
    [propget] HRESULT ColorScheme([out, retval] BROWSER_COLOR_SCHEME *value);
    [propput] HRESULT ColorScheme([in] BROWSER_COLOR_SCHEME value);
}

"#;

/// How many slots the first version has, with those of `IUnknown`.
const SLOTS_OF_FIRST: usize = 10;

/// How many slots each later version adds.
const SLOTS_ADDED: usize = 4;

/// The IDL with all ten versions.
fn browser() -> String {
    let mut idl = BROWSER.to_owned();
    for version in 2..=10 {
        let base = match version {
            2 => "IBrowser".to_owned(),
            _ => format!("IBrowser{}", version - 1),
        };
        idl += &format!(
            "[uuid(9e8f0cf8-e670-4b5e-b2bc-73e061e300{version:02}), object, pointer_default(unique)]
interface IBrowser{version} : {base} {{
    [propget] HRESULT Zoom{version}([out, retval] double *value);
    [propput] HRESULT Zoom{version}([in] double value);
    HRESULT add_Changed{version}([in] IBrowserNavigatedEventHandler *eventHandler,
        [out] EventRegistrationToken *token);
    HRESULT remove_Changed{version}([in] EventRegistrationToken token);
}}
"
        );
    }
    idl + "}\n"
}

#[test]
fn ten_versions_of_an_interface_have_their_slots_one_behind_the_other() {
    let sources = Sources::new(browser());
    let mut compilation = Compilation::read(sources.options());
    let outputs = compilation.emit(&[Form::Json], "".as_ref());
    assert_eq!(sources.said(&compilation), "");
    let document: Value = serde_json::from_slice(&outputs[0].bytes).expect("JSON");
    let interfaces = document["interfaces"].as_array().expect("a list");
    let tenth = interfaces.iter().find(|it| it["name"] == "IBrowser10");
    let tenth = tenth.expect("the tenth version");
    assert_eq!(tenth["base"], "IBrowser9");
    let slots = tenth["slots"].as_array().expect("a list");
    assert_eq!(slots.len(), SLOTS_OF_FIRST + 9 * SLOTS_ADDED);
    assert_eq!(slots[3], "get_Source");
    for version in 2..=10 {
        let first = SLOTS_OF_FIRST + (version - 2) * SLOTS_ADDED;
        let expected = [
            format!("get_Zoom{version}"),
            format!("put_Zoom{version}"),
            format!("add_Changed{version}"),
            format!("remove_Changed{version}"),
        ];
        assert_eq!(slots[first..first + SLOTS_ADDED], expected);
    }
}

const SCRIPT: &str = r#"fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl("idl/browser.idl")
        .callback("ICreateBrowserCompletedHandler")
        .callback("IBrowserNavigatedEventHandler")
        .callback("IBrowser10")
        .compile()
}
"#;

/// A program that is the vendor's browser and its user at once.
const PROGRAM: &str = r#"#![deny(warnings)]

mod browser {
    comidl::include_idl!("browser");
}

use std::ffi::c_void;
use std::sync::Mutex;

use browser::*;
use comidl::{Error, HRESULT, Interface, Result};
use windows_core::w;

const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);
const S_OK: HRESULT = HRESULT(0);

#[derive(Default)]
struct State {
    uri: String,
    zoom: f64,
    has_handler: bool,
}

#[comidl::callback(browser::Browser10)]
#[derive(Default)]
struct Served(Mutex<State>);

impl Browser10 for Served {
    fn source(&self) -> Result<String> {
        Ok(self.0.lock().unwrap().uri.clone())
    }
    fn navigate(&self, uri: &comidl::WideStr) -> Result<()> {
        self.0.lock().unwrap().uri = uri.to_string();
        Ok(())
    }
    fn zoom10(&self) -> Result<f64> {
        Ok(self.0.lock().unwrap().zoom)
    }
    fn set_zoom10(&self, value: f64) -> Result<()> {
        self.0.lock().unwrap().zoom = value;
        Ok(())
    }
    fn add_changed10(
        &self,
        _: Option<&IBrowserNavigatedEventHandler>,
    ) -> Result<EventRegistrationToken> {
        self.0.lock().unwrap().has_handler = true;
        Ok(EventRegistrationToken { value: 77 })
    }
    fn remove_changed10(&self, token: &EventRegistrationToken) -> Result<()> {
        let had_handler = std::mem::take(&mut self.0.lock().unwrap().has_handler);
        assert!(had_handler && token.value == 77);
        Ok(())
    }
@REST@}

fn not_here<T>() -> Result<T> {
    Err(Error::from(E_NOTIMPL))
}

#[comidl::callback(browser::CreateBrowserCompletedHandler)]
struct Created(std::sync::mpsc::Sender<(HRESULT, String)>);

impl CreateBrowserCompletedHandler for Created {
    fn invoke(&self, code: HRESULT, browser: Option<&IBrowser>) -> Result<()> {
        // SAFETY: the browser is alive.
        let uri = unsafe { browser.expect("one was made").Source()? };
        // SAFETY: it ends with a zero. (The `wcslen` of this host counts letters of four bytes.)
        let letters = (0..).map(|index| unsafe { *uri.0.add(index) });
        let letters: Vec<u16> = letters.take_while(|letter| *letter != 0).collect();
        let text = String::from_utf16(&letters).expect("it is UTF-16");
        self.0.send((code, text)).map_err(|_| Error::from(E_NOTIMPL))
    }
}

#[comidl::callback(browser::BrowserNavigatedEventHandler)]
struct Navigated;

impl BrowserNavigatedEventHandler for Navigated {
    fn invoke(&self, _: Option<&IBrowser>, _: Option<&IBrowserNavigatedEventArgs>) -> Result<()> {
        Ok(())
    }
}

/// Returns the function in a slot of an object's vtable.
fn slot(object: &impl Interface, slot: usize) -> *const c_void {
    // SAFETY: an object begins with the pointer to its vtable, which has this slot.
    unsafe { *(*object.as_raw().cast::<*const *const c_void>()).add(slot) }
}

fn main() {
    let tenth = IBrowser10::from(Served::default());
    let first: IBrowser = tenth.cast().expect("a base");
    // SAFETY: all objects are alive.
    unsafe {
        first.Navigate(w!("about:blank")).ok().unwrap();

        // Through the bindings.
        tenth.SetZoom10(1.5).ok().unwrap();
        assert_eq!(tenth.Zoom10().unwrap(), 1.5);
        let handler = IBrowserNavigatedEventHandler::from(Navigated);
        let token = tenth.add_Changed10(&handler).unwrap();
        assert_eq!(token.value, 77);
        assert_eq!(tenth.remove_Changed10(token), S_OK);
        assert_eq!(tenth.SetZoom2(2.0), E_NOTIMPL);

        // Through the vtable: `get_Zoom10` is in slot 42, `Invoke` in slot 3.
        type Zoom = unsafe extern "system" fn(*mut c_void, *mut f64) -> HRESULT;
        let get: Zoom = std::mem::transmute(slot(&tenth, 42));
        let mut zoom = 0.0;
        assert_eq!(get(tenth.as_raw(), &mut zoom), S_OK);
        assert_eq!(zoom, 1.5);
        type Invoke = unsafe extern "system" fn(*mut c_void, HRESULT, *mut c_void) -> HRESULT;
        let (sender, receiver) = std::sync::mpsc::channel();
        let created = ICreateBrowserCompletedHandler::from(Created(sender));
        let invoke: Invoke = std::mem::transmute(slot(&created, 3));
        let code = HRESULT(5);
        assert_eq!(invoke(created.as_raw(), code, first.as_raw()), S_OK);
        assert_eq!(receiver.recv().unwrap(), (code, "about:blank".to_owned()));
    }
    println!("the browser calls back");
}
"#;

/// The methods that the program's browser doesn't have.
fn rest() -> String {
    let handler = "_: Option<&IBrowserNavigatedEventHandler>";
    let token = "EventRegistrationToken";
    let mut rest = format!(
        "fn add_navigated(&self, {handler}) -> Result<{token}> {{ not_here() }}
fn remove_navigated(&self, _: &{token}) -> Result<()> {{ not_here() }}
fn run_script(
    &self,
    _: &comidl::WideStr,
    _: Option<&IBrowserRunScriptCompletedHandler>,
) -> Result<()> {{
    not_here()
}}
fn color_scheme(&self) -> Result<BROWSER_COLOR_SCHEME> {{ not_here() }}
fn set_color_scheme(&self, _: BROWSER_COLOR_SCHEME) -> Result<()> {{ not_here() }}
"
    );
    for version in 2..10 {
        rest += &format!(
            "fn zoom{version}(&self) -> Result<f64> {{ not_here() }}
fn set_zoom{version}(&self, _: f64) -> Result<()> {{ not_here() }}
fn add_changed{version}(&self, {handler}) -> Result<{token}> {{ not_here() }}
fn remove_changed{version}(&self, _: &{token}) -> Result<()> {{ not_here() }}
"
        );
    }
    rest
}

#[test]
fn a_user_of_the_bindings_calls_the_tenth_version_and_is_called_back() {
    let package = Package::new(
        "webview",
        &[
            ("build.rs", SCRIPT),
            ("idl/browser.idl", &browser()),
            ("src/main.rs", &PROGRAM.replace("@REST@", &rest())),
        ],
    );
    let said = package.cargo(&["run", "--offline", "--quiet"]).well();
    assert_eq!(said.stdout, "the browser calls back\n");
}
