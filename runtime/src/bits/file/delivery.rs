//! The methods that Delivery Optimization adds to a file: `IDeliveryOptimizationFile` and `…File2`.

use super::File;
use crate::Result;
use crate::bindings::*;
use crate::bits::returned::take_string;
use crate::service::call::{check, slot, value};
use crate::service::open_enum::open_enum;
use crate::{Value, Variant};
use std::time::Duration;
use windows_core::Interface;

open_enum! {
    /// The sources of a download's bytes.
    DownloadMode of DownloadMode {
        /// The server alone.
        CdnOnly = DownloadMode_CdnOnly,
        /// The server, and peers behind the same address.
        Lan = DownloadMode_Lan,
        /// The server, and peers of the same group.
        Group = DownloadMode_Group,
        /// The server, and peers anywhere.
        Internet = DownloadMode_Internet,
        /// The server alone, without the service in the cloud.
        Simple = DownloadMode_Simple,
        /// BITS, in place of Delivery Optimization.
        Bypass = DownloadMode_Bypass,
    }
}

open_enum! {
    /// The status of a file.
    SwarmStatus of SwarmStatus {
        /// It is being downloaded.
        Downloading = SwarmStatus_Downloading,
        /// It is there.
        Complete = SwarmStatus_Complete,
        /// It is kept for peers.
        Caching = SwarmStatus_Caching,
        /// It is paused.
        Paused = SwarmStatus_Paused,
    }
}

/// The sources and the targets of a file's bytes (`DOSwarmStats`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SwarmStats {
    /// The content id.
    pub file_id: String,
    /// The URL.
    pub source_url: String,
    /// Bytes of the whole file.
    pub file_size: u64,
    /// Bytes that have arrived, from anywhere.
    pub total_bytes_downloaded: u64,
    /// Bytes from peers behind the same address.
    pub bytes_from_lan_peers: u64,
    /// Bytes from peers of the same group.
    pub bytes_from_group_peers: u64,
    /// Bytes from peers elsewhere.
    pub bytes_from_internet_peers: u64,
    /// Bytes from the server.
    pub bytes_from_http: u64,
    /// Bytes from a cache server of the network (Microsoft Connected Cache).
    pub bytes_from_doinc: u64,
    /// Bytes to peers behind the same address.
    pub bytes_to_lan_peers: u64,
    /// Bytes to peers of the same group.
    pub bytes_to_group_peers: u64,
    /// Bytes to peers elsewhere.
    pub bytes_to_internet_peers: u64,
    /// Connections to the server.
    pub http_connections: u32,
    /// Connections to cache servers of the network.
    pub doinc_connections: u32,
    /// Connections to peers behind the same address.
    pub lan_connections: u32,
    /// Connections to peers of the same group.
    pub group_connections: u32,
    /// Connections to peers elsewhere.
    pub internet_connections: u32,
    /// How long the download has taken, in whole milliseconds.
    pub download_duration: Duration,
    /// The sources of the bytes.
    pub download_mode: DownloadMode,
    /// The status of the file.
    pub status: SwarmStatus,
    /// Whether it is downloaded in the background.
    pub is_background: bool,
}

/// Delivery Optimization alone.
impl File {
    /// Returns the sources and the targets of the bytes.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn swarm_stats(&self) -> Result<SwarmStats> {
        let file: IDeliveryOptimizationFile = self.0.cast()?;
        // SAFETY: GetStats writes the structure, whose two strings the caller frees.
        let (raw, file_id, source_url) = unsafe {
            let raw: DOSwarmStats = value(|stats| slot!(&file, GetStats(stats)))?;
            (raw, take_string(raw.fileId), take_string(raw.sourceURL))
        };
        Ok(SwarmStats {
            file_id: file_id.unwrap_or_default(),
            source_url: source_url.unwrap_or_default(),
            file_size: raw.fileSize,
            total_bytes_downloaded: raw.totalBytesDownloaded,
            bytes_from_lan_peers: raw.bytesFromLanPeers,
            bytes_from_group_peers: raw.bytesFromGroupPeers,
            bytes_from_internet_peers: raw.bytesFromInternetPeers,
            bytes_from_http: raw.bytesFromHttp,
            bytes_from_doinc: raw.bytesFromDoinc,
            bytes_to_lan_peers: raw.bytesToLanPeers,
            bytes_to_group_peers: raw.bytesToGroupPeers,
            bytes_to_internet_peers: raw.bytesToInternetPeers,
            http_connections: raw.httpConnectionCount,
            doinc_connections: raw.doincConnectionCount,
            lan_connections: raw.lanConnectionCount,
            group_connections: raw.groupConnectionCount,
            internet_connections: raw.internetConnectionCount,
            download_duration: Duration::from_millis(raw.downloadDuration.into()),
            download_mode: raw.downloadMode.into(),
            status: raw.status.into(),
            is_background: raw.isBackground.as_bool(),
        })
    }

    /// Sets the data to decrypt the file with: JSON, as the content's publisher gives it
    /// (`DOFilePropertyId_DecryptionInfo`).
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the
    /// connection to the service.
    pub fn set_decryption_info(&self, info: &str) -> Result<()> {
        self.set_delivery_property(
            DOFilePropertyId_DecryptionInfo,
            &Value::Text(info.to_owned()),
        )
    }

    /// Sets the data to check the file's integrity against (`DOFilePropertyId_IntegrityCheckInfo`).
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the
    /// connection to the service.
    pub fn set_integrity_check_info(&self, info: &str) -> Result<()> {
        let info = Value::Text(info.to_owned());
        self.set_delivery_property(DOFilePropertyId_IntegrityCheckInfo, &info)
    }

    /// Sets whether the download fails where the integrity can't be checked
    /// (`DOFilePropertyId_IntegrityCheckMandatory`).
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the
    /// connection to the service.
    pub fn set_integrity_check_mandatory(&self, mandatory: bool) -> Result<()> {
        let mandatory = Value::Bool(mandatory);
        self.set_delivery_property(DOFilePropertyId_IntegrityCheckMandatory, &mandatory)
    }

    /// Sets the path of the file (`DOFilePropertyId_DownloadSinkFilePath`).
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the
    /// connection to the service.
    pub fn set_sink_path(&self, path: &str) -> Result<()> {
        let path = Value::Text(path.to_owned());
        self.set_delivery_property(DOFilePropertyId_DownloadSinkFilePath, &path)
    }

    /// Returns the size of the whole file, in bytes (`DOFilePropertyId_TotalSizeBytes`).
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn total_size(&self) -> Result<u64> {
        self.delivery_property(DOFilePropertyId_TotalSizeBytes)?
            .into_u64()
    }

    /// Returns a property by its number, a `DOFilePropertyId_…`.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn delivery_property(&self, id: i32) -> Result<Value> {
        let file: IDeliveryOptimizationFile2 = self.0.cast()?;
        let mut variant = Variant::empty();
        // SAFETY: GetProperty writes a variant that the caller clears.
        check(unsafe { slot!(&file, GetProperty(id, variant.as_out())) })?;
        Ok(variant.value())
    }

    /// Sets a property by its number, a `DOFilePropertyId_…`.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for an interface, which the service would call on threads of its own.
    pub fn set_delivery_property(&self, id: i32, value: &Value) -> Result<()> {
        let file: IDeliveryOptimizationFile2 = self.0.cast()?;
        let variant = Variant::without_interface(value)?;
        // SAFETY: the variant lives until the call is over.
        check(unsafe { slot!(&file, SetProperty(id, variant.as_in())) })
    }
}
