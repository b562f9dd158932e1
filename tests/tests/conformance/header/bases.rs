//! The bases of interfaces. C's structs don't tell them; the declarations for C++ in the same header
//! do.

/// Interfaces by their names in C, with what they derive from.
pub(super) fn bases(header: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut interface = None;
    let mut lines = header.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = defined(line) {
            interface = Some(name);
        } else if line.trim_start().starts_with("MIDL_INTERFACE(")
            && let Some(name) = interface.take()
            && let Some((_, base)) = lines.next().and_then(|line| line.split_once(" : public "))
        {
            let base = base.rsplit("::").next().unwrap_or(base);
            found.push((name, base.trim()));
        }
    }
    found
}

/// `#define __IFoo_INTERFACE_DEFINED__`
fn defined(line: &str) -> Option<&str> {
    let name = line.strip_prefix("#define __")?;
    name.strip_suffix("_DISPINTERFACE_DEFINED__")
        .or_else(|| name.strip_suffix("_INTERFACE_DEFINED__"))
}
