/// What is called about the temperature of a lamp.
[Implements=IBulbNotices]
callback interface TemperatureCallback {
  /// It is too hot.
  [Notify=MODE_HOT] undefined hot();
  /// It is too cold.
  [Notify=NOTIFY_COLD] undefined cold();
};
