using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class FreeSpaceTests
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public void Below_the_floor_it_says_how_much_is_left_and_what_to_change()
    {
        var shortage = FreeSpace.Describe(90 * Megabyte, 100 * Megabyte);

        Assert.Contains("90 MB left", shortage, StringComparison.Ordinal);
        Assert.Contains("100 MB", shortage, StringComparison.Ordinal);
        Assert.Contains("DASHBOARD_MIN_FREE_MB", shortage, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_floor_and_where_nothing_can_be_measured_there_is_room()
    {
        Assert.Null(FreeSpace.Describe(100 * Megabyte, 100 * Megabyte));
        Assert.Null(FreeSpace.Describe(null, 100 * Megabyte));
    }

    [Fact]
    public void It_looks_at_the_disk_of_the_data_folder()
    {
        Assert.NotNull(Of(minFree: int.MaxValue).Shortage);
        Assert.Null(Of(minFree: 1).Shortage);
    }

    [Fact]
    public void Zero_turns_it_off_and_the_disk_of_another_server_is_not_ours_to_see()
    {
        Assert.Null(Of(minFree: 0).Shortage);
        Assert.Null(Of(minFree: int.MaxValue, database: "Host=db;Database=dashboard").Shortage);
    }

    private static FreeSpace Of(int minFree, string? database = null) => new(
        new PostgresOptions { DataFolder = Path.GetTempPath(), Decisions = database, MinFreeMegabytes = minFree },
        new FakeTimeProvider());
}
