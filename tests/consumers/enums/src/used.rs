// What is the same in each way to have enumerations. `main.rs` includes this where the values are names,
// and `number` is the number of a value.

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::Mutex;

use comidl::{HRESULT, InOut, Result, Value, Variant, callback};
use windows_core::{GUID, Interface};

const S_OK: HRESULT = HRESULT(0);
const METHOD: u16 = 1;
const GET: u16 = 2;
const PUT: u16 = 4;
const VT_I4: u16 = 3;
const VT_BYREF: u16 = 0x4000;

static CALLS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn record(call: String) -> Result<()> {
    CALLS.lock().unwrap().push(call);
    Ok(())
}

fn calls() -> Vec<String> {
    std::mem::take(&mut CALLS.lock().unwrap())
}

#[callback(LampEvents)]
struct Events;

impl LampEvents for Events {
    fn switched(&self, kind: Kind, modes: Modes) -> Result<()> {
        record(format!("switched {} {}", number(kind), number(modes)))
    }
    fn change(&self, kind: &InOut<Kind>) -> Result<()> {
        assert_eq!(kind.get(), KIND_LARGE);
        kind.set(KIND_HUGE);
        Ok(())
    }
    fn mode(&self) -> Result<Modes> {
        Ok(MODE_TOP)
    }
    fn set_mode(&self, modes: Modes) -> Result<()> {
        record(format!("set_mode {}", number(modes)))
    }
    fn find(&self, kind: KIND2) -> Result<Kind> {
        Ok(if kind == KIND_SMALL { KIND_BIG } else { kind })
    }
}

#[callback(LampPort)]
struct Port;

impl LampPort for Port {
    fn several(&self, kinds: &[Kind], changed: &InOut<Bulb>) -> Result<()> {
        let mut bulb = changed.get();
        assert_eq!(kinds, [KIND_LARGE, KIND_HUGE]);
        assert_eq!(
            (bulb.kind, bulb.kinds),
            (KIND_LARGE, [KIND_SMALL, KIND_HUGE])
        );
        assert_eq!((bulb.bits(), bulb.modes()), (KIND_LARGE, MODE_COLD));
        bulb.set_bits(KIND_HUGE);
        bulb.set_modes(MODE_HOT);
        bulb.either.kind = KIND_HUGE;
        changed.set(bulb);
        Ok(())
    }
    unsafe fn counted(&self, count: Kind, values: *const i32) -> Result<i32> {
        // SAFETY: the caller passes as many.
        let values = unsafe { std::slice::from_raw_parts(values, number(count) as usize) };
        Ok(values.iter().sum())
    }
    fn plain(&self, modes: &Modes, kind: Option<&Kind>) -> Kind {
        assert_eq!(*modes, MODE_HOT);
        kind.copied().unwrap_or(KIND_LARGE)
    }
    fn fill(&self, kinds: &mut [Kind]) -> Result<()> {
        kinds.fill(KIND_HUGE);
        Ok(())
    }
    fn pair(&self, kinds: &[Kind; 7]) -> Result<(Form, KIND2)> {
        Ok((TYPE, kinds[6]))
    }
    fn choose(&self, choose: ChooseKind, modes: Modes) -> Result<Kind> {
        let mut kind = KIND_SMALL;
        // SAFETY: it is `chosen`.
        let chosen = unsafe { choose.unwrap()(modes, &mut kind) };
        assert_eq!(chosen, KIND_LARGE);
        Ok(kind)
    }
}

unsafe extern "system" fn chosen(modes: Modes, kinds: *mut Kind) -> Kind {
    assert_eq!(modes, MODE_COLD);
    // SAFETY: the caller passes its own.
    unsafe { *kinds = KIND_HUGE };
    KIND_LARGE
}

#[callback(TemperatureCallback)]
struct Thermometer;

#[callback(TemperatureCallback)]
impl TemperatureCallback for Thermometer {
    fn hot(&self) -> Result<()> {
        Ok(())
    }
}

fn constants_have_their_values() {
    assert_eq!((DEFAULT_KIND, NOTIFY_COLD), (KIND_LARGE, MODE_COLD));
    assert_eq!((HUGE_NUMBER, UNNAMED), (number(KIND_HUGE), 3));
    assert_eq!(number(MODE_TOP), i32::MIN);
    assert_eq!(size_of::<Bulb>(), 20);
    assert_eq!(Bulb::default().kinds, [KIND_SMALL; 2]);
    assert_eq!(Thermometer::NOTIFY.bits(), number(MODE_HOT) as u32);
}

fn slots_take_and_give_them() {
    let events = ILampEvents::from(Events);
    let port = ILampPort::from(Port);
    let mut kind = KIND_LARGE;
    let mut kinds = [KIND_SMALL; 3];
    let mut form = Form::default();
    let mut bulb = Bulb {
        kind: KIND_LARGE,
        kinds: [KIND_SMALL, KIND_HUGE],
        ..Default::default()
    };
    bulb.set_bits(KIND_LARGE);
    bulb.set_modes(MODE_COLD);
    // SAFETY: the pointers are good for the calls.
    unsafe {
        assert_eq!(events.Switched(KIND_HUGE, Some(MODE_TOP)), S_OK);
        assert_eq!(events.Change(&mut kind), S_OK);
        assert_eq!(kind, KIND_HUGE);
        assert_eq!(events.Mode().unwrap(), MODE_TOP);
        assert_eq!(events.SetMode(MODE_COLD), S_OK);
        assert_eq!(events.Find(None).unwrap(), KIND_BIG);
        assert_eq!(port.Several(&[KIND_LARGE, KIND_HUGE], &mut bulb), S_OK);
        assert_eq!(port.Counted(KIND_HUGE, [1; 7].as_ptr()).unwrap(), 7);
        assert_eq!(port.Plain(&MODE_HOT, Some(&KIND_HUGE)), KIND_HUGE);
        assert_eq!(port.Plain(&MODE_HOT, None), KIND_LARGE);
        assert_eq!(port.Fill(3, kinds.as_mut_ptr()), S_OK);
        assert_eq!(port.Pair(&[KIND_LARGE; 7], &mut form, &mut kind), S_OK);
        assert_eq!(port.Choose(Some(chosen), MODE_COLD).unwrap(), KIND_HUGE);
        assert_eq!(bulb.either.kind, KIND_HUGE);
    }
    assert_eq!((bulb.bits(), bulb.modes()), (KIND_HUGE, MODE_HOT));
    assert_eq!((kinds, form, kind), ([KIND_HUGE; 3], TYPE, KIND_LARGE));
    assert_eq!(
        calls(),
        [format!("switched 7 {}", i32::MIN), "set_mode 1".into()]
    );
}

/// A VARIANT as it is in memory.
#[repr(C)]
struct Argument(u16, [u16; 3], [*mut c_void; 2]);

impl Argument {
    fn of(value: i32) -> Self {
        Self(VT_I4, [0; 3], [value as usize as *mut c_void, null_mut()])
    }

    fn to(target: &mut Kind) -> Self {
        let target = (&raw mut *target).cast();
        Self(VT_BYREF | VT_I4, [0; 3], [target, null_mut()])
    }
}

/// Calls `Invoke` with the arguments, the last one first.
fn invoke(
    events: &IDispatch,
    dispid: i32,
    flags: u16,
    arguments: &mut [Argument],
    names: &mut [i32],
) -> Value {
    let parameters = DISPPARAMS {
        rgvarg: arguments.as_mut_ptr().cast(),
        rgdispidNamedArgs: names.as_mut_ptr(),
        cArgs: arguments.len() as u32,
        cNamedArgs: names.len() as u32,
    };
    let mut result = Variant::empty();
    // SAFETY: as IDispatch documents it.
    let code = unsafe {
        (Interface::vtable(events).Invoke)(
            events.as_raw(),
            dispid,
            &GUID::zeroed(),
            1033,
            flags,
            &parameters,
            (&raw mut result).cast(),
            null_mut(),
            null_mut(),
        )
    };
    assert_eq!(code, S_OK);
    result.value()
}

fn invoke_takes_and_gives_them() {
    let events = ILampEvents::from(Events).cast::<IDispatch>().unwrap();
    invoke(&events, 1, METHOD, &mut [Argument::of(1)], &mut []);
    let both = &mut [Argument::of(1), Argument::of(7)];
    invoke(&events, 1, METHOD, both, &mut []);
    invoke(&events, 3, PUT, &mut [Argument::of(5)], &mut [-3]);
    assert_eq!(calls(), ["switched 1 4", "switched 7 1", "set_mode 5"]);
    let mode = invoke(&events, 3, GET, &mut [], &mut []);
    assert_eq!(mode, Value::I32(i32::MIN));
    let mut kind = KIND_LARGE;
    invoke(&events, 2, METHOD, &mut [Argument::to(&mut kind)], &mut []);
    assert_eq!(kind, KIND_HUGE);
    let mut found = KIND_SMALL;
    let arguments = &mut [Argument::to(&mut found), Argument::of(1)];
    invoke(&events, 4, METHOD, arguments, &mut []);
    assert_eq!(found, KIND_LARGE);
}

pub(crate) fn run() {
    constants_have_their_values();
    slots_take_and_give_them();
    invoke_takes_and_gives_them();
}
