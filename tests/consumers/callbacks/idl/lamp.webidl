/// What is called about the temperature of a lamp.
[Implements=ILampNotices]
callback interface TemperatureCallback {
  /// It is too hot.
  [Slot=Hot, Notify=LAMP_NOTIFY_HOT, Retry] undefined tooHot(ILamp? lamp, long degrees);
  /// It is too cold.
  [Slot=Cold, Notify=LAMP_NOTIFY_COLD] undefined tooCold([Wrapper="crate::contract::Bulb"] ILamp lamp);
  [Optional] unsigned long weigh(ILamp lamp);
};
