using Dashboard.Events;
using Dashboard.Telemetry;

namespace Dashboard.Ingest.Rereading;

/// <summary>A stored call, as far as its usage and its cost are concerned.</summary>
/// <param name="Project">Whose it is.</param>
/// <param name="StartedAt">When it began; with the two ids its key.</param>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its span.</param>
/// <param name="Name">The span's name.</param>
/// <param name="Operation">In OpenTelemetry's words.</param>
/// <param name="DurationMicros">How long it took.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Recorder">Who recorded it.</param>
/// <param name="IsCounted">Whether it is in the sums.</param>
/// <param name="UserId">The user in whose sums it is.</param>
/// <param name="Facts">What is stored.</param>
/// <param name="Raw">What was kept of the span; null where it was erased.</param>
internal sealed record StoredCall(
    ProjectId Project,
    DateTimeOffset StartedAt,
    TraceId TraceId,
    SpanId SpanId,
    string Name,
    string Operation,
    long DurationMicros,
    SpanStatus Status,
    Recorder Recorder,
    bool IsCounted,
    string? UserId,
    UsageFacts Facts,
    string? Raw);
