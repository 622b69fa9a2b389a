namespace Dashboard.Telemetry.Reading;

/// <summary>A stretch of time that is read from one source.</summary>
internal readonly record struct MetricsSegment(MetricsSource Source, DateTimeOffset From, DateTimeOffset To);
