//! Downloads from end to end: each method of the wrappers, and callbacks, against the service of
//! `comidl::testing`, through the vtables and the memory that the two sides share.

use comidl::download::{
    CostPolicy, Download, DownloadCallback, DownloadProperty, DownloadRange, DownloadState,
    DownloadStatus, Manager,
};
use comidl::testing::DownloadService;
use comidl::{Agile, Error, HRESULT, IUnknown, Result, Value, download_callback};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const URI: &str = "http://example.test/a.bin";
const PATIENCE: Duration = Duration::from_secs(30);
const NO_PROGRESS: HRESULT = HRESULT(0x80D0_2002_u32 as i32);
const TIMEOUT: HRESULT = HRESULT(0x8007_2EE2_u32 as i32);

#[track_caller]
fn fails_with<T: std::fmt::Debug>(result: Result<T>, name: &str) {
    assert_eq!(result.unwrap_err().name(), Some(name));
}

/// Returns a service with ten bytes behind [`URI`], and a download of them that wasn't started.
fn download() -> (DownloadService, Download) {
    let service = DownloadService::new();
    service.publish(URI, *b"0123456789");
    let download = service.manager().create_download().unwrap();
    download.set_uri(URI).unwrap();
    let name = format!("comidl-{}-{}", std::process::id(), download.id().unwrap());
    download
        .set_local_path(std::env::temp_dir().join(name))
        .unwrap();
    (service, download)
}

/// Returns the content of a file on the disk, and deletes the file.
fn arrived(download: &Download) -> Vec<u8> {
    let path = download.local_path().unwrap();
    let content = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    content
}

/// Writes down what it is told, and where.
#[derive(Clone, Default)]
#[download_callback]
struct Log(Arc<Mutex<Vec<DownloadStatus>>>);

impl DownloadCallback for Log {
    fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()> {
        assert!(download.id()?.starts_with('{'));
        self.0.lock().unwrap().push(*status);
        Ok(())
    }
}

#[test]
fn a_callback_is_told_of_each_change_on_a_thread_of_the_services() {
    let (service, download) = download();
    let log = Log::default();
    download.subscribe(log.clone()).unwrap();
    download.start().unwrap();
    service.transfer(&download, 4).unwrap();
    service.fail(&download, NO_PROGRESS, TIMEOUT).unwrap();
    download.start().unwrap();
    download.pause().unwrap();
    download.start().unwrap();
    service.finish(&download).unwrap();
    assert!(service.settle(PATIENCE));

    use DownloadState::{Paused, Transferred, Transferring};
    let told = log.0.lock().unwrap().clone();
    let steps: Vec<_> = told
        .iter()
        .map(|status| (status.state(), status.bytes_transferred()))
        .collect();
    assert_eq!(
        steps,
        [
            (Transferring, 0),
            (Transferring, 4),
            (Paused, 4),
            (Transferring, 4),
            (Paused, 4),
            (Transferring, 4),
            (Transferred, 10)
        ]
    );
    let failed = told[2];
    assert_eq!(failed.error(), Some(Error::from(NO_PROGRESS)));
    assert_eq!(failed.extended_error(), Some(Error::from(TIMEOUT)));
    assert!(told.iter().all(|status| status.bytes_total() == Some(10)));
    let others = told.iter().enumerate().filter(|(index, _)| *index != 2);
    assert!(
        others
            .map(|(_, status)| status)
            .all(|status| status.error().is_none() && status.extended_error().is_none())
    );

    let deliveries = service.deliveries(&download).unwrap();
    assert_eq!(deliveries.len(), told.len());
    for (delivery, told) in deliveries.iter().zip(told) {
        assert_eq!((delivery.status, delivery.result), (told, HRESULT(0)));
        assert_ne!(delivery.thread, thread::current().id());
    }
}

#[test]
fn a_callback_may_finalize_the_download_that_it_is_told_of() {
    #[download_callback]
    struct Finisher(Log, Arc<AtomicUsize>);

    impl DownloadCallback for Finisher {
        fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()> {
            self.0.on_status_change(download, status)?;
            match status.state() {
                DownloadState::Transferred => download.finalize(),
                _ => Ok(()),
            }
        }
    }

    impl Drop for Finisher {
        fn drop(&mut self) {
            self.1.fetch_add(1, Ordering::SeqCst);
        }
    }

    let (service, download) = download();
    let (log, drops) = (Log::default(), Arc::new(AtomicUsize::new(0)));
    download
        .subscribe(Finisher(log.clone(), drops.clone()))
        .unwrap();
    download.start().unwrap();
    service.finish(&download).unwrap();
    assert!(service.settle(PATIENCE));
    assert_eq!(download.status().unwrap().state(), DownloadState::Finalized);
    assert_eq!(log.0.lock().unwrap().len(), 2);
    assert_eq!(drops.load(Ordering::SeqCst), 1, "released when it is over");
    assert_eq!(arrived(&download), b"0123456789");
}

#[test]
fn the_callback_is_the_property_and_is_released_when_it_is_replaced() {
    let (service, download) = download();
    let callback_interface = || download.property(DownloadProperty::CallbackInterface);
    assert_eq!(callback_interface(), Ok(Value::Interface(None)));

    let log = Log::default();
    let callback = Agile::<IUnknown>::from(log.clone());
    download.set_callback_interface(Some(&callback)).unwrap();
    let callback = callback.into_inner();
    assert_eq!(callback_interface(), Ok(Value::Interface(Some(callback))));
    assert_eq!(Arc::strong_count(&log.0), 2);

    let other = Log::default();
    download.subscribe(other.clone()).unwrap();
    assert_eq!(Arc::strong_count(&log.0), 1);
    download.unsubscribe().unwrap();
    assert_eq!(Arc::strong_count(&other.0), 1);

    download.start().unwrap();
    assert!(service.settle(PATIENCE));
    assert!(service.deliveries(&download).unwrap().is_empty());
}

#[test]
fn what_is_no_callback_is_refused() {
    let (service, download) = download();
    // SAFETY: the service's objects are agile.
    let no_callback = unsafe { Agile::new(service.manager().into_raw().into()) };
    let refused = download.set_callback_interface(Some(&no_callback));
    fails_with(refused, "E_NOINTERFACE");
    let no_interface = Value::U32(0);
    fails_with(
        download.set_property(DownloadProperty::CallbackInterface, &no_interface),
        "E_INVALIDARG",
    );
}

#[test]
fn an_interface_that_may_belong_to_one_thread_is_no_property() {
    let (_service, download) = download();
    let object = IUnknown::from(Log::default());
    for property in [
        DownloadProperty::CallbackInterface,
        DownloadProperty::StreamInterface,
    ] {
        let before = download.property(property);
        for value in [
            Value::Interface(Some(object.clone())),
            Value::Dispatch(Some(object.clone())),
        ] {
            fails_with(download.set_property(property, &value), "E_INVALIDARG");
        }
        assert_eq!(download.property(property), before);
    }
}

#[test]
fn calls_of_a_storm_all_arrive() {
    #[derive(Clone, Default)]
    #[download_callback]
    struct Count(Arc<AtomicUsize>);

    impl DownloadCallback for Count {
        fn on_status_change(&self, _: &Download, _: &DownloadStatus) -> Result<()> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
    }

    let (service, download) = download();
    assert_eq!(service.storm(&download, 2, 5), Ok(0), "nobody subscribed");
    let count = Count::default();
    download.subscribe(count.clone()).unwrap();
    assert_eq!(service.storm(&download, 8, 1_000), Ok(8_000));
    assert_eq!(count.0.load(Ordering::Relaxed), 8_000);
}

#[test]
fn a_service_that_goes_lets_go_of_callbacks() {
    let (service, download) = download();
    let log = Log::default();
    download.subscribe(log.clone()).unwrap();
    let manager = service.manager();
    drop(service);
    assert_eq!(Arc::strong_count(&log.0), 1);
    fails_with(download.status(), "RPC_E_DISCONNECTED");
    fails_with(download.start(), "RPC_E_DISCONNECTED");
    fails_with(manager.create_download(), "RPC_E_DISCONNECTED");
}

#[test]
fn parts_of_a_file_arrive_one_after_the_other() {
    let (service, download) = download();
    let ranges = [DownloadRange::new(7, 2), DownloadRange::new(0, 3)];
    download.start_ranges(&ranges).unwrap();
    assert_eq!(download.status().unwrap().bytes_total(), Some(5));
    service.finish(&download).unwrap();
    download.start_ranges(&[DownloadRange::to_end(9)]).unwrap();
    assert_eq!(download.status().unwrap().bytes_transferred(), 0);
    service.finish(&download).unwrap();
    download.finalize().unwrap();
    assert_eq!(arrived(&download), b"780129");
}

#[test]
fn ranges_that_are_none_or_outside_of_the_file_are_refused() {
    let (_service, download) = download();
    fails_with(download.start_ranges(&[]), "E_INVALIDARG");
    fails_with(
        download.start_ranges(&[DownloadRange::to_end(11)]),
        "DO_E_INVALID_RANGE",
    );
    assert_eq!(download.status().unwrap().state(), DownloadState::Created);
}

#[test]
fn a_download_needs_a_source_and_a_place() {
    let service = DownloadService::new();
    let download = service.manager().create_download().unwrap();
    fails_with(download.start(), "DO_E_DOWNLOAD_NO_URI");
    download.set_content_id("a").unwrap();
    fails_with(download.start(), "DO_E_LOCALPATH_NOT_SET");
    download.set_local_path("a").unwrap();
    download.start().unwrap();

    assert_eq!(download.status().unwrap().bytes_total(), None);
    service.transfer(&download, 7).unwrap();
    let status = download.status().unwrap();
    assert_eq!(
        (status.state(), status.bytes_transferred()),
        (DownloadState::Transferring, 7)
    );
    service.finish(&download).unwrap();
    assert_eq!(download.status().unwrap().bytes_total(), Some(7));
}

#[test]
fn what_the_state_does_not_allow_is_refused() {
    let (service, download) = download();
    fails_with(download.pause(), "DO_E_INVALID_STATE");
    fails_with(download.finalize(), "DO_E_INVALID_STATE");
    fails_with(service.transfer(&download, 1), "DO_E_INVALID_STATE");
    download.start().unwrap();
    fails_with(download.start(), "DO_E_INVALID_STATE");
    download.abort().unwrap();
    assert!(download.status().unwrap().state().is_final());
    fails_with(download.start(), "DO_E_INVALID_STATE");
    fails_with(download.abort(), "DO_E_INVALID_STATE");
    fails_with(download.set_uri(URI), "DO_E_INVALID_STATE");
    fails_with(download.subscribe(Log::default()), "DO_E_INVALID_STATE");
    let (other, _download) = self::download();
    fails_with(other.finish(&download), "DO_E_JOB_NOT_FOUND");
}

#[test]
fn downloads_are_found_again_until_they_are_over() {
    let (service, first) = download();
    let manager = service.manager();
    let second = manager.create_download().unwrap();
    second.set_display_name("the second").unwrap();
    let ids = |downloads: comidl::download::Downloads| {
        downloads
            .map(|download| download.unwrap().id().unwrap())
            .collect::<Vec<_>>()
    };
    let (id, other) = (first.id().unwrap(), second.id().unwrap());
    assert_eq!(
        ids(manager.downloads().unwrap()),
        [id.clone(), other.clone()]
    );
    for (property, value, found) in [
        (DownloadProperty::Id, &*id, &id),
        (DownloadProperty::Uri, URI, &id),
        (
            DownloadProperty::LocalPath,
            first.local_path().unwrap().to_str().unwrap(),
            &id,
        ),
        (DownloadProperty::DisplayName, "the second", &other),
    ] {
        let downloads = manager.downloads_where(property, value).unwrap();
        assert_eq!(ids(downloads), std::slice::from_ref(found), "{property:?}");
    }
    let none = manager.downloads_where(DownloadProperty::ContentId, "x");
    assert!(ids(none.unwrap()).is_empty());
    let no_text = manager.downloads_where(DownloadProperty::CostPolicy, "0");
    fails_with(no_text, "E_INVALIDARG");

    let mut downloads = manager.downloads().unwrap();
    assert_eq!(downloads.skip_ahead(1), Ok(true));
    let copy = downloads.try_clone().unwrap();
    let rest = std::slice::from_ref(&other);
    assert_eq!(downloads.skip_ahead(2), Ok(false));
    assert_eq!(ids(copy), rest, "a clone has its own place");
    downloads.rewind().unwrap();
    assert_eq!(ids(downloads).len(), 2);

    first.abort().unwrap();
    assert_eq!(ids(manager.downloads().unwrap()), [other]);
}

/// The service takes each property with the type that the reference gives it, and no other.
#[test]
fn properties_have_the_types_of_the_reference_and_come_back() {
    let (_service, download) = download();
    assert_eq!(download.uri().unwrap(), URI);
    download.set_content_id("an id").unwrap();
    assert_eq!(download.content_id().unwrap(), "an id");
    download.set_display_name("häuser 🦀").unwrap();
    assert_eq!(download.display_name().unwrap(), "häuser 🦀");
    download.set_total_size(1 << 40).unwrap();
    assert_eq!(download.total_size(), Ok(1 << 40));
    download.set_cost_policy(CostPolicy::NoRoaming).unwrap();
    assert_eq!(download.cost_policy(), Ok(CostPolicy::NoRoaming));
    download.set_foreground(true).unwrap();
    assert_eq!(download.foreground(), Ok(true));
    let timeout = Duration::from_millis(60_500);
    download.set_no_progress_timeout(timeout).unwrap();
    let rounded_up = Duration::from_secs(61);
    assert_eq!(download.no_progress_timeout(), Ok(rounded_up));
    let too_short = Duration::from_secs(59);
    fails_with(download.set_no_progress_timeout(too_short), "E_INVALIDARG");

    download.set_decryption_info("{}").unwrap();
    download.set_integrity_check_info("{}").unwrap();
    download.set_integrity_check_mandatory(true).unwrap();
    download.set_disallow_on_cellular(true).unwrap();
    download.set_blocking(false).unwrap();
    download.set_non_volatile(true).unwrap();
    download.set_network_token(true).unwrap();
    download.set_correlation_vector("cv").unwrap();
    download.set_http_headers("A: b\r\n").unwrap();
    download.set_http_auth_headers("A: b\r\n").unwrap();
    download.set_security_flags(0x100).unwrap();
    download.set_allow_insecure_redirect(true).unwrap();
    download.set_callback_percent(5).unwrap();
    download
        .set_callback_interval(Duration::from_secs(2))
        .unwrap();

    use DownloadProperty as Property;
    for (property, value) in [
        (Property::DecryptionInfo, Value::Text("{}".to_owned())),
        (Property::IntegrityCheckInfo, Value::Text("{}".to_owned())),
        (Property::IntegrityCheckMandatory, Value::Bool(true)),
        (Property::DisallowOnCellular, Value::Bool(true)),
        (Property::BlockingMode, Value::Bool(false)),
        (Property::NonVolatile, Value::Bool(true)),
        (Property::NetworkToken, Value::Bool(true)),
        (Property::CorrelationVector, Value::Text("cv".to_owned())),
        (
            Property::HttpCustomHeaders,
            Value::Text("A: b\r\n".to_owned()),
        ),
        (
            Property::HttpCustomAuthHeaders,
            Value::Text("A: b\r\n".to_owned()),
        ),
        (Property::SecurityFlags, Value::U32(0x100)),
        (
            Property::HttpAllowSecureToNonSecureRedirect,
            Value::Bool(true),
        ),
        (Property::CallbackFreqPercent, Value::U32(5)),
        (Property::CallbackFreqSeconds, Value::U32(2)),
    ] {
        assert_eq!(download.property(property), Ok(value), "{property:?}");
    }
}

#[test]
fn what_the_server_said_can_be_read_and_not_set() {
    let (_service, download) = download();
    fails_with(download.http_status(), "E_INVALIDARG");
    download.start().unwrap();
    assert_eq!(download.http_status(), Ok(200));
    let headers = download.http_response_headers().unwrap();
    assert!(headers.contains("Content-Length: 10"), "{headers}");
    assert_eq!(download.total_size(), Ok(10));
    for property in [
        DownloadProperty::Id,
        DownloadProperty::HttpRedirectionTarget,
        DownloadProperty::HttpResponseHeaders,
        DownloadProperty::HttpServerIPAddress,
        DownloadProperty::HttpStatusCode,
    ] {
        let refused = download.set_property(property, &Value::Text(String::new()));
        fails_with(refused, "DO_E_READ_ONLY_PROPERTY");
    }
    let unknown = DownloadProperty::from(1_000);
    fails_with(download.property(unknown), "DO_E_UNKNOWN_PROPERTY_ID");
    fails_with(
        download.set_property(unknown, &Value::Empty),
        "DO_E_UNKNOWN_PROPERTY_ID",
    );
    fails_with(
        download.set_property(DownloadProperty::Uri, &Value::U32(1)),
        "E_INVALIDARG",
    );
}

#[cfg(not(windows))]
#[test]
fn connecting_needs_windows_and_says_so() {
    let error = Manager::connect().unwrap_err();
    assert_eq!(error.name(), Some("E_NOTIMPL"));
    let said = error.to_string();
    assert!(said.contains("Delivery Optimization is a service of Windows"));
    assert!(said.contains("comidl::testing"));
}

/// On Windows it needs the service, so there it is only known to compile.
const _: fn() -> Result<Manager> = Manager::connect;
