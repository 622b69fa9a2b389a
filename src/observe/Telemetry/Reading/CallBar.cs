namespace Dashboard.Telemetry.Reading;

/// <summary>The calls of a bucket of time.</summary>
/// <param name="Start">Where the bucket begins.</param>
/// <param name="Calls">All of them.</param>
/// <param name="Failed">Those among them that failed; a client that hung up is none.</param>
public readonly record struct CallBar(DateTimeOffset Start, long Calls, long Failed);
