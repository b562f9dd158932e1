//! Running MinGW's C compilers on a header, with questions behind it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use comidl_tests::{GCC_I686, GCC_X86_64, Tool, WINE_IDL};
use object::{Object, ObjectSection, ObjectSymbol};

use super::{Header, bases, debug};
use crate::corpus::{Source, folder};
use crate::facts::Value;

/// A machine that headers are compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Machine {
    X86_64,
    I686,
}

impl Machine {
    pub(crate) const ALL: [Self; 2] = [Self::X86_64, Self::I686];

    pub(crate) fn compiler(self) -> Tool {
        match self {
            Self::X86_64 => GCC_X86_64,
            Self::I686 => GCC_I686,
        }
    }

    /// As layouts know it.
    pub(crate) fn triple(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64-pc-windows-gnu",
            Self::I686 => "i686-pc-windows-gnu",
        }
    }

    /// The prefix of C's names in an object file.
    fn prefix(self) -> &'static str {
        match self {
            Self::X86_64 => "",
            Self::I686 => "_",
        }
    }
}

/// A question to the compiler.
#[derive(Clone, Debug)]
pub(crate) enum Probe {
    /// `_Alignof` of this type.
    Align(String),
    /// The value of this integer, as the type of C that follows.
    Int(String, &'static str),
    /// The value of this number, as the type of C that follows.
    Float(String, &'static str),
    /// This string.
    Text(String),
    /// This string of `wchar_t`.
    WideText(String),
    /// The GUID that has this name.
    Guid(String),
}

impl Probe {
    /// The C for it, on one line. A GUID's name may be a macro for another's: that is asked for.
    fn c(&self, index: usize) -> String {
        match self {
            Self::Align(ty) => format!("const long long probe_{index} = _Alignof({ty});"),
            Self::Int(name, ty) => format!("const long long probe_{index} = ({ty})({name});"),
            Self::Float(name, ty) => format!("const double probe_{index} = ({ty})({name});"),
            Self::Text(name) => format!("const char probe_{index}[] = {name};"),
            Self::WideText(name) => format!("const wchar_t probe_{index}[] = {name};"),
            Self::Guid(name) => format!("const char probe_{index}[] = EXPANDED({name});"),
        }
    }

    /// The answer, which is where `bytes` begin; `of_symbol` is where another symbol's do.
    fn answer<'o>(
        &self,
        bytes: &[u8],
        of_symbol: impl Fn(&str) -> Option<&'o [u8]>,
    ) -> Option<Value> {
        let eight = || bytes.first_chunk().copied();
        Some(match self {
            Self::Align(_) | Self::Int(..) => Value::Int(i64::from_le_bytes(eight()?).into()),
            Self::Float(..) => Value::Float(f64::from_le_bytes(eight()?)),
            Self::Text(_) => Value::Text(text(bytes)?),
            Self::WideText(_) => {
                let units = bytes.as_chunks().0.iter().copied().map(u16::from_le_bytes);
                let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
                Value::Text(String::from_utf16_lossy(&units))
            }
            Self::Guid(_) => Value::Guid(guid(of_symbol(&text(bytes)?)?.first_chunk()?)),
        })
    }
}

fn text(bytes: &[u8]) -> Option<String> {
    let text = bytes.split(|byte| *byte == 0).next()?;
    Some(String::from_utf8_lossy(text).into())
}

fn guid(bytes: &[u8; 16]) -> String {
    let number = u128::from_le_bytes(*bytes);
    let (first, second) = (number as u32, (number >> 32) as u16);
    let (third, rest) = ((number >> 48) as u16, ((number >> 64) as u64).swap_bytes());
    let (fourth, fifth) = (rest >> 48, rest & 0xffff_ffff_ffff);
    format!("{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{fifth:012x}")
}

/// The text that C reads before a header that doesn't include everything that it needs.
fn prerequisites(file: &str) -> impl Iterator<Item = &'static str> {
    let lines = comidl_tests::listed::<3>(include_str!("../../../facts/header-prerequisites.txt"));
    let of_file = lines.filter(move |[of, ..]| *of == file);
    of_file.map(|[_, text, _]| text)
}

/// Compiles the header of `source` with the questions. A question that the compiler refuses is left
/// out, and the reason is its answer. Of the files that the header includes, only the `wanted` names
/// are told.
pub(crate) fn compile(
    source: &Source,
    machine: Machine,
    probes: &[Probe],
    wanted: &BTreeSet<&str>,
) -> Header {
    let mut refused: Vec<Option<String>> = vec![None; probes.len()];
    let object = loop {
        match object_of(source, machine, probes, &refused) {
            Ok(object) => break object,
            Err(errors) => {
                for (index, reason) in errors {
                    refused[index] = Some(reason);
                }
            }
        }
    };
    let object = object::File::parse(&*object).expect("gcc writes objects");
    let text = fs::read_to_string(&source.header).expect("widl has made it");
    let file = source.header.file_name().expect("it is a file");
    let mut header = debug::header(&object, &file.to_string_lossy(), wanted);
    for (name, base) in bases::bases(&text) {
        let of_name = header.interfaces.iter_mut().find(|it| it.name() == name);
        if let Some(interface) = of_name {
            interface.what.base = Some(base.to_owned());
        }
    }
    for interface in &mut header.interfaces {
        let name = interface.name();
        let names = [format!("IID_{name}"), format!("DIID_{name}")];
        let bytes = names.iter().find_map(|it| bytes_of(&object, machine, it));
        interface.what.iid = bytes.and_then(<[u8]>::first_chunk).map(guid);
    }
    let answers = probes.iter().zip(refused).enumerate();
    let answers = answers.map(|(index, (probe, refused))| match refused {
        Some(reason) => Err(reason),
        None => bytes_of(&object, machine, &format!("probe_{index}"))
            .and_then(|bytes| probe.answer(bytes, |name| bytes_of(&object, machine, name)))
            .ok_or_else(|| "it isn't defined".to_owned()),
    });
    header.answers = answers.collect();
    header
}

/// Returns the bytes of the section from the symbol on.
fn bytes_of<'o>(object: &object::File<'o>, machine: Machine, name: &str) -> Option<&'o [u8]> {
    let symbol = object.symbol_by_name(&format!("{}{name}", machine.prefix()))?;
    let section = object.section_by_index(symbol.section_index()?).ok()?;
    let offset = symbol.address() - section.address();
    section.data().ok()?.get(usize::try_from(offset).ok()?..)
}

/// The object, or which of the questions the compiler refuses, and why.
fn object_of(
    source: &Source,
    machine: Machine,
    probes: &[Probe],
    refused: &[Option<String>],
) -> Result<Vec<u8>, Vec<(usize, String)>> {
    let folder = folder().join("objects").join(machine.triple());
    fs::create_dir_all(&folder).expect("the folder can be made");
    let (c, o) = (
        folder.join(format!("{}.c", source.name)),
        folder.join(format!("{}.o", source.name)),
    );
    fs::write(&c, program(source, probes, refused)).expect("the C can be written");
    let output = gcc(machine, &source.header, &c, &o).output();
    let output = output.expect("gcc can be started");
    if output.status.success() {
        return Ok(fs::read(&o).expect("gcc has made it"));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<(usize, String)> = said.lines().filter_map(refusal).collect();
    assert!(!errors.is_empty(), "{}: {said}", source.name);
    Err(errors)
}

/// `probes:12:34: error: …`: the question on that line, and what is wrong with it.
fn refusal(line: &str) -> Option<(usize, String)> {
    let (line, rest) = line.strip_prefix("probes:")?.split_once(':')?;
    let (_, reason) = rest.split_once("error: ")?;
    Some((line.parse::<usize>().ok()? - 1, reason.to_owned()))
}

/// For functions and types there are macros that call `GetObject` `GetObjectA`. Methods have such
/// names too.
const BEFORE: &str = "\
#include <windef.h>
#undef WINELIB_NAME_AW
#define WINELIB_NAME_AW(name) name
#undef DECL_WINELIB_TYPE_AW
#define DECL_WINELIB_TYPE_AW(type) typedef type##A type;
#include <windows.h>
";

/// The macros that questions use, behind the header.
const BEHIND: &str = "\
#define QUOTED(text) #text
#define EXPANDED(text) QUOTED(text)
#line 1 \"probes\"
";

fn program(source: &Source, probes: &[Probe], refused: &[Option<String>]) -> String {
    let mut text = String::from("#define INITGUID\n");
    for line in prerequisites(&source.name) {
        _ = writeln!(text, "{line}");
    }
    text.push_str(BEFORE);
    _ = writeln!(text, "#include \"{}\"", source.header.display());
    text.push_str(BEHIND);
    for (index, (probe, refused)) in probes.iter().zip(refused).enumerate() {
        if refused.is_none() {
            text.push_str(&probe.c(index));
        }
        text.push('\n');
    }
    text
}

fn gcc(machine: Machine, header: &Path, c: &PathBuf, o: &PathBuf) -> Command {
    let mut gcc = Command::new(machine.compiler().name);
    gcc.arg("-I")
        .arg(header.parent().expect("it is in a folder"))
        .args(["-I", WINE_IDL, "-c", "-gdwarf-5", "-w"])
        .arg("-D_FORCENAMELESSUNION")
        // Types that nothing uses, too.
        .arg("-fno-eliminate-unused-debug-types")
        .arg(c)
        .arg("-o")
        .arg(o);
    gcc
}
