using System.Text.Json;
using CsCheck;
using Dashboard.Evaluations.Langfuse;
using Xunit;

namespace Dashboard.Evaluations.Tests.Langfuse;

public sealed class MergedObservationTests
{
    private static readonly LangfuseEvent[] _events =
    [
        Event("1", "generation-create", 0, """{"id":"g","traceId":"t","name":"answer","startTime":"2026-11-22T12:00:00Z","model":"gpt-4o"}"""),
        Event("2", "generation-update", 1, """{"id":"g","output":"first","model":null}"""),
        Event("3", "generation-update", 2, """{"id":"g","output":"last","endTime":"2026-11-22T12:00:02Z"}"""),
    ];

    [Fact]
    public void The_order_of_arrival_does_not_matter() => Gen.Shuffle(_events).Sample(events =>
    {
        var merged = MergedObservation.Of(events, [])!;
        Assert.Equal(("t", "generation", TimeSpan.FromSeconds(2)), (merged.Trace, merged.Kind, merged.End - merged.Start));
        Assert.Equal("last", merged.Body["output"].GetString());
        Assert.Equal("gpt-4o", merged.Body["model"].GetString());
    });

    [Fact]
    public void An_update_alone_says_nothing_of_when_it_began() =>
        Assert.Null(MergedObservation.Of([_events[1]], []));

    [Fact]
    public void An_end_before_the_start_is_the_start()
    {
        var merged = MergedObservation.Of(
            [_events[0], Event("9", "generation-update", 3, """{"id":"g","endTime":"2026-11-22T11:00:00Z"}""")], [])!;
        Assert.Equal(merged.Start, merged.End);
    }

    private static LangfuseEvent Event(string id, string type, int second, string body) =>
        new(id, type, Some.Noon.AddSeconds(second), JsonElement.Parse(body));
}
