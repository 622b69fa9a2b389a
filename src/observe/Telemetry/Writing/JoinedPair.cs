using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Writing;

/// <summary>A stored record that counts for its request, and what the spans say that are joined to it now.</summary>
/// <param name="Key">The record's row.</param>
/// <param name="SeriesId">The number of its series.</param>
/// <param name="IsCounted">Whether it counts.</param>
/// <param name="IsLost">Whether retention has dropped calls of its day, so that its sums cannot be counted again.</param>
/// <param name="Facts">As stored.</param>
/// <param name="Client">Null where no span is joined any more.</param>
/// <param name="Counters">What it counts for.</param>
internal sealed record JoinedPair(
    SpanKey Key, int SeriesId, bool IsCounted, bool IsLost, GatewayFacts Facts, ClientFacts? Client, CallCounters Counters)
{
    /// <summary>What the row must say.</summary>
    public GatewayFacts Wanted { get; } = Facts.With(Client);
}
