namespace Dashboard.Telemetry.Searching;

/// <summary>A piece of the past that is searched at once: one partition.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Excluded.</param>
/// <param name="HasCallIndexes">Whether the indexes of its calls are complete.</param>
/// <param name="Words">Which index all payloads of that time have.</param>
internal sealed record Stretch(DateTimeOffset From, DateTimeOffset To, bool HasCallIndexes, WordIndex Words);
