using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Writing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

/// <summary>A provider that repeats one response id for hundreds of calls that are under way together.</summary>
public sealed class RepeatedAnswerTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task As_many_calls_are_counted_as_were_made_in_whatever_order_and_batches_they_come(int seed)
    {
        const int Calls = 300;
        var random = new Random(seed);
        var spans = Enumerable.Range(0, Calls).SelectMany(i => Pair(random.Next(0, 5000))).ToArray();
        if (seed == 1)
        {
            spans = [.. spans.OrderBy(span => span.Call!.Recorder)];
        }
        else if (seed == 2)
        {
            spans = [.. spans.OrderByDescending(span => span.Call!.Recorder)];
        }
        else
        {
            random.Shuffle(spans);
        }

        for (var at = 0; at < spans.Length;)
        {
            var batch = spans.AsSpan(at, Math.Min(random.Next(1, 60), spans.Length - at)).ToArray();
            await _store.WriteAsync(batch);
            at += batch.Length;
        }

        await _store.Compactor.RunAsync(TestContext.Current.CancellationToken);
        var series = (await _store.ReadAsync(by: Dimension.Route)).Series.Single(series => series.Points.Count > 0);
        Assert.Equal((Calls, Calls * 42), (series.Points.Single().Calls, series.Points.Single().InputTokens));
    }

    [Fact]
    public void Pairs_are_found_where_the_nearest_are_all_taken()
    {
        // Two hundred records begin at one moment and only the clients of long calls are left for most of them.
        var spans = Enumerable.Range(0, 200).SelectMany(i => Pair(0, clientEarlierMs: 5 * i)).ToList();

        var settled = Settlement.Of(spans.Select(TraceNode.Of), []);

        var joined = spans.Where(span => span.Call!.Recorder == Recorder.Client)
            .Select(span => settled.JoinedTo(NodeId.Of(span)));
        Assert.Equal(200, joined.OfType<NodeId>().Distinct().Count());
    }

    [Fact]
    public void What_ended_before_the_other_began_is_no_pair()
    {
        SpanRecord[] spans =
        [
            Some.Call(responseId: "r-1", latencyMs: 100),
            Some.Call(responseId: "r-1", at: Some.Noon.AddSeconds(1), recorder: Recorder.Gateway),
        ];

        Assert.Empty(OverlappingPairs.Of([TraceNode.Of(spans[0])], [TraceNode.Of(spans[1])]));
    }

    private static SpanRecord[] Pair(int afterMs, int clientEarlierMs = 3) =>
    [
        Some.Call(
            responseId: "r-1", at: Some.Noon.AddMilliseconds(afterMs - clientEarlierMs),
            latencyMs: 20_000 + clientEarlierMs),
        Some.Call(
            responseId: "r-1", at: Some.Noon.AddMilliseconds(afterMs), latencyMs: 19_990, recorder: Recorder.Gateway),
    ];
}
