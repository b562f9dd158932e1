//! A job and its files as the service keeps them, and their changes.

use super::super::content::part;
use super::super::event_queue::{EventQueue, EventSource};
use super::super::{RPC_E_DISCONNECTED, new_id};
use super::callback::{Callback, Event};
use super::state::{Code, ServiceState};
use super::{Delivery, lock, server};
use crate::bindings::*;
use crate::bits::{ErrorContext, FileRange, JobId, JobKind, JobPriority, JobState, Notify};
use crate::{Error, HRESULT, Result};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// A success, although some of the files hadn't arrived.
pub(super) const BG_S_PARTIAL_COMPLETE: HRESULT = HRESULT(0x0020_0017);
const S_OK: HRESULT = HRESULT(0);

/// A job.
pub(super) struct JobRecord {
    pub(super) id: JobId,
    pub(super) kind: JobKind,
    pub(super) created: SystemTime,
    pub(super) queue: EventQueue<Event>,
    service: Weak<ServiceState>,
    data: Mutex<JobData>,
    deliveries: Mutex<Vec<Delivery>>,
}

/// The part of a job that changes.
pub(super) struct JobData {
    pub(super) display_name: String,
    pub(super) description: String,
    pub(super) state: JobState,
    pub(super) files: Vec<Arc<FileRecord>>,
    pub(super) modified: SystemTime,
    pub(super) transferred: Option<SystemTime>,
    pub(super) error: Option<ErrorRecord>,
    pub(super) error_count: u32,
    pub(super) flags: Notify,
    pub(super) callback: Option<Callback>,
    pub(super) priority: JobPriority,
    /// Seconds.
    pub(super) minimum_retry_delay: u32,
    /// Seconds.
    pub(super) no_progress_timeout: u32,
    /// Seconds.
    pub(super) maximum_download_time: u32,
    pub(super) proxy_usage: i32,
    pub(super) proxies: Option<String>,
    pub(super) proxy_bypass: Option<String>,
    pub(super) notify_command: [Option<String>; 2],
    pub(super) reply_file_name: String,
    /// Target and scheme of the credentials that are set.
    pub(super) credentials: Vec<(BG_AUTH_TARGET, BG_AUTH_SCHEME)>,
    pub(super) file_acl_flags: u32,
    pub(super) peer_caching_flags: u32,
    pub(super) properties: HashMap<BITS_JOB_PROPERTY_ID, BITS_JOB_PROPERTY_VALUE>,
    pub(super) certificate: Option<CertificateRecord>,
    pub(super) custom_headers: Option<String>,
    pub(super) security_flags: u32,
}

/// The certificate that a job shows to servers.
#[derive(Clone)]
pub(super) struct CertificateRecord {
    pub(super) store: BG_CERT_STORE_LOCATION,
    pub(super) name: String,
    pub(super) hash: Vec<u8>,
    pub(super) subject: Option<String>,
}

/// Why a job failed.
#[derive(Clone)]
pub(super) struct ErrorRecord {
    pub(super) context: ErrorContext,
    pub(super) code: HRESULT,
    pub(super) file: Option<Arc<FileRecord>>,
}

/// A file of a job.
pub(super) struct FileRecord {
    pub(super) job: Weak<JobRecord>,
    pub(super) local_name: String,
    pub(super) ranges: Vec<BG_FILE_RANGE>,
    content: Option<Arc<[u8]>>,
    pub(super) data: Mutex<FileData>,
}

/// The part of a file that changes.
pub(super) struct FileData {
    pub(super) remote_name: String,
    pub(super) size: Option<u64>,
    pub(super) transferred: u64,
    /// All bytes have arrived.
    pub(super) arrived: bool,
    /// The job is complete, and the file has its name.
    pub(super) completed: bool,
    pub(super) valid: bool,
}

impl JobRecord {
    pub(super) fn new(
        service: &Arc<ServiceState>,
        display_name: String,
        kind: JobKind,
    ) -> Arc<Self> {
        let now = SystemTime::now();
        const DAY: u32 = 24 * 60 * 60;
        Arc::new(Self {
            id: new_id().into(),
            kind,
            created: now,
            queue: EventQueue::default(),
            service: Arc::downgrade(service),
            data: Mutex::new(JobData {
                display_name,
                description: String::new(),
                state: JobState::Suspended,
                files: Vec::new(),
                modified: now,
                transferred: None,
                error: None,
                error_count: 0,
                flags: Notify::JOB_TRANSFERRED | Notify::JOB_ERROR,
                callback: None,
                priority: JobPriority::Normal,
                minimum_retry_delay: 600,
                no_progress_timeout: 14 * DAY,
                maximum_download_time: 90 * DAY,
                proxy_usage: BG_JOB_PROXY_USAGE_PRECONFIG,
                proxies: None,
                proxy_bypass: None,
                notify_command: [None, None],
                reply_file_name: String::new(),
                credentials: Vec::new(),
                file_acl_flags: 0,
                peer_caching_flags: 0,
                properties: HashMap::new(),
                certificate: None,
                custom_headers: None,
                security_flags: 0,
            }),
            deliveries: Mutex::default(),
        })
    }

    /// Returns the service, while it exists.
    pub(super) fn service(&self) -> Result<Arc<ServiceState>> {
        self.service
            .upgrade()
            .ok_or_else(|| RPC_E_DISCONNECTED.into())
    }

    /// Reads the job.
    pub(super) fn read<T>(&self, read: impl FnOnce(&JobData) -> T) -> Result<T> {
        self.service()?;
        Ok(read(&lock(&self.data)))
    }

    /// Changes the job, unless its state is final, and queues the events: first the modification, then
    /// the events that `change` adds.
    pub(super) fn change<T>(
        self: &Arc<Self>,
        change: impl FnOnce(&mut JobData, &mut Vec<Event>) -> Result<T>,
    ) -> Result<T> {
        let service = self.service()?;
        let mut events = vec![Event::Modification];
        let mut data = lock(&self.data);
        if data.state.is_final() {
            return Err(service.error(Code::InvalidState));
        }
        let result = change(&mut data, &mut events)?;
        data.modified = SystemTime::now();
        let wanted = |event: &Event| data.wants(event);
        // The job is still locked, so the queue has the events in the order of the changes.
        for event in events.into_iter().filter(wanted) {
            self.queue.push(self, event);
        }
        Ok(result)
    }

    /// Registers a callback, or removes it with `None`. Releases the callback before.
    pub(super) fn set_callback(self: &Arc<Self>, callback: Option<Callback>) -> Result<()> {
        let gone = self.change(|data, events| {
            events.clear();
            Ok(std::mem::replace(&mut data.callback, callback))
        })?;
        // The job is unlocked here: the drop of a callback is the program's code.
        drop(gone);
        Ok(())
    }

    /// Ends the job. Returns the callback, which gets no more events.
    fn make_final(data: &mut JobData, state: JobState) -> Option<Callback> {
        data.state = state;
        data.callback.take()
    }

    pub(super) fn cancel(self: &Arc<Self>) -> Result<()> {
        let gone = self.change(|data, events| {
            events.clear();
            Ok(Self::make_final(data, JobState::Cancelled))
        })?;
        self.queue.clear();
        drop(gone);
        Ok(())
    }

    /// Completes the job. Returns S_OK, or BG_S_PARTIAL_COMPLETE.
    pub(super) fn complete(self: &Arc<Self>) -> Result<HRESULT> {
        let (gone, result) = self.change(|data, events| {
            events.clear();
            let mut result = S_OK;
            for file in &data.files {
                if !file.complete()? {
                    result = BG_S_PARTIAL_COMPLETE;
                }
            }
            Ok((Self::make_final(data, JobState::Acknowledged), result))
        })?;
        self.queue.clear();
        drop(gone);
        Ok(result)
    }

    /// Ends the deliveries of a service that goes away.
    pub(super) fn end(&self) {
        self.queue.close();
        let gone = lock(&self.data).callback.take();
        drop(gone);
    }
}

/// The changes that a test causes.
impl JobRecord {
    pub(super) fn transfer(self: &Arc<Self>, mut bytes: u64) -> Result<()> {
        self.progress(|data, events| {
            for file in &data.files {
                if file.receive(&mut bytes) {
                    events.push(Event::File(file.clone()));
                }
            }
        })
    }

    pub(super) fn finish(self: &Arc<Self>) -> Result<()> {
        self.progress(|data, events| {
            for file in &data.files {
                if file.receive_rest() {
                    events.push(Event::File(file.clone()));
                }
            }
        })
    }

    pub(super) fn transfer_ranges(
        self: &Arc<Self>,
        file: Arc<FileRecord>,
        ranges: &[FileRange],
    ) -> Result<()> {
        self.progress(|_, events| {
            let ranges = ranges.iter().copied().map(BG_FILE_RANGE::from).collect();
            events.push(Event::Ranges(file, ranges));
        })
    }

    /// Makes progress, if the state of the job allows it.
    fn progress(self: &Arc<Self>, receive: impl FnOnce(&JobData, &mut Vec<Event>)) -> Result<()> {
        let invalid = self.service()?.error(Code::InvalidState);
        self.change(|data, events| {
            if !data.is_active() {
                return Err(invalid);
            }
            receive(data, events);
            data.error = None;
            data.state = JobState::Transferring;
            if data.files.iter().all(|file| lock(&file.data).arrived) {
                data.state = JobState::Transferred;
                data.transferred = Some(SystemTime::now());
                events.push(Event::Transferred);
            }
            Ok(())
        })
    }

    pub(super) fn fail(
        self: &Arc<Self>,
        context: ErrorContext,
        code: HRESULT,
        passes: bool,
    ) -> Result<()> {
        let invalid = self.service()?.error(Code::InvalidState);
        self.change(|data, events| {
            if !data.is_active() {
                return Err(invalid);
            }
            let of_file = matches!(context, ErrorContext::LocalFile | ErrorContext::RemoteFile);
            let missing = data.files.iter().find(|file| !lock(&file.data).arrived);
            let file = missing.filter(|_| of_file).cloned();
            data.error = Some(ErrorRecord {
                context,
                code,
                file,
            });
            data.error_count += 1;
            data.state = if passes {
                JobState::TransientError
            } else {
                JobState::Error
            };
            if !passes {
                events.push(Event::Error);
            }
            Ok(())
        })
    }

    pub(super) fn storm(self: &Arc<Self>, threads: usize, calls: usize) -> usize {
        let answered = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    for _ in 0..calls {
                        if self.call(&Event::Modification) == Some(S_OK) {
                            answered.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
        });
        answered.into_inner()
    }

    pub(super) fn file_named(&self, local_name: &str) -> Result<Arc<FileRecord>> {
        let service = self.service()?;
        let data = lock(&self.data);
        let file = data.files.iter().find(|file| file.local_name == local_name);
        file.cloned().ok_or_else(|| service.error(Code::NotFound))
    }

    pub(super) fn settle(&self, deadline: Instant) -> bool {
        self.queue.settle(deadline)
    }

    pub(super) fn is_settled(&self) -> bool {
        self.queue.is_settled()
    }

    pub(super) fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.deliveries).clone()
    }
}

/// Deliveries.
impl JobRecord {
    /// Calls the callback, and records the delivery; `None` where nobody wants the event by then.
    fn call_and_record(self: &Arc<Self>, event: &Event) -> Option<HRESULT> {
        let result = self.call(event)?;
        let thread = thread::current().id();
        lock(&self.deliveries).push(Delivery {
            event: event.flag(),
            result,
            thread,
        });
        Some(result)
    }

    fn call(self: &Arc<Self>, event: &Event) -> Option<HRESULT> {
        let (callback, error) = {
            let data = lock(&self.data);
            if !data.wants(event) {
                return None;
            }
            (data.callback.clone()?, data.error.clone())
        };
        let job = server::job(self);
        match event {
            Event::Transferred => Some(callback.job_transferred(&job)),
            Event::Modification => Some(callback.job_modification(&job)),
            Event::Error => Some(callback.job_error(&job, &server::job_error(self, error?))),
            Event::File(file) => callback.file_transferred(&job, &server::file(file)),
            Event::Ranges(file, ranges) => {
                callback.file_ranges_transferred(&job, &server::file(file), ranges)
            }
        }
    }
}

impl EventSource for JobRecord {
    type Event = Event;

    fn queue(&self) -> &EventQueue<Event> {
        &self.queue
    }

    /// Calls `JobError` again after the service's delay, until it returns S_OK or the service is gone.
    fn deliver(self: &Arc<Self>, event: &Event) -> Option<Duration> {
        let result = self.call_and_record(event)?;
        match event {
            Event::Error if result != S_OK => Some(self.service.upgrade()?.retry_delay),
            _ => None,
        }
    }
}

impl JobData {
    /// Returns whether the job may make progress.
    fn is_active(&self) -> bool {
        matches!(
            self.state,
            JobState::Queued
                | JobState::Connecting
                | JobState::Transferring
                | JobState::TransientError
        )
    }

    /// Returns whether the callback wants an event, which may be older than the present state.
    fn wants(&self, event: &Event) -> bool {
        self.callback.is_some()
            && self.flags.contains(event.flag())
            && !self.flags.contains(Notify::DISABLE)
            && (self.state == JobState::Error || !matches!(event, Event::Error))
    }
}

impl FileRecord {
    pub(super) fn new(
        job: &Arc<JobRecord>,
        remote_name: String,
        local_name: String,
        ranges: Vec<BG_FILE_RANGE>,
    ) -> Result<Arc<Self>> {
        let content = job.service()?.content.find(&remote_name);
        let size = content.as_ref().map(|content| match &ranges[..] {
            [] => content.len() as u64,
            ranges => ranges
                .iter()
                .map(|range| part(content, range.InitialOffset, range.Length).len() as u64)
                .sum(),
        });
        Ok(Arc::new(Self {
            job: Arc::downgrade(job),
            local_name,
            ranges,
            content,
            data: Mutex::new(FileData {
                remote_name,
                size,
                transferred: 0,
                arrived: false,
                completed: false,
                valid: false,
            }),
        }))
    }

    pub(super) fn remote_name(&self) -> String {
        lock(&self.data).remote_name.clone()
    }

    /// Takes the bytes that the file lacks. Returns whether it got its last byte.
    fn receive(&self, bytes: &mut u64) -> bool {
        let mut data = lock(&self.data);
        if data.arrived {
            return false;
        }
        let lacks = data.size.map_or(u64::MAX, |size| size) - data.transferred;
        let taken = lacks.min(*bytes);
        *bytes -= taken;
        data.transferred += taken;
        data.arrived = data.size == Some(data.transferred);
        data.arrived
    }

    /// Takes all bytes that the file lacks. Returns whether it lacked any.
    fn receive_rest(&self) -> bool {
        let mut data = lock(&self.data);
        data.transferred = data.size.unwrap_or(data.transferred);
        data.size = Some(data.transferred);
        !std::mem::replace(&mut data.arrived, true)
    }

    /// Completes a file that has arrived, and writes its content where that is known. Returns whether
    /// the file had arrived.
    fn complete(&self) -> Result<bool> {
        let mut data = lock(&self.data);
        if !data.arrived {
            return Ok(false);
        }
        if let Some(content) = &self.content {
            let bytes = match &self.ranges[..] {
                [] => content.to_vec(),
                ranges => ranges
                    .iter()
                    .flat_map(|range| part(content, range.InitialOffset, range.Length))
                    .copied()
                    .collect(),
            };
            std::fs::write(&self.local_name, bytes).map_err(Error::from)?;
        }
        data.completed = true;
        Ok(true)
    }
}
