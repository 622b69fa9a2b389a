namespace Dashboard.Telemetry.Searching;

/// <summary>A piece of the past that is searched at once: one partition.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Excluded.</param>
/// <param name="HasCallIndexes">Whether the indexes of its calls are complete.</param>
/// <param name="HasWordIndexes">Whether all payloads of that time have their index of words.</param>
internal sealed record Stretch(DateTimeOffset From, DateTimeOffset To, bool HasCallIndexes, bool HasWordIndexes);
