using Dashboard.Events;

namespace Dashboard.Telemetry;

/// <summary>One point of an OTLP metric. Kept, and never added to what spans count.</summary>
/// <param name="Project">The project of the key that delivered it.</param>
/// <param name="At">The point's time in whole microseconds UTC.</param>
/// <param name="Name">The instrument's name, such as <c>gen_ai.client.token.usage</c>.</param>
/// <param name="Kind"><c>gauge</c>, <c>sum</c>, <c>histogram</c>, <c>exponential_histogram</c> or <c>summary</c>.</param>
/// <param name="Unit">UCUM unit, null when not said.</param>
/// <param name="Raw">JSON <c>{"resource":{},"scope":{},"point":{}}</c>, temporality and monotonicity within.</param>
public sealed record MetricRecord(
    ProjectId Project,
    DateTimeOffset At,
    string Name,
    string Kind,
    string? Unit,
    string Raw);
