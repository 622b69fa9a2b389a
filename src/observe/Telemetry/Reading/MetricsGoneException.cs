namespace Dashboard.Telemetry.Reading;

/// <summary>A question needs single calls of a time whose calls are no longer kept.</summary>
public sealed class MetricsGoneException(DateTimeOffset from, DateTimeOffset to) : Exception(
    $"Single calls between {from:O} and {to:O} are no longer kept. Ask with step=hour, day or all, whole hours for from "
    + "and to, and without user.");
