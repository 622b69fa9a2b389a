namespace Dashboard.Telemetry.Rollups.Zones;

/// <summary>The kept days of one time zone.</summary>
/// <param name="Table">Its rows.</param>
/// <param name="Days">Where its days begin.</param>
internal sealed record ZoneTier(TierTable Table, LocalDays Days)
{
    public static ZoneTier Of(int number, TimeZoneInfo zone)
    {
        var days = new LocalDays(zone);
        return new ZoneTier(TierTable.OfZone(number, days), days);
    }
}
