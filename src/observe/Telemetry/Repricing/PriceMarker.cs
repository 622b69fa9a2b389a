namespace Dashboard.Telemetry.Repricing;

/// <summary>An instant at which models that have calls change their price: a marker on a chart.</summary>
public sealed record PriceMarker(DateTimeOffset At, IReadOnlyList<PriceChange> Changes);
