//! The report: `target/conformance/index.html` for people, and `index.txt` with the same counts.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::compare::{Agreement, Area, Difference};
use crate::corpus::folder;

/// The findings about a file.
pub(crate) struct Found {
    pub(crate) file: String,
    pub(crate) areas: BTreeMap<Area, Agreement>,
}

/// The numbers of facts that agree and that differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) agree: usize,
    pub(crate) differ: usize,
}

impl Found {
    fn count(&self, area: Area) -> Count {
        let agreement = &self.areas[&area];
        Count {
            agree: agreement.agree,
            differ: agreement.differences.len(),
        }
    }

    fn differences(&self) -> impl Iterator<Item = (Area, &Difference)> {
        let areas = self.areas.iter();
        areas.flat_map(|(area, it)| it.differences.iter().map(|it| (*area, it)))
    }
}

/// Returns the sum over all files.
pub(crate) fn total(all: &[Found], area: Area) -> Count {
    let add = |sum: Count, it: Count| Count {
        agree: sum.agree + it.agree,
        differ: sum.differ + it.differ,
    };
    all.iter()
        .map(|it| it.count(area))
        .fold(Count::default(), add)
}

/// Writes both.
pub(crate) fn write(all: &[Found]) {
    fs::write(folder().join("index.txt"), text(all)).expect("the report can be written");
    fs::write(folder().join("index.html"), html(all)).expect("the report can be written");
}

/// A line for each area with its counts, for each file with its own, and both sides of each
/// difference.
fn text(all: &[Found]) -> String {
    let mut text = format!("{} files\n", all.len());
    for area in Area::ALL {
        let Count { agree, differ } = total(all, area);
        _ = writeln!(text, "{}: {agree} agree, {differ} differ", area.title());
    }
    for found in all {
        _ = writeln!(text, "\n{}", found.file);
        for area in Area::ALL {
            let Count { agree, differ } = found.count(area);
            _ = writeln!(text, "  {}: {agree} agree, {differ} differ", area.title());
        }
        for (area, Difference { name, ours, theirs }) in found.differences() {
            _ = writeln!(text, "    {} of {name}", area.title());
            _ = writeln!(text, "      comidl: {ours}\n      theirs: {theirs}");
        }
    }
    text
}

const STYLE: &str = "\
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ccc; padding: .2em .6em; text-align: left; vertical-align: top; }
td.count { white-space: nowrap; }
td.differ { background: #fff3d6; }
td.side { font-family: monospace; overflow-wrap: anywhere; width: 50%; }
.bar { background: #e0a030; height: .4em; }
.bar div { background: #2e8b57; height: 100%; }
@media (prefers-color-scheme: dark) {
  body { background: #181818; color: #ddd; }
  td.differ { background: #4a3a10; }
}
";

/// Adds up what the table shows, so that a reader sees that it is whole.
const SCRIPT: &str = "\
const sum = (column, part) => [...document.querySelectorAll(`tr.file td:nth-of-type(${column}) .${part}`)]
  .reduce((sum, cell) => sum + Number(cell.textContent), 0);
const cells = document.querySelectorAll('tr.shown td');
cells.forEach((cell, index) => {
  cell.textContent = `${sum(index + 1, 'agree')} agree, ${sum(index + 1, 'differ')} differ`;
});
document.getElementById('files').textContent = document.querySelectorAll('tr.file').length;
";

fn html(all: &[Found]) -> String {
    let mut html = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n");
    _ = writeln!(
        html,
        "<title>comidl: conformance</title>\n<style>\n{STYLE}</style>"
    );
    html.push_str("<h1>Wine's IDL, as comidl reads it</h1>\n");
    html.push_str(
        "<p>Interfaces, slots, values and records of <span id=\"files\"></span> files against what \
         C's compilers make of widl's headers, and all that Windows' metadata knows against that.</p>\n",
    );
    html.push_str("<table>\n<tr><th>file</th>");
    for area in Area::ALL {
        _ = write!(html, "<th>{}</th>", area.title());
    }
    html.push_str("</tr>\n<tr class=\"shown\"><th>all</th>");
    html.push_str(&"<td></td>".repeat(Area::ALL.len()));
    html.push_str("</tr>\n");
    for found in all {
        let file = escaped(&found.file);
        let name = match found.differences().next() {
            Some(_) => format!("<a href=\"#{file}\">{file}</a>"),
            None => file,
        };
        _ = write!(html, "<tr class=\"file\"><th>{name}</th>");
        for area in Area::ALL {
            html.push_str(&cell(found.count(area)));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n<h2>Differences</h2>\n");
    for found in all.iter().filter(|it| it.differences().next().is_some()) {
        let file = escaped(&found.file);
        _ = writeln!(html, "<h3 id=\"{file}\">{file}</h3>\n<table>");
        html.push_str("<tr><th>what</th><th>comidl</th><th>theirs</th></tr>\n");
        for (area, Difference { name, ours, theirs }) in found.differences() {
            let [name, ours, theirs] = [name, ours, theirs].map(|it| escaped(it));
            _ = write!(html, "<tr><td>{}<br>{name}</td>", area.title());
            _ = writeln!(
                html,
                "<td class=\"side\">{ours}</td><td class=\"side\">{theirs}</td></tr>"
            );
        }
        html.push_str("</table>\n");
    }
    _ = writeln!(html, "<script>\n{SCRIPT}</script>\n</html>");
    html
}

/// The counts with a bar, which is as green as they agree.
fn cell(Count { agree, differ }: Count) -> String {
    let class = if differ == 0 { "count" } else { "count differ" };
    let share = match agree + differ {
        0 => 100.0,
        all => 100.0 * agree as f64 / all as f64,
    };
    format!(
        "<td class=\"{class}\"><span class=\"agree\">{agree}</span> agree, \
         <span class=\"differ\">{differ}</span> differ\
         <div class=\"bar\"><div style=\"width: {share:.1}%\"></div></div></td>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
