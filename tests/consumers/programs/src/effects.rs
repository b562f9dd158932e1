//! Classes of the Windows Runtime by their names. On Windows, the objects are Windows' own.

mod bindings {
    comidl::include_idl!("effects");
}

use std::cell::Cell;

use bindings::*;
use windows_core::{IInspectable, Interface, Result, RuntimeName, implement};

#[implement(IForceFeedbackEffect, IPeriodicForceEffect)]
struct Rumble {
    gain: Cell<f64>,
}

impl IForceFeedbackEffect_Impl for Rumble_Impl {
    fn Gain(&self) -> Result<f64> {
        Ok(self.gain.get())
    }
    fn SetGain(&self, value: f64) -> Result<()> {
        self.gain.set(value);
        Ok(())
    }
    fn State(&self) -> Result<ForceFeedbackEffectState> {
        Ok(Stopped)
    }
    fn Start(&self) -> Result<()> {
        Ok(())
    }
    fn Stop(&self) -> Result<()> {
        Ok(())
    }
}

impl IPeriodicForceEffect_Impl for Rumble_Impl {
    fn Kind(&self) -> Result<PeriodicForceEffectKind> {
        Ok(SineWave)
    }
    fn SetParameters(&self, _: &Vector3, _: f32, _: f32, _: f32, _: &TimeSpan) -> Result<()> {
        Ok(())
    }
    fn SetParametersWithEnvelope(
        &self,
        _: &Vector3,
        _: f32,
        _: f32,
        _: f32,
        _: f32,
        _: f32,
        _: f32,
        _: &TimeSpan,
        _: &TimeSpan,
        _: &TimeSpan,
        _: &TimeSpan,
        _: u32,
    ) -> Result<()> {
        Ok(())
    }
}

/// An object of a program's own goes by the class's name, too.
fn of_ones_own() {
    let rumble = Rumble {
        gain: Cell::new(0.5),
    };
    let effect = PeriodicForceEffect::from(IForceFeedbackEffect::from(rumble));
    // SAFETY: the object writes what it returns.
    unsafe {
        assert_eq!(effect.Gain(), Ok(0.5));
        effect.SetGain(0.25).unwrap();
        assert_eq!(effect.Gain(), Ok(0.25));
    }
    let periodic: IPeriodicForceEffect = effect.cast().expect("the class has this interface");
    // SAFETY: as above.
    assert_eq!(unsafe { periodic.Kind() }, Ok(SineWave));
    // A class is asked for by its default interface.
    assert_eq!(periodic.cast(), Ok(effect.clone()));
    assert_eq!(IInspectable::from(effect.clone()).cast(), Ok(effect));
}

/// Windows makes the objects, and answers for the class.
#[cfg(windows)]
fn of_windows() {
    let factory =
        PeriodicForceEffect::IPeriodicForceEffectFactory().expect("Windows has the class");
    // SAFETY: the factory writes what it returns.
    let effect = unsafe { factory.CreateInstance(SawtoothWaveUp) };
    let effect = PeriodicForceEffect::from(effect.expect("the kind is one"));
    let periodic: IPeriodicForceEffect = effect.cast().expect("the class has this interface");
    // SAFETY: the object writes what it returns.
    assert_eq!(unsafe { periodic.Kind() }, Ok(SawtoothWaveUp));
    let constant = ConstantForceEffect::new().expect("Windows makes one without arguments");
    assert!(constant.cast::<IForceFeedbackEffect>().is_ok());
    let preferences = GlobalizationPreferences::IGlobalizationPreferencesStatics();
    // SAFETY: the list writes what it returns; its first element is there.
    unsafe {
        let languages = preferences.and_then(|it| it.Languages());
        let languages = languages.expect("Windows has the class");
        assert!(languages.Size().expect("a list has a size") > 0);
        assert!(
            !languages
                .GetAt(0)
                .expect("a user has a language")
                .is_empty()
        );
    }
}

pub(crate) fn run() {
    assert_eq!(
        ConstantForceEffect::NAME,
        "Windows.Gaming.Input.ForceFeedback.ConstantForceEffect"
    );
    assert_eq!(
        IPeriodicForceEffect::NAME,
        "Windows.Gaming.Input.ForceFeedback.IPeriodicForceEffect"
    );
    of_ones_own();
    #[cfg(windows)]
    of_windows();
}
