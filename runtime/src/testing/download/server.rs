//! The objects that the service hands out: `IDOManager`, `IDODownload` and `IEnumUnknown`.

use super::super::argument::{code, elements, text, write};
use super::super::list::List;
use super::super::{RPC_E_DISCONNECTED, lock};
use super::ServiceState;
use super::record::{Callback, DownloadRecord};
use crate::bindings::*;
use crate::download::{DownloadProperty, DownloadRange};
use crate::error::{E_INVALIDARG, E_POINTER};
use crate::{Value, Variant};
use std::mem::ManuallyDrop;
use std::sync::{Arc, Weak};
use windows_core::{IUnknown, Result};
use windows_implement::implement;

pub(super) fn manager(service: &Arc<ServiceState>) -> IDOManager {
    ManagerObject {
        service: Arc::downgrade(service),
    }
    .into()
}

pub(super) fn download(record: &Arc<DownloadRecord>) -> IDODownload {
    DownloadObject {
        record: record.clone(),
    }
    .into()
}

#[implement(IDOManager)]
struct ManagerObject {
    service: Weak<ServiceState>,
}

impl ManagerObject {
    fn service(&self) -> Result<Arc<ServiceState>> {
        match self.service.upgrade() {
            Some(service) => Ok(service),
            None => code(RPC_E_DISCONNECTED),
        }
    }
}

impl IDOManager_Impl for ManagerObject_Impl {
    fn CreateDownload(&self) -> Result<IDODownload> {
        let service = self.service()?;
        let record = DownloadRecord::new(&service);
        lock(&service.downloads).push(record.clone());
        Ok(download(&record))
    }

    fn EnumDownloads(&self, category: *const DO_DOWNLOAD_ENUM_CATEGORY) -> Result<IEnumUnknown> {
        let service = self.service()?;
        // SAFETY: null, or a structure, by the method's contract.
        let wanted = match unsafe { category.as_ref() } {
            Some(category) => Some((
                DownloadProperty::from(category.Property),
                text(&category.Value)?,
            )),
            None => None,
        };
        let mut found = Vec::new();
        for record in service.downloads() {
            if record.read(|data| data.state().is_final())? {
                continue;
            }
            if let Some((property, value)) = &wanted
                && !has(&record, *property, value)?
            {
                continue;
            }
            found.push(record);
        }
        Ok(DownloadsObject {
            list: List::new(found),
        }
        .into())
    }
}

/// Returns whether a property that downloads can be found by has this value.
fn has(record: &DownloadRecord, property: DownloadProperty, value: &str) -> Result<bool> {
    match property {
        DownloadProperty::Id => Ok(record.id == value),
        DownloadProperty::Uri
        | DownloadProperty::ContentId
        | DownloadProperty::DisplayName
        | DownloadProperty::LocalPath => {
            Ok(record.read(|data| data.properties.text(property) == Some(value))?)
        }
        _ => code(E_INVALIDARG),
    }
}

#[implement(IEnumUnknown)]
struct DownloadsObject {
    list: List<DownloadRecord>,
}

impl IEnumUnknown_Impl for DownloadsObject_Impl {
    fn Next(&self, count: u32, items: *mut Option<IUnknown>, fetched: *mut u32) -> Result<()> {
        self.list
            .next(count, items, fetched, |record| download(record).into())
    }

    fn Skip(&self, count: u32) -> Result<()> {
        self.list.skip(count)
    }

    fn Reset(&self) -> Result<()> {
        self.list.reset();
        Ok(())
    }

    fn Clone(&self) -> Result<IEnumUnknown> {
        Ok(DownloadsObject {
            list: self.list.duplicate(),
        }
        .into())
    }
}

#[implement(IDODownload)]
struct DownloadObject {
    record: Arc<DownloadRecord>,
}

impl IDODownload_Impl for DownloadObject_Impl {
    fn Start(&self, ranges: *const DO_DOWNLOAD_RANGES_INFO) -> Result<()> {
        let ranges: &[DownloadRange] = if ranges.is_null() {
            &[]
        } else {
            // SAFETY: not null, so a structure that is followed by as many ranges as it says, by the
            // method's contract. (A reference to the structure would end where it does.)
            let (count, first) = unsafe { ((*ranges).RangeCount, &raw const (*ranges).Ranges) };
            elements(count, first.cast())?
        };
        Ok(self.record.start(ranges)?)
    }

    fn Pause(&self) -> Result<()> {
        Ok(self.record.pause()?)
    }

    fn Abort(&self) -> Result<()> {
        Ok(self.record.abort()?)
    }

    fn Finalize(&self) -> Result<()> {
        Ok(self.record.finalize()?)
    }

    fn GetStatus(&self, status: *mut DO_DOWNLOAD_STATUS) -> Result<()> {
        let now = self.record.read(|data| data.status())?;
        write(status, now.into())
    }

    fn GetProperty(&self, property: DODownloadProperty) -> Result<VARIANT> {
        let property = DownloadProperty::from(property);
        let value = self.record.read(|data| -> crate::Result<Value> {
            Ok(match property {
                DownloadProperty::Id => Value::Text(self.record.id.clone()),
                DownloadProperty::CallbackInterface => {
                    let callback = data.callback.as_ref().map(Callback::identity);
                    Value::Interface(callback.transpose()?)
                }
                DownloadProperty::HttpResponseHeaders => match data.content() {
                    Some(content) => Value::Text(format!(
                        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
                        content.len()
                    )),
                    None => Value::Empty,
                },
                DownloadProperty::HttpStatusCode => match data.content() {
                    Some(_) => Value::U32(200),
                    None => Value::Empty,
                },
                DownloadProperty::TotalSizeBytes => match data.content() {
                    Some(content) => Value::U64(content.len() as u64),
                    None => data.properties.get(property)?,
                },
                _ => data.properties.get(property)?,
            })
        })??;
        Ok(give_variant(Variant::new(&value)?))
    }

    fn SetProperty(&self, property: DODownloadProperty, value: *const VARIANT) -> Result<()> {
        let property = DownloadProperty::from(property);
        // SAFETY: null, or a VARIANT that is there for the call, by the method's contract.
        let Some(value) = (unsafe { value.cast::<Variant>().as_ref() }) else {
            return code(E_POINTER);
        };
        match (property, value.value()) {
            (DownloadProperty::CallbackInterface, Value::Interface(callback)) => {
                let callback = callback.as_ref().map(Callback::new).transpose()?;
                self.record.set_callback(callback)?;
            }
            (DownloadProperty::CallbackInterface, _) => return code(E_INVALIDARG),
            (_, value) => self
                .record
                .change(|data| data.properties.set(property, value))?,
        }
        Ok(())
    }
}

/// Returns a VARIANT for the caller, who clears it.
fn give_variant(variant: Variant) -> VARIANT {
    let variant = ManuallyDrop::new(variant);
    // SAFETY: both types are laid out the same, and this one isn't used again.
    unsafe { (&raw const *variant).cast::<VARIANT>().read() }
}
