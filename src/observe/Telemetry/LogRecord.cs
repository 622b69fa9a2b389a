using Dashboard.Events;

namespace Dashboard.Telemetry;

/// <summary>One OTLP log record, kept for the trace view.</summary>
/// <param name="Project">The project of the key that delivered it.</param>
/// <param name="At">Its time, else when it was observed, in whole microseconds UTC.</param>
/// <param name="TraceId">Null when it belongs to no trace.</param>
/// <param name="SpanId">Null when it belongs to no span.</param>
/// <param name="EventName">OpenTelemetry's event name, such as <c>gen_ai.user.message</c>.</param>
/// <param name="Severity">OTLP's severity number, 0 to 24; 0 is not said.</param>
/// <param name="Body">The body as text, or as JSON where it is a structure.</param>
/// <param name="Raw">JSON <c>{"resource":{},"scope":{},"attributes":{}}</c>.</param>
public sealed record LogRecord(
    ProjectId Project,
    DateTimeOffset At,
    TraceId? TraceId,
    SpanId? SpanId,
    string? EventName,
    int Severity,
    string? Body,
    string Raw);
