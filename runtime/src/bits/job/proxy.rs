//! The proxies of a job.

use super::super::Job;
use crate::Result;
use crate::bindings::{
    BG_JOB_PROXY_USAGE_AUTODETECT, BG_JOB_PROXY_USAGE_NO_PROXY, BG_JOB_PROXY_USAGE_OVERRIDE,
    BG_JOB_PROXY_USAGE_PRECONFIG,
};
use crate::bits::returned::take_string;
use crate::service::call::{check, slot};
use crate::service::text::WideString;
use windows_core::{PCWSTR, PWSTR};

/// The proxies that a job uses (`BG_JOB_PROXY_USAGE`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProxySettings {
    /// The proxies of the owner's settings. A new job uses these.
    Preconfigured,
    /// No proxy.
    None,
    /// The proxies of a list.
    Override {
        /// Proxies, with spaces or semicolons between them.
        proxies: String,
        /// Hosts to reach without a proxy, with spaces or semicolons between them.
        bypass: Option<String>,
    },
    /// The proxy that detection finds for each file.
    AutoDetect,
    /// A value of a later version of the service.
    Unknown(i32),
}

impl Job {
    /// Returns the proxies that the job uses. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, and the errors of the connection to the service.
    pub fn proxy_settings(&self) -> Result<ProxySettings> {
        let (mut usage, mut proxies, mut bypass) = (0, PWSTR::null(), PWSTR::null());
        // SAFETY: GetProxySettings writes the value and two strings that the caller frees.
        let (proxies, bypass) = unsafe {
            check(slot!(
                &self.0,
                GetProxySettings(&mut usage, &mut proxies, &mut bypass)
            ))?;
            (take_string(proxies), take_string(bypass))
        };
        Ok(match usage {
            BG_JOB_PROXY_USAGE_PRECONFIG => ProxySettings::Preconfigured,
            BG_JOB_PROXY_USAGE_NO_PROXY => ProxySettings::None,
            BG_JOB_PROXY_USAGE_OVERRIDE => ProxySettings::Override {
                proxies: proxies.unwrap_or_default(),
                bypass,
            },
            BG_JOB_PROXY_USAGE_AUTODETECT => ProxySettings::AutoDetect,
            other => ProxySettings::Unknown(other),
        })
    }

    /// BITS alone.
    ///
    /// # Errors
    ///
    /// BG_E_PROXY_LIST_TOO_LARGE and BG_E_PROXY_BYPASS_LIST_TOO_LARGE for lists beyond 32 KB,
    /// E_INVALIDARG for a usage that the service doesn't know.
    pub fn set_proxy_settings(&self, settings: &ProxySettings) -> Result<()> {
        let (usage, proxies, bypass) = match settings {
            ProxySettings::Preconfigured => (BG_JOB_PROXY_USAGE_PRECONFIG, None, None),
            ProxySettings::None => (BG_JOB_PROXY_USAGE_NO_PROXY, None, None),
            ProxySettings::Override { proxies, bypass } => {
                (BG_JOB_PROXY_USAGE_OVERRIDE, Some(proxies), bypass.as_ref())
            }
            ProxySettings::AutoDetect => (BG_JOB_PROXY_USAGE_AUTODETECT, None, None),
            ProxySettings::Unknown(usage) => (*usage, None, None),
        };
        let proxies = proxies
            .map(|proxies| WideString::new(proxies))
            .transpose()?;
        let bypass = bypass.map(|bypass| WideString::new(bypass)).transpose()?;
        let pointer = |string: &Option<WideString>| {
            string
                .as_ref()
                .map_or(PCWSTR::null(), WideString::as_pcwstr)
        };
        // SAFETY: null, or strings that live until the call is over.
        check(unsafe {
            slot!(
                &self.0,
                SetProxySettings(usage, pointer(&proxies), pointer(&bypass))
            )
        })
    }
}
