/// What is called about a lamp.
[Implements=ILampEvents, Service="the lamp service", Flags=LampFlags]
callback interface LampCallback {
  /// It is on or off.
  [Slot=Switched, Notify=LAMP_NOTIFY_SWITCHED] undefined lampSwitched(ILamp lamp, boolean on);
  [Notify=LAMP_NOTIFY_BROKEN, Retry] undefined broken([Wrapper="crate::Lamp"] ILamp? lam‡Ó DOMString reason);
  [Optional] unsigned long measured(sequence<LAMP_INFO> infos);
  undefined choose(boolean cancel);
};
