//! Every method of the wrappers, against the service of `comidl::testing`: what is set comes back,
//! through the vtables and the memory that the two sides share.

use comidl::bits::{
    self, AuthScheme, AuthTarget, CertificateName, CertificateStore, Credentials, ErrorContext,
    FileRange, FileSecurity, HttpSecurity, Job, JobKind, JobPriority, JobProperty, JobPropertyId,
    JobState, Language, Manager, NotifyCommand, PeerCaching, ProxySettings, RedirectPolicy,
    TransferPolicy,
};
use comidl::testing::Service;
use comidl::{Error, GUID, HRESULT, Result};
use std::path::Path;
use std::time::{Duration, SystemTime};

const URL: &str = "http://example.test/a.bin";

#[track_caller]
fn fails_with<T: std::fmt::Debug>(result: Result<T>, name: &str) {
    assert_eq!(result.unwrap_err().name(), Some(name));
}

/// Returns a service with a job of a kind.
fn job_of(kind: JobKind) -> (Service, Job) {
    let service = Service::new();
    let (job, _) = service
        .manager()
        .create_job_of_kind("update", kind)
        .unwrap();
    (service, job)
}

fn job() -> (Service, Job) {
    job_of(JobKind::Download)
}

#[test]
fn a_job_is_found_again_by_its_id() {
    let service = Service::new();
    let manager = service.manager();
    let (job, id) = manager.create_job("update").unwrap();
    assert_eq!(job.id(), Ok(id));
    assert_eq!(manager.job(&id).unwrap().id(), Ok(id));
    assert_eq!(id.to_string().parse(), Ok(id));
    fails_with(manager.job(&GUID::zeroed().into()), "BG_E_NOT_FOUND");
    assert!(manager.find_job(&id).unwrap().is_some());
    assert!(manager.find_job(&GUID::zeroed().into()).unwrap().is_none());
}

#[test]
fn a_job_tells_all_that_it_is_at_in_one_call() {
    let (service, job) = job();
    service.publish(URL, vec![7; 10]);
    job.add_file(URL, "a.bin").unwrap();
    let status = job.status().unwrap();
    assert_eq!((status.state, status.error), (JobState::Suspended, None));
    assert_eq!(status.progress.bytes_total, Some(10));
    assert!(status.times.created.is_some());
    job.resume().unwrap();
    const HTTP_404: HRESULT = HRESULT(0x8019_0194_u32 as i32);
    service
        .fail(&job, ErrorContext::RemoteFile, HTTP_404)
        .unwrap();
    let error = job.status().unwrap().error.unwrap();
    assert_eq!(error, (ErrorContext::RemoteFile, HTTP_404.into()));
}

#[test]
fn waiting_ends_with_the_transfer_or_after_the_timeout() {
    let (service, job) = job();
    job.add_file(URL, "a.bin").unwrap();
    job.resume().unwrap();
    assert_eq!(job.wait(Duration::ZERO), Ok(None));
    let finished = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| job.wait(Duration::MAX));
        service.finish(&job).unwrap();
        waiting.join().unwrap()
    });
    assert_eq!(finished, Ok(Some(JobState::Transferred)));
}

#[test]
fn of_stale_jobs_the_programs_own_are_cancelled() {
    let service = Service::new();
    let manager = service.manager();
    let [own, other] = ["demo", "other"].map(|name| manager.create_job(name).unwrap());
    let is_own = |job: &Job| job.display_name().is_ok_and(|name| name == "demo");
    let hour = Duration::from_secs(3600);
    let result = manager.cancel_stale(hour, is_own).unwrap();
    assert!(result.cancelled.is_empty() && result.refused.is_empty());
    let result = manager.cancel_stale(Duration::ZERO, is_own).unwrap();
    assert_eq!(result.cancelled, [own.1]);
    assert_eq!(own.0.state(), Ok(JobState::Cancelled));
    assert_eq!(other.0.state(), Ok(JobState::Suspended));
}

#[test]
fn jobs_are_listed_and_the_list_can_be_walked_as_com_does() {
    let service = Service::new();
    let manager = service.manager();
    let ids: Vec<_> = (0..3)
        .map(|_| manager.create_job("update").unwrap().1)
        .collect();
    let listed = |jobs: bits::Jobs| {
        jobs.map(|job| job.unwrap().id().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(manager.jobs().unwrap()), ids);
    assert_eq!(listed(manager.jobs_of_all_users().unwrap()), ids);

    let mut jobs = manager.jobs().unwrap();
    assert_eq!(jobs.total(), Ok(3));
    assert_eq!(jobs.skip_ahead(1), Ok(true));
    let copy = jobs.try_clone().unwrap();
    assert_eq!(jobs.skip_ahead(3), Ok(false));
    assert_eq!(listed(copy), ids[1..], "a clone has its own place");
    jobs.rewind().unwrap();
    assert_eq!(listed(jobs), ids);
}

#[test]
fn files_come_with_their_names_and_their_progress() {
    let (service, job) = job();
    service.publish(URL, vec![7; 10]);
    job.add_file(URL, "a.bin").unwrap();
    job.add_files([
        ("http://example.test/b", Path::new("b")),
        ("http://example.test/ü", Path::new("ü")),
    ])
    .unwrap();
    let files: Vec<_> = job.files().unwrap().collect::<Result<_>>().unwrap();
    let names: Vec<_> = files
        .iter()
        .map(|file| {
            (
                file.remote_name().unwrap(),
                file.local_name().unwrap().display().to_string(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            (URL, "a.bin"),
            ("http://example.test/b", "b"),
            ("http://example.test/ü", "ü")
        ]
        .map(|(url, local)| (url.to_owned(), local.to_owned()))
    );
    let known = files[0].progress().unwrap();
    assert_eq!(
        (known.bytes_total, known.bytes_transferred, known.completed),
        (Some(10), 0, false)
    );
    assert_eq!(files[1].progress().unwrap().bytes_total, None);
    assert_eq!(job.progress().unwrap().bytes_total, None);
    assert_eq!(job.progress().unwrap().files_total, 3);

    files[1].set_remote_name("http://other.test/b").unwrap();
    assert_eq!(files[1].remote_name().unwrap(), "http://other.test/b");
    job.replace_remote_prefix("http://example.test", "https://mirror.test")
        .unwrap();
    assert_eq!(files[0].remote_name().unwrap(), "https://mirror.test/a.bin");
    assert_eq!(files[1].remote_name().unwrap(), "http://other.test/b");

    assert_eq!(files[0].temporary_name().unwrap(), Path::new("a.bin.tmp"));
    assert_eq!(files[0].is_valid(), Ok(false));
    files[0].set_valid(true).unwrap();
    assert_eq!(files[0].is_valid(), Ok(true));
    assert_eq!(files[0].is_downloaded_from_peer(), Ok(false));
    assert_eq!(files[0].peer_download_stats().unwrap().from_peers, 0);
    assert!(
        files[0]
            .http_response_headers()
            .unwrap()
            .contains("Content-Length: 10")
    );
    fails_with(
        files[0].set_http_response_headers("a: b"),
        "BG_E_READ_ONLY_PROPERTY",
    );
}

#[test]
fn ranges_come_back_as_they_were_given() {
    let (_service, job) = job();
    let ranges = [
        FileRange::new(0, 5),
        FileRange::new(100, 7),
        FileRange::to_end(200),
    ];
    job.add_file_with_ranges(URL, "a.bin", &ranges).unwrap();
    job.add_file(URL, "b.bin").unwrap();
    let files: Vec<_> = job.files().unwrap().collect::<Result<_>>().unwrap();
    assert_eq!(files[0].ranges().unwrap(), ranges);
    assert_eq!(files[1].ranges().unwrap(), []);
    let overlapping = [FileRange::new(0, 5), FileRange::new(4, 1)];
    fails_with(
        job.add_file_with_ranges(URL, "c", &overlapping),
        "BG_E_OVERLAPPING_RANGES",
    );
}

#[test]
fn text_with_a_nul_or_without_anything_is_refused() {
    let (_service, job) = job();
    fails_with(job.add_file("http://example.test/\0", "a"), "E_INVALIDARG");
    fails_with(job.add_file(URL, "a\0b"), "E_INVALIDARG");
    fails_with(job.add_file("", "a"), "E_INVALIDARG");
    fails_with(
        job.set_display_name(&"a".repeat(257)),
        "BG_E_STRING_TOO_LONG",
    );
    assert_eq!(job.progress().unwrap().files_total, 0);
}

#[test]
fn the_settings_of_a_job_come_back_as_they_were_set() {
    let (_service, job) = job();
    assert_eq!(job.kind(), Ok(JobKind::Download));
    assert_eq!(job.display_name().unwrap(), "update");
    job.set_display_name("än update").unwrap();
    assert_eq!(job.display_name().unwrap(), "än update");
    assert_eq!(job.description().unwrap(), "");
    job.set_description("🦀").unwrap();
    assert_eq!(job.description().unwrap(), "🦀");
    assert!(job.owner().unwrap().starts_with("S-1-"));
    job.take_ownership().unwrap();

    assert_eq!(job.priority(), Ok(JobPriority::Normal));
    job.set_priority(JobPriority::Foreground).unwrap();
    assert_eq!(job.priority(), Ok(JobPriority::Foreground));
    fails_with(job.set_priority(JobPriority::from(9)), "E_INVALIDARG");

    let minute = Duration::from_secs(60);
    job.set_minimum_retry_delay(minute).unwrap();
    assert_eq!(job.minimum_retry_delay(), Ok(minute));
    job.set_no_progress_timeout(minute * 2).unwrap();
    assert_eq!(job.no_progress_timeout(), Ok(minute * 2));
    job.set_maximum_download_time(minute * 3).unwrap();
    assert_eq!(job.maximum_download_time(), Ok(minute * 3));

    let security = FileSecurity::OWNER | FileSecurity::DACL;
    job.set_file_security(security).unwrap();
    assert_eq!((job.file_security(), security.bits()), (Ok(security), 5));
    job.set_peer_caching(PeerCaching::CLIENT).unwrap();
    assert_eq!(job.peer_caching(), Ok(PeerCaching::CLIENT));
    assert!(job.owner_integrity_level().unwrap() > 0);
    assert_eq!(job.owner_is_elevated(), Ok(false));
    assert_eq!(job.error_count(), Ok(0));
}

#[test]
fn proxies_come_back_as_they_were_set() {
    let (_service, job) = job();
    assert_eq!(job.proxy_settings(), Ok(ProxySettings::Preconfigured));
    for settings in [
        ProxySettings::None,
        ProxySettings::Override {
            proxies: "http://proxy:8080".to_owned(),
            bypass: None,
        },
        ProxySettings::Override {
            proxies: "a;b".to_owned(),
            bypass: Some("*.example.test".to_owned()),
        },
        ProxySettings::AutoDetect,
    ] {
        job.set_proxy_settings(&settings).unwrap();
        assert_eq!(job.proxy_settings(), Ok(settings));
    }
    fails_with(
        job.set_proxy_settings(&ProxySettings::Unknown(8)),
        "E_INVALIDARG",
    );
}

#[test]
fn a_command_to_run_can_be_set_and_taken_away() {
    let (_service, job) = job();
    assert_eq!(job.notify_command(), Ok(None));
    for parameters in [None, Some("tool.exe --done".to_owned())] {
        let command = NotifyCommand {
            program: r"C:\tool.exe".to_owned(),
            parameters,
        };
        job.set_notify_command(Some(&command)).unwrap();
        assert_eq!(job.notify_command(), Ok(Some(command)));
    }
    job.set_notify_command(None).unwrap();
    assert_eq!(job.notify_command(), Ok(None));
}

#[test]
fn an_upload_has_one_file_and_may_have_a_reply() {
    let (_service, upload) = job_of(JobKind::UploadReply);
    assert_eq!(upload.kind(), Ok(JobKind::UploadReply));
    upload.add_file(URL, "a.bin").unwrap();
    fails_with(upload.add_file(URL, "b.bin"), "BG_E_TOO_MANY_FILES");
    upload
        .set_reply_file_name(Some(Path::new("reply")))
        .unwrap();
    assert_eq!(upload.reply_file_name().unwrap(), Path::new("reply"));
    upload.set_reply_file_name(None).unwrap();
    assert_eq!(upload.reply_file_name().unwrap(), Path::new(""));
    assert_eq!(upload.reply_progress().unwrap().bytes_total, None);
    assert_eq!(upload.reply_data().unwrap(), []);

    let (_service, download) = job();
    fails_with(download.reply_data(), "BG_E_INVALID_STATE");
}

#[test]
fn credentials_are_taken_and_not_shown() {
    let (_service, job) = job();
    let credentials = Credentials {
        target: AuthTarget::Server,
        scheme: AuthScheme::Negotiate,
        user_name: Some("me".to_owned()),
        password: Some("secret".to_owned()),
    };
    job.set_credentials(&credentials).unwrap();
    job.remove_credentials(AuthTarget::Server, AuthScheme::Negotiate)
        .unwrap();
    let unknown = Credentials {
        scheme: AuthScheme::from(77),
        ..credentials.clone()
    };
    fails_with(job.set_credentials(&unknown), "BG_E_INVALID_AUTH_SCHEME");
    let unknown = job.remove_credentials(AuthTarget::from(77), AuthScheme::Basic);
    fails_with(unknown, "BG_E_INVALID_AUTH_TARGET");
    assert!(!format!("{credentials:?}").contains("secret"));
}

#[test]
fn each_property_comes_back_with_its_own_type() {
    let (_service, job) = job();
    for property in [
        JobProperty::TransferPolicy(TransferPolicy::Unrestricted),
        JobProperty::NotificationClass(GUID::from_u128(0x6a1fae95_21b8_46c4_a0c9_5d5fae106ef0)),
        JobProperty::DynamicContent(true),
        JobProperty::HighPerformance(true),
        JobProperty::MaxDownloadSize(1 << 40),
        JobProperty::UseStoredCredentials(AuthTarget::Proxy),
        JobProperty::MinimumNotificationInterval(Duration::from_millis(750)),
        JobProperty::OnDemandMode(true),
    ] {
        job.set_property(property).unwrap();
        assert_eq!(job.property(property.id()), Ok(property));
    }
    fails_with(
        job.property(JobPropertyId::from(6)),
        "BG_E_UNKNOWN_PROPERTY_ID",
    );
    let too_long = JobProperty::MinimumNotificationInterval(Duration::from_secs(1 << 32));
    fails_with(job.set_property(too_long), "E_INVALIDARG");
}

#[test]
fn times_are_the_systems() {
    let before = SystemTime::now() - Duration::from_secs(1);
    let (service, job) = job();
    let times = job.times().unwrap();
    assert!(times.created.unwrap() > before && times.modified.unwrap() > before);
    assert_eq!(times.transferred, None);
    job.add_file(URL, "a.bin").unwrap();
    job.resume().unwrap();
    service.finish(&job).unwrap();
    assert!(job.times().unwrap().transferred.unwrap() > before);
}

#[test]
fn an_error_says_what_where_and_about_which_file() {
    let (service, job) = job();
    fails_with(job.error(), "BG_E_ERROR_INFORMATION_UNAVAILABLE");
    job.add_file(URL, "a.bin").unwrap();
    job.resume().unwrap();
    let not_found = HRESULT(0x8019_0194_u32 as i32);
    service
        .fail(&job, ErrorContext::RemoteFile, not_found)
        .unwrap();
    assert_eq!(job.state(), Ok(JobState::Error));

    let error = job.error().unwrap();
    assert_eq!(
        error.details(),
        Ok((ErrorContext::RemoteFile, Error::from(not_found)))
    );
    assert_eq!(
        error.file().unwrap().local_name().unwrap(),
        Path::new("a.bin")
    );
    assert_eq!(error.protocol().unwrap(), "http");
    assert!(
        error
            .description(Language::ENGLISH)
            .unwrap()
            .contains("404")
    );
    assert!(
        !error
            .context_description(Language::NEUTRAL)
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        error.to_string(),
        "the server answered 404: not found: BG_E_HTTP_ERROR_404 (0x80190194), in RemoteFile"
    );
    assert_eq!(job.error_count(), Ok(1));

    job.resume().unwrap();
    let code = HRESULT(0x8020_0010_u32 as i32);
    service
        .interrupt(&job, ErrorContext::Transport, code)
        .unwrap();
    assert_eq!(job.state(), Ok(JobState::TransientError));
    let error = job.error().unwrap();
    fails_with(error.file(), "BG_E_FILE_NOT_AVAILABLE");
    fails_with(error.protocol(), "BG_E_PROTOCOL_NOT_AVAILABLE");
}

#[test]
fn a_code_is_described_by_the_manager() {
    let manager = Service::new().manager();
    let gone = manager.error_description(HRESULT(0x8020_0002_u32 as i32), Language::ENGLISH);
    fails_with(gone, "RPC_E_DISCONNECTED");
    let service = Service::new();
    let code = HRESULT(0x8020_0002_u32 as i32);
    let text = service
        .manager()
        .error_description(code, Language::ENGLISH)
        .unwrap();
    assert_eq!(text, Error::from(code).meaning().unwrap());
}

#[test]
fn a_job_goes_its_way() {
    let folder = std::env::temp_dir().join(format!("comidl-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let local = folder.join("a.bin");
    let (service, job) = job();
    service.publish(URL, b"0123456789");

    assert_eq!(job.state(), Ok(JobState::Suspended));
    fails_with(job.resume(), "BG_E_EMPTY");
    job.add_file(URL, &local).unwrap();
    fails_with(service.transfer(&job, 1), "BG_E_INVALID_STATE");
    job.resume().unwrap();
    assert_eq!(job.state(), Ok(JobState::Queued));
    service.transfer(&job, 4).unwrap();
    assert_eq!(job.state(), Ok(JobState::Transferring));
    let progress = job.progress().unwrap();
    assert_eq!(
        (progress.bytes_total, progress.bytes_transferred),
        (Some(10), 4)
    );
    job.suspend().unwrap();
    assert_eq!(job.state(), Ok(JobState::Suspended));
    job.resume().unwrap();
    service.transfer(&job, 100).unwrap();
    assert_eq!(job.state(), Ok(JobState::Transferred));
    assert_eq!(job.progress().unwrap().files_transferred, 1);
    assert!(!local.exists(), "not before the job is complete");
    assert_eq!(job.complete(), Ok(comidl::Success::OK));
    assert_eq!(job.state(), Ok(JobState::Acknowledged));
    assert_eq!(std::fs::read(&local).unwrap(), b"0123456789");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_job_that_is_completed_early_says_so() {
    let (_service, job) = job();
    job.add_file(URL, "a.bin").unwrap();
    let success = job.complete().unwrap();
    assert_eq!(success.name(), Some("BG_S_PARTIAL_COMPLETE"));
    assert!(!success.is_ok());
}

#[test]
fn a_job_that_is_over_refuses_changes_and_is_not_found() {
    for end in [Job::complete, Job::cancel] {
        let (service, job) = job();
        let id = job.id().unwrap();
        assert!(end(&job).is_ok());
        assert!(job.state().unwrap().is_final());
        for result in [
            job.add_file(URL, "a.bin"),
            job.resume(),
            job.suspend(),
            job.cancel().map(drop),
            job.complete().map(drop),
            job.set_display_name("x"),
            job.set_priority(JobPriority::Low),
            job.set_notify_flags(bits::Notify::empty()),
            job.set_notify_interface(None),
            job.unsubscribe(),
            service.finish(&job),
        ] {
            fails_with(result, "BG_E_INVALID_STATE");
        }
        fails_with(service.manager().job(&id), "BG_E_NOT_FOUND");
        assert_eq!(service.manager().jobs().unwrap().count(), 0);
    }
}

#[test]
fn delivery_optimization_has_codes_and_limits_of_its_own() {
    let delay = Service::RETRY_DELAY;
    let service = Service::like(bits::Service::DeliveryOptimization, delay);
    let manager = service.manager();
    fails_with(manager.job(&GUID::zeroed().into()), "DO_E_JOB_NOT_FOUND");
    fails_with(
        manager.create_job_of_kind("up", JobKind::Upload),
        "E_NOTIMPL",
    );
    let (job, _) = manager.create_job("update").unwrap();
    fails_with(job.resume(), "DO_E_JOB_EMPTY");
    fails_with(job.error(), "DO_E_ERROR_INFORMATION_UNAVAILABLE");
    fails_with(job.description(), "E_NOTIMPL");
    fails_with(
        job.property(JobPropertyId::DynamicContent),
        "DO_E_UNKNOWN_PROPERTY_ID",
    );
    job.property(JobPropertyId::TransferPolicy).unwrap();
    job.cancel().unwrap();
    fails_with(job.resume(), "DO_E_INVALID_STATE");
}

#[test]
fn what_a_service_does_not_have_is_an_error_and_not_a_call() {
    let (_service, job) = job();
    job.add_file(URL, "a.bin").unwrap();
    let file = job.files().unwrap().next().unwrap().unwrap();
    // The service is like BITS: no interface of Delivery Optimization.
    fails_with(job.add_content("id", URL, "a", &[], 1), "E_NOINTERFACE");
    fails_with(job.add_content_file("id", None, &[]), "E_NOINTERFACE");
    fails_with(job.extended_error_info(), "E_NOINTERFACE");
    fails_with(file.swarm_stats(), "E_NOINTERFACE");
    fails_with(file.total_size(), "E_NOINTERFACE");
    fails_with(file.set_integrity_check_mandatory(true), "E_NOINTERFACE");
}

#[test]
fn a_service_that_is_gone_is_an_error() {
    let (service, job) = job();
    let manager = service.manager();
    drop(service);
    fails_with(job.state(), "RPC_E_DISCONNECTED");
    fails_with(job.resume(), "RPC_E_DISCONNECTED");
    fails_with(manager.create_job("x"), "RPC_E_DISCONNECTED");
}

#[test]
fn wrappers_give_their_interface_and_take_it_back() {
    let (_service, job) = job();
    let again = job.clone();
    assert_eq!(job, again);
    let raw = job.into_raw();
    assert_eq!(*again.as_raw(), raw);
    // SAFETY: the interface of the job that the service made.
    let job = unsafe { Job::from_raw(raw) };
    assert_eq!(job.id(), again.id());
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&job);
}

#[cfg(not(windows))]
#[test]
fn connecting_needs_windows_and_says_so() {
    for service in [bits::Service::Bits, bits::Service::DeliveryOptimization] {
        let error = Manager::connect(service).unwrap_err();
        assert_eq!(error.name(), Some("E_NOTIMPL"));
        assert!(
            error.message().unwrap().contains("service of Windows"),
            "{error}"
        );
    }
}

/// In the place of the test above: what a program links.
#[cfg(windows)]
const _: fn(bits::Service) -> Result<Manager> = Manager::connect;

#[test]
fn http_options_come_back_as_they_were_set() {
    let (_service, job) = job();
    assert_eq!(job.custom_headers(), Ok(None));
    let headers = "X-Token: grün\r\nX-Other: 1\r\n";
    job.set_custom_headers(Some(headers)).unwrap();
    assert_eq!(job.custom_headers().unwrap().as_deref(), Some(headers));
    job.set_custom_headers(None).unwrap();
    assert_eq!(job.custom_headers(), Ok(None));
    let large = "x".repeat(17 * 1024);
    let refused = job.set_custom_headers(Some(&large)).unwrap_err();
    assert_eq!(refused.name(), Some("BG_E_STRING_TOO_LONG"));

    assert_eq!(job.http_security(), Ok(HttpSecurity::empty()));
    let strict = HttpSecurity::CHECK_REVOCATION.with_redirects(RedirectPolicy::Disallow);
    job.set_http_security(strict).unwrap();
    let security = job.http_security().unwrap();
    assert_eq!((security, security.bits()), (strict, 0x201));
    assert_eq!(security.redirects(), RedirectPolicy::Disallow);
    let silent = security.with_redirects(RedirectPolicy::Silent);
    assert_eq!(silent, HttpSecurity::CHECK_REVOCATION);
}

#[test]
fn a_certificate_is_named_by_its_hash_or_its_subject() {
    let (_service, job) = job();
    assert_eq!(job.client_certificate(), Ok(None));
    let store = CertificateStore::CurrentUser;
    job.set_client_certificate(store, "MY", &CertificateName::Hash([7; 20]))
        .unwrap();
    let certificate = job.client_certificate().unwrap().unwrap();
    assert_eq!((certificate.hash, certificate.subject), ([7; 20], None));
    assert_eq!((certificate.store, &*certificate.store_name), (store, "MY"));
    let subject = CertificateName::Subject("demo".to_owned());
    job.set_client_certificate(store, "CA", &subject).unwrap();
    let certificate = job.client_certificate().unwrap().unwrap();
    assert_eq!(certificate.subject.as_deref(), Some("demo"));
    job.remove_client_certificate().unwrap();
    assert_eq!(job.client_certificate(), Ok(None));
}

#[test]
fn delivery_optimization_has_no_http_options() {
    let service = Service::like(bits::Service::DeliveryOptimization, Duration::ZERO);
    let (job, _) = service.manager().create_job("update").unwrap();
    fails_with(job.http_security(), "E_NOTIMPL");
    fails_with(job.set_custom_headers(Some("X: 1\r\n")), "E_NOTIMPL");
}
