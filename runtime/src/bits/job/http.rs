//! The HTTP options of a job: `IBackgroundCopyJobHttpOptions`.

use super::super::Job;
use crate::Result;
use crate::bindings::*;
use crate::bits::returned::{take_array, take_string};
use crate::service::call::{check, slot, value};
use crate::service::open_enum::open_enum;
use crate::service::text::WideString;
use bitflags::bitflags;
use std::ptr::null_mut;
use windows_core::{Interface, PCWSTR, PWSTR};

open_enum! {
    /// A store of certificates.
    CertificateStore of BG_CERT_STORE_LOCATION {
        /// Of the user.
        CurrentUser = BG_CERT_STORE_LOCATION_CURRENT_USER,
        /// Of the machine.
        LocalMachine = BG_CERT_STORE_LOCATION_LOCAL_MACHINE,
        /// Of the service that asks.
        CurrentService = BG_CERT_STORE_LOCATION_CURRENT_SERVICE,
        /// Of a service.
        Services = BG_CERT_STORE_LOCATION_SERVICES,
        /// Of a user.
        Users = BG_CERT_STORE_LOCATION_USERS,
        /// Of the user, by group policy.
        CurrentUserGroupPolicy = BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY,
        /// Of the machine, by group policy.
        LocalMachineGroupPolicy = BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY,
        /// Of the machine, by the enterprise.
        LocalMachineEnterprise = BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE,
    }
}

bitflags! {
    /// Checks of a server's certificate that a job makes, or leaves out.
    ///
    /// Bits that have no name here are kept as they are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct HttpSecurity: u32 {
        /// The list of revoked certificates is asked.
        const CHECK_REVOCATION = BG_SSL_ENABLE_CRL_CHECK as u32;
        /// The certificate may be for another name.
        const IGNORE_NAME = BG_SSL_IGNORE_CERT_CN_INVALID as u32;
        /// The certificate may be out of date.
        const IGNORE_DATE = BG_SSL_IGNORE_CERT_DATE_INVALID as u32;
        /// Anybody may have signed the certificate.
        const IGNORE_AUTHORITY = BG_SSL_IGNORE_UNKNOWN_CA as u32;
        /// The certificate may be for another use.
        const IGNORE_USAGE = BG_SSL_IGNORE_CERT_WRONG_USAGE as u32;
        /// A server may send a request of HTTPS to an address of HTTP.
        const ALLOW_HTTPS_TO_HTTP = BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP as u32;
        const _ = !0;
    }
}

/// What happens when a server sends a request elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum RedirectPolicy {
    /// The request goes there, and the file keeps its URL.
    #[default]
    Silent,
    /// The request goes there, and the file gets the URL.
    Report,
    /// The job fails.
    Disallow,
}

impl HttpSecurity {
    const REDIRECTS: Self = Self::from_bits_retain(BG_HTTP_REDIRECT_POLICY_MASK as u32);

    /// Returns what happens when a server sends a request elsewhere.
    #[must_use]
    pub fn redirects(self) -> RedirectPolicy {
        match (self & Self::REDIRECTS).bits() as i32 {
            BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT => RedirectPolicy::Report,
            BG_HTTP_REDIRECT_POLICY_DISALLOW => RedirectPolicy::Disallow,
            _ => RedirectPolicy::Silent,
        }
    }

    /// Returns the same checks with another policy.
    #[must_use]
    pub fn with_redirects(self, policy: RedirectPolicy) -> Self {
        let policy = match policy {
            RedirectPolicy::Silent => BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT,
            RedirectPolicy::Report => BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT,
            RedirectPolicy::Disallow => BG_HTTP_REDIRECT_POLICY_DISALLOW,
        };
        (self - Self::REDIRECTS) | Self::from_bits_retain(policy as u32)
    }
}

/// How a certificate is found in its store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateName {
    /// By its hash of SHA-1.
    Hash([u8; 20]),
    /// By the name of its subject. A part of the name is enough.
    Subject(String),
}

/// The certificate that a job shows to servers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientCertificate {
    /// The store.
    pub store: CertificateStore,
    /// The name of the store: `MY`, `CA`, `ROOT`, or one of the program's.
    pub store_name: String,
    /// The hash, of SHA-1.
    pub hash: [u8; 20],
    /// The name of its subject, where it was set by that.
    pub subject: Option<String>,
}

/// HTTP. BITS alone, of version 2.5 and later.
impl Job {
    /// Returns the headers that each request has besides; `None` for none.
    ///
    /// # Errors
    ///
    /// The errors of a method of a later version, as for a [`Job`](Job#errors).
    pub fn custom_headers(&self) -> Result<Option<String>> {
        let headers = value(|headers| unsafe {
            // SAFETY: GetCustomHeaders writes null, or a string that the caller frees.
            slot!(&self.http_options()?, GetCustomHeaders(headers))
        })?;
        // SAFETY: as above.
        Ok(unsafe { take_string(headers) })
    }

    /// Sets headers that each request has besides, in lines that end in `\r\n`; `None` for none.
    ///
    /// # Errors
    ///
    /// BG_E_STRING_TOO_LONG for more than 16 KiB of text; E_INVALIDARG for a NUL in it.
    pub fn set_custom_headers(&self, headers: Option<&str>) -> Result<()> {
        let options = self.http_options()?;
        let headers = headers.map(WideString::new).transpose()?;
        let pointer = headers
            .as_ref()
            .map_or(PCWSTR::null(), WideString::as_pcwstr);
        // SAFETY: null, or a string that lives until the call is over.
        check(unsafe { slot!(&options, SetCustomHeaders(pointer)) })
    }

    /// Returns how servers are checked.
    ///
    /// # Errors
    ///
    /// The errors of a method of a later version, as for a [`Job`](Job#errors).
    pub fn http_security(&self) -> Result<HttpSecurity> {
        let options = self.http_options()?;
        // SAFETY: GetSecurityFlags writes the value.
        value(|flags| unsafe { slot!(&options, GetSecurityFlags(flags)) })
            .map(HttpSecurity::from_bits_retain)
    }

    /// Sets how servers are checked. A new job makes the usual checks, but for that of revoked certificates, and
    /// follows servers elsewhere in silence.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for checks that the version of BITS doesn't know.
    pub fn set_http_security(&self, security: HttpSecurity) -> Result<()> {
        let options = self.http_options()?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&options, SetSecurityFlags(security.bits())) })
    }

    /// Returns the certificate that the job shows to servers, if it has one.
    ///
    /// # Errors
    ///
    /// The errors of a method of a later version, as for a [`Job`](Job#errors).
    pub fn client_certificate(&self) -> Result<Option<ClientCertificate>> {
        let options = self.http_options()?;
        let mut store = 0;
        let (mut name, mut hash, mut subject) = (PWSTR::null(), null_mut(), PWSTR::null());
        // SAFETY: GetClientCertificate writes all of it: strings and 20 bytes that the caller frees, or nulls.
        let (store_name, hash, subject) = unsafe {
            check(slot!(
                &options,
                GetClientCertificate(&mut store, &mut name, &mut hash, &mut subject)
            ))?;
            (
                take_string(name),
                take_array(hash, 20),
                take_string(subject),
            )
        };
        Ok(hash.try_into().ok().map(|hash| ClientCertificate {
            store: store.into(),
            store_name: store_name.unwrap_or_default(),
            hash,
            subject,
        }))
    }

    /// Sets the certificate that the job shows to servers, by its store and its name there.
    ///
    /// # Errors
    ///
    /// BG_E_STRING_TOO_LONG for a name of a store or a subject of more than 256 units of UTF-16, CRYPT_E_NOT_FOUND
    /// for a subject of no certificate.
    pub fn set_client_certificate(
        &self,
        store: CertificateStore,
        store_name: &str,
        certificate: &CertificateName,
    ) -> Result<()> {
        let options = self.http_options()?;
        let (store, name) = (store.raw(), WideString::new(store_name)?);
        let name = name.as_pcwstr();
        // SAFETY: the strings and the hash live until the call is over.
        check(unsafe {
            match certificate {
                CertificateName::Hash(hash) => {
                    slot!(
                        &options,
                        SetClientCertificateByID(store, name, hash.as_ptr())
                    )
                }
                CertificateName::Subject(subject) => {
                    let subject = WideString::new(subject)?;
                    slot!(
                        &options,
                        SetClientCertificateByName(store, name, subject.as_pcwstr())
                    )
                }
            }
        })
    }

    /// Lets the job show no certificate.
    ///
    /// # Errors
    ///
    /// The errors of a method of a later version, as for a [`Job`](Job#errors).
    pub fn remove_client_certificate(&self) -> Result<()> {
        let options = self.http_options()?;
        // SAFETY: there are no arguments.
        check(unsafe { slot!(&options, RemoveClientCertificate()) })
    }

    fn http_options(&self) -> Result<IBackgroundCopyJobHttpOptions> {
        Ok(self.0.cast()?)
    }
}
