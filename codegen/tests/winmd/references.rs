//! That the few names of Windows metadata that go with RDL are as good as all of it.

use comidl_codegen::internal::emit::winmd;

use crate::service;

#[test]
fn the_names_that_go_along_give_the_same_winmd_as_all_of_windows_metadata() {
    let rdl = service::rdl(&service::model());
    let whole = [windows_default::WIN32, windows_default::WINRT];
    let by_whole = winmd::compile(&rdl.text, service::NAME, &whole).unwrap();
    assert!(service::compile(&rdl) == by_whole, "the bytes differ");
}
