using System.Text.Json;
using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class GapRuleTests
{
    [Theory]
    [InlineData(0, new long[] { 1, 2, 3 }, 3)]
    [InlineData(0, new long[] { 2, 3 }, 0)]
    [InlineData(4, new long[] { 5, 6, 8, 9 }, 2)]
    [InlineData(4, new long[0], 0)]
    public void What_lies_behind_a_fresh_gap_waits(long after, long[] positions, int applicable) =>
        Assert.Equal(applicable, GapRule.Applicable(after, Events(positions), Some.Noon));

    [Fact]
    public void A_gap_in_front_of_an_old_event_is_final() =>
        Assert.Equal(2, GapRule.Applicable(0, Events([2, 5]), Some.Noon.AddTicks(1)));

    private static List<StoredEvent> Events(long[] positions) =>
        [.. positions.Select(position => new StoredEvent(
            position, Guid.Empty, "s", 1, "t", null, default(JsonElement), Some.Noon, null, null, null))];
}
