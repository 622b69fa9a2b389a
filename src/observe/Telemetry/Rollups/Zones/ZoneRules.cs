using System.Collections.Concurrent;

namespace Dashboard.Telemetry.Rollups.Zones;

/// <summary>The rules of time zones as this machine knows them.</summary>
internal static class ZoneRules
{
    private static readonly ConcurrentDictionary<string, byte[]> Hashes = new();

    /// <summary>What the days of a zone are told by: see <see cref="LocalDays.HashOf"/>.</summary>
    public static byte[] HashOf(TimeZoneInfo zone) => Hashes.GetOrAdd(zone.Id, _ => LocalDays.HashOf(zone));
}
