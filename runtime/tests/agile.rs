//! [`Agile`]: an object that any thread may call.

use comidl::bindings::{IBackgroundCopyCallback, IBackgroundCopyCallback3, IBackgroundCopyJob};
use comidl::bits::BitsCallback;
use comidl::{Agile, IUnknown, Interface, bits_callback};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Clone, Default)]
#[bits_callback]
struct Counted(Arc<AtomicUsize>);

impl BitsCallback for Counted {}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn a_callback_is_agile_as_each_of_its_interfaces() {
    let newest = Agile::<IBackgroundCopyCallback3>::from(Counted::default());
    let oldest = newest.cast::<IBackgroundCopyCallback>().unwrap();
    let unknown = oldest.cast::<IUnknown>().unwrap();
    assert_eq!(newest.as_raw(), unknown.as_raw());
    assert_eq!(oldest.as_raw(), unknown.as_raw());
    assert!(newest.cast::<IBackgroundCopyJob>().is_err());
    let direct = Agile::<IBackgroundCopyCallback>::from(Counted::default());
    assert!(direct.cast::<IBackgroundCopyCallback3>().is_ok());
}

#[test]
fn threads_share_one_and_the_last_of_them_drops_the_value() {
    let drops = Arc::new(AtomicUsize::new(0));
    let callback = Agile::<IUnknown>::from(Counted(drops.clone()));
    let threads = [(); 4].map(|()| {
        let callback = callback.clone();
        std::thread::spawn(move || {
            for _ in 0..1000 {
                drop(callback.cast::<IBackgroundCopyCallback>().unwrap());
            }
        })
    });
    drop(callback);
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(drops.load(Ordering::SeqCst), 1);
}
