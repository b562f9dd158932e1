//! The page that `comidl doc` writes: what stands on it, that a browser shows it as it is written, and
//! that a reader finds what they look for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_tests::{
    Browser, CHROMIUM, CORPUS, Sources, in_parallel, shown, wine_files, wine_options,
};
use tempfile::TempDir;

const LAMP: &str = r#"
import "oaidl.idl";
// How bright it is.
const ULONG LAMP_MAX = 100;
typedef enum Kind { KIND_OFF, KIND_ON = 4 } Kind;
typedef struct Colour { BYTE red; void *next; BYTE blue[2]; union { double d; BYTE b; } u; } Colour;
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d30), helpstring("A lamp")]
interface ILamp : IDispatch
{
    // Dims it.
    HRESULT Dim([in] Kind kind, [in] const Colour *colour);
}
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d31)]
interface ILamp2 : ILamp { HRESULT Swing([in] ULONG degrees); }
[uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d32)]
library Lamps
{
    [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d33)] coclass Lamp { [default] interface ILamp2; }
}
"#;

/// Returns the page of IDL.
fn page(options: Options) -> String {
    let mut compilation = Compilation::read(options);
    let outputs = compilation.emit(&[Form::Page], "".as_ref());
    assert!(
        !compilation.failed(),
        "{}",
        comidl_tests::outcome(&compilation)
    );
    String::from_utf8(outputs[0].bytes.clone()).expect("HTML is text")
}

/// Writes a page to a folder of its own.
fn file(html: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for the page");
    let path = folder.path().join("page.html");
    std::fs::write(&path, html).expect("the page can be written");
    (folder, path)
}

fn lamp() -> String {
    page(Sources::new(LAMP).options())
}

/// Returns the texts of the cells of the row that contains `of`.
fn row(html: &str, of: &str) -> Vec<String> {
    let rows = html.split("<tr").skip(1);
    let row = rows
        .map(|row| row.split("</tr>").next().unwrap_or_default())
        .find(|row| row.contains(of));
    let row = row.unwrap_or_else(|| panic!("no row of {of}"));
    let cells = row.split("<td").skip(1);
    cells.map(|cell| plain(&format!("<td{cell}"))).collect()
}

/// Returns the text without tags.
fn plain(html: &str) -> String {
    let parts = html.split('<').skip(1);
    let texts = parts.map(|part| part.split_once('>').map_or("", |(_, text)| text));
    texts.collect()
}

#[test]
fn a_method_stands_at_its_slot_with_an_offset_for_each_width_of_pointers() {
    let html = lamp();
    assert_eq!(row(&html, "ILamp2:Swing\"")[..3], ["8", "0x40", "0x20"]);
    assert_eq!(row(&html, "ILamp:Dim\"")[..3], ["7", "0x38", "0x1c"]);
    assert!(html.contains("<p>Dims it.</p>") && html.contains("<p>A lamp</p>"));
}

#[test]
fn padding_is_shown_where_either_width_of_pointers_has_it() {
    let html = lamp();
    let places = |of| row(&html, of)[..4].to_vec();
    assert_eq!(places("Colour:red\""), ["0x00", "0x00", "1", "1"]);
    assert_eq!(places("class=\"padding\""), ["0x01", "0x01", "7", "3"]);
    assert_eq!(places("Colour:next\""), ["0x08", "0x04", "8", "4"]);
    assert_eq!(places("Colour:u\""), ["0x18", "0x10", "8", "8"]);
}

#[test]
fn a_declaration_reads_as_in_c() {
    let html = lamp();
    let last = |of| row(&html, of).pop();
    assert_eq!(last("Colour:next\"").as_deref(), Some("void *next"));
    assert_eq!(last("Colour:blue\"").as_deref(), Some("BYTE blue[2]"));
    let dim = "HRESULT Dim([in] Kind kind,[in] const Colour *colour)Dims it.";
    assert_eq!(last("ILamp:Dim\"").as_deref(), Some(dim));
}

#[test]
fn idl_that_asks_for_the_target_has_the_offsets_of_that_one_alone() {
    let html = page(
        Sources::new(
            "import \"unknwn.idl\";\n#ifdef _WIN64\ntypedef struct S { long a; } S;\n#endif\n",
        )
        .options(),
    );
    assert_eq!(row(&html, "S:a\"")[..2], ["0x00", "4"]);
    assert!(html.contains("64-bit Windows alone"));
}

#[test]
fn a_page_of_a_filter_has_what_was_asked_for() {
    let sources = Sources::new(LAMP);
    let mut options = sources.options();
    options.filter = vec!["Colour".into()];
    let html = page(options);
    assert!(html.contains("id=\"struct.Colour\""));
    assert!(!html.contains("id=\"interface.ILamp\""));
}

/// Names, comments, strings and files that would be markup or script elsewhere.
#[test]
fn nothing_of_the_input_becomes_markup() {
    const EVIL: &str = "</script></style><img src=x onerror=document.title=1><!--";
    let name = "a<img src=x onerror=document.title=1>&amp;\".idl";
    let idl = format!(
        r#"
import "unknwn.idl";
/* </p>{EVIL} */
const LPCWSTR TEXT = L"{EVIL}";
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d30), helpstring("{EVIL}")]
interface IEvil : IUnknown {{ [helpstring("{EVIL}")] HRESULT Do([in, defaultvalue("{EVIL}")] LPWSTR text); }}
[uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d32), helpstring("{EVIL}")]
library L {{ [dllname("{EVIL}")] module M {{ [entry("{EVIL}")] HRESULT F(); }} }}
"#
    );
    let sources = Sources::new("").with(name, idl);
    let mut options = sources.options();
    options.idl = vec![sources.folder().join(name)];
    let html = page(options);
    assert!(html.matches("&lt;img src=x").count() >= 8);
    for never in ["<img", "<!--", "onerror=\""] {
        assert!(!html.contains(never), "{never}");
    }
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("</script").count(), 1);
    assert_eq!(html.matches("</style").count(), 1);
    if CHROMIUM.or_left_out("page: nothing_of_the_input*") {
        let (_folder, path) = file(&html);
        let mut browser = Browser::open(&path);
        assert_eq!(browser.evaluate("document.title"), name);
        assert_eq!(browser.complaints(), [""; 0]);
    }
}

/// Returns the values of an attribute, as they are written.
fn values<'h>(html: &'h str, attribute: &str) -> impl Iterator<Item = &'h str> {
    let begin = format!(" {attribute}=\"");
    let parts: Vec<&str> = html.split(&begin).skip(1).collect();
    parts
        .into_iter()
        .map(|part| part.split('"').next().unwrap_or_default())
}

#[test]
fn each_place_on_a_page_is_there_once_and_each_link_leads_to_one() {
    if !CORPUS.or_left_out("page: each_place_on_a_page*") {
        return;
    }
    let pages = in_parallel(&wine_files(), |idl| {
        let mut compilation = Compilation::read(wine_options(std::slice::from_ref(idl)));
        // Some files are fragments, which are nothing by themselves.
        let output = compilation.emit(&[Form::Page], "".as_ref()).pop()?;
        let html = String::from_utf8(output.bytes).expect("HTML is text");
        let all: Vec<&str> = values(&html, "id").collect();
        let ids: BTreeSet<&str> = all.iter().copied().collect();
        let name = idl.display();
        assert_eq!(ids.len(), all.len(), "{name}: a place is there twice");
        let links: Vec<&str> = values(&html, "href").collect();
        for link in &links {
            let place = link.strip_prefix('#');
            assert!(place.is_some_and(|it| ids.contains(it)), "{name}: {link}");
        }
        Some((links.len(), html.len()))
    });
    let pages: Vec<_> = pages.into_iter().flatten().collect();
    let links: usize = pages.iter().map(|(links, _)| links).sum();
    let largest = pages.iter().map(|(_, size)| size).max();
    let largest = largest.copied().unwrap_or_default();
    shown(
        "pages of Wine's files",
        &format!(
            "{} pages, {links} links, the largest page has {largest} bytes",
            pages.len()
        ),
    );
    assert!(pages.len() > 250);
}

/// A parser that had to mend something would write something else.
#[test]
fn a_browser_reads_a_page_as_it_is_written() {
    let test = "page: a_browser_reads_a_page*";
    if !(CORPUS.or_left_out(test) && CHROMIUM.or_left_out(test)) {
        return;
    }
    for name in ["oaidl.idl", "d3d11.idl", "strmif.idl", "mshtml.idl"] {
        let idl = Path::new(CORPUS.name).join(name);
        let html = page(wine_options(&[idl]));
        let (_folder, path) = file(&html);
        let mut browser = Browser::open(&path);
        let read = browser.evaluate("document.documentElement.outerHTML");
        let read = read.as_str().expect("text");
        let written = html.strip_prefix("<!DOCTYPE html>").expect("a doctype");
        let (read, written) = (normal(read), normal(written));
        let differs = read.bytes().zip(written.bytes()).position(|(a, b)| a != b);
        assert_eq!(differs, None, "{name}: {}", around(&written, differs));
        assert_eq!(read.len(), written.len(), "{name}");
        assert_eq!(browser.complaints(), [""; 0]);
    }
}

/// Returns HTML in the one of several equal forms that has the fewest signs.
fn normal(html: &str) -> String {
    html.replace("&quot;", "\"").replace("=\"\"", "")
}

fn around(text: &str, index: Option<usize>) -> String {
    let from = index.unwrap_or_default().saturating_sub(80);
    let bytes = text.as_bytes().iter().skip(from).take(160).copied();
    String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).into()
}

/// A browser with the page of the lamp.
struct Reader {
    browser: Browser,
    _folder: TempDir,
}

impl Reader {
    fn new(test: &str) -> Option<Self> {
        if !CHROMIUM.or_left_out(&format!("page: {test}")) {
            return None;
        }
        let (folder, path) = file(&lamp());
        Some(Self {
            browser: Browser::open(&path),
            _folder: folder,
        })
    }

    /// Searches as a user of the keyboard does.
    fn search(&mut self, text: &str) {
        self.browser.press("/", Some('/'));
        self.browser.type_text(text);
    }

    /// The names that the search shows, in order.
    fn found(&mut self) -> Vec<String> {
        let names = "[...document.querySelectorAll('#found:not([hidden]) .name')].map((it) => it.textContent)";
        let names = self.browser.evaluate(names);
        serde_json::from_value(names).expect("names")
    }

    fn place(&mut self) -> String {
        let hash = self.browser.evaluate("location.hash");
        hash.as_str().expect("text").to_owned()
    }

    /// Whether the element that the address names is in sight, and has the keyboard.
    fn is_there(&mut self) -> bool {
        let it = "{ const it = document.querySelector(':target'), place = it.getBoundingClientRect(); \
                  place.top >= 0 && place.bottom <= innerHeight && document.activeElement === it }";
        self.browser.evaluate(it) == true
    }
}

#[test]
fn a_search_shows_what_is_found_with_each_letter() {
    let Some(mut reader) = Reader::new("a_search_shows_what_is_found*") else {
        return;
    };
    reader.search("swi");
    assert_eq!(reader.found(), ["ILamp2::Swing"]);
    reader.browser.type_text("x");
    assert_eq!(reader.found(), [""; 0]);
    let told = reader
        .browser
        .evaluate("document.getElementById('told').textContent");
    assert_eq!(told, "0 found");
    assert_eq!(reader.browser.complaints(), [""; 0]);
}

#[test]
fn enter_goes_to_the_method_that_was_found() {
    let Some(mut reader) = Reader::new("enter_goes_to_the_method*") else {
        return;
    };
    reader.search("ILamp::dim");
    reader.browser.press("Enter", Some('\r'));
    assert_eq!(reader.place(), "#interface.ILamp:Dim");
    assert!(reader.is_there());
    assert_eq!(reader.found(), [""; 0]);
}

#[test]
fn the_best_answer_comes_first_and_arrows_choose_another() {
    let Some(mut reader) = Reader::new("the_best_answer_comes_first*") else {
        return;
    };
    reader.search("lamp");
    assert_eq!(reader.found()[..3], ["Lamp", "Lamps", "LAMP_MAX"]);
    reader.browser.press("ArrowDown", None);
    let active = "document.getElementById(document.getElementById('query').getAttribute('aria-activedescendant')).querySelector('.name').textContent";
    assert_eq!(reader.browser.evaluate(active), "Lamps");
    reader.browser.press("ArrowDown", None);
    reader.browser.press("Enter", Some('\r'));
    assert_eq!(reader.place(), "#constant.LAMP_MAX");
}

#[test]
fn a_guid_finds_what_has_it() {
    let Some(mut reader) = Reader::new("a_guid_finds_what_has_it") else {
        return;
    };
    reader.search("{0F8A3B52-6F0C-4C0E-9F39-1F6F2B6B9D33}");
    assert_eq!(reader.found(), ["Lamp"]);
    reader.browser.press("Enter", Some('\r'));
    assert_eq!(reader.place(), "#coclass.Lamp");
}

#[test]
fn a_click_on_a_type_leads_to_its_definition() {
    let Some(mut reader) = Reader::new("a_click_on_a_type_leads*") else {
        return;
    };
    reader
        .browser
        .click("[id='interface.ILamp:Dim'] a[href='#struct.Colour']");
    assert_eq!(reader.place(), "#struct.Colour");
    reader.browser.click("svg a[href='#interface.ILamp2']");
    assert_eq!(reader.place(), "#interface.ILamp2");
}

#[test]
fn escape_closes_the_list_and_keeps_the_text() {
    let Some(mut reader) = Reader::new("escape_closes_the_list*") else {
        return;
    };
    reader.search("lamp");
    reader.browser.press("Escape", None);
    assert_eq!(reader.found(), [""; 0]);
    let text = reader
        .browser
        .evaluate("document.getElementById('query').value");
    assert_eq!(text, "lamp");
}
