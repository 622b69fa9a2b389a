using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Bench.Ingest;

/// <summary>
/// An export whose every span names a model that was never seen, beside one of the same size whose models are known, in
/// alternating rounds: what is looked up, numbered and priced for the first time must not be felt.
/// </summary>
internal static class NewModels
{
    private const int Rounds = 21;
    private const int Spans = 500;
    private const int ContentLength = 1000;

    public static async Task<string> RunAsync(HttpClient client, CancellationToken ct)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        string Known(int i) => $"known-{run}-{i}";
        await MillisecondsAsync(client, Known, ct);
        var (news, knowns) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var number = round;
            news.Add(await MillisecondsAsync(client, i => $"new-{run}-{number}-{i}", ct));
            knowns.Add(await MillisecondsAsync(client, Known, ct));
        }

        var (ofNew, ofKnown) = (Median(news), Median(knowns));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Spans} spans with {Spans} new models, one export at a time: {ofNew:0} ms, with known ones {ofKnown:0} ms (medians of {Rounds});
            ratio {ofNew / ofKnown:0.00}.
            """);
    }

    private static async Task<double> MillisecondsAsync(HttpClient client, Func<int, string> models, CancellationToken ct)
    {
        var body = new SpanBody(Spans, ContentLength, "models", "v1", models);
        var clock = Stopwatch.StartNew();
        while (!await OtlpLoad.SendAsync(client, body, ct))
        {
            await Task.Delay(100, ct);
            clock.Restart();
        }

        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
