using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class EventTypeMapTests
{
    private static class Other
    {
        public sealed record WeightChanged(int Weight);
    }

    [Fact]
    public void Events_are_written_as_Marten_writes_them() =>
        Assert.Equal(
            """{"Model":"gus","Speed":1,"At":"2026-11-22T12:00:00+00:00","Note":null}""",
            EventTypeMap.Serialize(Some.Created()));

    [Fact]
    public void Registrations_add_up()
    {
        var map = new EventTypeMap([new EventTypes(typeof(RouteCreated)), new EventTypes(typeof(WeightChanged))]);
        Assert.Equal("route_created", map.AliasOf(Some.Created()));
        Assert.Equal("weight_changed", map.AliasOf(new WeightChanged(1)));
    }

    [Fact]
    public void Two_types_of_one_stored_name_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => new EventTypeMap([new EventTypes(typeof(WeightChanged)), new EventTypes(typeof(Other.WeightChanged))]));

    [Fact]
    public void A_type_that_nobody_registered_is_refused()
    {
        var map = new EventTypeMap([new EventTypes(typeof(WeightChanged))]);
        Assert.Throws<ArgumentException>(() => map.AliasOf(new NotRegistered(1)));
        Assert.Throws<ArgumentException>(() => map.AliasOf(new Other.WeightChanged(1)));
    }
}
