//! What the input files use and don't define, with the constants among it.

use maud::{Markup, html};

use super::Page;

/// Returns the chapter; nothing where the input files use nothing foreign.
pub(super) fn chapter(page: &Page<'_>) -> Markup {
    let items = page.anchors.foreign();
    let constants = page.model.foreign_constants();
    html! {
        @if !items.is_empty() || !constants.is_empty() {
            section #elsewhere aria-labelledby="elsewhere-title" {
                h2 #elsewhere-title { "Defined elsewhere" }
                p.note { "What the files use, and Windows' metadata or other files define." }
                @for id in items { (page.article(*id)) }
                @if !constants.is_empty() {
                    div.scroll {
                        table {
                            caption { "constants of other files" }
                            thead {
                                tr {
                                    th scope="col" { "Name" }
                                    th scope="col" { "Defined in" }
                                }
                            }
                            tbody {
                                @for constant in constants {
                                    tr {
                                        td.code { (constant.name) }
                                        td {
                                            (page.origins.of_source(&constant.origin, constant.span).to_string())
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
