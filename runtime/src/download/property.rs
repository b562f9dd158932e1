//! The properties of a download, each with the type that it has in its VARIANT.

use super::Download;
use crate::Variant;
use crate::bindings::*;
use crate::error::E_INVALIDARG;
use crate::service::call::{check, slot};
use crate::service::open_enum::open_enum;
use crate::service::seconds::{from_seconds, to_seconds};
use crate::{Agile, Error, Result, Value};
use std::path::{Path, PathBuf};
use std::time::Duration;
use windows_core::IUnknown;

open_enum! {
    /// The id of a property.
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
    /// The connections on which a download may run.
    CostPolicy of DODownloadCostPolicy {
        /// Any connection.
        Always = DODownloadCostPolicy_Always,
        /// Connections without any limit or charge.
        Unrestricted = DODownloadCostPolicy_Unrestricted,
        /// Connections without a surcharge, and not near the cap of a plan.
        Standard = DODownloadCostPolicy_Standard,
        /// Any connection that doesn't roam.
        NoRoaming = DODownloadCostPolicy_NoRoaming,
        /// Connections without a surcharge.
        NoSurcharge = DODownloadCostPolicy_NoSurcharge,
        /// Any connection that isn't cellular.
        NoCellular = DODownloadCostPolicy_NoCellular,
    }
}

/// Any property.
///
/// # Errors
///
/// These two and all methods below return DO_E_UNKNOWN_PROPERTY_ID for a property that the service
/// doesn't know, DO_E_WRITE_ONLY_PROPERTY and DO_E_READ_ONLY_PROPERTY, DO_E_INVALID_STATE for a
/// property that can't be set in this state, and E_INVALIDARG for a value that it can't have.
impl Download {
    /// Returns the value of a property; [`Value::Empty`] for one that isn't set.
    ///
    /// # Errors
    ///
    /// DO_E_UNKNOWN_PROPERTY_ID for a property that the service doesn't know, DO_E_WRITE_ONLY_PROPERTY for one that
    /// can only be set, and the errors of the connection to the service.
    pub fn property(&self, property: DownloadProperty) -> Result<Value> {
        let mut variant = Variant::empty();
        // SAFETY: GetProperty writes a variant that the caller clears.
        check(unsafe { slot!(&self.0, GetProperty(property.raw(), variant.as_out())) })?;
        Ok(variant.value())
    }

    /// Sets a property.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for an interface, which the service would call on threads of its own:
    /// [`set_callback_interface`](Self::set_callback_interface) and [`set_stream`](Self::set_stream) take
    /// those that may be.
    pub fn set_property(&self, property: DownloadProperty, value: &Value) -> Result<()> {
        let variant = Variant::without_interface(value)?;
        self.set_variant(property, &variant)
    }

    fn set_variant(&self, property: DownloadProperty, variant: &Variant) -> Result<()> {
        // SAFETY: the variant lives until the call is over; an interface in it is an agile object's.
        check(unsafe { slot!(&self.0, SetProperty(property.raw(), variant.as_in())) })
    }

    /// Sets a property that is an interface.
    pub(super) fn set_interface(
        &self,
        property: DownloadProperty,
        interface: Option<&Agile<IUnknown>>,
    ) -> Result<()> {
        let interface = interface.map(|interface| IUnknown::clone(interface));
        self.set_variant(property, &Variant::new(&Value::Interface(interface))?)
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

/// The source and the target.
impl Download {
    /// Returns the identifier of the download.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn id(&self) -> Result<String> {
        self.text(DownloadProperty::Id)
    }

    /// Returns the URI of the file.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn uri(&self) -> Result<String> {
        self.text(DownloadProperty::Uri)
    }

    /// Sets the URI. A download has a URI, a [content id](Self::set_content_id), or both.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_uri(&self, uri: &str) -> Result<()> {
        self.set_text(DownloadProperty::Uri, uri)
    }

    /// Returns the name of the content by which peers find each other.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn content_id(&self) -> Result<String> {
        self.text(DownloadProperty::ContentId)
    }

    /// Sets the content id. A download has a [URI](Self::set_uri), a content id, or both.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_content_id(&self, id: &str) -> Result<()> {
        self.set_text(DownloadProperty::ContentId, id)
    }

    /// Returns the name for people.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn display_name(&self) -> Result<String> {
        self.text(DownloadProperty::DisplayName)
    }

    /// Sets the name for people.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_display_name(&self, name: &str) -> Result<()> {
        self.set_text(DownloadProperty::DisplayName, name)
    }

    /// Returns the path of the file.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn local_path(&self) -> Result<PathBuf> {
        self.text(DownloadProperty::LocalPath).map(PathBuf::from)
    }

    /// Sets the path of the file, a full path. A download has a path or a [stream](Self::set_stream).
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for a path that isn't well-formed Unicode.
    pub fn set_local_path(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref().to_str();
        let path = path.ok_or_else(|| Error::new(E_INVALIDARG, "the path isn't Unicode"))?;
        self.set_text(DownloadProperty::LocalPath, path)
    }

    /// Sets an object with `IStream` that gets the bytes, in place of a file. The service calls it on
    /// threads of its own, hence [`Agile`].
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an object without the interface.
    pub fn set_stream(&self, stream: &Agile<IUnknown>) -> Result<()> {
        self.set_interface(DownloadProperty::StreamInterface, Some(stream))
    }

    /// Returns the size of the whole file, in bytes.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn total_size(&self) -> Result<u64> {
        self.property(DownloadProperty::TotalSizeBytes)?.into_u64()
    }

    /// Tells the service the size of the whole file, in bytes, where the program knows it.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_total_size(&self, bytes: u64) -> Result<()> {
        self.set_property(DownloadProperty::TotalSizeBytes, &Value::U64(bytes))
    }

    /// Sets the data to decrypt the file with: JSON, as the content's publisher gives it.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_decryption_info(&self, info: &str) -> Result<()> {
        self.set_text(DownloadProperty::DecryptionInfo, info)
    }

    /// Sets the data to check the file's integrity against: JSON, as the content's publisher gives it.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_integrity_check_info(&self, info: &str) -> Result<()> {
        self.set_text(DownloadProperty::IntegrityCheckInfo, info)
    }

    /// Sets whether the download fails where the integrity can't be checked.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_integrity_check_mandatory(&self, mandatory: bool) -> Result<()> {
        self.set_bool(DownloadProperty::IntegrityCheckMandatory, mandatory)
    }
}

/// Connections, priority and timeouts.
impl Download {
    /// Returns the connections on which the download may run.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn cost_policy(&self) -> Result<CostPolicy> {
        let policy = self.number(DownloadProperty::CostPolicy)?;
        Ok(CostPolicy::from(policy as i32))
    }

    /// Sets the connections on which the download may run.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_cost_policy(&self, policy: CostPolicy) -> Result<()> {
        let policy = Value::U32(policy.raw() as u32);
        self.set_property(DownloadProperty::CostPolicy, &policy)
    }

    /// Keeps the download off cellular connections, whatever its [policy](Self::set_cost_policy).
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_disallow_on_cellular(&self, disallow: bool) -> Result<()> {
        self.set_bool(DownloadProperty::DisallowOnCellular, disallow)
    }

    /// Returns whether the download competes with the user's own transfers.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn foreground(&self) -> Result<bool> {
        self.property(DownloadProperty::ForegroundPriority)?
            .into_bool()
    }

    /// Sets whether the download competes with the user's own transfers. A new download doesn't.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_foreground(&self, foreground: bool) -> Result<()> {
        self.set_bool(DownloadProperty::ForegroundPriority, foreground)
    }

    /// Sets whether [`start`](Self::start) waits until everything has arrived, or an error happened. For
    /// a new download it returns at once.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_blocking(&self, blocking: bool) -> Result<()> {
        self.set_bool(DownloadProperty::BlockingMode, blocking)
    }

    /// Sets how long nothing may arrive before the download fails with DO_E_DOWNLOAD_NO_PROGRESS.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn no_progress_timeout(&self) -> Result<Duration> {
        self.number(DownloadProperty::NoProgressTimeoutSeconds)
            .map(from_seconds)
    }

    /// In whole seconds, 60 at least.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_no_progress_timeout(&self, timeout: Duration) -> Result<()> {
        self.set_seconds(DownloadProperty::NoProgressTimeoutSeconds, timeout)
    }

    /// Sets whether the service keeps the download over a restart of itself or of the system.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_non_volatile(&self, non_volatile: bool) -> Result<()> {
        self.set_bool(DownloadProperty::NonVolatile, non_volatile)
    }

    /// Downloads with the identity of the caller's token, as it is now, or no more.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_network_token(&self, capture: bool) -> Result<()> {
        self.set_bool(DownloadProperty::NetworkToken, capture)
    }

    /// Sets the vector by which telemetry is correlated.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_correlation_vector(&self, vector: &str) -> Result<()> {
        self.set_text(DownloadProperty::CorrelationVector, vector)
    }
}

/// HTTP.
impl Download {
    /// Sets the headers of requests, in the format of HTTP.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_http_headers(&self, headers: &str) -> Result<()> {
        self.set_text(DownloadProperty::HttpCustomHeaders, headers)
    }

    /// Sets the headers of requests to a server that asked for authentication, in the format of HTTP.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_http_auth_headers(&self, headers: &str) -> Result<()> {
        self.set_text(DownloadProperty::HttpCustomAuthHeaders, headers)
    }

    /// Sets which errors of a server's certificate to ignore: the flags of WinHTTP's
    /// `WINHTTP_OPTION_SECURITY_FLAGS`.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_security_flags(&self, flags: u32) -> Result<()> {
        self.set_property(DownloadProperty::SecurityFlags, &Value::U32(flags))
    }

    /// Sets whether a server may redirect a request from HTTPS to HTTP.
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_allow_insecure_redirect(&self, allow: bool) -> Result<()> {
        let property = DownloadProperty::HttpAllowSecureToNonSecureRedirect;
        self.set_bool(property, allow)
    }

    /// Returns the URL that the server redirected the request to.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn http_redirection_target(&self) -> Result<String> {
        self.text(DownloadProperty::HttpRedirectionTarget)
    }

    /// Returns the headers of the server's answer.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn http_response_headers(&self) -> Result<String> {
        self.text(DownloadProperty::HttpResponseHeaders)
    }

    /// Returns the server's IP address.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn http_server_address(&self) -> Result<String> {
        self.text(DownloadProperty::HttpServerIPAddress)
    }

    /// Returns the status of the server's answer, such as 206.
    ///
    /// # Errors
    ///
    /// As those of [`property`](Self::property).
    pub fn http_status(&self) -> Result<u32> {
        self.number(DownloadProperty::HttpStatusCode)
    }
}
