//! `IBackgroundCopyJob` up to version 5.

use super::super::callback::Callback;
use super::super::lock;
use super::super::record::{CertificateRecord, FileRecord, JobData, JobRecord};
use super::super::state::Code;
use super::{
    code, elements, enumerate, give, give_array, give_optional, job_error, optional_text, text,
    write,
};
use crate::bindings::*;
use crate::bits::time::from_system_time;
use crate::bits::{
    AuthScheme, AuthTarget, CertificateStore, JobKind, JobPriority, JobPropertyId, JobState, Notify,
};
use crate::error::{E_INVALIDARG, E_POINTER};
use std::ptr::null_mut;
use std::sync::Arc;
use windows_core::imp::E_NOINTERFACE;
use windows_core::{BOOL, Error, GUID, HRESULT, IUnknown, PCWSTR, PWSTR, Ref, Result};
use windows_implement::implement;

const S_FALSE: HRESULT = HRESULT(1);

/// The bytes of a certificate's hash.
const HASH: u32 = 20;

#[implement(IBackgroundCopyJob5, IBackgroundCopyJobHttpOptions)]
pub(super) struct JobObject {
    pub(super) record: Arc<JobRecord>,
}

impl JobObject {
    fn read<T>(&self, look: impl FnOnce(&JobData) -> T) -> Result<T> {
        Ok(self.record.read(look)?)
    }

    fn set(&self, set: impl FnOnce(&mut JobData)) -> Result<()> {
        Ok(self.record.change(|data, _| {
            set(data);
            Ok(())
        })?)
    }

    /// Fails in a service of Delivery Optimization, whose reference leaves the method out.
    fn bits_alone(&self) -> Result<()> {
        Ok(self.record.service()?.bits_alone()?)
    }

    fn add(&self, files: Vec<(String, String, Vec<BG_FILE_RANGE>)>) -> Result<()> {
        if files
            .iter()
            .any(|(url, local, _)| url.is_empty() || local.is_empty())
        {
            return code(E_INVALIDARG);
        }
        const BG_E_TOO_MANY_FILES: HRESULT = HRESULT(0x8020_001C_u32 as i32);
        let one_alone = self.record.kind != JobKind::Download;
        Ok(self.record.change(|data, _| {
            if one_alone && data.files.len() + files.len() > 1 {
                return Err(BG_E_TOO_MANY_FILES.into());
            }
            for (url, local, ranges) in files {
                data.files
                    .push(FileRecord::new(&self.record, url, local, ranges)?);
            }
            if data.state == JobState::Transferred {
                data.state = JobState::Queued;
            }
            Ok(())
        })?)
    }
}

impl IBackgroundCopyJob_Impl for JobObject_Impl {
    fn AddFileSet(&self, count: u32, files: *const BG_FILE_INFO) -> Result<()> {
        self.bits_alone()?;
        let files = elements(count, files)?.iter().map(|file| {
            let (url, local) = (PCWSTR(file.RemoteName.0), PCWSTR(file.LocalName.0));
            Ok((text(&url)?, text(&local)?, Vec::new()))
        });
        self.add(files.collect::<Result<_>>()?)
    }

    fn AddFile(&self, url: &PCWSTR, local: &PCWSTR) -> Result<()> {
        self.add(vec![(text(url)?, text(local)?, Vec::new())])
    }

    fn EnumFiles(&self) -> Result<IEnumBackgroundCopyFiles> {
        Ok(enumerate::files(self.read(|data| data.files.clone())?))
    }

    fn Suspend(&self) -> Result<()> {
        self.set(|data| {
            if data.state != JobState::Transferred {
                data.state = JobState::Suspended;
            }
        })
    }

    fn Resume(&self) -> Result<()> {
        let empty = self.record.service()?.error(Code::Empty);
        Ok(self.record.change(|data, _| {
            if data.files.is_empty() {
                return Err(empty);
            }
            if matches!(data.state, JobState::Suspended | JobState::Error) {
                data.state = JobState::Queued;
                data.error = None;
            }
            Ok(())
        })?)
    }

    fn Cancel(&self) -> Result<()> {
        Ok(self.record.cancel()?)
    }

    fn Complete(&self) -> Result<()> {
        code(self.record.complete()?)
    }

    fn GetId(&self) -> Result<GUID> {
        self.record.service()?;
        Ok(self.record.id.into())
    }

    fn GetType(&self) -> Result<BG_JOB_TYPE> {
        self.record.service()?;
        Ok(self.record.kind.raw())
    }

    fn GetProgress(&self, progress: *mut BG_JOB_PROGRESS) -> Result<()> {
        let now = self.read(|data| {
            let mut now = BG_JOB_PROGRESS {
                FilesTotal: data.files.len() as u32,
                ..Default::default()
            };
            for file in &data.files {
                let file = lock(&file.data);
                now.BytesTotal = match file.size {
                    Some(size) if now.BytesTotal != BG_SIZE_UNKNOWN => now.BytesTotal + size,
                    _ => BG_SIZE_UNKNOWN,
                };
                now.BytesTransferred += file.transferred;
                now.FilesTransferred += u32::from(file.arrived);
            }
            now
        })?;
        write(progress, now)
    }

    fn GetTimes(&self, times: *mut BG_JOB_TIMES) -> Result<()> {
        let created = from_system_time(self.record.created);
        let known = self.read(|data| BG_JOB_TIMES {
            CreationTime: created,
            ModificationTime: from_system_time(data.modified),
            TransferCompletionTime: data.transferred.map(from_system_time).unwrap_or_default(),
        })?;
        write(times, known)
    }

    fn GetState(&self) -> Result<BG_JOB_STATE> {
        self.read(|data| data.state.raw())
    }

    fn GetError(&self) -> Result<IBackgroundCopyError> {
        match self.read(|data| data.error.clone())? {
            Some(error) => Ok(job_error(&self.record, error)),
            None => code(
                self.record
                    .service()?
                    .code(Code::ErrorInformationUnavailable),
            ),
        }
    }

    fn GetOwner(&self) -> Result<PWSTR> {
        self.bits_alone()?;
        // The well-known SID of LocalSystem.
        give("S-1-5-18")
    }

    fn SetDisplayName(&self, name: &PCWSTR) -> Result<()> {
        self.bits_alone()?;
        let name = text(name)?;
        check_length(&name, 256)?;
        self.set(|data| data.display_name = name)
    }

    fn GetDisplayName(&self) -> Result<PWSTR> {
        give(&self.read(|data| data.display_name.clone())?)
    }

    fn SetDescription(&self, description: &PCWSTR) -> Result<()> {
        self.bits_alone()?;
        let description = text(description)?;
        check_length(&description, 1024)?;
        self.set(|data| data.description = description)
    }

    fn GetDescription(&self) -> Result<PWSTR> {
        self.bits_alone()?;
        give(&self.read(|data| data.description.clone())?)
    }

    fn SetPriority(&self, priority: BG_JOB_PRIORITY) -> Result<()> {
        match JobPriority::from(priority) {
            JobPriority::Unknown(_) => code(E_INVALIDARG),
            priority => self.set(|data| data.priority = priority),
        }
    }

    fn GetPriority(&self) -> Result<BG_JOB_PRIORITY> {
        self.read(|data| data.priority.raw())
    }

    fn SetNotifyFlags(&self, flags: u32) -> Result<()> {
        let flags = Notify::from_bits_retain(flags);
        self.record.service()?.check_flags(flags)?;
        Ok(self.record.change(|data, events| {
            events.clear();
            data.flags = flags;
            Ok(())
        })?)
    }

    fn GetNotifyFlags(&self) -> Result<u32> {
        self.read(|data| data.flags.bits())
    }

    fn SetNotifyInterface(&self, callback: Ref<'_, IUnknown>) -> Result<()> {
        let callback = match callback.as_ref() {
            None => None,
            Some(unknown) => match Callback::new(unknown) {
                None => return code(E_NOINTERFACE),
                callback => callback,
            },
        };
        Ok(self.record.set_callback(callback)?)
    }

    fn GetNotifyInterface(&self) -> Result<IUnknown> {
        match self.read(|data| data.callback.clone())? {
            Some(callback) => Ok(callback.registered().clone()),
            // S_OK without an interface.
            None => Err(Error::empty()),
        }
    }

    fn SetMinimumRetryDelay(&self, seconds: u32) -> Result<()> {
        self.bits_alone()?;
        self.set(|data| data.minimum_retry_delay = seconds.max(5))
    }

    fn GetMinimumRetryDelay(&self) -> Result<u32> {
        self.bits_alone()?;
        self.read(|data| data.minimum_retry_delay)
    }

    fn SetNoProgressTimeout(&self, seconds: u32) -> Result<()> {
        self.set(|data| data.no_progress_timeout = seconds)
    }

    fn GetNoProgressTimeout(&self) -> Result<u32> {
        self.read(|data| data.no_progress_timeout)
    }

    fn GetErrorCount(&self) -> Result<u32> {
        self.bits_alone()?;
        self.read(|data| data.error_count)
    }

    fn SetProxySettings(
        &self,
        usage: BG_JOB_PROXY_USAGE,
        proxies: &PCWSTR,
        bypass: &PCWSTR,
    ) -> Result<()> {
        self.bits_alone()?;
        let (proxies, bypass) = (optional_text(proxies)?, optional_text(bypass)?);
        let fits = match usage {
            BG_JOB_PROXY_USAGE_OVERRIDE => proxies.is_some(),
            BG_JOB_PROXY_USAGE_PRECONFIG
            | BG_JOB_PROXY_USAGE_NO_PROXY
            | BG_JOB_PROXY_USAGE_AUTODETECT => proxies.is_none() && bypass.is_none(),
            _ => false,
        };
        if !fits {
            return code(E_INVALIDARG);
        }
        self.set(|data| {
            (data.proxy_usage, data.proxies, data.proxy_bypass) = (usage, proxies, bypass);
        })
    }

    fn GetProxySettings(
        &self,
        usage: *mut BG_JOB_PROXY_USAGE,
        proxies: *mut PWSTR,
        bypass: *mut PWSTR,
    ) -> Result<()> {
        self.bits_alone()?;
        if usage.is_null() || proxies.is_null() || bypass.is_null() {
            return code(E_POINTER);
        }
        let settings = self.read(|data| {
            (
                data.proxy_usage,
                data.proxies.clone(),
                data.proxy_bypass.clone(),
            )
        })?;
        write(usage, settings.0)?;
        write(proxies, give_optional(settings.1.as_ref())?)?;
        write(bypass, give_optional(settings.2.as_ref())?)
    }

    fn TakeOwnership(&self) -> Result<()> {
        self.bits_alone()?;
        self.set(|_| ())
    }
}

impl IBackgroundCopyJob2_Impl for JobObject_Impl {
    fn SetNotifyCmdLine(&self, program: &PCWSTR, parameters: &PCWSTR) -> Result<()> {
        self.bits_alone()?;
        let command = [optional_text(program)?, optional_text(parameters)?];
        if let [None, Some(_)] = command {
            return code(E_INVALIDARG);
        }
        self.set(|data| data.notify_command = command)
    }

    fn GetNotifyCmdLine(&self, program: *mut PWSTR, parameters: *mut PWSTR) -> Result<()> {
        self.bits_alone()?;
        if program.is_null() || parameters.is_null() {
            return code(E_POINTER);
        }
        let command = self.read(|data| data.notify_command.clone())?;
        write(program, give_optional(command[0].as_ref())?)?;
        write(parameters, give_optional(command[1].as_ref())?)
    }

    fn GetReplyProgress(&self, progress: *mut BG_JOB_REPLY_PROGRESS) -> Result<()> {
        self.bits_alone()?;
        self.check_reply()?;
        write(
            progress,
            BG_JOB_REPLY_PROGRESS {
                BytesTotal: BG_SIZE_UNKNOWN,
                BytesTransferred: 0,
            },
        )
    }

    fn GetReplyData(&self, buffer: *mut *mut u8, length: *mut u64) -> Result<()> {
        self.bits_alone()?;
        self.check_reply()?;
        if buffer.is_null() || length.is_null() {
            return code(E_POINTER);
        }
        write(buffer, null_mut())?;
        write(length, 0)
    }

    fn SetReplyFileName(&self, name: &PCWSTR) -> Result<()> {
        self.bits_alone()?;
        self.check_reply()?;
        let name = optional_text(name)?.unwrap_or_default();
        self.set(|data| data.reply_file_name = name)
    }

    fn GetReplyFileName(&self) -> Result<PWSTR> {
        self.bits_alone()?;
        self.check_reply()?;
        give(&self.read(|data| data.reply_file_name.clone())?)
    }

    fn SetCredentials(&self, credentials: *const BG_AUTH_CREDENTIALS) -> Result<()> {
        self.bits_alone()?;
        // SAFETY: null, or the structure, by the method's contract.
        let Some(credentials) = (unsafe { credentials.as_ref() }) else {
            return code(E_POINTER);
        };
        let key = check_credentials(credentials.Target, credentials.Scheme)?;
        self.set(|data| {
            data.credentials.retain(|other| *other != key);
            data.credentials.push(key);
        })
    }

    fn RemoveCredentials(&self, target: BG_AUTH_TARGET, scheme: BG_AUTH_SCHEME) -> Result<()> {
        self.bits_alone()?;
        let key = check_credentials(target, scheme)?;
        self.set(|data| data.credentials.retain(|other| *other != key))
    }
}

impl IBackgroundCopyJob3_Impl for JobObject_Impl {
    fn ReplaceRemotePrefix(&self, old: &PCWSTR, new: &PCWSTR) -> Result<()> {
        self.bits_alone()?;
        let (old, new) = (text(old)?, text(new)?);
        self.set(|data| {
            for file in &data.files {
                let url = &mut lock(&file.data).remote_name;
                if let Some(rest) = url.strip_prefix(&old) {
                    *url = format!("{new}{rest}");
                }
            }
        })
    }

    fn AddFileWithRanges(
        &self,
        url: &PCWSTR,
        local: &PCWSTR,
        count: u32,
        ranges: *const BG_FILE_RANGE,
    ) -> Result<()> {
        self.bits_alone()?;
        let mut ranges = elements(count, ranges)?.to_vec();
        let file = (text(url)?, text(local)?, ranges.clone());
        ranges.sort_by_key(|range| range.InitialOffset);
        const BG_E_OVERLAPPING_RANGES: HRESULT = HRESULT(0x8020_002C_u32 as i32);
        let apart = |pair: &[BG_FILE_RANGE]| {
            let end = pair[0].InitialOffset.checked_add(pair[0].Length);
            end.is_some_and(|end| end <= pair[1].InitialOffset)
        };
        if !ranges.windows(2).all(apart) {
            return code(BG_E_OVERLAPPING_RANGES);
        }
        self.add(vec![file])
    }

    fn SetFileACLFlags(&self, flags: u32) -> Result<()> {
        self.bits_alone()?;
        self.set(|data| data.file_acl_flags = flags)
    }

    fn GetFileACLFlags(&self) -> Result<u32> {
        self.bits_alone()?;
        self.read(|data| data.file_acl_flags)
    }
}

impl IBackgroundCopyJob4_Impl for JobObject_Impl {
    fn SetPeerCachingFlags(&self, flags: u32) -> Result<()> {
        self.bits_alone()?;
        self.set(|data| data.peer_caching_flags = flags)
    }

    fn GetPeerCachingFlags(&self) -> Result<u32> {
        self.bits_alone()?;
        self.read(|data| data.peer_caching_flags)
    }

    fn GetOwnerIntegrityLevel(&self) -> Result<u32> {
        self.bits_alone()?;
        const SECURITY_MANDATORY_MEDIUM_RID: u32 = 0x2000;
        Ok(SECURITY_MANDATORY_MEDIUM_RID)
    }

    fn GetOwnerElevationState(&self) -> Result<BOOL> {
        self.bits_alone()?;
        Ok(BOOL::from(false))
    }

    fn SetMaximumDownloadTime(&self, seconds: u32) -> Result<()> {
        self.bits_alone()?;
        self.set(|data| data.maximum_download_time = seconds)
    }

    fn GetMaximumDownloadTime(&self) -> Result<u32> {
        self.bits_alone()?;
        self.read(|data| data.maximum_download_time)
    }
}

impl IBackgroundCopyJob5_Impl for JobObject_Impl {
    fn SetProperty(&self, id: BITS_JOB_PROPERTY_ID, value: &BITS_JOB_PROPERTY_VALUE) -> Result<()> {
        self.check_property(id)?;
        let value = *value;
        self.set(|data| _ = data.properties.insert(id, value))
    }

    fn GetProperty(&self, id: BITS_JOB_PROPERTY_ID) -> Result<BITS_JOB_PROPERTY_VALUE> {
        self.check_property(id)?;
        self.read(|data| data.properties.get(&id).copied().unwrap_or_default())
    }
}

impl IBackgroundCopyJobHttpOptions_Impl for JobObject_Impl {
    fn SetClientCertificateByID(
        &self,
        store: BG_CERT_STORE_LOCATION,
        name: &PCWSTR,
        hash: *const u8,
    ) -> Result<()> {
        let hash = elements(HASH, hash)?.to_vec();
        self.set_certificate(store, text(name)?, hash, None)
    }

    fn SetClientCertificateByName(
        &self,
        store: BG_CERT_STORE_LOCATION,
        name: &PCWSTR,
        subject: &PCWSTR,
    ) -> Result<()> {
        // The service looks for the certificate; there is none here, whose hash it could tell.
        let hash = vec![0; HASH as usize];
        self.set_certificate(store, text(name)?, hash, Some(text(subject)?))
    }

    fn RemoveClientCertificate(&self) -> Result<()> {
        self.bits_alone()?;
        self.set(|data| data.certificate = None)
    }

    fn GetClientCertificate(
        &self,
        store: *mut BG_CERT_STORE_LOCATION,
        name: *mut PWSTR,
        hash: *mut *mut u8,
        subject: *mut PWSTR,
    ) -> Result<()> {
        self.bits_alone()?;
        if store.is_null() || name.is_null() || hash.is_null() || subject.is_null() {
            return code(E_POINTER);
        }
        let certificate = self.read(|data| data.certificate.clone())?;
        let Some(certificate) = certificate else {
            write(name, PWSTR::null())?;
            write(hash, null_mut())?;
            write(subject, PWSTR::null())?;
            return code(S_FALSE);
        };
        write(store, certificate.store)?;
        write(name, give(&certificate.name)?)?;
        write(hash, give_array(&certificate.hash)?)?;
        write(subject, give_optional(certificate.subject.as_ref())?)
    }

    fn SetCustomHeaders(&self, headers: &PCWSTR) -> Result<()> {
        self.bits_alone()?;
        let headers = optional_text(headers)?;
        if let Some(headers) = &headers {
            check_length(headers, 16 * 1024)?;
        }
        self.set(|data| data.custom_headers = headers)
    }

    fn GetCustomHeaders(&self) -> Result<PWSTR> {
        self.bits_alone()?;
        give_optional(self.read(|data| data.custom_headers.clone())?.as_ref())
    }

    fn SetSecurityFlags(&self, flags: u32) -> Result<()> {
        self.bits_alone()?;
        self.set(|data| data.security_flags = flags)
    }

    fn GetSecurityFlags(&self) -> Result<u32> {
        self.bits_alone()?;
        self.read(|data| data.security_flags)
    }
}

impl JobObject {
    fn set_certificate(
        &self,
        store: BG_CERT_STORE_LOCATION,
        name: String,
        hash: Vec<u8>,
        subject: Option<String>,
    ) -> Result<()> {
        self.bits_alone()?;
        if let CertificateStore::Unknown(_) = CertificateStore::from(store) {
            return code(E_INVALIDARG);
        }
        self.set(|data| {
            data.certificate = Some(CertificateRecord {
                store,
                name,
                hash,
                subject,
            });
        })
    }

    /// Fails for a job that has no reply.
    fn check_reply(&self) -> Result<()> {
        const BG_E_INVALID_STATE: HRESULT = HRESULT(0x8020_0002_u32 as i32);
        let has_reply = self.record.kind == JobKind::UploadReply;
        if has_reply {
            Ok(())
        } else {
            code(BG_E_INVALID_STATE)
        }
    }

    fn check_property(&self, id: BITS_JOB_PROPERTY_ID) -> Result<()> {
        let service = self.record.service()?;
        let known = match JobPropertyId::from(id) {
            JobPropertyId::TransferPolicy | JobPropertyId::NotificationClass => true,
            JobPropertyId::Unknown(_) => false,
            _ => service.bits_alone().is_ok(),
        };
        if known {
            Ok(())
        } else {
            code(service.code(Code::UnknownPropertyId))
        }
    }
}

fn check_length(text: &str, most: usize) -> Result<()> {
    const BG_E_STRING_TOO_LONG: HRESULT = HRESULT(0x8020_0021_u32 as i32);
    if text.encode_utf16().count() <= most {
        Ok(())
    } else {
        code(BG_E_STRING_TOO_LONG)
    }
}

fn check_credentials(
    target: BG_AUTH_TARGET,
    scheme: BG_AUTH_SCHEME,
) -> Result<(BG_AUTH_TARGET, BG_AUTH_SCHEME)> {
    const BG_E_INVALID_AUTH_TARGET: HRESULT = HRESULT(0x8020_0027_u32 as i32);
    const BG_E_INVALID_AUTH_SCHEME: HRESULT = HRESULT(0x8020_0028_u32 as i32);
    match (AuthTarget::from(target), AuthScheme::from(scheme)) {
        (AuthTarget::Unknown(_), _) => code(BG_E_INVALID_AUTH_TARGET),
        (_, AuthScheme::Unknown(_)) => code(BG_E_INVALID_AUTH_SCHEME),
        _ => Ok((target, scheme)),
    }
}
