//! Callbacks of downloads, called as the service would: through the slots of a vtable.

mod common;

use comidl::bindings::IDODownloadStatusCallback;
use comidl::download::{Download, DownloadCallback, DownloadState, DownloadStatus};
use comidl::object::Shared;
use comidl::{Error, HRESULT, IUnknown, Interface, Result, download_callback};
use common::*;
use std::fmt::Debug;
use std::ptr::{null, null_mut};
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

/// A call of a callback, with its arguments.
#[derive(Debug, Clone, PartialEq)]
struct Call {
    download: usize,
    status: DownloadStatus,
    at: usize,
}

type Log = Arc<Mutex<Vec<Call>>>;

const STATUS: Status = Status {
    bytes_total: 1 << 40,
    bytes_transferred: 12_345,
    state: 5,
    error: 0x80D0_2002_u32 as i32,
    extended_error: 0,
};

macro_rules! log {
    ([$($generics:tt)*] $ty:ty, |$this:ident| $log:expr) => {
        impl<$($generics)*> DownloadCallback for $ty {
            fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()> {
                let $this = self;
                $log.lock().unwrap().push(Call {
                    download: download.as_raw().as_raw() as usize,
                    status: *status,
                    at: &raw const *status as usize,
                });
                Ok(())
            }
        }
    };
}

/// Calls the slot through each interface that has it, and looks for what the method was given.
#[track_caller]
fn the_slot_lands_in_the_method<T>(log: &Mutex<Vec<Call>>, make: impl Fn() -> T)
where
    T: DownloadCallback,
    IUnknown: From<T>,
    IDODownloadStatusCallback: From<T>,
{
    let download = Stub::new();
    for callback in [
        Raw::of(IUnknown::from(make()))
            .query(STATUS_CALLBACK)
            .unwrap(),
        Raw::of(IDODownloadStatusCallback::from(make())),
    ] {
        let status = STATUS;
        assert_eq!(callback.on_status_change(&download, &status), S_OK);
        let calls = std::mem::take(&mut *log.lock().unwrap());
        let [call] = &calls[..] else {
            panic!("{calls:?}")
        };
        assert_eq!(call.download, download.as_raw() as usize);
        assert_eq!(call.at, &raw const status as usize, "borrowed, not copied");
        assert_eq!(call.status.bytes_total(), Some(1 << 40));
        assert_eq!(call.status.bytes_transferred(), 12_345);
        assert_eq!(call.status.state(), DownloadState::Paused);
        let error = call.status.error().unwrap();
        assert_eq!(error.name(), Some("DO_E_DOWNLOAD_NO_PROGRESS"));
        assert_eq!(call.status.extended_error(), None);
    }
    assert_eq!(download.count(), 1, "what a call brings is borrowed");
}

#[download_callback]
struct Named {
    log: Log,
}
log!([] Named, |this| this.log);

#[test]
fn a_struct_with_named_fields() {
    let log = Log::default();
    the_slot_lands_in_the_method(&log, || Named { log: log.clone() });
}

#[download_callback]
struct Tuple(Log, #[allow(dead_code)] [u8; 3]);
log!([] Tuple, |this| this.0);

#[test]
fn a_tuple_struct() {
    let log = Log::default();
    the_slot_lands_in_the_method(&log, || Tuple(log.clone(), [1, 2, 3]));
}

static UNIT_LOG: Mutex<Vec<Call>> = Mutex::new(Vec::new());

#[download_callback]
struct Unit;
log!([] Unit, |_this| UNIT_LOG);

#[test]
fn a_unit_struct() {
    the_slot_lands_in_the_method(&UNIT_LOG, || Unit);
}

/// Doc comments and other derives are kept.
#[derive(Debug, Clone, Default)]
#[download_callback]
pub(crate) struct Generic<T: Debug, const N: usize = 2>
where
    T: Clone,
{
    pub(crate) log: Log,
    #[allow(dead_code)]
    pub(crate) values: Vec<[T; N]>,
}
log!([T: Debug + Clone + Send + Sync + 'static, const N: usize] Generic<T, N>, |this| this.log);

#[test]
fn a_generic_struct_with_bounds_a_const_and_a_where_clause() {
    let log = Log::default();
    the_slot_lands_in_the_method(&log, || Generic::<String, 3> {
        log: log.clone(),
        ..Generic::default().clone()
    });
}

#[test]
fn a_struct_with_raw_identifiers_inside_a_function() {
    #[allow(non_camel_case_types)]
    #[download_callback]
    struct r#type {
        r#fn: Log,
    }
    log!([] r#type, |this| this.r#fn);

    let log = Log::default();
    the_slot_lands_in_the_method(&log, || r#type { r#fn: log.clone() });
}

#[test]
fn an_arc_of_a_callback_is_one() {
    let log = Log::default();
    let callback = Arc::new(Named { log: log.clone() });
    let object = comidl::object::create::<comidl::download::DownloadCallbackChain, Shared<_>>(
        callback.clone(),
    );
    let object = Raw::of(object);
    assert_eq!(object.on_status_change(&Stub::new(), &STATUS), S_OK);
    assert_eq!(log.lock().unwrap().len(), 1);
    drop(object);
    assert_eq!(Arc::strong_count(&callback), 1);
}

#[test]
fn a_null_is_refused_before_anything_is_called() {
    let log = Log::default();
    let callback = Raw::of(IDODownloadStatusCallback::from(Named { log: log.clone() }));
    let download = Stub::new();
    assert_eq!(
        callback.on_status_change_raw(null_mut(), &STATUS),
        E_POINTER
    );
    assert_eq!(
        callback.on_status_change_raw(download.as_raw(), null()),
        E_POINTER
    );
    assert!(log.lock().unwrap().is_empty());
}

#[download_callback]
struct Failing(HRESULT);

impl DownloadCallback for Failing {
    fn on_status_change(&self, _: &Download, _: &DownloadStatus) -> Result<()> {
        Err(Error::from(self.0))
    }
}

#[test]
fn an_error_is_the_hresult_that_the_service_sees() {
    let code = 0x80D0_2013_u32 as i32;
    let callback = Raw::of(IDODownloadStatusCallback::from(Failing(HRESULT(code))));
    assert_eq!(callback.on_status_change(&Stub::new(), &STATUS), code);
}

#[test]
fn every_pair_of_interfaces_leads_there_and_back_to_one_identity() {
    let callback = Raw::of(IDODownloadStatusCallback::from(Failing(HRESULT(0))));
    let identity = callback.query(UNKNOWN).unwrap();
    for from in answered_about_downloads() {
        for to in answered_about_downloads() {
            let first = callback.query(from).unwrap();
            let second = first.query(to).unwrap();
            assert!(second.query(from).is_ok());
            for third in answered_about_downloads() {
                assert!(second.query(third).is_ok());
            }
            assert_eq!(second.query(UNKNOWN).unwrap().0, identity.0);
        }
        for absent in [CALLBACK, CALLBACK2, CALLBACK3, JOB] {
            let interface = callback.query(from).unwrap();
            assert_eq!(interface.query(absent).unwrap_err(), E_NOINTERFACE);
        }
    }
    drop(identity);
    assert_eq!(callback.count(), 1);
}

#[test]
fn it_is_dropped_once_on_the_thread_that_lets_go_last() {
    #[download_callback]
    struct Dropped(Arc<Mutex<Vec<ThreadId>>>);

    impl DownloadCallback for Dropped {
        fn on_status_change(&self, _: &Download, _: &DownloadStatus) -> Result<()> {
            Ok(())
        }
    }

    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.lock().unwrap().push(thread::current().id());
        }
    }

    let drops = Arc::default();
    let callback = Raw::of(IDODownloadStatusCallback::from(Dropped(Arc::clone(&drops))));
    let other = callback.clone();
    drop(callback);
    assert!(drops.lock().unwrap().is_empty());
    let there = thread::spawn(move || {
        drop(other);
        thread::current().id()
    });
    let there = there.join().unwrap();
    assert_eq!(*drops.lock().unwrap(), [there]);
}
