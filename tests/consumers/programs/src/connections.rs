//! A source of events: a container with one connection point, which keeps the sinks that are advised and tells each.

use crate::S_OK;
use crate::bindings::*;
use comidl::{HRESULT, IUnknown, Result, Unknown, callback};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ptr::null_mut;
use std::sync::Mutex;
use windows_core::{GUID, Interface};

const CONNECT_E_NOCONNECTION: HRESULT = HRESULT(0x8004_0200_u32 as i32);
const CONNECT_E_CANNOTCONNECT: HRESULT = HRESULT(0x8004_0202_u32 as i32);
const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);

/// A point lives on one thread, with its sinks.
#[callback(ConnectionPoint, local)]
#[derive(Default)]
struct Point(RefCell<BTreeMap<u32, IPropertyNotifySink>>);

/// What has the events.
#[callback(ConnectionPointContainer, local)]
struct Source {
    point: IConnectionPoint,
}

impl Point {
    /// Tells each sink. It may advise and unadvise meanwhile.
    fn change(&self, property: i32) {
        let sinks: Vec<_> = self.0.borrow().values().cloned().collect();
        for sink in sinks {
            assert_eq!(slot!(&sink, OnChanged(property)), S_OK);
        }
    }
}

impl ConnectionPoint for Point {
    fn get_connection_interface(&self) -> Result<GUID> {
        Ok(IPropertyNotifySink::IID)
    }
    fn get_connection_point_container(&self) -> Result<Option<IConnectionPointContainer>> {
        Err(E_NOTIMPL.into())
    }
    fn advise(&self, sink: Option<&IUnknown>) -> Result<u32> {
        let sink = sink.and_then(|sink| sink.cast().ok());
        let sink = sink.ok_or(CONNECT_E_CANNOTCONNECT)?;
        let mut sinks = self.0.borrow_mut();
        let cookie = sinks.keys().last().map_or(1, |last| last + 1);
        sinks.insert(cookie, sink);
        Ok(cookie)
    }
    fn unadvise(&self, cookie: u32) -> Result<()> {
        let gone = self.0.borrow_mut().remove(&cookie);
        gone.map(drop).ok_or_else(|| CONNECT_E_NOCONNECTION.into())
    }
    fn enum_connections(&self) -> Result<Option<IEnumConnections>> {
        Err(E_NOTIMPL.into())
    }
}

impl ConnectionPointContainer for Source {
    fn enum_connection_points(&self) -> Result<Option<IEnumConnectionPoints>> {
        Err(E_NOTIMPL.into())
    }
    fn find_connection_point(&self, iid: &GUID) -> Result<Option<IConnectionPoint>> {
        if *iid == IPropertyNotifySink::IID {
            return Ok(Some(self.point.clone()));
        }
        Err(CONNECT_E_NOCONNECTION.into())
    }
}

#[callback(PropertyNotifySink)]
#[derive(Default)]
struct Sink(Mutex<Vec<i32>>);

impl PropertyNotifySink for Sink {
    fn on_changed(&self, property: DISPID) -> Result<()> {
        self.0.lock().unwrap().push(property);
        Ok(())
    }
    fn on_request_edit(&self, _: DISPID) -> Result<()> {
        Ok(())
    }
}

/// An object that is no sink.
#[callback(comidl::Unknown)]
struct Other;

impl Unknown for Other {}

pub(crate) fn run() {
    let point = IConnectionPoint::from(Point::default());
    let source = IConnectionPointContainer::from(Source {
        point: point.clone(),
    });
    let mut found = null_mut();
    let find = slot!(&source, FindConnectionPoint(&IDropTarget::IID, &mut found));
    assert_eq!((find, found), (CONNECT_E_NOCONNECTION, null_mut()));
    let iid = &IPropertyNotifySink::IID;
    assert_eq!(slot!(&source, FindConnectionPoint(iid, &mut found)), S_OK);
    // SAFETY: a reference, the caller's.
    assert_eq!(unsafe { IConnectionPoint::from_raw(found) }, point);

    let sink = IPropertyNotifySink::from(Sink::default());
    let mut cookie = 9;
    let advise = slot!(&point, Advise(sink.as_raw(), &mut cookie));
    assert_eq!((advise, cookie), (S_OK, 1));
    let other = IUnknown::from(Other);
    let advise = slot!(&point, Advise(other.as_raw(), &mut cookie));
    assert_eq!((advise, cookie), (CONNECT_E_CANNOTCONNECT, 0));
    comidl::value_of::<Point>(&point).unwrap().change(7);
    assert_eq!(slot!(&point, Unadvise(1)), S_OK);
    assert_eq!(slot!(&point, Unadvise(1)), CONNECT_E_NOCONNECTION);
    comidl::value_of::<Point>(&point).unwrap().change(8);
    let told = comidl::value_of::<Sink>(&sink).unwrap();
    assert_eq!(*told.0.lock().unwrap(), [7]);
}
