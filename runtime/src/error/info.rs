//! The error object of a thread (`IErrorInfo`), through which a method tells its caller more than a code.
//!
//! On Windows it is the system's. Elsewhere there is none, and what callbacks of this library tell is kept here.

#[cfg(not(windows))]
pub(crate) use elsewhere::clear;
#[cfg(not(windows))]
pub(super) use elsewhere::{set, take};
#[cfg(windows)]
pub(crate) use system::clear;
#[cfg(windows)]
pub(super) use system::{set, take};

#[cfg(not(windows))]
mod elsewhere {
    use super::super::Detail;
    use std::cell::Cell;
    use windows_core::GUID;

    thread_local! {
        static INFO: Cell<Option<Box<Detail>>> = const { Cell::new(None) };
    }

    /// Leaves what an error tells, which comes from a method of that interface, of a value whose type has that
    /// name.
    pub(crate) fn set(detail: &Detail, _: &GUID, type_name: &str) {
        let component = detail.component.clone();
        let told = Detail {
            message: detail.message.clone(),
            component: component.or_else(|| Some(type_name.to_owned().into())),
            help: detail.help.clone(),
            ..Detail::default()
        };
        replace(Some(Box::new(told)));
    }

    /// Leaves nothing.
    pub(crate) fn clear() {
        replace(None);
    }

    /// Takes what a method left.
    pub(crate) fn take() -> Option<Detail> {
        replace(None).map(|detail| *detail)
    }

    fn replace(detail: Option<Box<Detail>>) -> Option<Box<Detail>> {
        // A thread that ends has no error object.
        INFO.try_with(|info| info.replace(detail)).ok().flatten()
    }
}

#[cfg(windows)]
mod system {
    use super::super::Detail;
    use crate::task_memory::BString;
    use std::ffi::c_void;
    use std::ops::Deref;
    use std::ptr::null_mut;
    use windows_core::{GUID, HRESULT, IUnknown, IUnknown_Vtbl, Interface};

    windows_core::link!("oleaut32.dll" "system" fn CreateErrorInfo(info: *mut *mut c_void) -> HRESULT);
    windows_core::link!("oleaut32.dll" "system" fn SetErrorInfo(reserved: u32, info: *mut c_void) -> HRESULT);
    windows_core::link!("oleaut32.dll" "system" fn GetErrorInfo(reserved: u32, info: *mut *mut c_void) -> HRESULT);

    type GetString = unsafe extern "system" fn(*mut c_void, *mut *mut u16) -> HRESULT;
    type SetString = unsafe extern "system" fn(*mut c_void, *const u16) -> HRESULT;

    #[repr(transparent)]
    #[derive(Clone)]
    struct IErrorInfo(IUnknown);

    #[repr(C)]
    #[allow(non_camel_case_types, non_snake_case)]
    struct IErrorInfo_Vtbl {
        base__: IUnknown_Vtbl,
        GetGUID: unsafe extern "system" fn(*mut c_void, *mut GUID) -> HRESULT,
        GetSource: GetString,
        GetDescription: GetString,
        GetHelpFile: GetString,
        GetHelpContext: unsafe extern "system" fn(*mut c_void, *mut u32) -> HRESULT,
    }

    #[repr(transparent)]
    #[derive(Clone)]
    struct ICreateErrorInfo(IUnknown);

    #[repr(C)]
    #[allow(non_camel_case_types, non_snake_case)]
    struct ICreateErrorInfo_Vtbl {
        base__: IUnknown_Vtbl,
        SetGUID: unsafe extern "system" fn(*mut c_void, *const GUID) -> HRESULT,
        SetSource: SetString,
        SetDescription: SetString,
        SetHelpFile: SetString,
        SetHelpContext: unsafe extern "system" fn(*mut c_void, u32) -> HRESULT,
    }

    // SAFETY: it is one interface pointer, whose vtable begins with that of IUnknown.
    unsafe impl Interface for IErrorInfo {
        type Vtable = IErrorInfo_Vtbl;
        const IID: GUID = GUID::from_u128(0x1cf2b120_547d_101b_8e65_08002b2bd119);
    }

    // SAFETY: as above.
    unsafe impl Interface for ICreateErrorInfo {
        type Vtable = ICreateErrorInfo_Vtbl;
        const IID: GUID = GUID::from_u128(0x22f03340_547d_101b_8e65_08002b2bd119);
    }

    impl Deref for IErrorInfo {
        type Target = IUnknown;

        fn deref(&self) -> &IUnknown {
            &self.0
        }
    }

    impl Deref for ICreateErrorInfo {
        type Target = IUnknown;

        fn deref(&self) -> &IUnknown {
            &self.0
        }
    }

    /// Leaves what an error tells, which comes from a method of that interface, of a value whose type has that
    /// name.
    pub(crate) fn set(detail: &Detail, interface: &GUID, type_name: &str) {
        match make(detail, interface, type_name) {
            // SAFETY: the thread adds its own reference.
            Some(info) => _ = unsafe { SetErrorInfo(0, info.as_raw()) },
            // Where there is no memory for an error object, the caller gets the code.
            None => clear(),
        }
    }

    fn make(detail: &Detail, interface: &GUID, type_name: &str) -> Option<IErrorInfo> {
        let mut raw = null_mut();
        // SAFETY: the function writes a reference, this one's, where it succeeds.
        let info = unsafe {
            if CreateErrorInfo(&mut raw).is_err() || raw.is_null() {
                return None;
            }
            ICreateErrorInfo::from_raw(raw)
        };
        let (this, vtable) = (info.as_raw(), Interface::vtable(&info));
        let text = |set: SetString, text: &str| {
            let text: Vec<u16> = text.encode_utf16().chain([0]).collect();
            // SAFETY: the text ends in NUL, and is copied.
            _ = unsafe { set(this, text.as_ptr()) };
        };
        // SAFETY: the IID is there for the call.
        _ = unsafe { (vtable.SetGUID)(this, interface) };
        text(
            vtable.SetSource,
            detail.component.as_deref().unwrap_or(type_name),
        );
        text(
            vtable.SetDescription,
            detail.message.as_deref().unwrap_or_default(),
        );
        if let Some((file, topic)) = &detail.help {
            text(vtable.SetHelpFile, file);
            // SAFETY: a value is all it takes.
            _ = unsafe { (vtable.SetHelpContext)(this, *topic) };
        }
        info.cast().ok()
    }

    /// Leaves nothing.
    pub(crate) fn clear() {
        // SAFETY: null is allowed, for no error object.
        _ = unsafe { SetErrorInfo(0, null_mut()) };
    }

    /// Takes what a method left.
    pub(crate) fn take() -> Option<Detail> {
        let mut raw = null_mut();
        // SAFETY: the function writes null, or a reference, which is this one's.
        let info = unsafe {
            _ = GetErrorInfo(0, &mut raw);
            if raw.is_null() {
                return None;
            }
            IErrorInfo::from_raw(raw)
        };
        let (this, vtable) = (info.as_raw(), Interface::vtable(&info));
        let text = |get: GetString| {
            let mut string = null_mut();
            // SAFETY: the method writes null or a BSTR, which is this one's.
            let string = unsafe {
                _ = get(this, &mut string);
                BString::from_raw(string)
            };
            let text = string.to_string();
            (!text.is_empty()).then(|| text.into())
        };
        let mut topic = 0;
        // SAFETY: the method writes the value.
        _ = unsafe { (vtable.GetHelpContext)(this, &mut topic) };
        Some(Detail {
            message: text(vtable.GetDescription),
            component: text(vtable.GetSource),
            help: text(vtable.GetHelpFile).map(|file| (file, topic)),
            ..Detail::default()
        })
    }
}
