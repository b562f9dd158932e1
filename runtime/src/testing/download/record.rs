//! A download as the service keeps it, and what can happen to it.

use super::super::content::part;
use super::super::event_queue::{EventQueue, EventSource};
use super::super::{RPC_E_DISCONNECTED, lock, new_id};
use super::property::Properties;
use super::{DownloadDelivery, ServiceState, server};
use crate::bindings::{DO_DOWNLOAD_STATUS, IDODownloadStatusCallback};
use crate::download::{DownloadProperty, DownloadRange, DownloadState, DownloadStatus};
use crate::{Error, HRESULT, Result};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant};
use windows_core::{IUnknown, Interface};

const DO_E_INVALID_STATE: HRESULT = HRESULT(0x80D0_2013_u32 as i32);
const DO_E_DOWNLOAD_NO_URI: HRESULT = HRESULT(0x80D0_2200_u32 as i32);
const DO_E_LOCALPATH_NOT_SET: HRESULT = HRESULT(0x80D0_200D_u32 as i32);
const DO_E_INVALID_RANGE: HRESULT = HRESULT(0x80D0_5010_u32 as i32);
const S_OK: HRESULT = HRESULT(0);

/// A download.
pub(super) struct DownloadRecord {
    /// As the property has it.
    pub(super) id: String,
    service: Weak<ServiceState>,
    queue: EventQueue<DownloadStatus>,
    data: Mutex<DownloadData>,
    deliveries: Mutex<Vec<DownloadDelivery>>,
}

/// The part of a download that changes.
pub(super) struct DownloadData {
    pub(super) properties: Properties,
    pub(super) callback: Option<Callback>,
    state: DownloadState,
    error: HRESULT,
    extended_error: HRESULT,
    /// The number of bytes that the last start asked for; `None` while it isn't known.
    total: Option<u64>,
    transferred: u64,
    /// The content behind the URI, where it is known.
    content: Option<Arc<[u8]>>,
    /// The ranges that the last start asked for.
    asked: Vec<DownloadRange>,
    /// The ranges of earlier starts, which have arrived.
    arrived: Vec<DownloadRange>,
}

/// A registered callback, with the service's reference to it.
#[derive(Clone)]
pub(super) struct Callback(IDODownloadStatusCallback);

// SAFETY: a program that registers a callback promises that it may be called from any thread, at the same time.
unsafe impl Send for Callback {}
// SAFETY: as above.
unsafe impl Sync for Callback {}

impl Callback {
    /// Fails with E_NOINTERFACE for an object that is no callback.
    pub(super) fn new(registered: &IUnknown) -> Result<Self> {
        Ok(Self(registered.cast()?))
    }

    pub(super) fn identity(&self) -> Result<IUnknown> {
        Ok(self.0.cast()?)
    }
}

impl DownloadRecord {
    pub(super) fn new(service: &Arc<ServiceState>) -> Arc<Self> {
        Arc::new(Self {
            id: format!("{{{:?}}}", new_id()).to_ascii_lowercase(),
            service: Arc::downgrade(service),
            queue: EventQueue::default(),
            data: Mutex::new(DownloadData {
                properties: Properties::default(),
                callback: None,
                state: DownloadState::Created,
                error: S_OK,
                extended_error: S_OK,
                total: None,
                transferred: 0,
                content: None,
                asked: Vec::new(),
                arrived: Vec::new(),
            }),
            deliveries: Mutex::default(),
        })
    }

    fn service(&self) -> Result<Arc<ServiceState>> {
        self.service
            .upgrade()
            .ok_or_else(|| RPC_E_DISCONNECTED.into())
    }

    /// Reads the download.
    pub(super) fn read<T>(&self, look: impl FnOnce(&DownloadData) -> T) -> Result<T> {
        self.service()?;
        Ok(look(&lock(&self.data)))
    }

    /// Changes data that isn't reported, unless the download is over.
    pub(super) fn change<T>(
        &self,
        change: impl FnOnce(&mut DownloadData) -> Result<T>,
    ) -> Result<T> {
        self.service()?;
        let mut data = lock(&self.data);
        data.expect(!data.state.is_final())?;
        change(&mut data)
    }

    /// Changes the status, unless the download is over, and queues the new status.
    fn advance(
        self: &Arc<Self>,
        change: impl FnOnce(&mut DownloadData) -> Result<()>,
    ) -> Result<()> {
        self.change(|data| {
            change(data)?;
            // The download is still locked, so the queue has the statuses in the order of the changes.
            if data.callback.is_some() {
                self.queue.push(self, data.status());
            }
            Ok(())
        })
    }

    /// Registers a callback, or removes it with `None`. Releases the callback before.
    pub(super) fn set_callback(&self, callback: Option<Callback>) -> Result<()> {
        let gone = self.change(|data| Ok(std::mem::replace(&mut data.callback, callback)))?;
        // The download is unlocked here: the drop of a callback is the program's code.
        drop(gone);
        Ok(())
    }

    /// Ends the deliveries of a service that goes away.
    pub(super) fn end(&self) {
        self.queue.close();
        let gone = lock(&self.data).callback.take();
        drop(gone);
    }
}

/// The requests of a program.
impl DownloadRecord {
    /// Starts the download of the ranges. Without ranges it starts the whole file, or goes on with the
    /// ranges of the last start.
    pub(super) fn start(self: &Arc<Self>, ranges: &[DownloadRange]) -> Result<()> {
        let service = self.service()?;
        self.advance(|data| match data.state {
            DownloadState::Created => data.begin(&service, ranges),
            DownloadState::Transferred if !ranges.is_empty() => data.begin(&service, ranges),
            DownloadState::Paused if ranges.is_empty() => {
                (data.error, data.extended_error) = (S_OK, S_OK);
                data.state = DownloadState::Transferring;
                Ok(())
            }
            _ => Err(DO_E_INVALID_STATE.into()),
        })
    }

    pub(super) fn pause(self: &Arc<Self>) -> Result<()> {
        self.advance(|data| {
            data.expect(data.state == DownloadState::Transferring)?;
            data.state = DownloadState::Paused;
            Ok(())
        })
    }

    pub(super) fn abort(&self) -> Result<()> {
        self.make_final(|data| {
            data.state = DownloadState::Aborted;
            Ok(())
        })
    }

    pub(super) fn finalize(&self) -> Result<()> {
        self.make_final(|data| {
            data.expect(data.state == DownloadState::Transferred)?;
            data.write()?;
            data.state = DownloadState::Finalized;
            Ok(())
        })
    }

    /// Ends the download. Its callback gets no more calls.
    fn make_final(&self, change: impl FnOnce(&mut DownloadData) -> Result<()>) -> Result<()> {
        let gone = self.change(|data| {
            change(data)?;
            Ok(data.callback.take())
        })?;
        self.queue.clear();
        drop(gone);
        Ok(())
    }
}

/// The changes that a test causes.
impl DownloadRecord {
    pub(super) fn transfer(self: &Arc<Self>, bytes: u64) -> Result<()> {
        self.advance(|data| {
            data.expect(data.state == DownloadState::Transferring)?;
            let transferred = data.transferred.saturating_add(bytes);
            data.transferred = data
                .total
                .map_or(transferred, |total| total.min(transferred));
            if data.total == Some(data.transferred) {
                data.state = DownloadState::Transferred;
            }
            Ok(())
        })
    }

    pub(super) fn finish(self: &Arc<Self>) -> Result<()> {
        self.advance(|data| {
            data.expect(data.state == DownloadState::Transferring)?;
            data.transferred = data.total.unwrap_or(data.transferred);
            data.total = Some(data.transferred);
            data.state = DownloadState::Transferred;
            Ok(())
        })
    }

    pub(super) fn fail(self: &Arc<Self>, error: HRESULT, extended: HRESULT) -> Result<()> {
        self.advance(|data| {
            data.expect(data.state == DownloadState::Transferring)?;
            (data.error, data.extended_error) = (error, extended);
            data.state = DownloadState::Paused;
            Ok(())
        })
    }

    pub(super) fn storm(self: &Arc<Self>, threads: usize, calls: usize) -> usize {
        let answered = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    for _ in 0..calls {
                        let status = lock(&self.data).status();
                        if self.call(status) == Some(S_OK) {
                            answered.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
        });
        answered.into_inner()
    }

    pub(super) fn settle(&self, deadline: Instant) -> bool {
        self.queue.settle(deadline)
    }

    pub(super) fn is_settled(&self) -> bool {
        self.queue.is_settled()
    }

    pub(super) fn deliveries(&self) -> Vec<DownloadDelivery> {
        lock(&self.deliveries).clone()
    }

    /// Calls the callback; `None` where nobody is subscribed.
    fn call(self: &Arc<Self>, status: DownloadStatus) -> Option<HRESULT> {
        let Callback(callback) = lock(&self.data).callback.clone()?;
        let (download, status) = (server::download(self), DO_DOWNLOAD_STATUS::from(status));
        // SAFETY: all three are held for the call.
        Some(unsafe {
            (callback.vtable().OnStatusChange)(callback.as_raw(), download.as_raw(), &status)
        })
    }
}

impl EventSource for DownloadRecord {
    type Event = DownloadStatus;

    fn queue(&self) -> &EventQueue<DownloadStatus> {
        &self.queue
    }

    fn deliver(self: &Arc<Self>, status: &DownloadStatus) -> Option<Duration> {
        let result = self.call(*status)?;
        lock(&self.deliveries).push(DownloadDelivery {
            status: *status,
            result,
            thread: thread::current().id(),
        });
        None
    }
}

impl DownloadData {
    fn expect(&self, allowed: bool) -> Result<()> {
        if allowed {
            Ok(())
        } else {
            Err(DO_E_INVALID_STATE.into())
        }
    }

    pub(super) fn state(&self) -> DownloadState {
        self.state
    }

    /// Returns the content behind the URI, once the download was started.
    pub(super) fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    pub(super) fn status(&self) -> DownloadStatus {
        DownloadStatus::from(DO_DOWNLOAD_STATUS {
            BytesTotal: self.total.unwrap_or(u64::MAX),
            BytesTransferred: self.transferred,
            State: self.state.raw(),
            Error: self.error,
            ExtendedError: self.extended_error,
        })
    }

    fn begin(&mut self, service: &ServiceState, ranges: &[DownloadRange]) -> Result<()> {
        let uri = self.properties.text(DownloadProperty::Uri);
        if uri.is_none() && self.properties.text(DownloadProperty::ContentId).is_none() {
            return Err(DO_E_DOWNLOAD_NO_URI.into());
        }
        if self.properties.text(DownloadProperty::LocalPath).is_none() {
            return Err(DO_E_LOCALPATH_NOT_SET.into());
        }
        let content = uri.and_then(|uri| service.content.find(uri));
        let whole = [DownloadRange::to_end(0)];
        let asked = if ranges.is_empty() { &whole } else { ranges };
        let total = match &content {
            Some(content) => {
                let size = content.len() as u64;
                if asked.iter().any(|range| range.offset() > size) {
                    return Err(DO_E_INVALID_RANGE.into());
                }
                Some(bytes(content, asked).count() as u64)
            }
            None => self.properties.total_size(),
        };
        self.arrived.append(&mut self.asked);
        self.asked = asked.to_vec();
        (self.content, self.total, self.transferred) = (content, total, 0);
        self.state = DownloadState::Transferring;
        Ok(())
    }

    /// Writes the bytes that have arrived to the local path, where the content is known.
    fn write(&self) -> Result<()> {
        let path = self.properties.text(DownloadProperty::LocalPath);
        let (Some(content), Some(path)) = (&self.content, path) else {
            return Ok(());
        };
        let arrived = bytes(content, &self.arrived).chain(bytes(content, &self.asked));
        std::fs::write(path, arrived.collect::<Vec<_>>()).map_err(Error::from)
    }
}

/// Returns the bytes of the ranges, one after the other.
fn bytes(content: &[u8], ranges: &[DownloadRange]) -> impl Iterator<Item = u8> {
    ranges.iter().flat_map(|range| {
        let length = range.length().unwrap_or(u64::MAX);
        part(content, range.offset(), length).iter().copied()
    })
}
