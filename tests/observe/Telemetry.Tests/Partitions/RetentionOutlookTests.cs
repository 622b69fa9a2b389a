using Dashboard.Telemetry.Partitions;
using Xunit;

namespace Dashboard.Telemetry.Tests.Partitions;

public sealed class RetentionOutlookTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void A_shorter_time_drops_the_days_that_are_over_for_longer_and_says_how_much_that_is()
    {
        var calls = Outlook(keepDays: 5, Day(-9), Day(-8), Day(-2), Day(0));

        Assert.Equal(new StoredDays(Today.AddDays(-9), Today, 4, 40), calls.Stored);
        Assert.Equal(new StoredDays(Today.AddDays(-9), Today.AddDays(-8), 2, 20), calls.Expired);
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero), calls.NextDrop);
    }

    [Fact]
    public void What_is_kept_long_enough_drops_nothing()
    {
        var calls = Outlook(keepDays: 90, Day(-9), Day(0));
        Assert.Null(calls.Expired);
        Assert.Equal(new DateTimeOffset(2027, 2, 12, 0, 0, 0, TimeSpan.Zero), calls.NextDrop);
    }

    [Fact]
    public void Days_that_were_made_ahead_and_hold_nothing_are_not_spoken_of()
    {
        var calls = Outlook(keepDays: 1, Day(-30) with { HasRows = false }, Day(3) with { HasRows = false });
        Assert.Equal((null, null, null), (calls.Stored, calls.Expired, calls.NextDrop));
    }

    [Fact]
    public void A_backfilled_year_is_kept_from_its_making_and_counts_with_all_its_days()
    {
        var year = new StoredPartition(
            TelemetryKind.Calls, PartitionRange.Year(2023), Some.Noon.AddDays(-1), 10, HasRows: true);

        Assert.Equal(Some.Noon.AddDays(-1 + 30), Outlook(keepDays: 30, year).NextDrop);
        Assert.Equal(365, Outlook(keepDays: 30, year with { CreatedAt = Some.Noon.AddDays(-31) }).Expired?.Count);
    }

    [Fact]
    public void Each_kind_is_spoken_of_apart()
    {
        var kinds = RetentionOutlook.Of(
            [Day(-9), Day(-9) with { Kind = TelemetryKind.Logs, Bytes = 7 }], new RetentionOptions(), Some.Noon);

        Assert.Equal(Enum.GetValues<TelemetryKind>(), kinds.Select(kind => kind.Kind));
        Assert.Equal(7, kinds.Single(kind => kind.Kind == TelemetryKind.Logs).Stored?.Bytes);
        Assert.Null(kinds.Single(kind => kind.Kind == TelemetryKind.Payloads).Stored);
    }

    private static StoredKind Outlook(int keepDays, params StoredPartition[] partitions) => RetentionOutlook
        .Of(partitions, new RetentionOptions { Calls = TimeSpan.FromDays(keepDays) }, Some.Noon)
        .Single(kind => kind.Kind == TelemetryKind.Calls);

    private static StoredPartition Day(int offset)
    {
        var range = PartitionRange.Day(Today.AddDays(offset));
        return new StoredPartition(TelemetryKind.Calls, range, range.From, Bytes: 10, HasRows: true);
    }
}
