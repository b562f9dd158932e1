// Made by comidl 0.1.0 from DeliveryOptimization.idl, BackgroundCopyHttpOptions.idl. Make it again instead of changing it.

#[allow(unused_imports)]
pub use self::delivery_optimization_bindings__::*;
#[rustfmt::skip]
#[allow(clashing_extern_declarations, clippy::all, clippy::nursery, clippy::pedantic, dead_code, deprecated, elided_lifetimes_in_paths, improper_ctypes, improper_ctypes_definitions, missing_debug_implementations, missing_docs, non_camel_case_types, non_snake_case, non_upper_case_globals, unreachable_pub, unsafe_op_in_unsafe_fn, unused_imports, unused_qualifications)]
mod delivery_optimization_bindings__ {
    /// A size that the server hasn't told yet; a range's length that means "to the end of the file".
    pub const BG_SIZE_UNKNOWN: u64 = 0xffff_ffff_ffff_ffff;
    pub const BG_LENGTH_TO_EOF: u64 = 0xffff_ffff_ffff_ffff;
    pub const DO_LENGTH_TO_EOF: u64 = 0xffff_ffff_ffff_ffff;
    /// Which events a job reports: [`IBackgroundCopyJob`]::SetNotifyFlags. BG_NOTIFY_DISABLE and
    /// BG_NOTIFY_FILE_RANGES_TRANSFERRED are for BITS; Delivery Optimization refuses them.
    pub const BG_NOTIFY_JOB_TRANSFERRED: i32 = 1;
    pub const BG_NOTIFY_JOB_ERROR: i32 = 2;
    pub const BG_NOTIFY_DISABLE: i32 = 4;
    pub const BG_NOTIFY_JOB_MODIFICATION: i32 = 8;
    pub const BG_NOTIFY_FILE_TRANSFERRED: i32 = 16;
    pub const BG_NOTIFY_FILE_RANGES_TRANSFERRED: i32 = 32;
    /// [`IBackgroundCopyManager`]::EnumJobs: the jobs of all users, which takes an administrator.
    pub const BG_JOB_ENUM_ALL_USERS: i32 = 1;
    /// The service itself.
    pub const DO_E_NO_SERVICE: windows_core::HRESULT = windows_core::HRESULT(0x80d01001_u32 as i32);
    /// A job or a download, its files and their properties.
    pub const DO_E_DOWNLOAD_NO_PROGRESS: windows_core::HRESULT = windows_core::HRESULT(0x80d02002_u32 as i32);
    pub const DO_E_JOB_NOT_FOUND: windows_core::HRESULT = windows_core::HRESULT(0x80d02003_u32 as i32);
    pub const DO_E_JOB_EMPTY: windows_core::HRESULT = windows_core::HRESULT(0x80d02004_u32 as i32);
    pub const DO_E_NO_DOWNLOADS: windows_core::HRESULT = windows_core::HRESULT(0x80d02005_u32 as i32);
    pub const DO_E_MEMORYSTREAM_DOWNLOAD_NOT_SUPPORTED: windows_core::HRESULT = windows_core::HRESULT(0x80d0200b_u32 as i32);
    pub const DO_E_JOB_TOO_OLD: windows_core::HRESULT = windows_core::HRESULT(0x80d0200c_u32 as i32);
    pub const DO_E_LOCALPATH_NOT_SET: windows_core::HRESULT = windows_core::HRESULT(0x80d0200d_u32 as i32);
    pub const DO_E_FILE_NOT_AVAILABLE: windows_core::HRESULT = windows_core::HRESULT(0x80d02010_u32 as i32);
    pub const DO_E_UNKNOWN_PROPERTY_ID: windows_core::HRESULT = windows_core::HRESULT(0x80d02011_u32 as i32);
    pub const DO_E_READ_ONLY_PROPERTY: windows_core::HRESULT = windows_core::HRESULT(0x80d02012_u32 as i32);
    pub const DO_E_INVALID_STATE: windows_core::HRESULT = windows_core::HRESULT(0x80d02013_u32 as i32);
    pub const DO_E_ERROR_INFORMATION_UNAVAILABLE: windows_core::HRESULT = windows_core::HRESULT(0x80d02014_u32 as i32);
    pub const DO_E_WRITE_ONLY_PROPERTY: windows_core::HRESULT = windows_core::HRESULT(0x80d02015_u32 as i32);
    pub const DO_E_INTEGRITYCHECKINFO_UNSPECIFIED: windows_core::HRESULT = windows_core::HRESULT(0x80d02016_u32 as i32);
    pub const DO_E_INTEGRITYCHECKINFO_UNAVAILABLE: windows_core::HRESULT = windows_core::HRESULT(0x80d02017_u32 as i32);
    pub const DO_E_FILE_DOWNLOADSINK_UNSPECIFIED: windows_core::HRESULT = windows_core::HRESULT(0x80d02018_u32 as i32);
    pub const DO_E_FILE_DOWNLOADSINK_ALREADY_SET: windows_core::HRESULT = windows_core::HRESULT(0x80d02019_u32 as i32);
    pub const DO_E_FILE_SIZE_UNKNOWN_HTTP_200: windows_core::HRESULT = windows_core::HRESULT(0x80d0201a_u32 as i32);
    pub const DO_E_FILE_ENCRYPTION_EXPECTED: windows_core::HRESULT = windows_core::HRESULT(0x80d0201b_u32 as i32);
    pub const DO_E_FILE_SIZE_UNKNOWN_HTTP_206: windows_core::HRESULT = windows_core::HRESULT(0x80d0201c_u32 as i32);
    pub const DO_E_FILE_SIZE_UNKNOWN_HTTP_2XX: windows_core::HRESULT = windows_core::HRESULT(0x80d0201d_u32 as i32);
    pub const DO_E_NETWORK_ACCESS_CONSENT_NEEDED: windows_core::HRESULT = windows_core::HRESULT(0x80d0201e_u32 as i32);
    /// What a download was given.
    pub const DO_E_DOWNLOAD_NO_URI: windows_core::HRESULT = windows_core::HRESULT(0x80d02200_u32 as i32);
    pub const DO_E_DOWNLOAD_NO_CONTENT_ID: windows_core::HRESULT = windows_core::HRESULT(0x80d02201_u32 as i32);
    pub const DO_E_INVALID_CONTENT_ID: windows_core::HRESULT = windows_core::HRESULT(0x80d02202_u32 as i32);
    pub const DO_E_DOWNLOAD_RANGES_UNEXPECTED: windows_core::HRESULT = windows_core::HRESULT(0x80d02203_u32 as i32);
    pub const DO_E_DOWNLOAD_RANGES_EXPECTED: windows_core::HRESULT = windows_core::HRESULT(0x80d02204_u32 as i32);
    /// Whether this machine takes part.
    pub const DO_E_NO_DOWNLOAD_PARTICIPATION: windows_core::HRESULT = windows_core::HRESULT(0x80d03001_u32 as i32);
    pub const DO_E_NO_DOWNLOAD_EXTSETTINGS: windows_core::HRESULT = windows_core::HRESULT(0x80d03002_u32 as i32);
    /// What policy, power and network allow.
    pub const DO_E_BLOCKED_BY_COST_TRANSFER_POLICY: windows_core::HRESULT = windows_core::HRESULT(0x80d03801_u32 as i32);
    pub const DO_E_DOWNLOADMODE_SET_BY_CP: windows_core::HRESULT = windows_core::HRESULT(0x80d03802_u32 as i32);
    pub const DO_E_BLOCKED_BY_CELLULAR_POLICY: windows_core::HRESULT = windows_core::HRESULT(0x80d03803_u32 as i32);
    pub const DO_E_BLOCKED_BY_POWER_STATE: windows_core::HRESULT = windows_core::HRESULT(0x80d03804_u32 as i32);
    pub const DO_E_BLOCKED_BY_NO_NETWORK: windows_core::HRESULT = windows_core::HRESULT(0x80d03805_u32 as i32);
    pub const DO_E_DOWNLOADMODE_SET_BY_POLICY: windows_core::HRESULT = windows_core::HRESULT(0x80d03806_u32 as i32);
    pub const DO_E_BLOCKED_BY_VPN_POLICY: windows_core::HRESULT = windows_core::HRESULT(0x80d03807_u32 as i32);
    pub const DO_E_BLOCKED_BY_CRITICAL_MEMORY_USAGE: windows_core::HRESULT = windows_core::HRESULT(0x80d03808_u32 as i32);
    pub const DO_E_DOWNLOADMODE_SET_BY_CACHE_ABSENCE: windows_core::HRESULT = windows_core::HRESULT(0x80d03809_u32 as i32);
    pub const DO_E_CLOUD_SERVICES_UNREACHABLE: windows_core::HRESULT = windows_core::HRESULT(0x80d0380a_u32 as i32);
    pub const DO_E_UNEXPECTED_HTTP_STATUS_2XX: windows_core::HRESULT = windows_core::HRESULT(0x80d0380d_u32 as i32);
    /// HTTP, and ranges.
    pub const DO_E_HTTP_BLOCKSIZE_MISMATCH: windows_core::HRESULT = windows_core::HRESULT(0x80d05001_u32 as i32);
    pub const DO_E_HTTP_CERT_VALIDATION: windows_core::HRESULT = windows_core::HRESULT(0x80d05002_u32 as i32);
    pub const DO_E_INVALID_RANGE: windows_core::HRESULT = windows_core::HRESULT(0x80d05010_u32 as i32);
    pub const DO_E_INSUFFICIENT_RANGE_SUPPORT: windows_core::HRESULT = windows_core::HRESULT(0x80d05011_u32 as i32);
    pub const DO_E_OVERLAPPING_RANGES: windows_core::HRESULT = windows_core::HRESULT(0x80d05012_u32 as i32);
    /// Inside the service.
    pub const DO_E_FATAL_CORE_ERROR: windows_core::HRESULT = windows_core::HRESULT(0x80d06802_u32 as i32);
    /// Only downloads are supported; the uploads are for BITS.
    ///
    /// Defined in `DeliveryOptimization.idl:126`.
    pub type BG_JOB_TYPE = i32;
    pub const BG_JOB_TYPE_DOWNLOAD: BG_JOB_TYPE = 0;
    pub const BG_JOB_TYPE_UPLOAD: BG_JOB_TYPE = 1;
    pub const BG_JOB_TYPE_UPLOAD_REPLY: BG_JOB_TYPE = 2;
    /// Defined in `DeliveryOptimization.idl:134`.
    pub type BG_JOB_PRIORITY = i32;
    pub const BG_JOB_PRIORITY_FOREGROUND: BG_JOB_PRIORITY = 0;
    pub const BG_JOB_PRIORITY_HIGH: BG_JOB_PRIORITY = 1;
    pub const BG_JOB_PRIORITY_NORMAL: BG_JOB_PRIORITY = 2;
    pub const BG_JOB_PRIORITY_LOW: BG_JOB_PRIORITY = 3;
    /// TRANSFERRED waits for Complete, ERROR for Resume, Complete or Cancel; ACKNOWLEDGED and
    /// CANCELLED are final.
    ///
    /// Defined in `DeliveryOptimization.idl:149`.
    pub type BG_JOB_STATE = i32;
    pub const BG_JOB_STATE_QUEUED: BG_JOB_STATE = 0;
    pub const BG_JOB_STATE_CONNECTING: BG_JOB_STATE = 1;
    pub const BG_JOB_STATE_TRANSFERRING: BG_JOB_STATE = 2;
    pub const BG_JOB_STATE_SUSPENDED: BG_JOB_STATE = 3;
    pub const BG_JOB_STATE_ERROR: BG_JOB_STATE = 4;
    pub const BG_JOB_STATE_TRANSIENT_ERROR: BG_JOB_STATE = 5;
    pub const BG_JOB_STATE_TRANSFERRED: BG_JOB_STATE = 6;
    pub const BG_JOB_STATE_ACKNOWLEDGED: BG_JOB_STATE = 7;
    pub const BG_JOB_STATE_CANCELLED: BG_JOB_STATE = 8;
    /// Defined in `DeliveryOptimization.idl:157`.
    pub type BG_JOB_PROXY_USAGE = i32;
    pub const BG_JOB_PROXY_USAGE_PRECONFIG: BG_JOB_PROXY_USAGE = 0;
    pub const BG_JOB_PROXY_USAGE_NO_PROXY: BG_JOB_PROXY_USAGE = 1;
    pub const BG_JOB_PROXY_USAGE_OVERRIDE: BG_JOB_PROXY_USAGE = 2;
    pub const BG_JOB_PROXY_USAGE_AUTODETECT: BG_JOB_PROXY_USAGE = 3;
    /// What was being done when an error occurred.
    ///
    /// Defined in `DeliveryOptimization.idl:171`.
    pub type BG_ERROR_CONTEXT = i32;
    pub const BG_ERROR_CONTEXT_NONE: BG_ERROR_CONTEXT = 0;
    pub const BG_ERROR_CONTEXT_UNKNOWN: BG_ERROR_CONTEXT = 1;
    pub const BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER: BG_ERROR_CONTEXT = 2;
    pub const BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION: BG_ERROR_CONTEXT = 3;
    pub const BG_ERROR_CONTEXT_LOCAL_FILE: BG_ERROR_CONTEXT = 4;
    pub const BG_ERROR_CONTEXT_REMOTE_FILE: BG_ERROR_CONTEXT = 5;
    pub const BG_ERROR_CONTEXT_GENERAL_TRANSPORT: BG_ERROR_CONTEXT = 6;
    pub const BG_ERROR_CONTEXT_REMOTE_APPLICATION: BG_ERROR_CONTEXT = 7;
    pub const BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK: BG_ERROR_CONTEXT = 8;
    /// Defined in `DeliveryOptimization.idl:177`.
    pub type BG_AUTH_TARGET = i32;
    pub const BG_AUTH_TARGET_SERVER: BG_AUTH_TARGET = 1;
    pub const BG_AUTH_TARGET_PROXY: BG_AUTH_TARGET = 2;
    /// Defined in `DeliveryOptimization.idl:186`.
    pub type BG_AUTH_SCHEME = i32;
    pub const BG_AUTH_SCHEME_BASIC: BG_AUTH_SCHEME = 1;
    pub const BG_AUTH_SCHEME_DIGEST: BG_AUTH_SCHEME = 2;
    pub const BG_AUTH_SCHEME_NTLM: BG_AUTH_SCHEME = 3;
    pub const BG_AUTH_SCHEME_NEGOTIATE: BG_AUTH_SCHEME = 4;
    pub const BG_AUTH_SCHEME_PASSPORT: BG_AUTH_SCHEME = 5;
    /// Defined in `DeliveryOptimization.idl:191`.
    pub type BITS_FILE_PROPERTY_ID = i32;
    pub const BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS: BITS_FILE_PROPERTY_ID = 1;
    /// Delivery Optimization knows the first two. The gaps in the numbers are BITS's.
    ///
    /// Defined in `DeliveryOptimization.idl:204`.
    pub type BITS_JOB_PROPERTY_ID = i32;
    pub const BITS_JOB_PROPERTY_ID_COST_FLAGS: BITS_JOB_PROPERTY_ID = 1;
    pub const BITS_JOB_PROPERTY_NOTIFICATION_CLSID: BITS_JOB_PROPERTY_ID = 2;
    pub const BITS_JOB_PROPERTY_DYNAMIC_CONTENT: BITS_JOB_PROPERTY_ID = 3;
    pub const BITS_JOB_PROPERTY_HIGH_PERFORMANCE: BITS_JOB_PROPERTY_ID = 4;
    pub const BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE: BITS_JOB_PROPERTY_ID = 5;
    pub const BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS: BITS_JOB_PROPERTY_ID = 7;
    pub const BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS: BITS_JOB_PROPERTY_ID = 9;
    pub const BITS_JOB_PROPERTY_ON_DEMAND_MODE: BITS_JOB_PROPERTY_ID = 10;
    /// Values of BITS_JOB_PROPERTY_ID_COST_FLAGS: on which connections a job may run.
    ///
    /// Defined in `DeliveryOptimization.idl:214`.
    pub type BITS_JOB_TRANSFER_POLICY = i32;
    pub const BITS_JOB_TRANSFER_POLICY_ALWAYS: BITS_JOB_TRANSFER_POLICY = -2147483393;
    pub const BITS_JOB_TRANSFER_POLICY_NOT_ROAMING: BITS_JOB_TRANSFER_POLICY = -2147483521;
    pub const BITS_JOB_TRANSFER_POLICY_NO_SURCHARGE: BITS_JOB_TRANSFER_POLICY = -2147483537;
    pub const BITS_JOB_TRANSFER_POLICY_STANDARD: BITS_JOB_TRANSFER_POLICY = -2147483545;
    pub const BITS_JOB_TRANSFER_POLICY_UNRESTRICTED: BITS_JOB_TRANSFER_POLICY = -2147483615;
    /// BytesTotal is BG_SIZE_UNKNOWN until the server has told it.
    ///
    /// Defined in `DeliveryOptimization.idl:222`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct BG_FILE_PROGRESS {
        pub BytesTotal: u64,
        pub BytesTransferred: u64,
        pub Completed: windows_core::BOOL,
    }
    /// Length may be BG_LENGTH_TO_EOF.
    ///
    /// Defined in `DeliveryOptimization.idl:229`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct BG_FILE_RANGE {
        pub InitialOffset: u64,
        pub Length: u64,
    }
    /// Defined in `DeliveryOptimization.idl:235`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct BG_FILE_INFO {
        pub RemoteName: windows_core::PWSTR,
        pub LocalName: windows_core::PWSTR,
    }
    /// Defined in `DeliveryOptimization.idl:243`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct BG_JOB_PROGRESS {
        pub BytesTotal: u64,
        pub BytesTransferred: u64,
        pub FilesTotal: u32,
        pub FilesTransferred: u32,
    }
    /// Defined in `DeliveryOptimization.idl:249`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct BG_JOB_REPLY_PROGRESS {
        pub BytesTotal: u64,
        pub BytesTransferred: u64,
    }
    /// Defined in `DeliveryOptimization.idl:256`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct BG_JOB_TIMES {
        pub CreationTime: FILETIME,
        pub ModificationTime: FILETIME,
        pub TransferCompletionTime: FILETIME,
    }
    /// Defined in `DeliveryOptimization.idl:262`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct BG_BASIC_CREDENTIALS {
        pub UserName: windows_core::PWSTR,
        pub Password: windows_core::PWSTR,
    }
    /// Defined in `DeliveryOptimization.idl:271`.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union BG_AUTH_CREDENTIALS_UNION {
        pub Basic: BG_BASIC_CREDENTIALS,
    }
    impl core::default::Default for BG_AUTH_CREDENTIALS_UNION {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    /// Defined in `DeliveryOptimization.idl:278`.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct BG_AUTH_CREDENTIALS {
        pub Target: BG_AUTH_TARGET,
        pub Scheme: BG_AUTH_SCHEME,
        pub Credentials: BG_AUTH_CREDENTIALS_UNION,
    }
    impl core::default::Default for BG_AUTH_CREDENTIALS {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    /// Passed by value, 16 bytes. Delivery Optimization uses Dword and ClsID alone.
    ///
    /// Defined in `DeliveryOptimization.idl:294`.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union BITS_JOB_PROPERTY_VALUE {
        pub Dword: u32,
        pub ClsID: windows_core::GUID,
        pub Enable: windows_core::BOOL,
        pub Uint64: u64,
        pub Target: BG_AUTH_TARGET,
    }
    impl core::default::Default for BITS_JOB_PROPERTY_VALUE {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    /// Defined in `DeliveryOptimization.idl:300`.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union BITS_FILE_PROPERTY_VALUE {
        pub String: windows_core::PWSTR,
    }
    impl core::default::Default for BITS_FILE_PROPERTY_VALUE {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    /// Why a job or a file failed: [`IBackgroundCopyJob`]::GetError, [`IBackgroundCopyCallback`]::JobError.
    ///
    /// IID: `19c613a0-fcb8-4f28-81ae-897c3d078f81`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:308`.
    #[repr(transparent)]
    pub struct IBackgroundCopyError(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyError {
        type Vtable = IBackgroundCopyError_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x19c613a0_fcb8_4f28_81ae_897c3d078f81);
    }
    impl core::clone::Clone for IBackgroundCopyError {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyError {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyError {}
    impl core::fmt::Debug for IBackgroundCopyError {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyError), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyError, windows_core::IUnknown);
    impl IBackgroundCopyError {
        /// Slot 3.
        pub unsafe fn GetError(&self, p_context: *mut BG_ERROR_CONTEXT, p_code: *mut windows_core::HRESULT) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetError)(windows_core::Interface::as_raw(self), p_context, p_code)
            }
        }
        /// Fails for an error that is about no file.
        ///
        /// Slot 4.
        pub unsafe fn GetFile(&self) -> windows_core::Result<IBackgroundCopyFile> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetFile)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// LanguageId is a LANGID.
        ///
        /// Slot 5.
        pub unsafe fn GetErrorDescription(&self, language_id: u32) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetErrorDescription)(windows_core::Interface::as_raw(self), language_id, &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 6.
        pub unsafe fn GetErrorContextDescription(&self, language_id: u32) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetErrorContextDescription)(windows_core::Interface::as_raw(self), language_id, &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 7.
        pub unsafe fn GetProtocol(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetProtocol)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyError_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub GetError: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_ERROR_CONTEXT, *mut windows_core::HRESULT) -> windows_core::HRESULT,
        pub GetFile: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetErrorDescription: unsafe extern "system" fn(*mut core::ffi::c_void, u32, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub GetErrorContextDescription: unsafe extern "system" fn(*mut core::ffi::c_void, u32, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub GetProtocol: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyError_Impl: windows_core::IUnknownImpl {
        /// See [`IBackgroundCopyError::GetError`].
        fn GetError(&self, p_context: *mut BG_ERROR_CONTEXT, p_code: *mut windows_core::HRESULT) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyError::GetFile`].
        fn GetFile(&self) -> windows_core::Result<IBackgroundCopyFile>;
        /// See [`IBackgroundCopyError::GetErrorDescription`].
        fn GetErrorDescription(&self, language_id: u32) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyError::GetErrorContextDescription`].
        fn GetErrorContextDescription(&self, language_id: u32) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyError::GetProtocol`].
        fn GetProtocol(&self) -> windows_core::Result<windows_core::PWSTR>;
    }
    impl IBackgroundCopyError_Vtbl {
        pub const fn new<Identity: IBackgroundCopyError_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn GetError<Identity: IBackgroundCopyError_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_context: *mut BG_ERROR_CONTEXT, p_code: *mut windows_core::HRESULT) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyError_Impl::GetError(this__, p_context, p_code).into()
                }
            }
            unsafe extern "system" fn GetFile<Identity: IBackgroundCopyError_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyError_Impl::GetFile(this__), p_val)
                }
            }
            unsafe extern "system" fn GetErrorDescription<Identity: IBackgroundCopyError_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, language_id: u32, p_error_description: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyError_Impl::GetErrorDescription(this__, language_id), p_error_description)
                }
            }
            unsafe extern "system" fn GetErrorContextDescription<Identity: IBackgroundCopyError_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, language_id: u32, p_context_description: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyError_Impl::GetErrorContextDescription(this__, language_id), p_context_description)
                }
            }
            unsafe extern "system" fn GetProtocol<Identity: IBackgroundCopyError_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_protocol: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyError_Impl::GetProtocol(this__), p_protocol)
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                GetError: GetError::<Identity, OFFSET>,
                GetFile: GetFile::<Identity, OFFSET>,
                GetErrorDescription: GetErrorDescription::<Identity, OFFSET>,
                GetErrorContextDescription: GetErrorContextDescription::<Identity, OFFSET>,
                GetProtocol: GetProtocol::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyError as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyError {}
    /// One file of a job.
    ///
    /// IID: `01b7bd23-fb88-4a77-8490-5891d3e4653a`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:335`.
    #[repr(transparent)]
    pub struct IBackgroundCopyFile(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyFile {
        type Vtable = IBackgroundCopyFile_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x01b7bd23_fb88_4a77_8490_5891d3e4653a);
    }
    impl core::clone::Clone for IBackgroundCopyFile {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyFile {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyFile {}
    impl core::fmt::Debug for IBackgroundCopyFile {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyFile), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyFile, windows_core::IUnknown);
    impl IBackgroundCopyFile {
        /// Slot 3.
        pub unsafe fn GetRemoteName(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetRemoteName)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 4.
        pub unsafe fn GetLocalName(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetLocalName)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 5.
        pub unsafe fn GetProgress(&self, p_val: *mut BG_FILE_PROGRESS) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetProgress)(windows_core::Interface::as_raw(self), p_val)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyFile_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub GetRemoteName: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub GetLocalName: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub GetProgress: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_FILE_PROGRESS) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyFile_Impl: windows_core::IUnknownImpl {
        /// See [`IBackgroundCopyFile::GetRemoteName`].
        fn GetRemoteName(&self) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyFile::GetLocalName`].
        fn GetLocalName(&self) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyFile::GetProgress`].
        fn GetProgress(&self, p_val: *mut BG_FILE_PROGRESS) -> windows_core::Result<()>;
    }
    impl IBackgroundCopyFile_Vtbl {
        pub const fn new<Identity: IBackgroundCopyFile_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn GetRemoteName<Identity: IBackgroundCopyFile_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyFile_Impl::GetRemoteName(this__), p_val)
                }
            }
            unsafe extern "system" fn GetLocalName<Identity: IBackgroundCopyFile_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyFile_Impl::GetLocalName(this__), p_val)
                }
            }
            unsafe extern "system" fn GetProgress<Identity: IBackgroundCopyFile_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut BG_FILE_PROGRESS) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyFile_Impl::GetProgress(this__, p_val).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                GetRemoteName: GetRemoteName::<Identity, OFFSET>,
                GetLocalName: GetLocalName::<Identity, OFFSET>,
                GetProgress: GetProgress::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyFile as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyFile {}
    /// IID: `83e81b93-0873-474d-8a8c-f2018b1a939c`; derives from [`IBackgroundCopyFile`]; defined in `DeliveryOptimization.idl:349`.
    #[repr(transparent)]
    pub struct IBackgroundCopyFile2(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyFile2 {
        type Vtable = IBackgroundCopyFile2_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x83e81b93_0873_474d_8a8c_f2018b1a939c);
    }
    impl core::clone::Clone for IBackgroundCopyFile2 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyFile2 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyFile2 {}
    impl core::fmt::Debug for IBackgroundCopyFile2 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyFile2), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyFile2 {
        type Target = IBackgroundCopyFile;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyFile2, windows_core::IUnknown, IBackgroundCopyFile);
    impl IBackgroundCopyFile2 {
        /// * `Ranges`: `size_is(, *RangeCount)`
        ///
        /// Slot 6.
        pub unsafe fn GetFileRanges(&self, range_count: Option<*mut u32>, ranges: *mut *mut BG_FILE_RANGE) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetFileRanges)(windows_core::Interface::as_raw(self), range_count.unwrap_or(core::mem::zeroed()), ranges)
            }
        }
        /// Slot 7.
        pub unsafe fn SetRemoteName<P0>(&self, val: P0) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetRemoteName)(windows_core::Interface::as_raw(self), val.param().abi())
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyFile2_Vtbl {
        pub base__: IBackgroundCopyFile_Vtbl,
        pub GetFileRanges: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32, *mut *mut BG_FILE_RANGE) -> windows_core::HRESULT,
        pub SetRemoteName: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyFile2_Impl: IBackgroundCopyFile_Impl {
        /// See [`IBackgroundCopyFile2::GetFileRanges`].
        fn GetFileRanges(&self, range_count: *mut u32, ranges: *mut *mut BG_FILE_RANGE) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyFile2::SetRemoteName`].
        fn SetRemoteName(&self, val: &windows_core::PCWSTR) -> windows_core::Result<()>;
    }
    impl IBackgroundCopyFile2_Vtbl {
        pub const fn new<Identity: IBackgroundCopyFile2_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn GetFileRanges<Identity: IBackgroundCopyFile2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, range_count: *mut u32, ranges: *mut *mut BG_FILE_RANGE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyFile2_Impl::GetFileRanges(this__, range_count, ranges).into()
                }
            }
            unsafe extern "system" fn SetRemoteName<Identity: IBackgroundCopyFile2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, val: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyFile2_Impl::SetRemoteName(this__, &val).into()
                }
            }
            Self {
                base__: IBackgroundCopyFile_Vtbl::new::<Identity, OFFSET>(),
                GetFileRanges: GetFileRanges::<Identity, OFFSET>,
                SetRemoteName: SetRemoteName::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyFile2 as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyFile2 {}
    /// IID: `659cdeaa-489e-11d9-a9cd-000d56965251`; derives from [`IBackgroundCopyFile2`]; defined in `DeliveryOptimization.idl:363`.
    #[repr(transparent)]
    pub struct IBackgroundCopyFile3(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyFile3 {
        type Vtable = IBackgroundCopyFile3_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x659cdeaa_489e_11d9_a9cd_000d56965251);
    }
    impl core::clone::Clone for IBackgroundCopyFile3 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyFile3 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyFile3 {}
    impl core::fmt::Debug for IBackgroundCopyFile3 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyFile3), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyFile3 {
        type Target = IBackgroundCopyFile2;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyFile3, windows_core::IUnknown, IBackgroundCopyFile, IBackgroundCopyFile2);
    impl IBackgroundCopyFile3 {
        /// Slot 8.
        pub unsafe fn GetTemporaryName(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetTemporaryName)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 9.
        pub unsafe fn SetValidationState(&self, state: bool) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetValidationState)(windows_core::Interface::as_raw(self), state.into())
            }
        }
        /// Slot 10.
        pub unsafe fn GetValidationState(&self) -> windows_core::Result<windows_core::BOOL> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetValidationState)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 11.
        pub unsafe fn IsDownloadedFromPeer(&self) -> windows_core::Result<windows_core::BOOL> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).IsDownloadedFromPeer)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyFile3_Vtbl {
        pub base__: IBackgroundCopyFile2_Vtbl,
        pub GetTemporaryName: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub SetValidationState: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::BOOL) -> windows_core::HRESULT,
        pub GetValidationState: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::BOOL) -> windows_core::HRESULT,
        pub IsDownloadedFromPeer: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::BOOL) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyFile3_Impl: IBackgroundCopyFile2_Impl {
        /// See [`IBackgroundCopyFile3::GetTemporaryName`].
        fn GetTemporaryName(&self) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyFile3::SetValidationState`].
        fn SetValidationState(&self, state: windows_core::BOOL) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyFile3::GetValidationState`].
        fn GetValidationState(&self) -> windows_core::Result<windows_core::BOOL>;
        /// See [`IBackgroundCopyFile3::IsDownloadedFromPeer`].
        fn IsDownloadedFromPeer(&self) -> windows_core::Result<windows_core::BOOL>;
    }
    impl IBackgroundCopyFile3_Vtbl {
        pub const fn new<Identity: IBackgroundCopyFile3_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn GetTemporaryName<Identity: IBackgroundCopyFile3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_filename: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyFile3_Impl::GetTemporaryName(this__), p_filename)
                }
            }
            unsafe extern "system" fn SetValidationState<Identity: IBackgroundCopyFile3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, state: windows_core::BOOL) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyFile3_Impl::SetValidationState(this__, state).into()
                }
            }
            unsafe extern "system" fn GetValidationState<Identity: IBackgroundCopyFile3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_state: *mut windows_core::BOOL) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyFile3_Impl::GetValidationState(this__), p_state)
                }
            }
            unsafe extern "system" fn IsDownloadedFromPeer<Identity: IBackgroundCopyFile3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut windows_core::BOOL) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyFile3_Impl::IsDownloadedFromPeer(this__), p_val)
                }
            }
            Self {
                base__: IBackgroundCopyFile2_Vtbl::new::<Identity, OFFSET>(),
                GetTemporaryName: GetTemporaryName::<Identity, OFFSET>,
                SetValidationState: SetValidationState::<Identity, OFFSET>,
                GetValidationState: GetValidationState::<Identity, OFFSET>,
                IsDownloadedFromPeer: IsDownloadedFromPeer::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyFile3 as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile2 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyFile3 {}
    /// IID: `ef7e0655-7888-4960-b0e5-730846e03492`; derives from [`IBackgroundCopyFile3`]; defined in `DeliveryOptimization.idl:379`.
    #[repr(transparent)]
    pub struct IBackgroundCopyFile4(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyFile4 {
        type Vtable = IBackgroundCopyFile4_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0xef7e0655_7888_4960_b0e5_730846e03492);
    }
    impl core::clone::Clone for IBackgroundCopyFile4 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyFile4 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyFile4 {}
    impl core::fmt::Debug for IBackgroundCopyFile4 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyFile4), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyFile4 {
        type Target = IBackgroundCopyFile3;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyFile4, windows_core::IUnknown, IBackgroundCopyFile, IBackgroundCopyFile2, IBackgroundCopyFile3);
    impl IBackgroundCopyFile4 {
        /// Slot 12.
        pub unsafe fn GetPeerDownloadStats(&self, p_from_origin: *mut u64, p_from_peers: *mut u64) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetPeerDownloadStats)(windows_core::Interface::as_raw(self), p_from_origin, p_from_peers)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyFile4_Vtbl {
        pub base__: IBackgroundCopyFile3_Vtbl,
        pub GetPeerDownloadStats: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u64, *mut u64) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyFile4_Impl: IBackgroundCopyFile3_Impl {
        /// See [`IBackgroundCopyFile4::GetPeerDownloadStats`].
        fn GetPeerDownloadStats(&self, p_from_origin: *mut u64, p_from_peers: *mut u64) -> windows_core::Result<()>;
    }
    impl IBackgroundCopyFile4_Vtbl {
        pub const fn new<Identity: IBackgroundCopyFile4_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn GetPeerDownloadStats<Identity: IBackgroundCopyFile4_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_from_origin: *mut u64, p_from_peers: *mut u64) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyFile4_Impl::GetPeerDownloadStats(this__, p_from_origin, p_from_peers).into()
                }
            }
            Self {
                base__: IBackgroundCopyFile3_Vtbl::new::<Identity, OFFSET>(),
                GetPeerDownloadStats: GetPeerDownloadStats::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyFile4 as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile2 as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile3 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyFile4 {}
    /// Derives from [`IBackgroundCopyFile4`]: its two methods are slots 13 and 14.
    ///
    /// IID: `85c1657f-dafc-40e8-8834-df18ea25717e`; derives from [`IBackgroundCopyFile4`]; defined in `DeliveryOptimization.idl:392`.
    #[repr(transparent)]
    pub struct IBackgroundCopyFile5(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyFile5 {
        type Vtable = IBackgroundCopyFile5_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x85c1657f_dafc_40e8_8834_df18ea25717e);
    }
    impl core::clone::Clone for IBackgroundCopyFile5 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyFile5 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyFile5 {}
    impl core::fmt::Debug for IBackgroundCopyFile5 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyFile5), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyFile5 {
        type Target = IBackgroundCopyFile4;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyFile5, windows_core::IUnknown, IBackgroundCopyFile, IBackgroundCopyFile2, IBackgroundCopyFile3, IBackgroundCopyFile4);
    impl IBackgroundCopyFile5 {
        /// Slot 13.
        pub unsafe fn SetProperty(&self, property_id: BITS_FILE_PROPERTY_ID, property_value: BITS_FILE_PROPERTY_VALUE) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetProperty)(windows_core::Interface::as_raw(self), property_id, property_value)
            }
        }
        /// Slot 14.
        pub unsafe fn GetProperty(&self, property_id: BITS_FILE_PROPERTY_ID) -> windows_core::Result<BITS_FILE_PROPERTY_VALUE> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetProperty)(windows_core::Interface::as_raw(self), property_id, &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyFile5_Vtbl {
        pub base__: IBackgroundCopyFile4_Vtbl,
        pub SetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, BITS_FILE_PROPERTY_ID, BITS_FILE_PROPERTY_VALUE) -> windows_core::HRESULT,
        pub GetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, BITS_FILE_PROPERTY_ID, *mut BITS_FILE_PROPERTY_VALUE) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyFile5_Impl: IBackgroundCopyFile4_Impl {
        /// See [`IBackgroundCopyFile5::SetProperty`].
        fn SetProperty(&self, property_id: BITS_FILE_PROPERTY_ID, property_value: &BITS_FILE_PROPERTY_VALUE) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyFile5::GetProperty`].
        fn GetProperty(&self, property_id: BITS_FILE_PROPERTY_ID) -> windows_core::Result<BITS_FILE_PROPERTY_VALUE>;
    }
    impl IBackgroundCopyFile5_Vtbl {
        pub const fn new<Identity: IBackgroundCopyFile5_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn SetProperty<Identity: IBackgroundCopyFile5_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, property_id: BITS_FILE_PROPERTY_ID, property_value: BITS_FILE_PROPERTY_VALUE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyFile5_Impl::SetProperty(this__, property_id, &property_value).into()
                }
            }
            unsafe extern "system" fn GetProperty<Identity: IBackgroundCopyFile5_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, property_id: BITS_FILE_PROPERTY_ID, property_value: *mut BITS_FILE_PROPERTY_VALUE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyFile5_Impl::GetProperty(this__, property_id), property_value)
                }
            }
            Self {
                base__: IBackgroundCopyFile4_Vtbl::new::<Identity, OFFSET>(),
                SetProperty: SetProperty::<Identity, OFFSET>,
                GetProperty: GetProperty::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyFile5 as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile2 as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile3 as windows_core::Interface>::IID || iid == &<IBackgroundCopyFile4 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyFile5 {}
    /// The files of a job, as they were when the enumerator was made.
    ///
    /// IID: `ca51e165-c365-424c-8d41-24aaa4ff3c40`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:409`.
    #[repr(transparent)]
    pub struct IEnumBackgroundCopyFiles(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IEnumBackgroundCopyFiles {
        type Vtable = IEnumBackgroundCopyFiles_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0xca51e165_c365_424c_8d41_24aaa4ff3c40);
    }
    impl core::clone::Clone for IEnumBackgroundCopyFiles {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IEnumBackgroundCopyFiles {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IEnumBackgroundCopyFiles {}
    impl core::fmt::Debug for IEnumBackgroundCopyFiles {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IEnumBackgroundCopyFiles), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IEnumBackgroundCopyFiles, windows_core::IUnknown);
    impl IEnumBackgroundCopyFiles {
        /// S_FALSE when there were fewer than celt. pceltFetched may be null where celt is 1.
        ///
        /// * `rgelt`: `size_is(celt)`, `length_is(*pceltFetched)`
        ///
        /// Slot 3.
        pub unsafe fn Next(&self, celt: u32, rgelt: *mut Option<IBackgroundCopyFile>, pcelt_fetched: Option<*mut u32>) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Next)(windows_core::Interface::as_raw(self), celt, rgelt.cast(), pcelt_fetched.unwrap_or(core::mem::zeroed()))
            }
        }
        /// Slot 4.
        pub unsafe fn Skip(&self, celt: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Skip)(windows_core::Interface::as_raw(self), celt)
            }
        }
        /// Slot 5.
        pub unsafe fn Reset(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Reset)(windows_core::Interface::as_raw(self))
            }
        }
        /// Slot 6.
        pub unsafe fn Clone(&self) -> windows_core::Result<IEnumBackgroundCopyFiles> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).Clone)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Slot 7.
        pub unsafe fn GetCount(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetCount)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IEnumBackgroundCopyFiles_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub Next: unsafe extern "system" fn(*mut core::ffi::c_void, u32, *mut *mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub Skip: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub Reset: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Clone: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetCount: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
    }
    pub trait IEnumBackgroundCopyFiles_Impl: windows_core::IUnknownImpl {
        /// See [`IEnumBackgroundCopyFiles::Next`].
        fn Next(&self, celt: u32, rgelt: *mut Option<IBackgroundCopyFile>, pcelt_fetched: *mut u32) -> windows_core::Result<()>;
        /// See [`IEnumBackgroundCopyFiles::Skip`].
        fn Skip(&self, celt: u32) -> windows_core::Result<()>;
        /// See [`IEnumBackgroundCopyFiles::Reset`].
        fn Reset(&self) -> windows_core::Result<()>;
        /// See [`IEnumBackgroundCopyFiles::Clone`].
        fn Clone(&self) -> windows_core::Result<IEnumBackgroundCopyFiles>;
        /// See [`IEnumBackgroundCopyFiles::GetCount`].
        fn GetCount(&self) -> windows_core::Result<u32>;
    }
    impl IEnumBackgroundCopyFiles_Vtbl {
        pub const fn new<Identity: IEnumBackgroundCopyFiles_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn Next<Identity: IEnumBackgroundCopyFiles_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, celt: u32, rgelt: *mut *mut core::ffi::c_void, pcelt_fetched: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumBackgroundCopyFiles_Impl::Next(this__, celt, rgelt.cast(), pcelt_fetched).into()
                }
            }
            unsafe extern "system" fn Skip<Identity: IEnumBackgroundCopyFiles_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, celt: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumBackgroundCopyFiles_Impl::Skip(this__, celt).into()
                }
            }
            unsafe extern "system" fn Reset<Identity: IEnumBackgroundCopyFiles_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumBackgroundCopyFiles_Impl::Reset(this__).into()
                }
            }
            unsafe extern "system" fn Clone<Identity: IEnumBackgroundCopyFiles_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, ppenum: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IEnumBackgroundCopyFiles_Impl::Clone(this__), ppenum)
                }
            }
            unsafe extern "system" fn GetCount<Identity: IEnumBackgroundCopyFiles_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, pu_count: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IEnumBackgroundCopyFiles_Impl::GetCount(this__), pu_count)
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                Next: Next::<Identity, OFFSET>,
                Skip: Skip::<Identity, OFFSET>,
                Reset: Reset::<Identity, OFFSET>,
                Clone: Clone::<Identity, OFFSET>,
                GetCount: GetCount::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IEnumBackgroundCopyFiles as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IEnumBackgroundCopyFiles {}
    /// A job: files that are downloaded together. Nothing is transferred until Resume, and the files
    /// exist under their names only after Complete.
    ///
    /// IID: `37668d37-507e-4160-9316-26306d150b12`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:433`.
    #[repr(transparent)]
    pub struct IBackgroundCopyJob(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyJob {
        type Vtable = IBackgroundCopyJob_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x37668d37_507e_4160_9316_26306d150b12);
    }
    impl core::clone::Clone for IBackgroundCopyJob {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyJob {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyJob {}
    impl core::fmt::Debug for IBackgroundCopyJob {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyJob), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyJob, windows_core::IUnknown);
    impl IBackgroundCopyJob {
        /// * `pFileSet`: `size_is(cFileCount)`
        ///
        /// Slot 3.
        pub unsafe fn AddFileSet(&self, p_file_set: &[BG_FILE_INFO]) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).AddFileSet)(windows_core::Interface::as_raw(self), p_file_set.len().try_into().unwrap(), p_file_set.as_ptr())
            }
        }
        /// Slot 4.
        pub unsafe fn AddFile<P0, P1>(&self, remote_url: P0, local_name: P1) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR>, P1: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).AddFile)(windows_core::Interface::as_raw(self), remote_url.param().abi(), local_name.param().abi())
            }
        }
        /// Slot 5.
        pub unsafe fn EnumFiles(&self) -> windows_core::Result<IEnumBackgroundCopyFiles> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).EnumFiles)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Slot 6.
        pub unsafe fn Suspend(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Suspend)(windows_core::Interface::as_raw(self))
            }
        }
        /// Slot 7.
        pub unsafe fn Resume(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Resume)(windows_core::Interface::as_raw(self))
            }
        }
        /// Ends the job and deletes what has arrived.
        ///
        /// Slot 8.
        pub unsafe fn Cancel(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Cancel)(windows_core::Interface::as_raw(self))
            }
        }
        /// Ends the job and keeps what has arrived. A job that nobody completes or cancels within 30
        /// days is dropped, and its files with it.
        ///
        /// Slot 9.
        pub unsafe fn Complete(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Complete)(windows_core::Interface::as_raw(self))
            }
        }
        /// Slot 10.
        pub unsafe fn GetId(&self) -> windows_core::Result<windows_core::GUID> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetId)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 11.
        pub unsafe fn GetType(&self) -> windows_core::Result<BG_JOB_TYPE> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetType)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 12.
        pub unsafe fn GetProgress(&self, p_val: *mut BG_JOB_PROGRESS) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetProgress)(windows_core::Interface::as_raw(self), p_val)
            }
        }
        /// Slot 13.
        pub unsafe fn GetTimes(&self, p_val: *mut BG_JOB_TIMES) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetTimes)(windows_core::Interface::as_raw(self), p_val)
            }
        }
        /// Slot 14.
        pub unsafe fn GetState(&self) -> windows_core::Result<BG_JOB_STATE> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetState)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 15.
        pub unsafe fn GetError(&self) -> windows_core::Result<IBackgroundCopyError> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetError)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Slot 16.
        pub unsafe fn GetOwner(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetOwner)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 17.
        pub unsafe fn SetDisplayName<P0>(&self, val: P0) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetDisplayName)(windows_core::Interface::as_raw(self), val.param().abi())
            }
        }
        /// Slot 18.
        pub unsafe fn GetDisplayName(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetDisplayName)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 19.
        pub unsafe fn SetDescription<P0>(&self, val: P0) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetDescription)(windows_core::Interface::as_raw(self), val.param().abi())
            }
        }
        /// Slot 20.
        pub unsafe fn GetDescription(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetDescription)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 21.
        pub unsafe fn SetPriority(&self, val: BG_JOB_PRIORITY) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetPriority)(windows_core::Interface::as_raw(self), val)
            }
        }
        /// Slot 22.
        pub unsafe fn GetPriority(&self) -> windows_core::Result<BG_JOB_PRIORITY> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetPriority)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// BG_NOTIFY\_\*. DO_E_INVALID_STATE once the job is acknowledged or cancelled.
        ///
        /// Slot 23.
        pub unsafe fn SetNotifyFlags(&self, val: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetNotifyFlags)(windows_core::Interface::as_raw(self), val)
            }
        }
        /// Slot 24.
        pub unsafe fn GetNotifyFlags(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetNotifyFlags)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Val is queried for the newest [`IBackgroundCopyCallback`] that the service knows; null takes
        /// the registration back. It isn't kept over a restart of the program, which has to set it
        /// again on the jobs that it finds. Only the job's owner or an administrator may register.
        /// DO_E_INVALID_STATE once the job is acknowledged or cancelled.
        ///
        /// Slot 25.
        pub unsafe fn SetNotifyInterface<P0>(&self, val: P0) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::IUnknown> {
            unsafe {
                (windows_core::Interface::vtable(self).SetNotifyInterface)(windows_core::Interface::as_raw(self), val.param().abi())
            }
        }
        /// Slot 26.
        pub unsafe fn GetNotifyInterface(&self) -> windows_core::Result<windows_core::IUnknown> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetNotifyInterface)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Slot 27.
        pub unsafe fn SetMinimumRetryDelay(&self, seconds: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetMinimumRetryDelay)(windows_core::Interface::as_raw(self), seconds)
            }
        }
        /// Slot 28.
        pub unsafe fn GetMinimumRetryDelay(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetMinimumRetryDelay)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 29.
        pub unsafe fn SetNoProgressTimeout(&self, seconds: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetNoProgressTimeout)(windows_core::Interface::as_raw(self), seconds)
            }
        }
        /// Slot 30.
        pub unsafe fn GetNoProgressTimeout(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetNoProgressTimeout)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 31.
        pub unsafe fn GetErrorCount(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetErrorCount)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 32.
        pub unsafe fn SetProxySettings<P1, P2>(&self, proxy_usage: BG_JOB_PROXY_USAGE, proxy_list: P1, proxy_bypass_list: P2) -> windows_core::HRESULT where P1: windows_core::Param<windows_core::PCWSTR>, P2: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetProxySettings)(windows_core::Interface::as_raw(self), proxy_usage, proxy_list.param().abi(), proxy_bypass_list.param().abi())
            }
        }
        /// Slot 33.
        pub unsafe fn GetProxySettings(&self, p_proxy_usage: *mut BG_JOB_PROXY_USAGE, p_proxy_list: *mut windows_core::PWSTR, p_proxy_bypass_list: *mut windows_core::PWSTR) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetProxySettings)(windows_core::Interface::as_raw(self), p_proxy_usage, p_proxy_list, p_proxy_bypass_list)
            }
        }
        /// Slot 34.
        pub unsafe fn TakeOwnership(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).TakeOwnership)(windows_core::Interface::as_raw(self))
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyJob_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub AddFileSet: unsafe extern "system" fn(*mut core::ffi::c_void, u32, *const BG_FILE_INFO) -> windows_core::HRESULT,
        pub AddFile: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub EnumFiles: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Suspend: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Resume: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Cancel: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Complete: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetId: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::GUID) -> windows_core::HRESULT,
        pub GetType: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_JOB_TYPE) -> windows_core::HRESULT,
        pub GetProgress: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_JOB_PROGRESS) -> windows_core::HRESULT,
        pub GetTimes: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_JOB_TIMES) -> windows_core::HRESULT,
        pub GetState: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_JOB_STATE) -> windows_core::HRESULT,
        pub GetError: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetOwner: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub SetDisplayName: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub GetDisplayName: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub SetDescription: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub GetDescription: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub SetPriority: unsafe extern "system" fn(*mut core::ffi::c_void, BG_JOB_PRIORITY) -> windows_core::HRESULT,
        pub GetPriority: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_JOB_PRIORITY) -> windows_core::HRESULT,
        pub SetNotifyFlags: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub GetNotifyFlags: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub SetNotifyInterface: unsafe extern "system" fn(*mut core::ffi::c_void, *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetNotifyInterface: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub SetMinimumRetryDelay: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub GetMinimumRetryDelay: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub SetNoProgressTimeout: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub GetNoProgressTimeout: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub GetErrorCount: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub SetProxySettings: unsafe extern "system" fn(*mut core::ffi::c_void, BG_JOB_PROXY_USAGE, windows_core::PCWSTR, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub GetProxySettings: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_JOB_PROXY_USAGE, *mut windows_core::PWSTR, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub TakeOwnership: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyJob_Impl: windows_core::IUnknownImpl {
        /// See [`IBackgroundCopyJob::AddFileSet`].
        fn AddFileSet(&self, c_file_count: u32, p_file_set: *const BG_FILE_INFO) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::AddFile`].
        fn AddFile(&self, remote_url: &windows_core::PCWSTR, local_name: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::EnumFiles`].
        fn EnumFiles(&self) -> windows_core::Result<IEnumBackgroundCopyFiles>;
        /// See [`IBackgroundCopyJob::Suspend`].
        fn Suspend(&self) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::Resume`].
        fn Resume(&self) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::Cancel`].
        fn Cancel(&self) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::Complete`].
        fn Complete(&self) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetId`].
        fn GetId(&self) -> windows_core::Result<windows_core::GUID>;
        /// See [`IBackgroundCopyJob::GetType`].
        fn GetType(&self) -> windows_core::Result<BG_JOB_TYPE>;
        /// See [`IBackgroundCopyJob::GetProgress`].
        fn GetProgress(&self, p_val: *mut BG_JOB_PROGRESS) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetTimes`].
        fn GetTimes(&self, p_val: *mut BG_JOB_TIMES) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetState`].
        fn GetState(&self) -> windows_core::Result<BG_JOB_STATE>;
        /// See [`IBackgroundCopyJob::GetError`].
        fn GetError(&self) -> windows_core::Result<IBackgroundCopyError>;
        /// See [`IBackgroundCopyJob::GetOwner`].
        fn GetOwner(&self) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyJob::SetDisplayName`].
        fn SetDisplayName(&self, val: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetDisplayName`].
        fn GetDisplayName(&self) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyJob::SetDescription`].
        fn SetDescription(&self, val: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetDescription`].
        fn GetDescription(&self) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyJob::SetPriority`].
        fn SetPriority(&self, val: BG_JOB_PRIORITY) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetPriority`].
        fn GetPriority(&self) -> windows_core::Result<BG_JOB_PRIORITY>;
        /// See [`IBackgroundCopyJob::SetNotifyFlags`].
        fn SetNotifyFlags(&self, val: u32) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetNotifyFlags`].
        fn GetNotifyFlags(&self) -> windows_core::Result<u32>;
        /// See [`IBackgroundCopyJob::SetNotifyInterface`].
        fn SetNotifyInterface(&self, val: windows_core::Ref<windows_core::IUnknown>) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetNotifyInterface`].
        fn GetNotifyInterface(&self) -> windows_core::Result<windows_core::IUnknown>;
        /// See [`IBackgroundCopyJob::SetMinimumRetryDelay`].
        fn SetMinimumRetryDelay(&self, seconds: u32) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetMinimumRetryDelay`].
        fn GetMinimumRetryDelay(&self) -> windows_core::Result<u32>;
        /// See [`IBackgroundCopyJob::SetNoProgressTimeout`].
        fn SetNoProgressTimeout(&self, seconds: u32) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetNoProgressTimeout`].
        fn GetNoProgressTimeout(&self) -> windows_core::Result<u32>;
        /// See [`IBackgroundCopyJob::GetErrorCount`].
        fn GetErrorCount(&self) -> windows_core::Result<u32>;
        /// See [`IBackgroundCopyJob::SetProxySettings`].
        fn SetProxySettings(&self, proxy_usage: BG_JOB_PROXY_USAGE, proxy_list: &windows_core::PCWSTR, proxy_bypass_list: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::GetProxySettings`].
        fn GetProxySettings(&self, p_proxy_usage: *mut BG_JOB_PROXY_USAGE, p_proxy_list: *mut windows_core::PWSTR, p_proxy_bypass_list: *mut windows_core::PWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob::TakeOwnership`].
        fn TakeOwnership(&self) -> windows_core::Result<()>;
    }
    impl IBackgroundCopyJob_Vtbl {
        pub const fn new<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn AddFileSet<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, c_file_count: u32, p_file_set: *const BG_FILE_INFO) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::AddFileSet(this__, c_file_count, p_file_set).into()
                }
            }
            unsafe extern "system" fn AddFile<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, remote_url: windows_core::PCWSTR, local_name: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::AddFile(this__, &remote_url, &local_name).into()
                }
            }
            unsafe extern "system" fn EnumFiles<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_enum: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::EnumFiles(this__), p_enum)
                }
            }
            unsafe extern "system" fn Suspend<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::Suspend(this__).into()
                }
            }
            unsafe extern "system" fn Resume<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::Resume(this__).into()
                }
            }
            unsafe extern "system" fn Cancel<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::Cancel(this__).into()
                }
            }
            unsafe extern "system" fn Complete<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::Complete(this__).into()
                }
            }
            unsafe extern "system" fn GetId<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut windows_core::GUID) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetId(this__), p_val)
                }
            }
            unsafe extern "system" fn GetType<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut BG_JOB_TYPE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetType(this__), p_val)
                }
            }
            unsafe extern "system" fn GetProgress<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut BG_JOB_PROGRESS) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::GetProgress(this__, p_val).into()
                }
            }
            unsafe extern "system" fn GetTimes<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut BG_JOB_TIMES) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::GetTimes(this__, p_val).into()
                }
            }
            unsafe extern "system" fn GetState<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut BG_JOB_STATE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetState(this__), p_val)
                }
            }
            unsafe extern "system" fn GetError<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, pp_error: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetError(this__), pp_error)
                }
            }
            unsafe extern "system" fn GetOwner<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetOwner(this__), p_val)
                }
            }
            unsafe extern "system" fn SetDisplayName<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, val: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::SetDisplayName(this__, &val).into()
                }
            }
            unsafe extern "system" fn GetDisplayName<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetDisplayName(this__), p_val)
                }
            }
            unsafe extern "system" fn SetDescription<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, val: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::SetDescription(this__, &val).into()
                }
            }
            unsafe extern "system" fn GetDescription<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetDescription(this__), p_val)
                }
            }
            unsafe extern "system" fn SetPriority<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, val: BG_JOB_PRIORITY) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::SetPriority(this__, val).into()
                }
            }
            unsafe extern "system" fn GetPriority<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut BG_JOB_PRIORITY) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetPriority(this__), p_val)
                }
            }
            unsafe extern "system" fn SetNotifyFlags<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, val: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::SetNotifyFlags(this__, val).into()
                }
            }
            unsafe extern "system" fn GetNotifyFlags<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetNotifyFlags(this__), p_val)
                }
            }
            unsafe extern "system" fn SetNotifyInterface<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, val: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::SetNotifyInterface(this__, core::mem::transmute_copy(&val)).into()
                }
            }
            unsafe extern "system" fn GetNotifyInterface<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_val: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetNotifyInterface(this__), p_val)
                }
            }
            unsafe extern "system" fn SetMinimumRetryDelay<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, seconds: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::SetMinimumRetryDelay(this__, seconds).into()
                }
            }
            unsafe extern "system" fn GetMinimumRetryDelay<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, seconds: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetMinimumRetryDelay(this__), seconds)
                }
            }
            unsafe extern "system" fn SetNoProgressTimeout<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, seconds: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::SetNoProgressTimeout(this__, seconds).into()
                }
            }
            unsafe extern "system" fn GetNoProgressTimeout<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, seconds: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetNoProgressTimeout(this__), seconds)
                }
            }
            unsafe extern "system" fn GetErrorCount<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, errors: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob_Impl::GetErrorCount(this__), errors)
                }
            }
            unsafe extern "system" fn SetProxySettings<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, proxy_usage: BG_JOB_PROXY_USAGE, proxy_list: windows_core::PCWSTR, proxy_bypass_list: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::SetProxySettings(this__, proxy_usage, &proxy_list, &proxy_bypass_list).into()
                }
            }
            unsafe extern "system" fn GetProxySettings<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_proxy_usage: *mut BG_JOB_PROXY_USAGE, p_proxy_list: *mut windows_core::PWSTR, p_proxy_bypass_list: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::GetProxySettings(this__, p_proxy_usage, p_proxy_list, p_proxy_bypass_list).into()
                }
            }
            unsafe extern "system" fn TakeOwnership<Identity: IBackgroundCopyJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob_Impl::TakeOwnership(this__).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                AddFileSet: AddFileSet::<Identity, OFFSET>,
                AddFile: AddFile::<Identity, OFFSET>,
                EnumFiles: EnumFiles::<Identity, OFFSET>,
                Suspend: Suspend::<Identity, OFFSET>,
                Resume: Resume::<Identity, OFFSET>,
                Cancel: Cancel::<Identity, OFFSET>,
                Complete: Complete::<Identity, OFFSET>,
                GetId: GetId::<Identity, OFFSET>,
                GetType: GetType::<Identity, OFFSET>,
                GetProgress: GetProgress::<Identity, OFFSET>,
                GetTimes: GetTimes::<Identity, OFFSET>,
                GetState: GetState::<Identity, OFFSET>,
                GetError: GetError::<Identity, OFFSET>,
                GetOwner: GetOwner::<Identity, OFFSET>,
                SetDisplayName: SetDisplayName::<Identity, OFFSET>,
                GetDisplayName: GetDisplayName::<Identity, OFFSET>,
                SetDescription: SetDescription::<Identity, OFFSET>,
                GetDescription: GetDescription::<Identity, OFFSET>,
                SetPriority: SetPriority::<Identity, OFFSET>,
                GetPriority: GetPriority::<Identity, OFFSET>,
                SetNotifyFlags: SetNotifyFlags::<Identity, OFFSET>,
                GetNotifyFlags: GetNotifyFlags::<Identity, OFFSET>,
                SetNotifyInterface: SetNotifyInterface::<Identity, OFFSET>,
                GetNotifyInterface: GetNotifyInterface::<Identity, OFFSET>,
                SetMinimumRetryDelay: SetMinimumRetryDelay::<Identity, OFFSET>,
                GetMinimumRetryDelay: GetMinimumRetryDelay::<Identity, OFFSET>,
                SetNoProgressTimeout: SetNoProgressTimeout::<Identity, OFFSET>,
                GetNoProgressTimeout: GetNoProgressTimeout::<Identity, OFFSET>,
                GetErrorCount: GetErrorCount::<Identity, OFFSET>,
                SetProxySettings: SetProxySettings::<Identity, OFFSET>,
                GetProxySettings: GetProxySettings::<Identity, OFFSET>,
                TakeOwnership: TakeOwnership::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyJob as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyJob {}
    /// IID: `54b50739-686f-45eb-9dff-d6a9a0faa9af`; derives from [`IBackgroundCopyJob`]; defined in `DeliveryOptimization.idl:523`.
    #[repr(transparent)]
    pub struct IBackgroundCopyJob2(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyJob2 {
        type Vtable = IBackgroundCopyJob2_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x54b50739_686f_45eb_9dff_d6a9a0faa9af);
    }
    impl core::clone::Clone for IBackgroundCopyJob2 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyJob2 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyJob2 {}
    impl core::fmt::Debug for IBackgroundCopyJob2 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyJob2), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyJob2 {
        type Target = IBackgroundCopyJob;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyJob2, windows_core::IUnknown, IBackgroundCopyJob);
    impl IBackgroundCopyJob2 {
        /// Slot 35.
        pub unsafe fn SetNotifyCmdLine<P0, P1>(&self, program: P0, parameters: P1) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR>, P1: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetNotifyCmdLine)(windows_core::Interface::as_raw(self), program.param().abi(), parameters.param().abi())
            }
        }
        /// Slot 36.
        pub unsafe fn GetNotifyCmdLine(&self, p_program: *mut windows_core::PWSTR, p_parameters: *mut windows_core::PWSTR) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetNotifyCmdLine)(windows_core::Interface::as_raw(self), p_program, p_parameters)
            }
        }
        /// Slot 37.
        pub unsafe fn GetReplyProgress(&self, p_progress: *mut BG_JOB_REPLY_PROGRESS) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetReplyProgress)(windows_core::Interface::as_raw(self), p_progress)
            }
        }
        /// * `ppBuffer`: `size_is(, (unsigned long)*pLength)`
        ///
        /// Slot 38.
        pub unsafe fn GetReplyData(&self, pp_buffer: *mut *mut u8, p_length: Option<*mut u64>) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetReplyData)(windows_core::Interface::as_raw(self), pp_buffer, p_length.unwrap_or(core::mem::zeroed()))
            }
        }
        /// Slot 39.
        pub unsafe fn SetReplyFileName<P0>(&self, reply_file_name: P0) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetReplyFileName)(windows_core::Interface::as_raw(self), reply_file_name.param().abi())
            }
        }
        /// Slot 40.
        pub unsafe fn GetReplyFileName(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetReplyFileName)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 41.
        pub unsafe fn SetCredentials(&self, credentials: *const BG_AUTH_CREDENTIALS) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetCredentials)(windows_core::Interface::as_raw(self), credentials)
            }
        }
        /// Slot 42.
        pub unsafe fn RemoveCredentials(&self, target: BG_AUTH_TARGET, scheme: BG_AUTH_SCHEME) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).RemoveCredentials)(windows_core::Interface::as_raw(self), target, scheme)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyJob2_Vtbl {
        pub base__: IBackgroundCopyJob_Vtbl,
        pub SetNotifyCmdLine: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub GetNotifyCmdLine: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub GetReplyProgress: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_JOB_REPLY_PROGRESS) -> windows_core::HRESULT,
        pub GetReplyData: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut u8, *mut u64) -> windows_core::HRESULT,
        pub SetReplyFileName: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub GetReplyFileName: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub SetCredentials: unsafe extern "system" fn(*mut core::ffi::c_void, *const BG_AUTH_CREDENTIALS) -> windows_core::HRESULT,
        pub RemoveCredentials: unsafe extern "system" fn(*mut core::ffi::c_void, BG_AUTH_TARGET, BG_AUTH_SCHEME) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyJob2_Impl: IBackgroundCopyJob_Impl {
        /// See [`IBackgroundCopyJob2::SetNotifyCmdLine`].
        fn SetNotifyCmdLine(&self, program: &windows_core::PCWSTR, parameters: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob2::GetNotifyCmdLine`].
        fn GetNotifyCmdLine(&self, p_program: *mut windows_core::PWSTR, p_parameters: *mut windows_core::PWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob2::GetReplyProgress`].
        fn GetReplyProgress(&self, p_progress: *mut BG_JOB_REPLY_PROGRESS) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob2::GetReplyData`].
        fn GetReplyData(&self, pp_buffer: *mut *mut u8, p_length: *mut u64) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob2::SetReplyFileName`].
        fn SetReplyFileName(&self, reply_file_name: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob2::GetReplyFileName`].
        fn GetReplyFileName(&self) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyJob2::SetCredentials`].
        fn SetCredentials(&self, credentials: *const BG_AUTH_CREDENTIALS) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob2::RemoveCredentials`].
        fn RemoveCredentials(&self, target: BG_AUTH_TARGET, scheme: BG_AUTH_SCHEME) -> windows_core::Result<()>;
    }
    impl IBackgroundCopyJob2_Vtbl {
        pub const fn new<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn SetNotifyCmdLine<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, program: windows_core::PCWSTR, parameters: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob2_Impl::SetNotifyCmdLine(this__, &program, &parameters).into()
                }
            }
            unsafe extern "system" fn GetNotifyCmdLine<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_program: *mut windows_core::PWSTR, p_parameters: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob2_Impl::GetNotifyCmdLine(this__, p_program, p_parameters).into()
                }
            }
            unsafe extern "system" fn GetReplyProgress<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_progress: *mut BG_JOB_REPLY_PROGRESS) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob2_Impl::GetReplyProgress(this__, p_progress).into()
                }
            }
            unsafe extern "system" fn GetReplyData<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, pp_buffer: *mut *mut u8, p_length: *mut u64) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob2_Impl::GetReplyData(this__, pp_buffer, p_length).into()
                }
            }
            unsafe extern "system" fn SetReplyFileName<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, reply_file_name: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob2_Impl::SetReplyFileName(this__, &reply_file_name).into()
                }
            }
            unsafe extern "system" fn GetReplyFileName<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_reply_file_name: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob2_Impl::GetReplyFileName(this__), p_reply_file_name)
                }
            }
            unsafe extern "system" fn SetCredentials<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, credentials: *const BG_AUTH_CREDENTIALS) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob2_Impl::SetCredentials(this__, credentials).into()
                }
            }
            unsafe extern "system" fn RemoveCredentials<Identity: IBackgroundCopyJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, target: BG_AUTH_TARGET, scheme: BG_AUTH_SCHEME) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob2_Impl::RemoveCredentials(this__, target, scheme).into()
                }
            }
            Self {
                base__: IBackgroundCopyJob_Vtbl::new::<Identity, OFFSET>(),
                SetNotifyCmdLine: SetNotifyCmdLine::<Identity, OFFSET>,
                GetNotifyCmdLine: GetNotifyCmdLine::<Identity, OFFSET>,
                GetReplyProgress: GetReplyProgress::<Identity, OFFSET>,
                GetReplyData: GetReplyData::<Identity, OFFSET>,
                SetReplyFileName: SetReplyFileName::<Identity, OFFSET>,
                GetReplyFileName: GetReplyFileName::<Identity, OFFSET>,
                SetCredentials: SetCredentials::<Identity, OFFSET>,
                RemoveCredentials: RemoveCredentials::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyJob2 as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyJob2 {}
    /// IID: `443c8934-90ff-48ed-bcde-26f5c7450042`; derives from [`IBackgroundCopyJob2`]; defined in `DeliveryOptimization.idl:555`.
    #[repr(transparent)]
    pub struct IBackgroundCopyJob3(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyJob3 {
        type Vtable = IBackgroundCopyJob3_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x443c8934_90ff_48ed_bcde_26f5c7450042);
    }
    impl core::clone::Clone for IBackgroundCopyJob3 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyJob3 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyJob3 {}
    impl core::fmt::Debug for IBackgroundCopyJob3 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyJob3), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyJob3 {
        type Target = IBackgroundCopyJob2;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyJob3, windows_core::IUnknown, IBackgroundCopyJob, IBackgroundCopyJob2);
    impl IBackgroundCopyJob3 {
        /// Slot 43.
        pub unsafe fn ReplaceRemotePrefix<P0, P1>(&self, old_prefix: P0, new_prefix: P1) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR>, P1: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).ReplaceRemotePrefix)(windows_core::Interface::as_raw(self), old_prefix.param().abi(), new_prefix.param().abi())
            }
        }
        /// * `Ranges`: `size_is(RangeCount)`
        ///
        /// Slot 44.
        pub unsafe fn AddFileWithRanges<P0, P1>(&self, remote_url: P0, local_name: P1, ranges: &[BG_FILE_RANGE]) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR>, P1: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).AddFileWithRanges)(windows_core::Interface::as_raw(self), remote_url.param().abi(), local_name.param().abi(), ranges.len().try_into().unwrap(), ranges.as_ptr())
            }
        }
        /// Slot 45.
        pub unsafe fn SetFileACLFlags(&self, flags: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetFileACLFlags)(windows_core::Interface::as_raw(self), flags)
            }
        }
        /// Slot 46.
        pub unsafe fn GetFileACLFlags(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetFileACLFlags)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyJob3_Vtbl {
        pub base__: IBackgroundCopyJob2_Vtbl,
        pub ReplaceRemotePrefix: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub AddFileWithRanges: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR, windows_core::PCWSTR, u32, *const BG_FILE_RANGE) -> windows_core::HRESULT,
        pub SetFileACLFlags: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub GetFileACLFlags: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyJob3_Impl: IBackgroundCopyJob2_Impl {
        /// See [`IBackgroundCopyJob3::ReplaceRemotePrefix`].
        fn ReplaceRemotePrefix(&self, old_prefix: &windows_core::PCWSTR, new_prefix: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob3::AddFileWithRanges`].
        fn AddFileWithRanges(&self, remote_url: &windows_core::PCWSTR, local_name: &windows_core::PCWSTR, range_count: u32, ranges: *const BG_FILE_RANGE) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob3::SetFileACLFlags`].
        fn SetFileACLFlags(&self, flags: u32) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob3::GetFileACLFlags`].
        fn GetFileACLFlags(&self) -> windows_core::Result<u32>;
    }
    impl IBackgroundCopyJob3_Vtbl {
        pub const fn new<Identity: IBackgroundCopyJob3_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn ReplaceRemotePrefix<Identity: IBackgroundCopyJob3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, old_prefix: windows_core::PCWSTR, new_prefix: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob3_Impl::ReplaceRemotePrefix(this__, &old_prefix, &new_prefix).into()
                }
            }
            unsafe extern "system" fn AddFileWithRanges<Identity: IBackgroundCopyJob3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, remote_url: windows_core::PCWSTR, local_name: windows_core::PCWSTR, range_count: u32, ranges: *const BG_FILE_RANGE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob3_Impl::AddFileWithRanges(this__, &remote_url, &local_name, range_count, ranges).into()
                }
            }
            unsafe extern "system" fn SetFileACLFlags<Identity: IBackgroundCopyJob3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, flags: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob3_Impl::SetFileACLFlags(this__, flags).into()
                }
            }
            unsafe extern "system" fn GetFileACLFlags<Identity: IBackgroundCopyJob3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, flags: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob3_Impl::GetFileACLFlags(this__), flags)
                }
            }
            Self {
                base__: IBackgroundCopyJob2_Vtbl::new::<Identity, OFFSET>(),
                ReplaceRemotePrefix: ReplaceRemotePrefix::<Identity, OFFSET>,
                AddFileWithRanges: AddFileWithRanges::<Identity, OFFSET>,
                SetFileACLFlags: SetFileACLFlags::<Identity, OFFSET>,
                GetFileACLFlags: GetFileACLFlags::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyJob3 as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob2 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyJob3 {}
    /// IID: `659cdeae-489e-11d9-a9cd-000d56965251`; derives from [`IBackgroundCopyJob3`]; defined in `DeliveryOptimization.idl:577`.
    #[repr(transparent)]
    pub struct IBackgroundCopyJob4(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyJob4 {
        type Vtable = IBackgroundCopyJob4_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x659cdeae_489e_11d9_a9cd_000d56965251);
    }
    impl core::clone::Clone for IBackgroundCopyJob4 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyJob4 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyJob4 {}
    impl core::fmt::Debug for IBackgroundCopyJob4 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyJob4), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyJob4 {
        type Target = IBackgroundCopyJob3;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyJob4, windows_core::IUnknown, IBackgroundCopyJob, IBackgroundCopyJob2, IBackgroundCopyJob3);
    impl IBackgroundCopyJob4 {
        /// Slot 47.
        pub unsafe fn SetPeerCachingFlags(&self, flags: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetPeerCachingFlags)(windows_core::Interface::as_raw(self), flags)
            }
        }
        /// Slot 48.
        pub unsafe fn GetPeerCachingFlags(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetPeerCachingFlags)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 49.
        pub unsafe fn GetOwnerIntegrityLevel(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetOwnerIntegrityLevel)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 50.
        pub unsafe fn GetOwnerElevationState(&self) -> windows_core::Result<windows_core::BOOL> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetOwnerElevationState)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 51.
        pub unsafe fn SetMaximumDownloadTime(&self, timeout: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetMaximumDownloadTime)(windows_core::Interface::as_raw(self), timeout)
            }
        }
        /// Slot 52.
        pub unsafe fn GetMaximumDownloadTime(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetMaximumDownloadTime)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyJob4_Vtbl {
        pub base__: IBackgroundCopyJob3_Vtbl,
        pub SetPeerCachingFlags: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub GetPeerCachingFlags: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub GetOwnerIntegrityLevel: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub GetOwnerElevationState: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::BOOL) -> windows_core::HRESULT,
        pub SetMaximumDownloadTime: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub GetMaximumDownloadTime: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyJob4_Impl: IBackgroundCopyJob3_Impl {
        /// See [`IBackgroundCopyJob4::SetPeerCachingFlags`].
        fn SetPeerCachingFlags(&self, flags: u32) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob4::GetPeerCachingFlags`].
        fn GetPeerCachingFlags(&self) -> windows_core::Result<u32>;
        /// See [`IBackgroundCopyJob4::GetOwnerIntegrityLevel`].
        fn GetOwnerIntegrityLevel(&self) -> windows_core::Result<u32>;
        /// See [`IBackgroundCopyJob4::GetOwnerElevationState`].
        fn GetOwnerElevationState(&self) -> windows_core::Result<windows_core::BOOL>;
        /// See [`IBackgroundCopyJob4::SetMaximumDownloadTime`].
        fn SetMaximumDownloadTime(&self, timeout: u32) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob4::GetMaximumDownloadTime`].
        fn GetMaximumDownloadTime(&self) -> windows_core::Result<u32>;
    }
    impl IBackgroundCopyJob4_Vtbl {
        pub const fn new<Identity: IBackgroundCopyJob4_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn SetPeerCachingFlags<Identity: IBackgroundCopyJob4_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, flags: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob4_Impl::SetPeerCachingFlags(this__, flags).into()
                }
            }
            unsafe extern "system" fn GetPeerCachingFlags<Identity: IBackgroundCopyJob4_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_flags: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob4_Impl::GetPeerCachingFlags(this__), p_flags)
                }
            }
            unsafe extern "system" fn GetOwnerIntegrityLevel<Identity: IBackgroundCopyJob4_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_level: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob4_Impl::GetOwnerIntegrityLevel(this__), p_level)
                }
            }
            unsafe extern "system" fn GetOwnerElevationState<Identity: IBackgroundCopyJob4_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_elevated: *mut windows_core::BOOL) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob4_Impl::GetOwnerElevationState(this__), p_elevated)
                }
            }
            unsafe extern "system" fn SetMaximumDownloadTime<Identity: IBackgroundCopyJob4_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, timeout: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob4_Impl::SetMaximumDownloadTime(this__, timeout).into()
                }
            }
            unsafe extern "system" fn GetMaximumDownloadTime<Identity: IBackgroundCopyJob4_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_timeout: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob4_Impl::GetMaximumDownloadTime(this__), p_timeout)
                }
            }
            Self {
                base__: IBackgroundCopyJob3_Vtbl::new::<Identity, OFFSET>(),
                SetPeerCachingFlags: SetPeerCachingFlags::<Identity, OFFSET>,
                GetPeerCachingFlags: GetPeerCachingFlags::<Identity, OFFSET>,
                GetOwnerIntegrityLevel: GetOwnerIntegrityLevel::<Identity, OFFSET>,
                GetOwnerElevationState: GetOwnerElevationState::<Identity, OFFSET>,
                SetMaximumDownloadTime: SetMaximumDownloadTime::<Identity, OFFSET>,
                GetMaximumDownloadTime: GetMaximumDownloadTime::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyJob4 as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob2 as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob3 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyJob4 {}
    /// Derives from [`IBackgroundCopyJob4`], over four generations: its two methods are slots 53 and 54.
    ///
    /// IID: `e847030c-bbba-4657-af6d-484aa42bf1fe`; derives from [`IBackgroundCopyJob4`]; defined in `DeliveryOptimization.idl:598`.
    #[repr(transparent)]
    pub struct IBackgroundCopyJob5(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyJob5 {
        type Vtable = IBackgroundCopyJob5_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0xe847030c_bbba_4657_af6d_484aa42bf1fe);
    }
    impl core::clone::Clone for IBackgroundCopyJob5 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyJob5 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyJob5 {}
    impl core::fmt::Debug for IBackgroundCopyJob5 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyJob5), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyJob5 {
        type Target = IBackgroundCopyJob4;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyJob5, windows_core::IUnknown, IBackgroundCopyJob, IBackgroundCopyJob2, IBackgroundCopyJob3, IBackgroundCopyJob4);
    impl IBackgroundCopyJob5 {
        /// Slot 53.
        pub unsafe fn SetProperty(&self, property_id: BITS_JOB_PROPERTY_ID, property_value: BITS_JOB_PROPERTY_VALUE) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetProperty)(windows_core::Interface::as_raw(self), property_id, property_value)
            }
        }
        /// Slot 54.
        pub unsafe fn GetProperty(&self, property_id: BITS_JOB_PROPERTY_ID) -> windows_core::Result<BITS_JOB_PROPERTY_VALUE> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetProperty)(windows_core::Interface::as_raw(self), property_id, &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyJob5_Vtbl {
        pub base__: IBackgroundCopyJob4_Vtbl,
        pub SetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, BITS_JOB_PROPERTY_ID, BITS_JOB_PROPERTY_VALUE) -> windows_core::HRESULT,
        pub GetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, BITS_JOB_PROPERTY_ID, *mut BITS_JOB_PROPERTY_VALUE) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyJob5_Impl: IBackgroundCopyJob4_Impl {
        /// See [`IBackgroundCopyJob5::SetProperty`].
        fn SetProperty(&self, property_id: BITS_JOB_PROPERTY_ID, property_value: &BITS_JOB_PROPERTY_VALUE) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJob5::GetProperty`].
        fn GetProperty(&self, property_id: BITS_JOB_PROPERTY_ID) -> windows_core::Result<BITS_JOB_PROPERTY_VALUE>;
    }
    impl IBackgroundCopyJob5_Vtbl {
        pub const fn new<Identity: IBackgroundCopyJob5_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn SetProperty<Identity: IBackgroundCopyJob5_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, property_id: BITS_JOB_PROPERTY_ID, property_value: BITS_JOB_PROPERTY_VALUE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJob5_Impl::SetProperty(this__, property_id, &property_value).into()
                }
            }
            unsafe extern "system" fn GetProperty<Identity: IBackgroundCopyJob5_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, property_id: BITS_JOB_PROPERTY_ID, property_value: *mut BITS_JOB_PROPERTY_VALUE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJob5_Impl::GetProperty(this__, property_id), property_value)
                }
            }
            Self {
                base__: IBackgroundCopyJob4_Vtbl::new::<Identity, OFFSET>(),
                SetProperty: SetProperty::<Identity, OFFSET>,
                GetProperty: GetProperty::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyJob5 as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob2 as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob3 as windows_core::Interface>::IID || iid == &<IBackgroundCopyJob4 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyJob5 {}
    /// The jobs of a user, or of all, as they were when the enumerator was made.
    ///
    /// IID: `1af4f612-3b71-466f-8f58-7b6f73ac57ad`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:615`.
    #[repr(transparent)]
    pub struct IEnumBackgroundCopyJobs(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IEnumBackgroundCopyJobs {
        type Vtable = IEnumBackgroundCopyJobs_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x1af4f612_3b71_466f_8f58_7b6f73ac57ad);
    }
    impl core::clone::Clone for IEnumBackgroundCopyJobs {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IEnumBackgroundCopyJobs {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IEnumBackgroundCopyJobs {}
    impl core::fmt::Debug for IEnumBackgroundCopyJobs {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IEnumBackgroundCopyJobs), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IEnumBackgroundCopyJobs, windows_core::IUnknown);
    impl IEnumBackgroundCopyJobs {
        /// S_FALSE when there were fewer than celt. pceltFetched may be null where celt is 1.
        ///
        /// * `rgelt`: `size_is(celt)`, `length_is(*pceltFetched)`
        ///
        /// Slot 3.
        pub unsafe fn Next(&self, celt: u32, rgelt: *mut Option<IBackgroundCopyJob>, pcelt_fetched: Option<*mut u32>) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Next)(windows_core::Interface::as_raw(self), celt, rgelt.cast(), pcelt_fetched.unwrap_or(core::mem::zeroed()))
            }
        }
        /// Slot 4.
        pub unsafe fn Skip(&self, celt: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Skip)(windows_core::Interface::as_raw(self), celt)
            }
        }
        /// Slot 5.
        pub unsafe fn Reset(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Reset)(windows_core::Interface::as_raw(self))
            }
        }
        /// Slot 6.
        pub unsafe fn Clone(&self) -> windows_core::Result<IEnumBackgroundCopyJobs> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).Clone)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Slot 7.
        pub unsafe fn GetCount(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetCount)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IEnumBackgroundCopyJobs_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub Next: unsafe extern "system" fn(*mut core::ffi::c_void, u32, *mut *mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub Skip: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub Reset: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Clone: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetCount: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
    }
    pub trait IEnumBackgroundCopyJobs_Impl: windows_core::IUnknownImpl {
        /// See [`IEnumBackgroundCopyJobs::Next`].
        fn Next(&self, celt: u32, rgelt: *mut Option<IBackgroundCopyJob>, pcelt_fetched: *mut u32) -> windows_core::Result<()>;
        /// See [`IEnumBackgroundCopyJobs::Skip`].
        fn Skip(&self, celt: u32) -> windows_core::Result<()>;
        /// See [`IEnumBackgroundCopyJobs::Reset`].
        fn Reset(&self) -> windows_core::Result<()>;
        /// See [`IEnumBackgroundCopyJobs::Clone`].
        fn Clone(&self) -> windows_core::Result<IEnumBackgroundCopyJobs>;
        /// See [`IEnumBackgroundCopyJobs::GetCount`].
        fn GetCount(&self) -> windows_core::Result<u32>;
    }
    impl IEnumBackgroundCopyJobs_Vtbl {
        pub const fn new<Identity: IEnumBackgroundCopyJobs_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn Next<Identity: IEnumBackgroundCopyJobs_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, celt: u32, rgelt: *mut *mut core::ffi::c_void, pcelt_fetched: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumBackgroundCopyJobs_Impl::Next(this__, celt, rgelt.cast(), pcelt_fetched).into()
                }
            }
            unsafe extern "system" fn Skip<Identity: IEnumBackgroundCopyJobs_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, celt: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumBackgroundCopyJobs_Impl::Skip(this__, celt).into()
                }
            }
            unsafe extern "system" fn Reset<Identity: IEnumBackgroundCopyJobs_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumBackgroundCopyJobs_Impl::Reset(this__).into()
                }
            }
            unsafe extern "system" fn Clone<Identity: IEnumBackgroundCopyJobs_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, ppenum: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IEnumBackgroundCopyJobs_Impl::Clone(this__), ppenum)
                }
            }
            unsafe extern "system" fn GetCount<Identity: IEnumBackgroundCopyJobs_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, pu_count: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IEnumBackgroundCopyJobs_Impl::GetCount(this__), pu_count)
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                Next: Next::<Identity, OFFSET>,
                Skip: Skip::<Identity, OFFSET>,
                Reset: Reset::<Identity, OFFSET>,
                Clone: Clone::<Identity, OFFSET>,
                GetCount: GetCount::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IEnumBackgroundCopyJobs as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IEnumBackgroundCopyJobs {}
    /// What a program implements to be told of a job's events.
    ///
    /// The calls arrive on any thread of the multithreaded apartment, several at a time if it so
    /// happens: the object has to be agile. The interfaces that a call brings are borrowed for the
    /// call, and keeping one takes an AddRef.
    ///
    /// JobTransferred is slot 3, JobError 4, JobModification 5.
    ///
    /// IID: `97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:644`.
    #[repr(transparent)]
    pub struct IBackgroundCopyCallback(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyCallback {
        type Vtable = IBackgroundCopyCallback_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22);
    }
    impl core::clone::Clone for IBackgroundCopyCallback {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyCallback {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyCallback {}
    impl core::fmt::Debug for IBackgroundCopyCallback {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyCallback), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyCallback, windows_core::IUnknown);
    impl IBackgroundCopyCallback {
        /// All files have arrived; Complete gives them their names.
        ///
        /// Slot 3.
        pub unsafe fn JobTransferred<P0>(&self, p_job: P0) -> windows_core::HRESULT where P0: windows_core::Param<IBackgroundCopyJob> {
            unsafe {
                (windows_core::Interface::vtable(self).JobTransferred)(windows_core::Interface::as_raw(self), p_job.param().abi())
            }
        }
        /// The job stopped for an error that doesn't pass by itself. Anything but S_OK asks the
        /// service to call again later.
        ///
        /// Slot 4.
        pub unsafe fn JobError<P0, P1>(&self, p_job: P0, p_error: P1) -> windows_core::HRESULT where P0: windows_core::Param<IBackgroundCopyJob>, P1: windows_core::Param<IBackgroundCopyError> {
            unsafe {
                (windows_core::Interface::vtable(self).JobError)(windows_core::Interface::as_raw(self), p_job.param().abi(), p_error.param().abi())
            }
        }
        /// Progress, or a property that changed.
        ///
        /// Slot 5.
        pub unsafe fn JobModification<P0>(&self, p_job: P0, dw_reserved: u32) -> windows_core::HRESULT where P0: windows_core::Param<IBackgroundCopyJob> {
            unsafe {
                (windows_core::Interface::vtable(self).JobModification)(windows_core::Interface::as_raw(self), p_job.param().abi(), dw_reserved)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyCallback_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub JobTransferred: unsafe extern "system" fn(*mut core::ffi::c_void, *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub JobError: unsafe extern "system" fn(*mut core::ffi::c_void, *mut core::ffi::c_void, *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub JobModification: unsafe extern "system" fn(*mut core::ffi::c_void, *mut core::ffi::c_void, u32) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyCallback_Impl: windows_core::IUnknownImpl {
        /// See [`IBackgroundCopyCallback::JobTransferred`].
        fn JobTransferred(&self, p_job: windows_core::Ref<IBackgroundCopyJob>) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyCallback::JobError`].
        fn JobError(&self, p_job: windows_core::Ref<IBackgroundCopyJob>, p_error: windows_core::Ref<IBackgroundCopyError>) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyCallback::JobModification`].
        fn JobModification(&self, p_job: windows_core::Ref<IBackgroundCopyJob>, dw_reserved: u32) -> windows_core::Result<()>;
    }
    impl IBackgroundCopyCallback_Vtbl {
        pub const fn new<Identity: IBackgroundCopyCallback_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn JobTransferred<Identity: IBackgroundCopyCallback_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_job: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyCallback_Impl::JobTransferred(this__, core::mem::transmute_copy(&p_job)).into()
                }
            }
            unsafe extern "system" fn JobError<Identity: IBackgroundCopyCallback_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_job: *mut core::ffi::c_void, p_error: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyCallback_Impl::JobError(this__, core::mem::transmute_copy(&p_job), core::mem::transmute_copy(&p_error)).into()
                }
            }
            unsafe extern "system" fn JobModification<Identity: IBackgroundCopyCallback_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_job: *mut core::ffi::c_void, dw_reserved: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyCallback_Impl::JobModification(this__, core::mem::transmute_copy(&p_job), dw_reserved).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                JobTransferred: JobTransferred::<Identity, OFFSET>,
                JobError: JobError::<Identity, OFFSET>,
                JobModification: JobModification::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyCallback as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyCallback {}
    /// IID: `659cdeac-489e-11d9-a9cd-000d56965251`; derives from [`IBackgroundCopyCallback`]; defined in `DeliveryOptimization.idl:666`.
    #[repr(transparent)]
    pub struct IBackgroundCopyCallback2(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyCallback2 {
        type Vtable = IBackgroundCopyCallback2_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x659cdeac_489e_11d9_a9cd_000d56965251);
    }
    impl core::clone::Clone for IBackgroundCopyCallback2 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyCallback2 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyCallback2 {}
    impl core::fmt::Debug for IBackgroundCopyCallback2 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyCallback2), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyCallback2 {
        type Target = IBackgroundCopyCallback;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyCallback2, windows_core::IUnknown, IBackgroundCopyCallback);
    impl IBackgroundCopyCallback2 {
        /// Slot 6.
        pub unsafe fn FileTransferred<P0, P1>(&self, p_job: P0, p_file: P1) -> windows_core::HRESULT where P0: windows_core::Param<IBackgroundCopyJob>, P1: windows_core::Param<IBackgroundCopyFile> {
            unsafe {
                (windows_core::Interface::vtable(self).FileTransferred)(windows_core::Interface::as_raw(self), p_job.param().abi(), p_file.param().abi())
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyCallback2_Vtbl {
        pub base__: IBackgroundCopyCallback_Vtbl,
        pub FileTransferred: unsafe extern "system" fn(*mut core::ffi::c_void, *mut core::ffi::c_void, *mut core::ffi::c_void) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyCallback2_Impl: IBackgroundCopyCallback_Impl {
        /// See [`IBackgroundCopyCallback2::FileTransferred`].
        fn FileTransferred(&self, p_job: windows_core::Ref<IBackgroundCopyJob>, p_file: windows_core::Ref<IBackgroundCopyFile>) -> windows_core::Result<()>;
    }
    impl IBackgroundCopyCallback2_Vtbl {
        pub const fn new<Identity: IBackgroundCopyCallback2_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn FileTransferred<Identity: IBackgroundCopyCallback2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_job: *mut core::ffi::c_void, p_file: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyCallback2_Impl::FileTransferred(this__, core::mem::transmute_copy(&p_job), core::mem::transmute_copy(&p_file)).into()
                }
            }
            Self {
                base__: IBackgroundCopyCallback_Vtbl::new::<Identity, OFFSET>(),
                FileTransferred: FileTransferred::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyCallback2 as windows_core::Interface>::IID || iid == &<IBackgroundCopyCallback as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyCallback2 {}
    /// BITS calls it; Delivery Optimization doesn't.
    ///
    /// IID: `98c97bd2-e32b-4ad8-a528-95fd8b16bd42`; derives from [`IBackgroundCopyCallback2`]; defined in `DeliveryOptimization.idl:679`.
    #[repr(transparent)]
    pub struct IBackgroundCopyCallback3(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyCallback3 {
        type Vtable = IBackgroundCopyCallback3_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x98c97bd2_e32b_4ad8_a528_95fd8b16bd42);
    }
    impl core::clone::Clone for IBackgroundCopyCallback3 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyCallback3 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyCallback3 {}
    impl core::fmt::Debug for IBackgroundCopyCallback3 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyCallback3), windows_core::Interface::as_raw(self))
        }
    }
    impl core::ops::Deref for IBackgroundCopyCallback3 {
        type Target = IBackgroundCopyCallback2;
        fn deref(&self) -> &Self::Target {
            unsafe { core::mem::transmute(self) }
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyCallback3, windows_core::IUnknown, IBackgroundCopyCallback, IBackgroundCopyCallback2);
    impl IBackgroundCopyCallback3 {
        /// * `ranges`: `size_is(rangeCount)`
        ///
        /// Slot 7.
        pub unsafe fn FileRangesTransferred<P0, P1>(&self, job: P0, file: P1, ranges: &[BG_FILE_RANGE]) -> windows_core::HRESULT where P0: windows_core::Param<IBackgroundCopyJob>, P1: windows_core::Param<IBackgroundCopyFile> {
            unsafe {
                (windows_core::Interface::vtable(self).FileRangesTransferred)(windows_core::Interface::as_raw(self), job.param().abi(), file.param().abi(), ranges.len().try_into().unwrap(), ranges.as_ptr())
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyCallback3_Vtbl {
        pub base__: IBackgroundCopyCallback2_Vtbl,
        pub FileRangesTransferred: unsafe extern "system" fn(*mut core::ffi::c_void, *mut core::ffi::c_void, *mut core::ffi::c_void, u32, *const BG_FILE_RANGE) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyCallback3_Impl: IBackgroundCopyCallback2_Impl {
        /// See [`IBackgroundCopyCallback3::FileRangesTransferred`].
        fn FileRangesTransferred(&self, job: windows_core::Ref<IBackgroundCopyJob>, file: windows_core::Ref<IBackgroundCopyFile>, range_count: u32, ranges: *const BG_FILE_RANGE) -> windows_core::Result<()>;
    }
    impl IBackgroundCopyCallback3_Vtbl {
        pub const fn new<Identity: IBackgroundCopyCallback3_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn FileRangesTransferred<Identity: IBackgroundCopyCallback3_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, job: *mut core::ffi::c_void, file: *mut core::ffi::c_void, range_count: u32, ranges: *const BG_FILE_RANGE) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyCallback3_Impl::FileRangesTransferred(this__, core::mem::transmute_copy(&job), core::mem::transmute_copy(&file), range_count, ranges).into()
                }
            }
            Self {
                base__: IBackgroundCopyCallback2_Vtbl::new::<Identity, OFFSET>(),
                FileRangesTransferred: FileRangesTransferred::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyCallback3 as windows_core::Interface>::IID || iid == &<IBackgroundCopyCallback as windows_core::Interface>::IID || iid == &<IBackgroundCopyCallback2 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyCallback3 {}
    /// The way in: makes jobs and finds them again.
    ///
    /// IID: `5ce34c0d-0dc9-4c1f-897c-daa1b78cee7c`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:694`.
    #[repr(transparent)]
    pub struct IBackgroundCopyManager(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyManager {
        type Vtable = IBackgroundCopyManager_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x5ce34c0d_0dc9_4c1f_897c_daa1b78cee7c);
    }
    impl core::clone::Clone for IBackgroundCopyManager {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyManager {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyManager {}
    impl core::fmt::Debug for IBackgroundCopyManager {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyManager), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyManager, windows_core::IUnknown);
    impl IBackgroundCopyManager {
        /// Slot 3.
        pub unsafe fn CreateJob<P0>(&self, display_name: P0, r#type: BG_JOB_TYPE, p_job_id: *mut windows_core::GUID, pp_job: *mut Option<IBackgroundCopyJob>) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).CreateJob)(windows_core::Interface::as_raw(self), display_name.param().abi(), r#type, p_job_id, pp_job.cast())
            }
        }
        /// Slot 4.
        pub unsafe fn GetJob(&self, job_id: *const windows_core::GUID) -> windows_core::Result<IBackgroundCopyJob> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetJob)(windows_core::Interface::as_raw(self), job_id, &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Slot 5.
        pub unsafe fn EnumJobs(&self, dw_flags: u32) -> windows_core::Result<IEnumBackgroundCopyJobs> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).EnumJobs)(windows_core::Interface::as_raw(self), dw_flags, &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Slot 6.
        pub unsafe fn GetErrorDescription(&self, h_result: windows_core::HRESULT, language_id: u32) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetErrorDescription)(windows_core::Interface::as_raw(self), h_result, language_id, &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyManager_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub CreateJob: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR, BG_JOB_TYPE, *mut windows_core::GUID, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetJob: unsafe extern "system" fn(*mut core::ffi::c_void, *const windows_core::GUID, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub EnumJobs: unsafe extern "system" fn(*mut core::ffi::c_void, u32, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetErrorDescription: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::HRESULT, u32, *mut windows_core::PWSTR) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyManager_Impl: windows_core::IUnknownImpl {
        /// See [`IBackgroundCopyManager::CreateJob`].
        fn CreateJob(&self, display_name: &windows_core::PCWSTR, r#type: BG_JOB_TYPE, p_job_id: *mut windows_core::GUID, pp_job: windows_core::OutRef<IBackgroundCopyJob>) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyManager::GetJob`].
        fn GetJob(&self, job_id: *const windows_core::GUID) -> windows_core::Result<IBackgroundCopyJob>;
        /// See [`IBackgroundCopyManager::EnumJobs`].
        fn EnumJobs(&self, dw_flags: u32) -> windows_core::Result<IEnumBackgroundCopyJobs>;
        /// See [`IBackgroundCopyManager::GetErrorDescription`].
        fn GetErrorDescription(&self, h_result: windows_core::HRESULT, language_id: u32) -> windows_core::Result<windows_core::PWSTR>;
    }
    impl IBackgroundCopyManager_Vtbl {
        pub const fn new<Identity: IBackgroundCopyManager_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn CreateJob<Identity: IBackgroundCopyManager_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, display_name: windows_core::PCWSTR, r#type: BG_JOB_TYPE, p_job_id: *mut windows_core::GUID, pp_job: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyManager_Impl::CreateJob(this__, &display_name, r#type, p_job_id, core::mem::transmute_copy(&pp_job)).into()
                }
            }
            unsafe extern "system" fn GetJob<Identity: IBackgroundCopyManager_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, job_id: *const windows_core::GUID, pp_job: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyManager_Impl::GetJob(this__, job_id), pp_job)
                }
            }
            unsafe extern "system" fn EnumJobs<Identity: IBackgroundCopyManager_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, dw_flags: u32, pp_enum: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyManager_Impl::EnumJobs(this__, dw_flags), pp_enum)
                }
            }
            unsafe extern "system" fn GetErrorDescription<Identity: IBackgroundCopyManager_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, h_result: windows_core::HRESULT, language_id: u32, p_error_description: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyManager_Impl::GetErrorDescription(this__, h_result, language_id), p_error_description)
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                CreateJob: CreateJob::<Identity, OFFSET>,
                GetJob: GetJob::<Identity, OFFSET>,
                EnumJobs: EnumJobs::<Identity, OFFSET>,
                GetErrorDescription: GetErrorDescription::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyManager as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyManager {}
    /// Defined in `DeliveryOptimization.idl:728`.
    pub type DownloadMode = i32;
    pub const DownloadMode_CdnOnly: DownloadMode = 0;
    pub const DownloadMode_Lan: DownloadMode = 1;
    pub const DownloadMode_Group: DownloadMode = 2;
    pub const DownloadMode_Internet: DownloadMode = 3;
    pub const DownloadMode_Simple: DownloadMode = 99;
    pub const DownloadMode_Bypass: DownloadMode = 100;
    /// Defined in `DeliveryOptimization.idl:736`.
    pub type SwarmStatus = i32;
    pub const SwarmStatus_Downloading: SwarmStatus = 0;
    pub const SwarmStatus_Complete: SwarmStatus = 1;
    pub const SwarmStatus_Caching: SwarmStatus = 2;
    pub const SwarmStatus_Paused: SwarmStatus = 3;
    /// Defined in `DeliveryOptimization.idl:747`.
    pub type DOFilePropertyId = i32;
    pub const DOFilePropertyId_DecryptionInfo: DOFilePropertyId = 0;
    pub const DOFilePropertyId_IntegrityCheckInfo: DOFilePropertyId = 1;
    pub const DOFilePropertyId_IntegrityCheckMandatory: DOFilePropertyId = 2;
    pub const DOFilePropertyId_DownloadSinkInterface: DOFilePropertyId = 3;
    pub const DOFilePropertyId_DownloadSinkFilePath: DOFilePropertyId = 4;
    pub const DOFilePropertyId_DownloadSinkMemoryStream: DOFilePropertyId = 5;
    pub const DOFilePropertyId_TotalSizeBytes: DOFilePropertyId = 6;
    /// Seen in the field; the reference doesn't have it.
    ///
    /// Defined in `DeliveryOptimization.idl:753`.
    pub type DOJobPropertyId = i32;
    pub const DOJobPropertyId_ExtendedErrorInfo: DOJobPropertyId = 0;
    /// Where the bytes of a file came from and went to.
    ///
    /// Defined in `DeliveryOptimization.idl:779`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct DOSwarmStats {
        pub fileId: windows_core::PWSTR,
        pub sourceURL: windows_core::PWSTR,
        pub fileSize: u64,
        pub totalBytesDownloaded: u64,
        pub bytesFromLanPeers: u64,
        pub bytesFromGroupPeers: u64,
        pub bytesFromInternetPeers: u64,
        pub bytesFromHttp: u64,
        pub bytesFromDoinc: u64,
        pub bytesToLanPeers: u64,
        pub bytesToGroupPeers: u64,
        pub bytesToInternetPeers: u64,
        pub httpConnectionCount: u32,
        pub doincConnectionCount: u32,
        pub lanConnectionCount: u32,
        pub groupConnectionCount: u32,
        pub internetConnectionCount: u32,
        pub downloadDuration: u32,
        pub downloadMode: DownloadMode,
        pub status: SwarmStatus,
        pub isBackground: windows_core::BOOL,
    }
    /// A file by its content id, so that peers can be found for it.
    ///
    /// IID: `ee2584cf-a69c-4848-b633-2649962b3ef7`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:787`.
    #[repr(transparent)]
    pub struct IDeliveryOptimizationJob(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IDeliveryOptimizationJob {
        type Vtable = IDeliveryOptimizationJob_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0xee2584cf_a69c_4848_b633_2649962b3ef7);
    }
    impl core::clone::Clone for IDeliveryOptimizationJob {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IDeliveryOptimizationJob {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IDeliveryOptimizationJob {}
    impl core::fmt::Debug for IDeliveryOptimizationJob {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IDeliveryOptimizationJob), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IDeliveryOptimizationJob, windows_core::IUnknown);
    impl IDeliveryOptimizationJob {
        /// * `ranges`: `size_is(rangeCount)`
        ///
        /// Slot 3.
        pub unsafe fn AddFileWithRanges<P0, P1, P2>(&self, file_id: P0, remote_url: P1, local_name: P2, ranges: Option<&[BG_FILE_RANGE]>, file_size: u64) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR>, P1: windows_core::Param<windows_core::PCWSTR>, P2: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                let ranges_len__ = ranges.as_ref().map_or(0, |slice__| slice__.len());
                let ranges_ptr__ = ranges.map_or(core::ptr::null(), |slice__| slice__.as_ptr());
                (windows_core::Interface::vtable(self).AddFileWithRanges)(windows_core::Interface::as_raw(self), file_id.param().abi(), remote_url.param().abi(), local_name.param().abi(), ranges_len__.try_into().unwrap(), ranges_ptr__, file_size)
            }
        }
    }
    #[repr(C)]
    pub struct IDeliveryOptimizationJob_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub AddFileWithRanges: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR, windows_core::PCWSTR, windows_core::PCWSTR, u32, *const BG_FILE_RANGE, u64) -> windows_core::HRESULT,
    }
    pub trait IDeliveryOptimizationJob_Impl: windows_core::IUnknownImpl {
        /// See [`IDeliveryOptimizationJob::AddFileWithRanges`].
        fn AddFileWithRanges(&self, file_id: &windows_core::PCWSTR, remote_url: &windows_core::PCWSTR, local_name: &windows_core::PCWSTR, range_count: u32, ranges: *const BG_FILE_RANGE, file_size: u64) -> windows_core::Result<()>;
    }
    impl IDeliveryOptimizationJob_Vtbl {
        pub const fn new<Identity: IDeliveryOptimizationJob_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn AddFileWithRanges<Identity: IDeliveryOptimizationJob_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, file_id: windows_core::PCWSTR, remote_url: windows_core::PCWSTR, local_name: windows_core::PCWSTR, range_count: u32, ranges: *const BG_FILE_RANGE, file_size: u64) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDeliveryOptimizationJob_Impl::AddFileWithRanges(this__, &file_id, &remote_url, &local_name, range_count, ranges, file_size).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                AddFileWithRanges: AddFileWithRanges::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IDeliveryOptimizationJob as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IDeliveryOptimizationJob {}
    /// IID: `18995a26-bf59-4abe-9f8b-d5092d5a2405`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:803`.
    #[repr(transparent)]
    pub struct IDeliveryOptimizationJob2(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IDeliveryOptimizationJob2 {
        type Vtable = IDeliveryOptimizationJob2_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x18995a26_bf59_4abe_9f8b_d5092d5a2405);
    }
    impl core::clone::Clone for IDeliveryOptimizationJob2 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IDeliveryOptimizationJob2 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IDeliveryOptimizationJob2 {}
    impl core::fmt::Debug for IDeliveryOptimizationJob2 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IDeliveryOptimizationJob2), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IDeliveryOptimizationJob2, windows_core::IUnknown);
    impl IDeliveryOptimizationJob2 {
        /// Returns the new file as the interface riid; where it is written is a property of it.
        ///
        /// * `ranges`: `size_is(rangeCount)`
        /// * `object`: `iid_is(riid)`
        ///
        /// Slot 3.
        pub unsafe fn AddFile<P0, P1, T>(&self, file_id: P0, remote_url: P1, ranges: Option<&[BG_FILE_RANGE]>) -> windows_core::Result<T> where P0: windows_core::Param<windows_core::PCWSTR>, P1: windows_core::Param<windows_core::PCWSTR>, T: windows_core::Interface {
            unsafe {
                let ranges_len__ = ranges.as_ref().map_or(0, |slice__| slice__.len());
                let ranges_ptr__ = ranges.map_or(core::ptr::null(), |slice__| slice__.as_ptr());
                let mut result__ = core::ptr::null_mut();
                let code__ = (windows_core::Interface::vtable(self).AddFile)(windows_core::Interface::as_raw(self), file_id.param().abi(), remote_url.param().abi(), ranges_len__.try_into().unwrap(), ranges_ptr__, &T::IID, &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Slot 4.
        pub unsafe fn GetProperty(&self, prop_id: DOJobPropertyId) -> windows_core::Result<VARIANT> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetProperty)(windows_core::Interface::as_raw(self), prop_id, &mut result__);
                shared__::owned(code__, result__)
            }
        }
        /// Slot 5.
        pub unsafe fn SetProperty(&self, prop_id: DOJobPropertyId, prop_val: Option<*const VARIANT>) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetProperty)(windows_core::Interface::as_raw(self), prop_id, prop_val.unwrap_or(core::mem::zeroed()))
            }
        }
    }
    #[repr(C)]
    pub struct IDeliveryOptimizationJob2_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub AddFile: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR, windows_core::PCWSTR, u32, *const BG_FILE_RANGE, *const windows_core::GUID, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, DOJobPropertyId, *mut VARIANT) -> windows_core::HRESULT,
        pub SetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, DOJobPropertyId, *const VARIANT) -> windows_core::HRESULT,
    }
    pub trait IDeliveryOptimizationJob2_Impl: windows_core::IUnknownImpl {
        /// See [`IDeliveryOptimizationJob2::AddFile`].
        fn AddFile(&self, file_id: &windows_core::PCWSTR, remote_url: &windows_core::PCWSTR, range_count: u32, ranges: *const BG_FILE_RANGE, riid: *const windows_core::GUID, object: *mut *mut core::ffi::c_void) -> windows_core::Result<()>;
        /// See [`IDeliveryOptimizationJob2::GetProperty`].
        fn GetProperty(&self, prop_id: DOJobPropertyId) -> windows_core::Result<VARIANT>;
        /// See [`IDeliveryOptimizationJob2::SetProperty`].
        fn SetProperty(&self, prop_id: DOJobPropertyId, prop_val: *const VARIANT) -> windows_core::Result<()>;
    }
    impl IDeliveryOptimizationJob2_Vtbl {
        pub const fn new<Identity: IDeliveryOptimizationJob2_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn AddFile<Identity: IDeliveryOptimizationJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, file_id: windows_core::PCWSTR, remote_url: windows_core::PCWSTR, range_count: u32, ranges: *const BG_FILE_RANGE, riid: *const windows_core::GUID, object: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDeliveryOptimizationJob2_Impl::AddFile(this__, &file_id, &remote_url, range_count, ranges, riid, object).into()
                }
            }
            unsafe extern "system" fn GetProperty<Identity: IDeliveryOptimizationJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, prop_id: DOJobPropertyId, prop_val: *mut VARIANT) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IDeliveryOptimizationJob2_Impl::GetProperty(this__, prop_id), prop_val)
                }
            }
            unsafe extern "system" fn SetProperty<Identity: IDeliveryOptimizationJob2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, prop_id: DOJobPropertyId, prop_val: *const VARIANT) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDeliveryOptimizationJob2_Impl::SetProperty(this__, prop_id, prop_val).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                AddFile: AddFile::<Identity, OFFSET>,
                GetProperty: GetProperty::<Identity, OFFSET>,
                SetProperty: SetProperty::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IDeliveryOptimizationJob2 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IDeliveryOptimizationJob2 {}
    /// IID: `b76b9699-e99e-4101-803f-a20e325d93e2`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:828`.
    #[repr(transparent)]
    pub struct IDeliveryOptimizationFile(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IDeliveryOptimizationFile {
        type Vtable = IDeliveryOptimizationFile_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0xb76b9699_e99e_4101_803f_a20e325d93e2);
    }
    impl core::clone::Clone for IDeliveryOptimizationFile {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IDeliveryOptimizationFile {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IDeliveryOptimizationFile {}
    impl core::fmt::Debug for IDeliveryOptimizationFile {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IDeliveryOptimizationFile), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IDeliveryOptimizationFile, windows_core::IUnknown);
    impl IDeliveryOptimizationFile {
        /// The two strings of the statistics are the caller's to free.
        ///
        /// Slot 3.
        pub unsafe fn GetStats(&self, stats: *mut DOSwarmStats) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetStats)(windows_core::Interface::as_raw(self), stats)
            }
        }
    }
    #[repr(C)]
    pub struct IDeliveryOptimizationFile_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub GetStats: unsafe extern "system" fn(*mut core::ffi::c_void, *mut DOSwarmStats) -> windows_core::HRESULT,
    }
    pub trait IDeliveryOptimizationFile_Impl: windows_core::IUnknownImpl {
        /// See [`IDeliveryOptimizationFile::GetStats`].
        fn GetStats(&self, stats: *mut DOSwarmStats) -> windows_core::Result<()>;
    }
    impl IDeliveryOptimizationFile_Vtbl {
        pub const fn new<Identity: IDeliveryOptimizationFile_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn GetStats<Identity: IDeliveryOptimizationFile_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, stats: *mut DOSwarmStats) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDeliveryOptimizationFile_Impl::GetStats(this__, stats).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                GetStats: GetStats::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IDeliveryOptimizationFile as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IDeliveryOptimizationFile {}
    /// Derives from [`IUnknown`](windows_core::IUnknown), not from [`IDeliveryOptimizationFile`].
    ///
    /// IID: `3a87296f-6ec2-4126-ab29-e3f8dc4cc390`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:840`.
    #[repr(transparent)]
    pub struct IDeliveryOptimizationFile2(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IDeliveryOptimizationFile2 {
        type Vtable = IDeliveryOptimizationFile2_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x3a87296f_6ec2_4126_ab29_e3f8dc4cc390);
    }
    impl core::clone::Clone for IDeliveryOptimizationFile2 {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IDeliveryOptimizationFile2 {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IDeliveryOptimizationFile2 {}
    impl core::fmt::Debug for IDeliveryOptimizationFile2 {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IDeliveryOptimizationFile2), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IDeliveryOptimizationFile2, windows_core::IUnknown);
    impl IDeliveryOptimizationFile2 {
        /// Slot 3.
        pub unsafe fn GetProperty(&self, prop_id: DOFilePropertyId) -> windows_core::Result<VARIANT> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetProperty)(windows_core::Interface::as_raw(self), prop_id, &mut result__);
                shared__::owned(code__, result__)
            }
        }
        /// Slot 4.
        pub unsafe fn SetProperty(&self, prop_id: DOFilePropertyId, prop_val: Option<*const VARIANT>) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetProperty)(windows_core::Interface::as_raw(self), prop_id, prop_val.unwrap_or(core::mem::zeroed()))
            }
        }
    }
    #[repr(C)]
    pub struct IDeliveryOptimizationFile2_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub GetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, DOFilePropertyId, *mut VARIANT) -> windows_core::HRESULT,
        pub SetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, DOFilePropertyId, *const VARIANT) -> windows_core::HRESULT,
    }
    pub trait IDeliveryOptimizationFile2_Impl: windows_core::IUnknownImpl {
        /// See [`IDeliveryOptimizationFile2::GetProperty`].
        fn GetProperty(&self, prop_id: DOFilePropertyId) -> windows_core::Result<VARIANT>;
        /// See [`IDeliveryOptimizationFile2::SetProperty`].
        fn SetProperty(&self, prop_id: DOFilePropertyId, prop_val: *const VARIANT) -> windows_core::Result<()>;
    }
    impl IDeliveryOptimizationFile2_Vtbl {
        pub const fn new<Identity: IDeliveryOptimizationFile2_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn GetProperty<Identity: IDeliveryOptimizationFile2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, prop_id: DOFilePropertyId, prop_val: *mut VARIANT) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IDeliveryOptimizationFile2_Impl::GetProperty(this__, prop_id), prop_val)
                }
            }
            unsafe extern "system" fn SetProperty<Identity: IDeliveryOptimizationFile2_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, prop_id: DOFilePropertyId, prop_val: *const VARIANT) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDeliveryOptimizationFile2_Impl::SetProperty(this__, prop_id, prop_val).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                GetProperty: GetProperty::<Identity, OFFSET>,
                SetProperty: SetProperty::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IDeliveryOptimizationFile2 as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IDeliveryOptimizationFile2 {}
    /// Defined in `DeliveryOptimization.idl:863`.
    pub type DODownloadState = i32;
    pub const DODownloadState_Created: DODownloadState = 0;
    pub const DODownloadState_Transferring: DODownloadState = 1;
    pub const DODownloadState_Transferred: DODownloadState = 2;
    pub const DODownloadState_Finalized: DODownloadState = 3;
    pub const DODownloadState_Aborted: DODownloadState = 4;
    pub const DODownloadState_Paused: DODownloadState = 5;
    /// Defined in `DeliveryOptimization.idl:873`.
    pub type DODownloadCostPolicy = i32;
    pub const DODownloadCostPolicy_Always: DODownloadCostPolicy = 0;
    pub const DODownloadCostPolicy_Unrestricted: DODownloadCostPolicy = 1;
    pub const DODownloadCostPolicy_Standard: DODownloadCostPolicy = 2;
    pub const DODownloadCostPolicy_NoRoaming: DODownloadCostPolicy = 3;
    pub const DODownloadCostPolicy_NoSurcharge: DODownloadCostPolicy = 4;
    pub const DODownloadCostPolicy_NoCellular: DODownloadCostPolicy = 5;
    /// Defined in `DeliveryOptimization.idl:907`.
    pub type DODownloadProperty = i32;
    pub const DODownloadProperty_Id: DODownloadProperty = 0;
    pub const DODownloadProperty_Uri: DODownloadProperty = 1;
    pub const DODownloadProperty_ContentId: DODownloadProperty = 2;
    pub const DODownloadProperty_DisplayName: DODownloadProperty = 3;
    pub const DODownloadProperty_LocalPath: DODownloadProperty = 4;
    pub const DODownloadProperty_HttpCustomHeaders: DODownloadProperty = 5;
    pub const DODownloadProperty_CostPolicy: DODownloadProperty = 6;
    pub const DODownloadProperty_SecurityFlags: DODownloadProperty = 7;
    pub const DODownloadProperty_CallbackFreqPercent: DODownloadProperty = 8;
    pub const DODownloadProperty_CallbackFreqSeconds: DODownloadProperty = 9;
    pub const DODownloadProperty_NoProgressTimeoutSeconds: DODownloadProperty = 10;
    pub const DODownloadProperty_ForegroundPriority: DODownloadProperty = 11;
    pub const DODownloadProperty_BlockingMode: DODownloadProperty = 12;
    pub const DODownloadProperty_CallbackInterface: DODownloadProperty = 13;
    pub const DODownloadProperty_StreamInterface: DODownloadProperty = 14;
    pub const DODownloadProperty_SecurityContext: DODownloadProperty = 15;
    pub const DODownloadProperty_NetworkToken: DODownloadProperty = 16;
    pub const DODownloadProperty_CorrelationVector: DODownloadProperty = 17;
    pub const DODownloadProperty_DecryptionInfo: DODownloadProperty = 18;
    pub const DODownloadProperty_IntegrityCheckInfo: DODownloadProperty = 19;
    pub const DODownloadProperty_IntegrityCheckMandatory: DODownloadProperty = 20;
    pub const DODownloadProperty_TotalSizeBytes: DODownloadProperty = 21;
    pub const DODownloadProperty_DisallowOnCellular: DODownloadProperty = 22;
    pub const DODownloadProperty_HttpCustomAuthHeaders: DODownloadProperty = 23;
    pub const DODownloadProperty_HttpAllowSecureToNonSecureRedirect: DODownloadProperty = 24;
    pub const DODownloadProperty_NonVolatile: DODownloadProperty = 25;
    pub const DODownloadProperty_HttpRedirectionTarget: DODownloadProperty = 26;
    pub const DODownloadProperty_HttpResponseHeaders: DODownloadProperty = 27;
    pub const DODownloadProperty_HttpServerIPAddress: DODownloadProperty = 28;
    pub const DODownloadProperty_HttpStatusCode: DODownloadProperty = 29;
    /// Length may be DO_LENGTH_TO_EOF.
    ///
    /// Defined in `DeliveryOptimization.idl:914`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct DO_DOWNLOAD_RANGE {
        pub Offset: u64,
        pub Length: u64,
    }
    /// The array goes on beyond the end of the structure, RangeCount elements in all.
    ///
    /// Defined in `DeliveryOptimization.idl:921`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Eq, PartialEq)]
    pub struct DO_DOWNLOAD_RANGES_INFO {
        pub RangeCount: u32,
        pub Ranges: [DO_DOWNLOAD_RANGE; 1],
    }
    impl core::default::Default for DO_DOWNLOAD_RANGES_INFO {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    /// Defined in `DeliveryOptimization.idl:930`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct DO_DOWNLOAD_STATUS {
        pub BytesTotal: u64,
        pub BytesTransferred: u64,
        pub State: DODownloadState,
        pub Error: windows_core::HRESULT,
        pub ExtendedError: windows_core::HRESULT,
    }
    /// Which downloads to enumerate: those whose Property has this Value.
    ///
    /// Defined in `DeliveryOptimization.idl:937`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct DO_DOWNLOAD_ENUM_CATEGORY {
        pub Property: DODownloadProperty,
        pub Value: windows_core::PCWSTR,
    }
    /// What a program implements to be told of a download's progress. It is handed over as the
    /// property DODownloadProperty_CallbackInterface, a [`VARIANT`] of VT_UNKNOWN.
    ///
    /// IID: `d166e8e3-a90e-4392-8e87-05e996d3747d`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:946`.
    #[repr(transparent)]
    pub struct IDODownloadStatusCallback(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IDODownloadStatusCallback {
        type Vtable = IDODownloadStatusCallback_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0xd166e8e3_a90e_4392_8e87_05e996d3747d);
    }
    impl core::clone::Clone for IDODownloadStatusCallback {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IDODownloadStatusCallback {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IDODownloadStatusCallback {}
    impl core::fmt::Debug for IDODownloadStatusCallback {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IDODownloadStatusCallback), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IDODownloadStatusCallback, windows_core::IUnknown);
    impl IDODownloadStatusCallback {
        /// Slot 3.
        pub unsafe fn OnStatusChange<P0>(&self, download: P0, status: *const DO_DOWNLOAD_STATUS) -> windows_core::HRESULT where P0: windows_core::Param<IDODownload> {
            unsafe {
                (windows_core::Interface::vtable(self).OnStatusChange)(windows_core::Interface::as_raw(self), download.param().abi(), status)
            }
        }
    }
    #[repr(C)]
    pub struct IDODownloadStatusCallback_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub OnStatusChange: unsafe extern "system" fn(*mut core::ffi::c_void, *mut core::ffi::c_void, *const DO_DOWNLOAD_STATUS) -> windows_core::HRESULT,
    }
    pub trait IDODownloadStatusCallback_Impl: windows_core::IUnknownImpl {
        /// See [`IDODownloadStatusCallback::OnStatusChange`].
        fn OnStatusChange(&self, download: windows_core::Ref<IDODownload>, status: *const DO_DOWNLOAD_STATUS) -> windows_core::Result<()>;
    }
    impl IDODownloadStatusCallback_Vtbl {
        pub const fn new<Identity: IDODownloadStatusCallback_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn OnStatusChange<Identity: IDODownloadStatusCallback_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, download: *mut core::ffi::c_void, status: *const DO_DOWNLOAD_STATUS) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDODownloadStatusCallback_Impl::OnStatusChange(this__, core::mem::transmute_copy(&download), status).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                OnStatusChange: OnStatusChange::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IDODownloadStatusCallback as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IDODownloadStatusCallback {}
    /// One file.
    ///
    /// IID: `fbbd7fc0-c147-4727-a38d-827ef071ee77`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:959`.
    #[repr(transparent)]
    pub struct IDODownload(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IDODownload {
        type Vtable = IDODownload_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0xfbbd7fc0_c147_4727_a38d_827ef071ee77);
    }
    impl core::clone::Clone for IDODownload {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IDODownload {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IDODownload {}
    impl core::fmt::Debug for IDODownload {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IDODownload), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IDODownload, windows_core::IUnknown);
    impl IDODownload {
        /// Starts, or goes on after a pause. Null: the whole file.
        ///
        /// Slot 3.
        pub unsafe fn Start(&self, ranges: Option<*const DO_DOWNLOAD_RANGES_INFO>) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Start)(windows_core::Interface::as_raw(self), ranges.unwrap_or(core::mem::zeroed()))
            }
        }
        /// Slot 4.
        pub unsafe fn Pause(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Pause)(windows_core::Interface::as_raw(self))
            }
        }
        /// Slot 5.
        pub unsafe fn Abort(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Abort)(windows_core::Interface::as_raw(self))
            }
        }
        /// Ends the download; it can't be started again.
        ///
        /// Slot 6.
        pub unsafe fn Finalize(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Finalize)(windows_core::Interface::as_raw(self))
            }
        }
        /// Slot 7.
        pub unsafe fn GetStatus(&self, status: *mut DO_DOWNLOAD_STATUS) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetStatus)(windows_core::Interface::as_raw(self), status)
            }
        }
        /// Slot 8.
        pub unsafe fn GetProperty(&self, prop_id: DODownloadProperty) -> windows_core::Result<VARIANT> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetProperty)(windows_core::Interface::as_raw(self), prop_id, &mut result__);
                shared__::owned(code__, result__)
            }
        }
        /// Slot 9.
        pub unsafe fn SetProperty(&self, prop_id: DODownloadProperty, prop_val: *const VARIANT) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetProperty)(windows_core::Interface::as_raw(self), prop_id, prop_val)
            }
        }
    }
    #[repr(C)]
    pub struct IDODownload_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub Start: unsafe extern "system" fn(*mut core::ffi::c_void, *const DO_DOWNLOAD_RANGES_INFO) -> windows_core::HRESULT,
        pub Pause: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Abort: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Finalize: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetStatus: unsafe extern "system" fn(*mut core::ffi::c_void, *mut DO_DOWNLOAD_STATUS) -> windows_core::HRESULT,
        pub GetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, DODownloadProperty, *mut VARIANT) -> windows_core::HRESULT,
        pub SetProperty: unsafe extern "system" fn(*mut core::ffi::c_void, DODownloadProperty, *const VARIANT) -> windows_core::HRESULT,
    }
    pub trait IDODownload_Impl: windows_core::IUnknownImpl {
        /// See [`IDODownload::Start`].
        fn Start(&self, ranges: *const DO_DOWNLOAD_RANGES_INFO) -> windows_core::Result<()>;
        /// See [`IDODownload::Pause`].
        fn Pause(&self) -> windows_core::Result<()>;
        /// See [`IDODownload::Abort`].
        fn Abort(&self) -> windows_core::Result<()>;
        /// See [`IDODownload::Finalize`].
        fn Finalize(&self) -> windows_core::Result<()>;
        /// See [`IDODownload::GetStatus`].
        fn GetStatus(&self, status: *mut DO_DOWNLOAD_STATUS) -> windows_core::Result<()>;
        /// See [`IDODownload::GetProperty`].
        fn GetProperty(&self, prop_id: DODownloadProperty) -> windows_core::Result<VARIANT>;
        /// See [`IDODownload::SetProperty`].
        fn SetProperty(&self, prop_id: DODownloadProperty, prop_val: *const VARIANT) -> windows_core::Result<()>;
    }
    impl IDODownload_Vtbl {
        pub const fn new<Identity: IDODownload_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn Start<Identity: IDODownload_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, ranges: *const DO_DOWNLOAD_RANGES_INFO) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDODownload_Impl::Start(this__, ranges).into()
                }
            }
            unsafe extern "system" fn Pause<Identity: IDODownload_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDODownload_Impl::Pause(this__).into()
                }
            }
            unsafe extern "system" fn Abort<Identity: IDODownload_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDODownload_Impl::Abort(this__).into()
                }
            }
            unsafe extern "system" fn Finalize<Identity: IDODownload_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDODownload_Impl::Finalize(this__).into()
                }
            }
            unsafe extern "system" fn GetStatus<Identity: IDODownload_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, status: *mut DO_DOWNLOAD_STATUS) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDODownload_Impl::GetStatus(this__, status).into()
                }
            }
            unsafe extern "system" fn GetProperty<Identity: IDODownload_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, prop_id: DODownloadProperty, prop_val: *mut VARIANT) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IDODownload_Impl::GetProperty(this__, prop_id), prop_val)
                }
            }
            unsafe extern "system" fn SetProperty<Identity: IDODownload_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, prop_id: DODownloadProperty, prop_val: *const VARIANT) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IDODownload_Impl::SetProperty(this__, prop_id, prop_val).into()
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                Start: Start::<Identity, OFFSET>,
                Pause: Pause::<Identity, OFFSET>,
                Abort: Abort::<Identity, OFFSET>,
                Finalize: Finalize::<Identity, OFFSET>,
                GetStatus: GetStatus::<Identity, OFFSET>,
                GetProperty: GetProperty::<Identity, OFFSET>,
                SetProperty: SetProperty::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IDODownload as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IDODownload {}
    /// The way in: makes downloads and finds them again.
    ///
    /// IID: `400e2d4a-1431-4c1a-a748-39ca472cfdb1`; derives from [`IUnknown`](windows_core::IUnknown); defined in `DeliveryOptimization.idl:988`.
    #[repr(transparent)]
    pub struct IDOManager(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IDOManager {
        type Vtable = IDOManager_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x400e2d4a_1431_4c1a_a748_39ca472cfdb1);
    }
    impl core::clone::Clone for IDOManager {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IDOManager {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IDOManager {}
    impl core::fmt::Debug for IDOManager {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IDOManager), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IDOManager, windows_core::IUnknown);
    impl IDOManager {
        /// Slot 3.
        pub unsafe fn CreateDownload(&self) -> windows_core::Result<IDODownload> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).CreateDownload)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::interface(code__, result__)
            }
        }
        /// Null: all downloads of the caller. The elements are [`IDODownload`].
        ///
        /// Slot 4.
        pub unsafe fn EnumDownloads(&self, category: Option<*const DO_DOWNLOAD_ENUM_CATEGORY>) -> windows_core::Result<IEnumUnknown> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).EnumDownloads)(windows_core::Interface::as_raw(self), category.unwrap_or(core::mem::zeroed()), &mut result__);
                shared__::interface(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IDOManager_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub CreateDownload: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
        pub EnumDownloads: unsafe extern "system" fn(*mut core::ffi::c_void, *const DO_DOWNLOAD_ENUM_CATEGORY, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
    }
    pub trait IDOManager_Impl: windows_core::IUnknownImpl {
        /// See [`IDOManager::CreateDownload`].
        fn CreateDownload(&self) -> windows_core::Result<IDODownload>;
        /// See [`IDOManager::EnumDownloads`].
        fn EnumDownloads(&self, category: *const DO_DOWNLOAD_ENUM_CATEGORY) -> windows_core::Result<IEnumUnknown>;
    }
    impl IDOManager_Vtbl {
        pub const fn new<Identity: IDOManager_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn CreateDownload<Identity: IDOManager_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, download: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IDOManager_Impl::CreateDownload(this__), download)
                }
            }
            unsafe extern "system" fn EnumDownloads<Identity: IDOManager_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, category: *const DO_DOWNLOAD_ENUM_CATEGORY, pp_enum: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IDOManager_Impl::EnumDownloads(this__, category), pp_enum)
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                CreateDownload: CreateDownload::<Identity, OFFSET>,
                EnumDownloads: EnumDownloads::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IDOManager as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IDOManager {}
    /// dosvc.dll, a service: CLSCTX_LOCAL_SERVER.
    ///
    /// Defined in `DeliveryOptimization.idl:1012`.
    pub const DeliveryOptimization: windows_core::GUID = windows_core::GUID::from_u128(0x5b99fa76_721c_423c_adac_56d03c8a8007);
    /// BITS, the sister service behind the same interfaces.
    ///
    /// Defined in `DeliveryOptimization.idl:1022`.
    pub const BackgroundCopyManager: windows_core::GUID = windows_core::GUID::from_u128(0x4991d34b_80a1_4291_83b6_3328366b9097);
    /// How a server's certificate is checked, and what happens when a server sends a request elsewhere:
    /// SetSecurityFlags.
    pub const BG_SSL_ENABLE_CRL_CHECK: i32 = 1;
    pub const BG_SSL_IGNORE_CERT_CN_INVALID: i32 = 2;
    pub const BG_SSL_IGNORE_CERT_DATE_INVALID: i32 = 4;
    pub const BG_SSL_IGNORE_UNKNOWN_CA: i32 = 8;
    pub const BG_SSL_IGNORE_CERT_WRONG_USAGE: i32 = 16;
    pub const BG_HTTP_REDIRECT_POLICY_MASK: i32 = 1792;
    pub const BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT: i32 = 0;
    pub const BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT: i32 = 256;
    pub const BG_HTTP_REDIRECT_POLICY_DISALLOW: i32 = 512;
    pub const BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP: i32 = 2048;
    /// The store in which a client's certificate is.
    ///
    /// Defined in `BackgroundCopyHttpOptions.idl:31`.
    pub type BG_CERT_STORE_LOCATION = i32;
    pub const BG_CERT_STORE_LOCATION_CURRENT_USER: BG_CERT_STORE_LOCATION = 0;
    pub const BG_CERT_STORE_LOCATION_LOCAL_MACHINE: BG_CERT_STORE_LOCATION = 1;
    pub const BG_CERT_STORE_LOCATION_CURRENT_SERVICE: BG_CERT_STORE_LOCATION = 2;
    pub const BG_CERT_STORE_LOCATION_SERVICES: BG_CERT_STORE_LOCATION = 3;
    pub const BG_CERT_STORE_LOCATION_USERS: BG_CERT_STORE_LOCATION = 4;
    pub const BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY: BG_CERT_STORE_LOCATION = 5;
    pub const BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY: BG_CERT_STORE_LOCATION = 6;
    pub const BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE: BG_CERT_STORE_LOCATION = 7;
    /// IID: `f1bd1079-9f01-4bdc-8036-f09b70095066`; derives from [`IUnknown`](windows_core::IUnknown); defined in `BackgroundCopyHttpOptions.idl:38`.
    #[repr(transparent)]
    pub struct IBackgroundCopyJobHttpOptions(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IBackgroundCopyJobHttpOptions {
        type Vtable = IBackgroundCopyJobHttpOptions_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0xf1bd1079_9f01_4bdc_8036_f09b70095066);
    }
    impl core::clone::Clone for IBackgroundCopyJobHttpOptions {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IBackgroundCopyJobHttpOptions {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IBackgroundCopyJobHttpOptions {}
    impl core::fmt::Debug for IBackgroundCopyJobHttpOptions {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IBackgroundCopyJobHttpOptions), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IBackgroundCopyJobHttpOptions, windows_core::IUnknown);
    impl IBackgroundCopyJobHttpOptions {
        /// The hash is the 20 bytes of SHA-1.
        ///
        /// * `pCertHashBlob`: `size_is(20)`
        ///
        /// Slot 3.
        pub unsafe fn SetClientCertificateByID<P1>(&self, store_location: BG_CERT_STORE_LOCATION, store_name: P1, p_cert_hash_blob: &[u8; 20]) -> windows_core::HRESULT where P1: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetClientCertificateByID)(windows_core::Interface::as_raw(self), store_location, store_name.param().abi(), p_cert_hash_blob.as_ptr())
            }
        }
        /// Slot 4.
        pub unsafe fn SetClientCertificateByName<P1, P2>(&self, store_location: BG_CERT_STORE_LOCATION, store_name: P1, subject_name: P2) -> windows_core::HRESULT where P1: windows_core::Param<windows_core::PCWSTR>, P2: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetClientCertificateByName)(windows_core::Interface::as_raw(self), store_location, store_name.param().abi(), subject_name.param().abi())
            }
        }
        /// Slot 5.
        pub unsafe fn RemoveClientCertificate(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).RemoveClientCertificate)(windows_core::Interface::as_raw(self))
            }
        }
        /// S_FALSE, with nulls, for a job without a certificate. The name of the subject is null where it was set by its
        /// hash.
        ///
        /// * `ppCertHashBlob`: `size_is(, 20)`
        ///
        /// Slot 6.
        pub unsafe fn GetClientCertificate(&self, p_store_location: *mut BG_CERT_STORE_LOCATION, p_store_name: *mut windows_core::PWSTR, pp_cert_hash_blob: *mut *mut u8, p_subject_name: *mut windows_core::PWSTR) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).GetClientCertificate)(windows_core::Interface::as_raw(self), p_store_location, p_store_name, pp_cert_hash_blob, p_subject_name)
            }
        }
        /// Lines that end in CR LF.
        ///
        /// Slot 7.
        pub unsafe fn SetCustomHeaders<P0>(&self, request_headers: P0) -> windows_core::HRESULT where P0: windows_core::Param<windows_core::PCWSTR> {
            unsafe {
                (windows_core::Interface::vtable(self).SetCustomHeaders)(windows_core::Interface::as_raw(self), request_headers.param().abi())
            }
        }
        /// S_FALSE, with null, for a job without headers.
        ///
        /// Slot 8.
        pub unsafe fn GetCustomHeaders(&self) -> windows_core::Result<windows_core::PWSTR> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetCustomHeaders)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
        /// Slot 9.
        pub unsafe fn SetSecurityFlags(&self, flags: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).SetSecurityFlags)(windows_core::Interface::as_raw(self), flags)
            }
        }
        /// Slot 10.
        pub unsafe fn GetSecurityFlags(&self) -> windows_core::Result<u32> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).GetSecurityFlags)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::value(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IBackgroundCopyJobHttpOptions_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub SetClientCertificateByID: unsafe extern "system" fn(*mut core::ffi::c_void, BG_CERT_STORE_LOCATION, windows_core::PCWSTR, *const u8) -> windows_core::HRESULT,
        pub SetClientCertificateByName: unsafe extern "system" fn(*mut core::ffi::c_void, BG_CERT_STORE_LOCATION, windows_core::PCWSTR, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub RemoveClientCertificate: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub GetClientCertificate: unsafe extern "system" fn(*mut core::ffi::c_void, *mut BG_CERT_STORE_LOCATION, *mut windows_core::PWSTR, *mut *mut u8, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub SetCustomHeaders: unsafe extern "system" fn(*mut core::ffi::c_void, windows_core::PCWSTR) -> windows_core::HRESULT,
        pub GetCustomHeaders: unsafe extern "system" fn(*mut core::ffi::c_void, *mut windows_core::PWSTR) -> windows_core::HRESULT,
        pub SetSecurityFlags: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub GetSecurityFlags: unsafe extern "system" fn(*mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
    }
    pub trait IBackgroundCopyJobHttpOptions_Impl: windows_core::IUnknownImpl {
        /// See [`IBackgroundCopyJobHttpOptions::SetClientCertificateByID`].
        fn SetClientCertificateByID(&self, store_location: BG_CERT_STORE_LOCATION, store_name: &windows_core::PCWSTR, p_cert_hash_blob: *const u8) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJobHttpOptions::SetClientCertificateByName`].
        fn SetClientCertificateByName(&self, store_location: BG_CERT_STORE_LOCATION, store_name: &windows_core::PCWSTR, subject_name: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJobHttpOptions::RemoveClientCertificate`].
        fn RemoveClientCertificate(&self) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJobHttpOptions::GetClientCertificate`].
        fn GetClientCertificate(&self, p_store_location: *mut BG_CERT_STORE_LOCATION, p_store_name: *mut windows_core::PWSTR, pp_cert_hash_blob: *mut *mut u8, p_subject_name: *mut windows_core::PWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJobHttpOptions::SetCustomHeaders`].
        fn SetCustomHeaders(&self, request_headers: &windows_core::PCWSTR) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJobHttpOptions::GetCustomHeaders`].
        fn GetCustomHeaders(&self) -> windows_core::Result<windows_core::PWSTR>;
        /// See [`IBackgroundCopyJobHttpOptions::SetSecurityFlags`].
        fn SetSecurityFlags(&self, flags: u32) -> windows_core::Result<()>;
        /// See [`IBackgroundCopyJobHttpOptions::GetSecurityFlags`].
        fn GetSecurityFlags(&self) -> windows_core::Result<u32>;
    }
    impl IBackgroundCopyJobHttpOptions_Vtbl {
        pub const fn new<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn SetClientCertificateByID<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, store_location: BG_CERT_STORE_LOCATION, store_name: windows_core::PCWSTR, p_cert_hash_blob: *const u8) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJobHttpOptions_Impl::SetClientCertificateByID(this__, store_location, &store_name, p_cert_hash_blob).into()
                }
            }
            unsafe extern "system" fn SetClientCertificateByName<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, store_location: BG_CERT_STORE_LOCATION, store_name: windows_core::PCWSTR, subject_name: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJobHttpOptions_Impl::SetClientCertificateByName(this__, store_location, &store_name, &subject_name).into()
                }
            }
            unsafe extern "system" fn RemoveClientCertificate<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJobHttpOptions_Impl::RemoveClientCertificate(this__).into()
                }
            }
            unsafe extern "system" fn GetClientCertificate<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_store_location: *mut BG_CERT_STORE_LOCATION, p_store_name: *mut windows_core::PWSTR, pp_cert_hash_blob: *mut *mut u8, p_subject_name: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJobHttpOptions_Impl::GetClientCertificate(this__, p_store_location, p_store_name, pp_cert_hash_blob, p_subject_name).into()
                }
            }
            unsafe extern "system" fn SetCustomHeaders<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, request_headers: windows_core::PCWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJobHttpOptions_Impl::SetCustomHeaders(this__, &request_headers).into()
                }
            }
            unsafe extern "system" fn GetCustomHeaders<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_request_headers: *mut windows_core::PWSTR) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJobHttpOptions_Impl::GetCustomHeaders(this__), p_request_headers)
                }
            }
            unsafe extern "system" fn SetSecurityFlags<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, flags: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IBackgroundCopyJobHttpOptions_Impl::SetSecurityFlags(this__, flags).into()
                }
            }
            unsafe extern "system" fn GetSecurityFlags<Identity: IBackgroundCopyJobHttpOptions_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, p_flags: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IBackgroundCopyJobHttpOptions_Impl::GetSecurityFlags(this__), p_flags)
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                SetClientCertificateByID: SetClientCertificateByID::<Identity, OFFSET>,
                SetClientCertificateByName: SetClientCertificateByName::<Identity, OFFSET>,
                RemoveClientCertificate: RemoveClientCertificate::<Identity, OFFSET>,
                GetClientCertificate: GetClientCertificate::<Identity, OFFSET>,
                SetCustomHeaders: SetCustomHeaders::<Identity, OFFSET>,
                GetCustomHeaders: GetCustomHeaders::<Identity, OFFSET>,
                SetSecurityFlags: SetSecurityFlags::<Identity, OFFSET>,
                GetSecurityFlags: GetSecurityFlags::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IBackgroundCopyJobHttpOptions as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IBackgroundCopyJobHttpOptions {}
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union CY {
        pub Anonymous: CY_0,
        pub int64: i64,
    }
    impl core::default::Default for CY {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct CY_0 {
        pub Lo: u32,
        pub Hi: i32,
    }
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct DECIMAL {
        pub wReserved: u16,
        pub Anonymous: DECIMAL_0,
        pub Hi32: u32,
        pub Anonymous2: DECIMAL_1,
    }
    impl core::default::Default for DECIMAL {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union DECIMAL_0 {
        pub Anonymous: DECIMAL_0_0,
        pub signscale: u16,
    }
    impl core::default::Default for DECIMAL_0 {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct DECIMAL_0_0 {
        pub scale: u8,
        pub sign: u8,
    }
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union DECIMAL_1 {
        pub Anonymous: DECIMAL_1_0,
        pub Lo64: u64,
    }
    impl core::default::Default for DECIMAL_1 {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct DECIMAL_1_0 {
        pub Lo32: u32,
        pub Mid32: u32,
    }
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct FILETIME {
        pub dwLowDateTime: u32,
        pub dwHighDateTime: u32,
    }
    /// IID: `00020400-0000-0000-c000-000000000046`; derives from [`IUnknown`](windows_core::IUnknown).
    ///
    /// The bindings only pass it on. A filter that names `IDispatch` brings its methods.
    #[repr(transparent)]
    pub struct IDispatch(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IDispatch {
        type Vtable = IDispatch_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x00020400_0000_0000_c000_000000000046);
    }
    impl core::clone::Clone for IDispatch {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IDispatch {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IDispatch {}
    impl core::fmt::Debug for IDispatch {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IDispatch), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IDispatch, windows_core::IUnknown);
    #[repr(C)]
    pub struct IDispatch_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
    }
    /// IID: `00000100-0000-0000-c000-000000000046`; derives from [`IUnknown`](windows_core::IUnknown).
    #[repr(transparent)]
    pub struct IEnumUnknown(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IEnumUnknown {
        type Vtable = IEnumUnknown_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x00000100_0000_0000_c000_000000000046);
    }
    impl core::clone::Clone for IEnumUnknown {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IEnumUnknown {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IEnumUnknown {}
    impl core::fmt::Debug for IEnumUnknown {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IEnumUnknown), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IEnumUnknown, windows_core::IUnknown);
    impl IEnumUnknown {
        /// Slot 3.
        pub unsafe fn Next(&self, celt: u32, rgelt: *mut Option<windows_core::IUnknown>, pcelt_fetched: Option<*mut u32>) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Next)(windows_core::Interface::as_raw(self), celt, rgelt.cast(), pcelt_fetched.unwrap_or(core::mem::zeroed()))
            }
        }
        /// Slot 4.
        pub unsafe fn Skip(&self, celt: u32) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Skip)(windows_core::Interface::as_raw(self), celt)
            }
        }
        /// Slot 5.
        pub unsafe fn Reset(&self) -> windows_core::HRESULT {
            unsafe {
                (windows_core::Interface::vtable(self).Reset)(windows_core::Interface::as_raw(self))
            }
        }
        /// Slot 6.
        pub unsafe fn Clone(&self) -> windows_core::Result<IEnumUnknown> {
            unsafe {
                let mut result__ = core::mem::zeroed();
                let code__ = (windows_core::Interface::vtable(self).Clone)(windows_core::Interface::as_raw(self), &mut result__);
                shared__::interface(code__, result__)
            }
        }
    }
    #[repr(C)]
    pub struct IEnumUnknown_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
        pub Next: unsafe extern "system" fn(*mut core::ffi::c_void, u32, *mut *mut core::ffi::c_void, *mut u32) -> windows_core::HRESULT,
        pub Skip: unsafe extern "system" fn(*mut core::ffi::c_void, u32) -> windows_core::HRESULT,
        pub Reset: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
        pub Clone: unsafe extern "system" fn(*mut core::ffi::c_void, *mut *mut core::ffi::c_void) -> windows_core::HRESULT,
    }
    pub trait IEnumUnknown_Impl: windows_core::IUnknownImpl {
        /// See [`IEnumUnknown::Next`].
        fn Next(&self, celt: u32, rgelt: *mut Option<windows_core::IUnknown>, pcelt_fetched: *mut u32) -> windows_core::Result<()>;
        /// See [`IEnumUnknown::Skip`].
        fn Skip(&self, celt: u32) -> windows_core::Result<()>;
        /// See [`IEnumUnknown::Reset`].
        fn Reset(&self) -> windows_core::Result<()>;
        /// See [`IEnumUnknown::Clone`].
        fn Clone(&self) -> windows_core::Result<IEnumUnknown>;
    }
    impl IEnumUnknown_Vtbl {
        pub const fn new<Identity: IEnumUnknown_Impl, const OFFSET: isize>() -> Self {
            unsafe extern "system" fn Next<Identity: IEnumUnknown_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, celt: u32, rgelt: *mut *mut core::ffi::c_void, pcelt_fetched: *mut u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumUnknown_Impl::Next(this__, celt, rgelt.cast(), pcelt_fetched).into()
                }
            }
            unsafe extern "system" fn Skip<Identity: IEnumUnknown_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, celt: u32) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumUnknown_Impl::Skip(this__, celt).into()
                }
            }
            unsafe extern "system" fn Reset<Identity: IEnumUnknown_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    IEnumUnknown_Impl::Reset(this__).into()
                }
            }
            unsafe extern "system" fn Clone<Identity: IEnumUnknown_Impl, const OFFSET: isize>(this: *mut core::ffi::c_void, ppenum: *mut *mut core::ffi::c_void) -> windows_core::HRESULT {
                unsafe {
                    let this__ = shared__::implementation::<Identity, OFFSET>(this);
                    shared__::put(IEnumUnknown_Impl::Clone(this__), ppenum)
                }
            }
            Self {
                base__: windows_core::IUnknown_Vtbl::new::<Identity, OFFSET>(),
                Next: Next::<Identity, OFFSET>,
                Skip: Skip::<Identity, OFFSET>,
                Reset: Reset::<Identity, OFFSET>,
                Clone: Clone::<Identity, OFFSET>,
            }
        }
        pub fn matches(iid: &windows_core::GUID) -> bool {
            iid == &<IEnumUnknown as windows_core::Interface>::IID
        }
    }
    impl windows_core::RuntimeName for IEnumUnknown {}
    /// IID: `0000002f-0000-0000-c000-000000000046`; derives from [`IUnknown`](windows_core::IUnknown).
    ///
    /// The bindings only pass it on. A filter that names `IRecordInfo` brings its methods.
    #[repr(transparent)]
    pub struct IRecordInfo(windows_core::IUnknown);
    unsafe impl windows_core::Interface for IRecordInfo {
        type Vtable = IRecordInfo_Vtbl;
        const IID: windows_core::GUID = windows_core::GUID::from_u128(0x0000002f_0000_0000_c000_000000000046);
    }
    impl core::clone::Clone for IRecordInfo {
        fn clone(&self) -> Self {
            Self(core::clone::Clone::clone(&self.0))
        }
    }
    impl core::cmp::PartialEq for IRecordInfo {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl core::cmp::Eq for IRecordInfo {}
    impl core::fmt::Debug for IRecordInfo {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            shared__::show(f, stringify!(IRecordInfo), windows_core::Interface::as_raw(self))
        }
    }
    windows_core::imp::interface_hierarchy!(IRecordInfo, windows_core::IUnknown);
    #[repr(C)]
    pub struct IRecordInfo_Vtbl {
        pub base__: windows_core::IUnknown_Vtbl,
    }
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Eq, PartialEq)]
    pub struct SAFEARRAY {
        pub cDims: u16,
        pub fFeatures: u16,
        pub cbElements: u32,
        pub cLocks: u32,
        pub pvData: *mut core::ffi::c_void,
        pub rgsabound: [SAFEARRAYBOUND; 1],
    }
    impl core::default::Default for SAFEARRAY {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
    pub struct SAFEARRAYBOUND {
        pub cElements: u32,
        pub lLbound: i32,
    }
    pub type SCODE = i32;
    #[repr(C)]
    pub struct VARIANT {
        pub Anonymous: VARIANT_0,
    }
    impl core::clone::Clone for VARIANT {
        fn clone(&self) -> Self {
            unsafe { core::mem::transmute_copy(self) }
        }
    }
    impl core::default::Default for VARIANT {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    pub union VARIANT_0 {
        pub Anonymous: core::mem::ManuallyDrop<VARIANT_0_0>,
        pub decVal: DECIMAL,
    }
    impl core::clone::Clone for VARIANT_0 {
        fn clone(&self) -> Self {
            unsafe { core::mem::transmute_copy(self) }
        }
    }
    impl core::default::Default for VARIANT_0 {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    pub struct VARIANT_0_0 {
        pub vt: VARTYPE,
        pub wReserved1: u16,
        pub wReserved2: u16,
        pub wReserved3: u16,
        pub Anonymous: VARIANT_0_0_0,
    }
    impl core::clone::Clone for VARIANT_0_0 {
        fn clone(&self) -> Self {
            unsafe { core::mem::transmute_copy(self) }
        }
    }
    impl core::default::Default for VARIANT_0_0 {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    pub union VARIANT_0_0_0 {
        pub llVal: i64,
        pub lVal: i32,
        pub bVal: u8,
        pub iVal: i16,
        pub fltVal: f32,
        pub dblVal: f64,
        pub boolVal: VARIANT_BOOL,
        pub __OBSOLETE__VARIANT_BOOL: VARIANT_BOOL,
        pub scode: SCODE,
        pub cyVal: CY,
        pub date: f64,
        pub bstrVal: core::mem::ManuallyDrop<BSTR>,
        pub punkVal: core::mem::ManuallyDrop<Option<windows_core::IUnknown>>,
        pub pdispVal: core::mem::ManuallyDrop<Option<IDispatch>>,
        pub parray: *mut SAFEARRAY,
        pub pbVal: *mut u8,
        pub piVal: *mut i16,
        pub plVal: *mut i32,
        pub pllVal: *mut i64,
        pub pfltVal: *mut f32,
        pub pdblVal: *mut f64,
        pub pboolVal: *mut VARIANT_BOOL,
        pub __OBSOLETE__VARIANT_PBOOL: *mut VARIANT_BOOL,
        pub pscode: *mut SCODE,
        pub pcyVal: *mut CY,
        pub pdate: *mut f64,
        pub pbstrVal: *mut BSTR,
        pub ppunkVal: *mut Option<windows_core::IUnknown>,
        pub ppdispVal: *mut Option<IDispatch>,
        pub pparray: *mut *mut SAFEARRAY,
        pub pvarVal: *mut VARIANT,
        pub byref: *mut core::ffi::c_void,
        pub cVal: i8,
        pub uiVal: u16,
        pub ulVal: u32,
        pub ullVal: u64,
        pub intVal: i32,
        pub uintVal: u32,
        pub pdecVal: *mut DECIMAL,
        pub pcVal: *mut i8,
        pub puiVal: *mut u16,
        pub pulVal: *mut u32,
        pub pullVal: *mut u64,
        pub pintVal: *mut i32,
        pub puintVal: *mut u32,
        pub Anonymous: core::mem::ManuallyDrop<VARIANT_0_0_0_0>,
    }
    impl core::clone::Clone for VARIANT_0_0_0 {
        fn clone(&self) -> Self {
            unsafe { core::mem::transmute_copy(self) }
        }
    }
    impl core::default::Default for VARIANT_0_0_0 {
        fn default() -> Self {
            unsafe { core::mem::zeroed() }
        }
    }
    #[repr(C)]
    #[derive(Clone, Debug, Default, Eq, PartialEq)]
    pub struct VARIANT_0_0_0_0 {
        pub pvRecord: *mut core::ffi::c_void,
        pub pRecInfo: core::mem::ManuallyDrop<Option<IRecordInfo>>,
    }
    pub type VARIANT_BOOL = i16;
    pub type VARTYPE = u16;
    #[cfg(target_pointer_width = "64")]
    const _: () = {
        assert!(core::mem::size_of::<BG_FILE_PROGRESS>() == 24);
        assert!(core::mem::align_of::<BG_FILE_PROGRESS>() == 8);
        assert!(core::mem::offset_of!(BG_FILE_PROGRESS, BytesTransferred) == 8);
        assert!(core::mem::offset_of!(BG_FILE_PROGRESS, Completed) == 16);
        assert!(core::mem::size_of::<BG_FILE_RANGE>() == 16);
        assert!(core::mem::align_of::<BG_FILE_RANGE>() == 8);
        assert!(core::mem::offset_of!(BG_FILE_RANGE, Length) == 8);
        assert!(core::mem::size_of::<BG_FILE_INFO>() == 16);
        assert!(core::mem::align_of::<BG_FILE_INFO>() == 8);
        assert!(core::mem::offset_of!(BG_FILE_INFO, LocalName) == 8);
        assert!(core::mem::size_of::<BG_JOB_PROGRESS>() == 24);
        assert!(core::mem::align_of::<BG_JOB_PROGRESS>() == 8);
        assert!(core::mem::offset_of!(BG_JOB_PROGRESS, BytesTransferred) == 8);
        assert!(core::mem::offset_of!(BG_JOB_PROGRESS, FilesTotal) == 16);
        assert!(core::mem::offset_of!(BG_JOB_PROGRESS, FilesTransferred) == 20);
        assert!(core::mem::size_of::<BG_JOB_REPLY_PROGRESS>() == 16);
        assert!(core::mem::align_of::<BG_JOB_REPLY_PROGRESS>() == 8);
        assert!(core::mem::offset_of!(BG_JOB_REPLY_PROGRESS, BytesTransferred) == 8);
        assert!(core::mem::size_of::<BG_JOB_TIMES>() == 24);
        assert!(core::mem::align_of::<BG_JOB_TIMES>() == 4);
        assert!(core::mem::offset_of!(BG_JOB_TIMES, ModificationTime) == 8);
        assert!(core::mem::offset_of!(BG_JOB_TIMES, TransferCompletionTime) == 16);
        assert!(core::mem::size_of::<BG_BASIC_CREDENTIALS>() == 16);
        assert!(core::mem::align_of::<BG_BASIC_CREDENTIALS>() == 8);
        assert!(core::mem::offset_of!(BG_BASIC_CREDENTIALS, Password) == 8);
        assert!(core::mem::size_of::<BG_AUTH_CREDENTIALS_UNION>() == 16);
        assert!(core::mem::align_of::<BG_AUTH_CREDENTIALS_UNION>() == 8);
        assert!(core::mem::size_of::<BG_AUTH_CREDENTIALS>() == 24);
        assert!(core::mem::align_of::<BG_AUTH_CREDENTIALS>() == 8);
        assert!(core::mem::offset_of!(BG_AUTH_CREDENTIALS, Scheme) == 4);
        assert!(core::mem::offset_of!(BG_AUTH_CREDENTIALS, Credentials) == 8);
        assert!(core::mem::size_of::<BITS_JOB_PROPERTY_VALUE>() == 16);
        assert!(core::mem::align_of::<BITS_JOB_PROPERTY_VALUE>() == 8);
        assert!(core::mem::size_of::<BITS_FILE_PROPERTY_VALUE>() == 8);
        assert!(core::mem::align_of::<BITS_FILE_PROPERTY_VALUE>() == 8);
        assert!(core::mem::size_of::<DOSwarmStats>() == 136);
        assert!(core::mem::align_of::<DOSwarmStats>() == 8);
        assert!(core::mem::offset_of!(DOSwarmStats, sourceURL) == 8);
        assert!(core::mem::offset_of!(DOSwarmStats, fileSize) == 16);
        assert!(core::mem::offset_of!(DOSwarmStats, totalBytesDownloaded) == 24);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromLanPeers) == 32);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromGroupPeers) == 40);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromInternetPeers) == 48);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromHttp) == 56);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromDoinc) == 64);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesToLanPeers) == 72);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesToGroupPeers) == 80);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesToInternetPeers) == 88);
        assert!(core::mem::offset_of!(DOSwarmStats, httpConnectionCount) == 96);
        assert!(core::mem::offset_of!(DOSwarmStats, doincConnectionCount) == 100);
        assert!(core::mem::offset_of!(DOSwarmStats, lanConnectionCount) == 104);
        assert!(core::mem::offset_of!(DOSwarmStats, groupConnectionCount) == 108);
        assert!(core::mem::offset_of!(DOSwarmStats, internetConnectionCount) == 112);
        assert!(core::mem::offset_of!(DOSwarmStats, downloadDuration) == 116);
        assert!(core::mem::offset_of!(DOSwarmStats, downloadMode) == 120);
        assert!(core::mem::offset_of!(DOSwarmStats, status) == 124);
        assert!(core::mem::offset_of!(DOSwarmStats, isBackground) == 128);
        assert!(core::mem::size_of::<DO_DOWNLOAD_RANGE>() == 16);
        assert!(core::mem::align_of::<DO_DOWNLOAD_RANGE>() == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_RANGE, Length) == 8);
        assert!(core::mem::size_of::<DO_DOWNLOAD_RANGES_INFO>() == 24);
        assert!(core::mem::align_of::<DO_DOWNLOAD_RANGES_INFO>() == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_RANGES_INFO, Ranges) == 8);
        assert!(core::mem::size_of::<DO_DOWNLOAD_STATUS>() == 32);
        assert!(core::mem::align_of::<DO_DOWNLOAD_STATUS>() == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_STATUS, BytesTransferred) == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_STATUS, State) == 16);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_STATUS, Error) == 20);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_STATUS, ExtendedError) == 24);
        assert!(core::mem::size_of::<DO_DOWNLOAD_ENUM_CATEGORY>() == 16);
        assert!(core::mem::align_of::<DO_DOWNLOAD_ENUM_CATEGORY>() == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_ENUM_CATEGORY, Value) == 8);
        assert!(core::mem::size_of::<CY>() == 8);
        assert!(core::mem::align_of::<CY>() == 8);
        assert!(core::mem::size_of::<CY_0>() == 8);
        assert!(core::mem::align_of::<CY_0>() == 4);
        assert!(core::mem::offset_of!(CY_0, Hi) == 4);
        assert!(core::mem::size_of::<DECIMAL>() == 16);
        assert!(core::mem::align_of::<DECIMAL>() == 8);
        assert!(core::mem::offset_of!(DECIMAL, Anonymous) == 2);
        assert!(core::mem::offset_of!(DECIMAL, Hi32) == 4);
        assert!(core::mem::offset_of!(DECIMAL, Anonymous2) == 8);
        assert!(core::mem::size_of::<DECIMAL_0>() == 2);
        assert!(core::mem::align_of::<DECIMAL_0>() == 2);
        assert!(core::mem::size_of::<DECIMAL_0_0>() == 2);
        assert!(core::mem::align_of::<DECIMAL_0_0>() == 1);
        assert!(core::mem::offset_of!(DECIMAL_0_0, sign) == 1);
        assert!(core::mem::size_of::<DECIMAL_1>() == 8);
        assert!(core::mem::align_of::<DECIMAL_1>() == 8);
        assert!(core::mem::size_of::<DECIMAL_1_0>() == 8);
        assert!(core::mem::align_of::<DECIMAL_1_0>() == 4);
        assert!(core::mem::offset_of!(DECIMAL_1_0, Mid32) == 4);
        assert!(core::mem::size_of::<FILETIME>() == 8);
        assert!(core::mem::align_of::<FILETIME>() == 4);
        assert!(core::mem::offset_of!(FILETIME, dwHighDateTime) == 4);
        assert!(core::mem::size_of::<SAFEARRAY>() == 32);
        assert!(core::mem::align_of::<SAFEARRAY>() == 8);
        assert!(core::mem::offset_of!(SAFEARRAY, fFeatures) == 2);
        assert!(core::mem::offset_of!(SAFEARRAY, cbElements) == 4);
        assert!(core::mem::offset_of!(SAFEARRAY, cLocks) == 8);
        assert!(core::mem::offset_of!(SAFEARRAY, pvData) == 16);
        assert!(core::mem::offset_of!(SAFEARRAY, rgsabound) == 24);
        assert!(core::mem::size_of::<SAFEARRAYBOUND>() == 8);
        assert!(core::mem::align_of::<SAFEARRAYBOUND>() == 4);
        assert!(core::mem::offset_of!(SAFEARRAYBOUND, lLbound) == 4);
        assert!(core::mem::size_of::<VARIANT>() == 24);
        assert!(core::mem::align_of::<VARIANT>() == 8);
        assert!(core::mem::size_of::<VARIANT_0>() == 24);
        assert!(core::mem::align_of::<VARIANT_0>() == 8);
        assert!(core::mem::size_of::<VARIANT_0_0>() == 24);
        assert!(core::mem::align_of::<VARIANT_0_0>() == 8);
        assert!(core::mem::offset_of!(VARIANT_0_0, wReserved1) == 2);
        assert!(core::mem::offset_of!(VARIANT_0_0, wReserved2) == 4);
        assert!(core::mem::offset_of!(VARIANT_0_0, wReserved3) == 6);
        assert!(core::mem::offset_of!(VARIANT_0_0, Anonymous) == 8);
        assert!(core::mem::size_of::<VARIANT_0_0_0>() == 16);
        assert!(core::mem::align_of::<VARIANT_0_0_0>() == 8);
        assert!(core::mem::size_of::<VARIANT_0_0_0_0>() == 16);
        assert!(core::mem::align_of::<VARIANT_0_0_0_0>() == 8);
        assert!(core::mem::offset_of!(VARIANT_0_0_0_0, pRecInfo) == 8);
    };
    #[cfg(all(windows, target_pointer_width = "32"))]
    const _: () = {
        assert!(core::mem::size_of::<BG_FILE_PROGRESS>() == 24);
        assert!(core::mem::align_of::<BG_FILE_PROGRESS>() == 8);
        assert!(core::mem::offset_of!(BG_FILE_PROGRESS, BytesTransferred) == 8);
        assert!(core::mem::offset_of!(BG_FILE_PROGRESS, Completed) == 16);
        assert!(core::mem::size_of::<BG_FILE_RANGE>() == 16);
        assert!(core::mem::align_of::<BG_FILE_RANGE>() == 8);
        assert!(core::mem::offset_of!(BG_FILE_RANGE, Length) == 8);
        assert!(core::mem::size_of::<BG_FILE_INFO>() == 8);
        assert!(core::mem::align_of::<BG_FILE_INFO>() == 4);
        assert!(core::mem::offset_of!(BG_FILE_INFO, LocalName) == 4);
        assert!(core::mem::size_of::<BG_JOB_PROGRESS>() == 24);
        assert!(core::mem::align_of::<BG_JOB_PROGRESS>() == 8);
        assert!(core::mem::offset_of!(BG_JOB_PROGRESS, BytesTransferred) == 8);
        assert!(core::mem::offset_of!(BG_JOB_PROGRESS, FilesTotal) == 16);
        assert!(core::mem::offset_of!(BG_JOB_PROGRESS, FilesTransferred) == 20);
        assert!(core::mem::size_of::<BG_JOB_REPLY_PROGRESS>() == 16);
        assert!(core::mem::align_of::<BG_JOB_REPLY_PROGRESS>() == 8);
        assert!(core::mem::offset_of!(BG_JOB_REPLY_PROGRESS, BytesTransferred) == 8);
        assert!(core::mem::size_of::<BG_JOB_TIMES>() == 24);
        assert!(core::mem::align_of::<BG_JOB_TIMES>() == 4);
        assert!(core::mem::offset_of!(BG_JOB_TIMES, ModificationTime) == 8);
        assert!(core::mem::offset_of!(BG_JOB_TIMES, TransferCompletionTime) == 16);
        assert!(core::mem::size_of::<BG_BASIC_CREDENTIALS>() == 8);
        assert!(core::mem::align_of::<BG_BASIC_CREDENTIALS>() == 4);
        assert!(core::mem::offset_of!(BG_BASIC_CREDENTIALS, Password) == 4);
        assert!(core::mem::size_of::<BG_AUTH_CREDENTIALS_UNION>() == 8);
        assert!(core::mem::align_of::<BG_AUTH_CREDENTIALS_UNION>() == 4);
        assert!(core::mem::size_of::<BG_AUTH_CREDENTIALS>() == 16);
        assert!(core::mem::align_of::<BG_AUTH_CREDENTIALS>() == 4);
        assert!(core::mem::offset_of!(BG_AUTH_CREDENTIALS, Scheme) == 4);
        assert!(core::mem::offset_of!(BG_AUTH_CREDENTIALS, Credentials) == 8);
        assert!(core::mem::size_of::<BITS_JOB_PROPERTY_VALUE>() == 16);
        assert!(core::mem::align_of::<BITS_JOB_PROPERTY_VALUE>() == 8);
        assert!(core::mem::size_of::<BITS_FILE_PROPERTY_VALUE>() == 4);
        assert!(core::mem::align_of::<BITS_FILE_PROPERTY_VALUE>() == 4);
        assert!(core::mem::size_of::<DOSwarmStats>() == 128);
        assert!(core::mem::align_of::<DOSwarmStats>() == 8);
        assert!(core::mem::offset_of!(DOSwarmStats, sourceURL) == 4);
        assert!(core::mem::offset_of!(DOSwarmStats, fileSize) == 8);
        assert!(core::mem::offset_of!(DOSwarmStats, totalBytesDownloaded) == 16);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromLanPeers) == 24);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromGroupPeers) == 32);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromInternetPeers) == 40);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromHttp) == 48);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesFromDoinc) == 56);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesToLanPeers) == 64);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesToGroupPeers) == 72);
        assert!(core::mem::offset_of!(DOSwarmStats, bytesToInternetPeers) == 80);
        assert!(core::mem::offset_of!(DOSwarmStats, httpConnectionCount) == 88);
        assert!(core::mem::offset_of!(DOSwarmStats, doincConnectionCount) == 92);
        assert!(core::mem::offset_of!(DOSwarmStats, lanConnectionCount) == 96);
        assert!(core::mem::offset_of!(DOSwarmStats, groupConnectionCount) == 100);
        assert!(core::mem::offset_of!(DOSwarmStats, internetConnectionCount) == 104);
        assert!(core::mem::offset_of!(DOSwarmStats, downloadDuration) == 108);
        assert!(core::mem::offset_of!(DOSwarmStats, downloadMode) == 112);
        assert!(core::mem::offset_of!(DOSwarmStats, status) == 116);
        assert!(core::mem::offset_of!(DOSwarmStats, isBackground) == 120);
        assert!(core::mem::size_of::<DO_DOWNLOAD_RANGE>() == 16);
        assert!(core::mem::align_of::<DO_DOWNLOAD_RANGE>() == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_RANGE, Length) == 8);
        assert!(core::mem::size_of::<DO_DOWNLOAD_RANGES_INFO>() == 24);
        assert!(core::mem::align_of::<DO_DOWNLOAD_RANGES_INFO>() == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_RANGES_INFO, Ranges) == 8);
        assert!(core::mem::size_of::<DO_DOWNLOAD_STATUS>() == 32);
        assert!(core::mem::align_of::<DO_DOWNLOAD_STATUS>() == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_STATUS, BytesTransferred) == 8);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_STATUS, State) == 16);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_STATUS, Error) == 20);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_STATUS, ExtendedError) == 24);
        assert!(core::mem::size_of::<DO_DOWNLOAD_ENUM_CATEGORY>() == 8);
        assert!(core::mem::align_of::<DO_DOWNLOAD_ENUM_CATEGORY>() == 4);
        assert!(core::mem::offset_of!(DO_DOWNLOAD_ENUM_CATEGORY, Value) == 4);
        assert!(core::mem::size_of::<CY>() == 8);
        assert!(core::mem::align_of::<CY>() == 8);
        assert!(core::mem::size_of::<CY_0>() == 8);
        assert!(core::mem::align_of::<CY_0>() == 4);
        assert!(core::mem::offset_of!(CY_0, Hi) == 4);
        assert!(core::mem::size_of::<DECIMAL>() == 16);
        assert!(core::mem::align_of::<DECIMAL>() == 8);
        assert!(core::mem::offset_of!(DECIMAL, Anonymous) == 2);
        assert!(core::mem::offset_of!(DECIMAL, Hi32) == 4);
        assert!(core::mem::offset_of!(DECIMAL, Anonymous2) == 8);
        assert!(core::mem::size_of::<DECIMAL_0>() == 2);
        assert!(core::mem::align_of::<DECIMAL_0>() == 2);
        assert!(core::mem::size_of::<DECIMAL_0_0>() == 2);
        assert!(core::mem::align_of::<DECIMAL_0_0>() == 1);
        assert!(core::mem::offset_of!(DECIMAL_0_0, sign) == 1);
        assert!(core::mem::size_of::<DECIMAL_1>() == 8);
        assert!(core::mem::align_of::<DECIMAL_1>() == 8);
        assert!(core::mem::size_of::<DECIMAL_1_0>() == 8);
        assert!(core::mem::align_of::<DECIMAL_1_0>() == 4);
        assert!(core::mem::offset_of!(DECIMAL_1_0, Mid32) == 4);
        assert!(core::mem::size_of::<FILETIME>() == 8);
        assert!(core::mem::align_of::<FILETIME>() == 4);
        assert!(core::mem::offset_of!(FILETIME, dwHighDateTime) == 4);
        assert!(core::mem::size_of::<SAFEARRAY>() == 24);
        assert!(core::mem::align_of::<SAFEARRAY>() == 4);
        assert!(core::mem::offset_of!(SAFEARRAY, fFeatures) == 2);
        assert!(core::mem::offset_of!(SAFEARRAY, cbElements) == 4);
        assert!(core::mem::offset_of!(SAFEARRAY, cLocks) == 8);
        assert!(core::mem::offset_of!(SAFEARRAY, pvData) == 12);
        assert!(core::mem::offset_of!(SAFEARRAY, rgsabound) == 16);
        assert!(core::mem::size_of::<SAFEARRAYBOUND>() == 8);
        assert!(core::mem::align_of::<SAFEARRAYBOUND>() == 4);
        assert!(core::mem::offset_of!(SAFEARRAYBOUND, lLbound) == 4);
        assert!(core::mem::size_of::<VARIANT>() == 16);
        assert!(core::mem::align_of::<VARIANT>() == 8);
        assert!(core::mem::size_of::<VARIANT_0>() == 16);
        assert!(core::mem::align_of::<VARIANT_0>() == 8);
        assert!(core::mem::size_of::<VARIANT_0_0>() == 16);
        assert!(core::mem::align_of::<VARIANT_0_0>() == 8);
        assert!(core::mem::offset_of!(VARIANT_0_0, wReserved1) == 2);
        assert!(core::mem::offset_of!(VARIANT_0_0, wReserved2) == 4);
        assert!(core::mem::offset_of!(VARIANT_0_0, wReserved3) == 6);
        assert!(core::mem::offset_of!(VARIANT_0_0, Anonymous) == 8);
        assert!(core::mem::size_of::<VARIANT_0_0_0>() == 8);
        assert!(core::mem::align_of::<VARIANT_0_0_0>() == 8);
        assert!(core::mem::size_of::<VARIANT_0_0_0_0>() == 8);
        assert!(core::mem::align_of::<VARIANT_0_0_0_0>() == 4);
        assert!(core::mem::offset_of!(VARIANT_0_0_0_0, pRecInfo) == 4);
    };
    mod shared__ {
        /// Returns what a function put into its place, unless it failed.
        pub(super) fn value<T>(code: windows_core::HRESULT, value: T) -> windows_core::Result<T> {
            code.map(|| value)
        }
        /// Returns what a function put into its place, unless it failed, as the type that owns it.
        ///
        /// # Safety
        ///
        /// `S` is `T` at the ABI.
        pub(super) unsafe fn owned<S, T>(code: windows_core::HRESULT, value: S) -> windows_core::Result<T> {
            const { assert!(size_of::<S>() == size_of::<T>()) };
            let value = core::mem::ManuallyDrop::new(value);
            // SAFETY: The value is a `T`, and nobody else owns it.
            code.map(|| unsafe { core::mem::transmute_copy(&value) })
        }
        /// Returns the interface that a function put into its place, unless it failed. Null is an error.
        ///
        /// # Safety
        ///
        /// The pointer is null, or a reference to a `T` that the caller owns.
        pub(super) unsafe fn interface<T: windows_core::Interface>(code: windows_core::HRESULT, value: *mut core::ffi::c_void) -> windows_core::Result<T> {
            // SAFETY: An interface is its pointer, and null is none.
            code.and_then(|| unsafe { core::mem::transmute_copy::<_, Option<T>>(&value) }.ok_or_else(windows_core::Error::empty))
        }
        pub(super) fn show(f: &mut core::fmt::Formatter<'_>, name: &str, pointer: *mut core::ffi::c_void) -> core::fmt::Result {
            f.debug_tuple(name).field(&pointer).finish()
        }
        /// Returns the implementation of an object of `#[implement]`.
        ///
        /// # Safety
        ///
        /// `this` is the interface's pointer of an object that has an `Identity` so many pointers before or after it.
        pub(super) unsafe fn implementation<'a, Identity, const OFFSET: isize>(this: *mut core::ffi::c_void) -> &'a Identity {
            // SAFETY: The object lives as long as the call.
            unsafe { &*(this as *const *const ()).offset(OFFSET).cast::<Identity>() }
        }
        /// Puts a result into its place, and returns the code.
        ///
        /// # Safety
        ///
        /// `place` is for a `T`, which is an `S` at the ABI.
        pub(super) unsafe fn put<S, T>(result: windows_core::Result<T>, place: *mut S) -> windows_core::HRESULT {
            match result {
                Ok(value) => {
                    // SAFETY: The caller gave the place for it.
                    unsafe { place.cast::<T>().write(value) };
                    windows_core::HRESULT(0)
                }
                Err(error) => error.into(),
            }
        }
    }
    pub use ::comidl::BSTR;
}
