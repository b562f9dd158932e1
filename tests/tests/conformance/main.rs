//! Compares all of Wine's IDL that `widl` accepts: each interface, slot, value and record with what a C
//! compiler makes of `widl`'s headers, and everything that Windows' metadata knows with that metadata.
//! `facts/widl-differences.txt` and `facts/wine-drift.txt` list the differences by name; these lists
//! may only shrink. `target/conformance/index.html` shows the whole.

mod compare;
mod corpus;
mod facts;
mod header;
mod metadata;
mod ours;
mod report;

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::OnceLock;
use std::time::Instant;

use comidl_codegen::internal::compile::{Compilation, Options, Resolved};
use comidl_tests::{
    CHROMIUM, CORPUS, GCC_I686, GCC_X86_64, Package, Said, Tool, WIDL, in_parallel, listed,
    outcome, shown, widl, wine_drifts,
};

use compare::Area;
use corpus::Source;
use report::{Count, Found};

/// The findings about all files, once for all tests; none where a tool is missing.
fn found(test: &str) -> Option<&'static [Found]> {
    static FOUND: OnceLock<Vec<Found>> = OnceLock::new();
    has([CORPUS, WIDL, GCC_X86_64, GCC_I686], test).then(|| &**FOUND.get_or_init(find))
}

fn has<const TOOLS: usize>(tools: [Tool; TOOLS], test: &str) -> bool {
    let test = format!("conformance: {test}");
    tools.iter().all(|tool| tool.or_left_out(&test))
}

fn find() -> Vec<Found> {
    let all = in_parallel(corpus::sources(), |source| {
        let options = ours::options(std::slice::from_ref(source));
        let (read, report) = Resolved::read(options).verify();
        assert!(!read.failed(), "{}: {}", source.name, outcome(&read));
        let mut areas = compare::with_header(source, &read);
        areas.insert(
            Area::Metadata,
            metadata::with_metadata(source, &read, report),
        );
        let file = source.file();
        Found { file, areas }
    });
    report::write(&all);
    all
}

#[test]
fn what_differs_from_the_headers_of_widl_is_listed_and_the_list_may_only_shrink() {
    let Some(all) = found("what_differs_from_the_headers_of_widl*") else {
        return;
    };
    let mut counts = format!("{} files", all.len());
    let mut differences: BTreeSet<[&str; 3]> = BTreeSet::new();
    for area in Area::OF_HEADERS {
        let Count { agree, differ } = report::total(all, area);
        counts += &format!("; {}: {agree} agree, {differ} differ", area.title());
        assert!(agree > 0);
        for found in all {
            let of_file = found.areas[&area].differences.iter();
            differences.extend(of_file.map(|it| [&*found.file, area.title(), &*it.name]));
        }
    }
    shown("conformance with widl's headers", &counts);
    let known = listed::<4>(include_str!("../../facts/widl-differences.txt"));
    let known: BTreeSet<[&str; 3]> = known
        .map(|[file, area, name, _]| [file, area, name])
        .collect();
    let new: Vec<_> = differences.difference(&known).collect();
    let gone: Vec<_> = known.difference(&differences).collect();
    assert!(new.is_empty(), "not listed: {new:#?}");
    assert!(gone.is_empty(), "agree now, to be removed: {gone:#?}");
}

#[test]
fn what_differs_from_windows_metadata_is_listed_and_the_list_may_only_shrink() {
    let Some(all) = found("what_differs_from_windows_metadata*") else {
        return;
    };
    // A difference that isn't listed, or that is and isn't there, has failed before this.
    let Count { agree, differ } = report::total(all, Area::Metadata);
    shown(
        "conformance with metadata",
        &format!("{} files; {agree} agree, {differ} differ", all.len()),
    );
    assert!(agree > 0);
    // An entry that holds for several files is accepted where all are checked.
    let is_known = |file| all.iter().any(|it| it.file == file);
    for (file, name) in wine_drifts() {
        assert!(is_known(file), "{file}: {name}");
    }
}

/// The headers of `widl` are made with its macro: `what_differs_from_the_headers_of_widl*` has that half.
#[test]
fn winrts_files_say_the_same_with_and_without_the_macro_of_widl() {
    if !has([CORPUS, WIDL], "winrts_files_say_the_same*") {
        return;
    }
    let is_of_winrt = |source: &&Source| source.name.starts_with("windows.");
    let sources: Vec<Source> = corpus::sources()
        .iter()
        .filter(is_of_winrt)
        .cloned()
        .collect();
    assert!(sources.len() > 20, "{}", sources.len());
    let with = ours::options(&sources);
    let without = Options {
        defines: Vec::new(),
        ..with.clone()
    };
    let [(with, report), (without, other)] =
        [with, without].map(|options| Resolved::read(options).verify());
    assert!(!with.failed(), "{}", outcome(&with));
    assert!(!without.failed(), "{}", outcome(&without));
    // Metadata has the parameterized types that the files only declare for `widl`. Of an instance that
    // only another one requires, it makes nothing.
    let all = ours::all_interfaces(&without.model);
    let mut compared = 0;
    for (name, interface) in &ours::interfaces(&with.model) {
        let Some(same) = all.get(name) else {
            assert!(name.starts_with("__FI"), "{name}");
            continue;
        };
        compared += 1;
        let mut differences = compare::differing_slots(name, interface, same);
        // Wine's iterator writes a BOOL where that of Windows writes one byte.
        if name.starts_with("__FIIterator_1_") {
            let is_known = |slot: &str| ["get_HasCurrent", "MoveNext"].contains(&slot);
            differences.retain(|it| !it.name.rsplit("::").next().is_some_and(is_known));
        }
        assert!(differences.is_empty(), "{differences:#?}");
    }
    shown(
        "WinRT's files without the macro of widl",
        &format!(
            "{} files; {compared} interfaces are the same",
            sources.len()
        ),
    );
    assert_eq!(report, other);
    assert!(report.interfaces > 100 && report.drifts == 0, "{report:?}");
}

#[test]
fn a_browser_shows_the_report_with_the_counts_of_its_twin_in_plain_text() {
    let test = "a_browser_shows_the_report*";
    let Some(all) = found(test) else {
        return;
    };
    if !has([CHROMIUM], test) {
        return;
    }
    let page = corpus::folder().join("index.html");
    let profile = tempfile::tempdir().expect("a folder for the browser");
    let mut browser = Command::new(CHROMIUM.name);
    browser
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        // Containers have little of that memory.
        .arg("--disable-dev-shm-usage")
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()));
    let shown = Said::of(&mut browser).well().stdout;
    let twin = std::fs::read_to_string(corpus::folder().join("index.txt")).expect("the twin");
    let files = format!("<span id=\"files\">{}</span>", all.len());
    assert!(shown.contains(&files), "{files}");
    let row = shown
        .split("<tr class=\"shown\">")
        .nth(1)
        .expect("the row of all files");
    let mut cells = row.split("<td>").skip(1);
    for area in Area::ALL {
        let cell = cells.next().and_then(|it| it.split("</td>").next());
        let line = format!(
            "{}: {}\n",
            area.title(),
            cell.expect("a cell for each area")
        );
        assert!(twin.contains(&format!("\n{line}")), "{line}");
    }
}

/// The speed that it prints depends on the machine; `bash tests/bench.sh corpus` measures it.
#[test]
fn all_files_are_checked_in_one_process_with_each_import_read_once() {
    let test = "all_files_are_checked_in_one_process*";
    if !has([CORPUS, WIDL], test) {
        return;
    }
    let sources = corpus::sources();
    let read = Compilation::read(ours::options(sources));
    assert!(!read.failed(), "{}", outcome(&read));
    let opened = read.session.loader.opened();
    let files: BTreeSet<_> = opened.iter().collect();
    assert_eq!(files.len(), opened.len(), "read twice");

    let header = corpus::folder().join("header.h");
    let start = Instant::now();
    for source in sources {
        _ = Said::of(&mut widl(&source.idl, &header)).well();
    }
    let one_by_one = start.elapsed();
    let program = Package::workspace().release("comidl-cli", "comidl");
    let mut check = Command::new(program);
    check.args(["check", "-D", "__WIDL__=1"]);
    check.args(sources.iter().map(|it| &it.idl));
    for (_, name) in wine_drifts() {
        check.args(["--allow-drift", name]);
    }
    let start = Instant::now();
    _ = Said::of(&mut check).well();
    let together = start.elapsed();
    let factor = one_by_one.as_secs_f64() / together.as_secs_f64();
    shown(
        "all of Wine's files in one process",
        &format!(
            "{} files named, {} read; checked in {together:.2?}, by widl one by one in \
             {one_by_one:.2?}: {factor:.1} times as fast",
            sources.len(),
            opened.len()
        ),
    );
}
