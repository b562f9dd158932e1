//! The properties of a download, each with the type that it has in its VARIANT.

use super::Download;
use crate::Variant;
use crate::bindings::*;
use crate::error::E_INVALIDARG;
use crate::service::call::{check, slot};
use crate::service::open_enum::open_enum;
use crate::service::seconds::{from_seconds, to_seconds};
use crate::{Error, Result, Value};
use std::path::Path;
use std::time::Duration;
use windows_core::IUnknown;

open_enum! {
    /// Which property.
    DownloadProperty of DODownloadProperty {
        /// See [`Download::id`].
        Id = DODownloadProperty_Id,
        /// See [`Download::set_uri`].
        Uri = DODownloadProperty_Uri,
        /// See [`Download::set_content_id`].
        ContentId = DODownloadProperty_ContentId,
        /// See [`Download::set_display_name`].
        DisplayName = DODownloadProperty_DisplayName,
        /// See [`Download::set_local_path`].
        LocalPath = DODownloadProperty_LocalPath,
        /// See [`Download::set_http_headers`].
        HttpCustomHeaders = DODownloadProperty_HttpCustomHeaders,
        /// See [`Download::set_cost_policy`].
        CostPolicy = DODownloadProperty_CostPolicy,
        /// See [`Download::set_security_flags`].
        SecurityFlags = DODownloadProperty_SecurityFlags,
        /// See [`Download::set_callback_percent`].
        CallbackFreqPercent = DODownloadProperty_CallbackFreqPercent,
        /// See [`Download::set_callback_interval`].
        CallbackFreqSeconds = DODownloadProperty_CallbackFreqSeconds,
        /// See [`Download::set_no_progress_timeout`].
        NoProgressTimeoutSeconds = DODownloadProperty_NoProgressTimeoutSeconds,
        /// See [`Download::set_foreground`].
        ForegroundPriority = DODownloadProperty_ForegroundPriority,
        /// See [`Download::set_blocking`].
        BlockingMode = DODownloadProperty_BlockingMode,
        /// See [`Download::subscribe`].
        CallbackInterface = DODownloadProperty_CallbackInterface,
        /// See [`Download::set_stream`].
        StreamInterface = DODownloadProperty_StreamInterface,
        /// The certificate that HTTPS shows to servers: an array of bytes, which [`Value`] has no
        /// variant for; set it through [`Download::as_raw`].
        SecurityContext = DODownloadProperty_SecurityContext,
        /// See [`Download::set_network_token`].
        NetworkToken = DODownloadProperty_NetworkToken,
        /// See [`Download::set_correlation_vector`].
        CorrelationVector = DODownloadProperty_CorrelationVector,
        /// See [`Download::set_decryption_info`].
        DecryptionInfo = DODownloadProperty_DecryptionInfo,
        /// See [`Download::set_integrity_check_info`].
        IntegrityCheckInfo = DODownloadProperty_IntegrityCheckInfo,
        /// See [`Download::set_integrity_check_mandatory`].
        IntegrityCheckMandatory = DODownloadProperty_IntegrityCheckMandatory,
        /// See [`Download::total_size`].
        TotalSizeBytes = DODownloadProperty_TotalSizeBytes,
        /// See [`Download::set_disallow_on_cellular`].
        DisallowOnCellular = DODownloadProperty_DisallowOnCellular,
        /// See [`Download::set_http_auth_headers`].
        HttpCustomAuthHeaders = DODownloadProperty_HttpCustomAuthHeaders,
        /// See [`Download::set_allow_insecure_redirect`].
        HttpAllowSecureToNonSecureRedirect = DODownloadProperty_HttpAllowSecureToNonSecureRedirect,
        /// See [`Download::set_non_volatile`].
        NonVolatile = DODownloadProperty_NonVolatile,
        /// See [`Download::http_redirection_target`].
        HttpRedirectionTarget = DODownloadProperty_HttpRedirectionTarget,
        /// See [`Download::http_response_headers`].
        HttpResponseHeaders = DODownloadProperty_HttpResponseHeaders,
        /// See [`Download::http_server_address`].
        HttpServerIPAddress = DODownloadProperty_HttpServerIPAddress,
        /// See [`Download::http_status`].
        HttpStatusCode = DODownloadProperty_HttpStatusCode,
    }
}

open_enum! {
    /// On which connections a download may run.
    CostPolicy of DODownloadCostPolicy {
        /// On any.
        Always = DODownloadCostPolicy_Always,
        /// Only where nothing is counted.
        Unrestricted = DODownloadCostPolicy_Unrestricted,
        /// Not where there is a surcharge, nor near the cap of a plan.
        Standard = DODownloadCostPolicy_Standard,
        /// On any but where it would roam.
        NoRoaming = DODownloadCostPolicy_NoRoaming,
        /// Not where there is a surcharge.
        NoSurcharge = DODownloadCostPolicy_NoSurcharge,
        /// Not on cellular connections.
        NoCellular = DODownloadCostPolicy_NoCellular,
    }
}

/// Any property.
///
/// # Errors
///
/// Of these two and of all that follow: DO_E_UNKNOWN_PROPERTY_ID for a property that the service
/// doesn't know, DO_E_WRITE_ONLY_PROPERTY and DO_E_READ_ONLY_PROPERTY, DO_E_INVALID_STATE for one
/// that can't be set in this state, E_INVALIDARG for a value that it can't have.
impl Download {
    /// The value of a property; [`Value::Empty`] for one that isn't set.
    pub fn property(&self, property: DownloadProperty) -> Result<Value> {
        let mut variant = Variant::empty();
        // SAFETY: GetProperty writes a variant that the caller clears.
        check(unsafe { slot!(&self.0, GetProperty(property.raw(), variant.as_out())) })?;
        Ok(variant.value())
    }

    /// Sets a property.
    pub fn set_property(&self, property: DownloadProperty, value: &Value) -> Result<()> {
        let variant = Variant::new(value)?;
        // SAFETY: the variant lives until the call is over.
        check(unsafe { slot!(&self.0, SetProperty(property.raw(), variant.as_in())) })
    }

    fn set_text(&self, property: DownloadProperty, text: &str) -> Result<()> {
        self.set_property(property, &Value::Text(text.to_owned()))
    }

    fn set_bool(&self, property: DownloadProperty, value: bool) -> Result<()> {
        self.set_property(property, &Value::Bool(value))
    }

    /// Rounds up to whole seconds.
    pub(super) fn set_seconds(&self, property: DownloadProperty, time: Duration) -> Result<()> {
        self.set_property(property, &Value::U32(to_seconds(time)?))
    }

    fn text(&self, property: DownloadProperty) -> Result<String> {
        self.property(property)?.into_text()
    }

    fn number(&self, property: DownloadProperty) -> Result<u32> {
        let number = self.property(property)?.into_u64()?;
        u32::try_from(number)
            .map_err(|_| Error::new(E_INVALIDARG, "the property doesn't fit 32 bits"))
    }
}

/// What is downloaded, and whereto.
impl Download {
    /// What identifies the download.
    pub fn id(&self) -> Result<String> {
        self.text(DownloadProperty::Id)
    }

    /// Where the file comes from.
    pub fn uri(&self) -> Result<String> {
        self.text(DownloadProperty::Uri)
    }

    /// A download has a URI, a [content id](Self::set_content_id), or both.
    pub fn set_uri(&self, uri: &str) -> Result<()> {
        self.set_text(DownloadProperty::Uri, uri)
    }

    /// The name of the content by which peers find each other.
    pub fn content_id(&self) -> Result<String> {
        self.text(DownloadProperty::ContentId)
    }

    /// A download has a [URI](Self::set_uri), a content id, or both.
    pub fn set_content_id(&self, id: &str) -> Result<()> {
        self.set_text(DownloadProperty::ContentId, id)
    }

    /// The name that is for people.
    pub fn display_name(&self) -> Result<String> {
        self.text(DownloadProperty::DisplayName)
    }

    /// A name for people.
    pub fn set_display_name(&self, name: &str) -> Result<()> {
        self.set_text(DownloadProperty::DisplayName, name)
    }

    /// Where the file goes to.
    pub fn local_path(&self) -> Result<String> {
        self.text(DownloadProperty::LocalPath)
    }

    /// A full path. A download has one or a [stream](Self::set_stream).
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for a path that isn't well-formed Unicode.
    pub fn set_local_path(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref().to_str();
        let path = path.ok_or_else(|| Error::new(E_INVALIDARG, "the path isn't Unicode"))?;
        self.set_text(DownloadProperty::LocalPath, path)
    }

    /// An object with `IStream` that the bytes are written to, in place of a file.
    pub fn set_stream(&self, stream: &IUnknown) -> Result<()> {
        let stream = Value::Interface(Some(stream.clone()));
        self.set_property(DownloadProperty::StreamInterface, &stream)
    }

    /// The size of the whole file, in bytes.
    pub fn total_size(&self) -> Result<u64> {
        self.property(DownloadProperty::TotalSizeBytes)?.into_u64()
    }

    /// Tells the service the size of the whole file, in bytes, where the program knows it.
    pub fn set_total_size(&self, bytes: u64) -> Result<()> {
        self.set_property(DownloadProperty::TotalSizeBytes, &Value::U64(bytes))
    }

    /// What the file is decrypted with: JSON, as the content's publisher gives it.
    pub fn set_decryption_info(&self, info: &str) -> Result<()> {
        self.set_text(DownloadProperty::DecryptionInfo, info)
    }

    /// What the file's integrity is checked against: JSON, as the content's publisher gives it.
    pub fn set_integrity_check_info(&self, info: &str) -> Result<()> {
        self.set_text(DownloadProperty::IntegrityCheckInfo, info)
    }

    /// Whether the download fails where the integrity can't be checked.
    pub fn set_integrity_check_mandatory(&self, mandatory: bool) -> Result<()> {
        self.set_bool(DownloadProperty::IntegrityCheckMandatory, mandatory)
    }
}

/// How it runs.
impl Download {
    /// On which connections the download may run.
    pub fn cost_policy(&self) -> Result<CostPolicy> {
        let policy = self.number(DownloadProperty::CostPolicy)?;
        Ok(CostPolicy::from(policy as i32))
    }

    /// On which connections the download may run.
    pub fn set_cost_policy(&self, policy: CostPolicy) -> Result<()> {
        let policy = Value::U32(policy.raw() as u32);
        self.set_property(DownloadProperty::CostPolicy, &policy)
    }

    /// Keeps the download off cellular connections, whatever its [policy](Self::set_cost_policy).
    pub fn set_disallow_on_cellular(&self, disallow: bool) -> Result<()> {
        self.set_bool(DownloadProperty::DisallowOnCellular, disallow)
    }

    /// Whether the download competes with the user's own transfers.
    pub fn foreground(&self) -> Result<bool> {
        self.property(DownloadProperty::ForegroundPriority)?
            .into_bool()
    }

    /// A new download is in the background.
    pub fn set_foreground(&self, foreground: bool) -> Result<()> {
        self.set_bool(DownloadProperty::ForegroundPriority, foreground)
    }

    /// Whether [`start`](Self::start) returns only once everything has arrived, or something went
    /// wrong. That of a new download returns at once.
    pub fn set_blocking(&self, blocking: bool) -> Result<()> {
        self.set_bool(DownloadProperty::BlockingMode, blocking)
    }

    /// For how long nothing may arrive before the download fails with DO_E_DOWNLOAD_NO_PROGRESS.
    pub fn no_progress_timeout(&self) -> Result<Duration> {
        self.number(DownloadProperty::NoProgressTimeoutSeconds)
            .map(from_seconds)
    }

    /// In whole seconds, 60 at least.
    pub fn set_no_progress_timeout(&self, timeout: Duration) -> Result<()> {
        self.set_seconds(DownloadProperty::NoProgressTimeoutSeconds, timeout)
    }

    /// Whether the download is kept when the service or the system is started anew.
    pub fn set_non_volatile(&self, non_volatile: bool) -> Result<()> {
        self.set_bool(DownloadProperty::NonVolatile, non_volatile)
    }

    /// Downloads with the identity of the caller's token, as it is now, or no more.
    pub fn set_network_token(&self, capture: bool) -> Result<()> {
        self.set_bool(DownloadProperty::NetworkToken, capture)
    }

    /// What telemetry is to be correlated by.
    pub fn set_correlation_vector(&self, vector: &str) -> Result<()> {
        self.set_text(DownloadProperty::CorrelationVector, vector)
    }
}

/// How it speaks HTTP.
impl Download {
    /// Headers that requests carry, formatted as HTTP has them.
    pub fn set_http_headers(&self, headers: &str) -> Result<()> {
        self.set_text(DownloadProperty::HttpCustomHeaders, headers)
    }

    /// Headers that requests carry once a server asked to authenticate, formatted as HTTP has them.
    pub fn set_http_auth_headers(&self, headers: &str) -> Result<()> {
        self.set_text(DownloadProperty::HttpCustomAuthHeaders, headers)
    }

    /// What of a server's certificate may be wrong: the flags of WinHTTP's
    /// `WINHTTP_OPTION_SECURITY_FLAGS`.
    pub fn set_security_flags(&self, flags: u32) -> Result<()> {
        self.set_property(DownloadProperty::SecurityFlags, &Value::U32(flags))
    }

    /// Whether a server may send a request from HTTPS to HTTP.
    pub fn set_allow_insecure_redirect(&self, allow: bool) -> Result<()> {
        let property = DownloadProperty::HttpAllowSecureToNonSecureRedirect;
        self.set_bool(property, allow)
    }

    /// The URL that the server sent the request to.
    pub fn http_redirection_target(&self) -> Result<String> {
        self.text(DownloadProperty::HttpRedirectionTarget)
    }

    /// The headers of the server's answer.
    pub fn http_response_headers(&self) -> Result<String> {
        self.text(DownloadProperty::HttpResponseHeaders)
    }

    /// The server's IP address.
    pub fn http_server_address(&self) -> Result<String> {
        self.text(DownloadProperty::HttpServerIPAddress)
    }

    /// The status of the server's answer, such as 206.
    pub fn http_status(&self) -> Result<u32> {
        self.number(DownloadProperty::HttpStatusCode)
    }
}
