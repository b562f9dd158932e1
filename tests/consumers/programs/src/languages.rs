//! Classes of the Windows Runtime by their names: one of which there are objects, and one that has static members
//! alone. On Windows the objects are Windows' own.

mod bindings {
    comidl::include_idl!("languages");
}

use bindings::*;
use windows_core::{HSTRING, IInspectable, Interface, Result, RuntimeName, implement};

#[implement(ILanguage, ILanguage2)]
struct English;

impl ILanguage_Impl for English_Impl {
    fn LanguageTag(&self) -> Result<HSTRING> {
        Ok("en".into())
    }
    fn DisplayName(&self) -> Result<HSTRING> {
        Ok("English".into())
    }
    fn NativeName(&self) -> Result<HSTRING> {
        Ok("English".into())
    }
    fn Script(&self) -> Result<HSTRING> {
        Ok("Latn".into())
    }
}

impl ILanguage2_Impl for English_Impl {
    fn LayoutDirection(&self) -> Result<i32> {
        Ok(0)
    }
}

/// An object of a program's own goes by the class's name, too.
fn of_ones_own() {
    let language = Language::from(ILanguage::from(English));
    // SAFETY: the object writes what it returns.
    assert_eq!(unsafe { language.LanguageTag() }, Ok("en".into()));
    let other: ILanguage2 = language.cast().expect("the class has this interface");
    // SAFETY: as above.
    assert_eq!(unsafe { other.LayoutDirection() }, Ok(0));
    // A class is asked for by its default interface.
    assert_eq!(other.cast::<Language>(), Ok(language.clone()));
    assert_eq!(IInspectable::from(language.clone()).cast(), Ok(language));
}

/// Windows makes the object, and answers for the class.
#[cfg(windows)]
fn of_windows() {
    let factory = Language::ILanguageFactory().expect("Windows has the class");
    // SAFETY: the factory writes what it returns.
    let german = unsafe { factory.CreateLanguage(&"de-DE".into()) };
    let german = Language::from(german.expect("the tag is one"));
    // SAFETY: as above.
    assert_eq!(unsafe { german.LanguageTag() }, Ok("de-DE".into()));
    // SAFETY: as above.
    let languages = unsafe {
        let preferences = GlobalizationPreferences::IGlobalizationPreferencesStatics();
        preferences.and_then(|it| it.Languages())
    };
    let languages = languages.expect("Windows has the class");
    // SAFETY: the list writes what it returns; its first element is there.
    unsafe {
        assert!(languages.Size().expect("a list has a size") > 0);
        assert!(!languages.GetAt(0).expect("a user has a language").is_empty());
    }
}

pub(crate) fn run() {
    assert_eq!(Language::NAME, "Windows.Globalization.Language");
    assert_eq!(ILanguage2::NAME, "Windows.Globalization.ILanguage2");
    of_ones_own();
    #[cfg(windows)]
    of_windows();
}
