namespace Dashboard.Explorer.ClientMetrics;

/// <summary>An instrument of a client, and how much it sent in a range.</summary>
internal sealed record ClientInstrument(string Name, string Kind, string? Unit, long Points, DateTimeOffset Last)
{
    /// <summary>What makes two points addable.</summary>
    internal readonly record struct Key(string Name, string Kind, string? Unit);
}
