//! The callbacks that the camera calls.

use std::sync::{Arc, Mutex};

use comidl::WideStr;
use windows_core::{HRESULT, Interface};

use crate::camera::{self, *};

/// The calls, in order.
#[derive(Default)]
pub struct Log(Mutex<Vec<String>>);

impl Log {
    pub fn add(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[comidl::callback(camera::FrameSink2)]
pub struct Sink(Arc<Log>);

impl Sink {
    pub fn new(log: &Arc<Log>) -> Self {
        Self(log.clone())
    }
}

impl camera::FrameSink2 for Sink {
    fn frame_arrived(&self, info: &FrameInfo, data: &[u8]) -> comidl::Result<()> {
        let (number, data) = (info.number, String::from_utf8_lossy(data));
        self.0.add(format!("frame {number}: {data}"));
        Ok(())
    }

    fn stopped(&self, reason: HRESULT) -> comidl::Result<()> {
        self.0.add(format!("stopped: {:#010x}", reason.0));
        Ok(())
    }

    fn wants_more(
        &self,
        camera: Option<&ICamera>,
        label: &WideStr,
        region: Option<&Region>,
    ) -> comidl::Result<bool> {
        let camera = camera.expect("a camera asks");
        // SAFETY: the camera is alive.
        let name = unsafe { camera.Name()? };
        let region = region.map_or("none".into(), |area| format!("{}/{}", area.left, area.top));
        let name = name.display();
        self.0
            .add(format!("more of {name}? {label}, region {region}"));
        Ok(true)
    }

    fn marked(&self, regions: &[Region]) -> comidl::Result<()> {
        let last = regions.last().map(|area| (area.left, area.top));
        self.0
            .add(format!("{} regions, the last at {last:?}", regions.len()));
        Ok(())
    }
}

#[comidl::callback(camera::CameraEvents)]
pub struct Events(Arc<Log>);

impl Events {
    pub fn new(log: &Arc<Log>) -> Self {
        Self(log.clone())
    }
}

impl camera::CameraEvents for Events {
    fn connected(&self, name: &WideStr) -> comidl::Result<()> {
        self.0.add(format!("connected: {name}"));
        Ok(())
    }

    fn temperature_changed(&self, celsius: f64, alarm: bool) -> comidl::Result<()> {
        let alarm = if alarm { "alarm" } else { "no alarm" };
        self.0.add(format!("temperature {celsius}, {alarm}"));
        Ok(())
    }

    fn may_sleep(&self, camera: Option<&ICamera>, minutes: i32) -> comidl::Result<bool> {
        assert!(camera.is_some_and(|camera| camera.cast::<ICamera3>().is_ok()));
        self.0.add(format!("may sleep after {minutes} minutes?"));
        Ok(true)
    }
}
