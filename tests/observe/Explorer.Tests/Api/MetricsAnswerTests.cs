using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CsCheck;
using Dashboard.Events;
using Dashboard.Explorer.Api;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.Api;

public sealed class MetricsAnswerTests
{
    private static readonly double[] _edges = [0, 0.0005, 0.0015, 0.001, 1, 10, 999.9995, 1e12, 1e15, -1.5];

    private static readonly Gen<double> Milliseconds = Gen.OneOf(
        Gen.Long[0, 100_000_000].Select(micros => micros / 1000.0),
        Gen.Double[0, 100_000],
        Gen.Double[0, 1e19],
        Gen.Int[0, _edges.Length - 1].Select(i => _edges[i]));

    private static readonly Gen<LatencySummary> Latency =
        Milliseconds.Array[7].Select(ms => new LatencySummary(3, ms[0], ms[1], ms[2], ms[3], ms[4], ms[5], ms[6]));

    private static readonly Gen<MetricsPoint> Point = Gen.Select(
        Gen.Long.Array[10], Gen.Int[0, 1440], Latency.Null(), Latency.Null(), Gen.Int[0, 5].Array[7],
        (n, minute, latency, ttft, scores) => new MetricsPoint
        {
            Start = Some.Noon.AddMinutes(minute),
            Calls = n[0],
            Errors = n[1],
            ClientAborts = n[2],
            InputTokens = n[3],
            OutputTokens = n[4],
            CachedTokens = n[5],
            CacheWriteTokens = n[6],
            ReasoningTokens = n[7],
            Cost = n[8] % 3 == 0 ? null : new Nanodollars(n[8]),
            UnpricedCalls = n[9],
            Latency = latency,
            TimeToFirstToken = ttft,
            Scores = new ScoreCounts(scores[0], scores[1], scores[2], scores[3] + scores[4], scores[4], scores[5], scores[6]),
        });

    [Fact]
    public async Task The_answer_is_byte_for_byte_what_the_described_body_would_be() =>
        await Point.Array[0, 200].SampleAsync(async points =>
        {
            var query = new MetricsQuery
            {
                Project = ProjectId.First,
                From = Some.Noon,
                To = Some.Noon.AddDays(1).AddMicroseconds(7),
                Step = MetricsStep.Minute,
                By = [Dimension.Route, Dimension.Version],
                Where = new Dictionary<Dimension, string> { [Dimension.User] = "Grüße & <b>" },
            };
            var by = new Dictionary<Dimension, string?> { [Dimension.Route] = "a\"ü<", [Dimension.Version] = null };
            var result = new MetricsResult(
                query.From, query.To, query.Step, [new MetricsSeries(by, points), new MetricsSeries(by, [])]);

            Assert.Equal(
                JsonSerializer.Serialize(MetricsBody.Of(result, query), ApiJson.Options),
                await TextAsync(new MetricsAnswer(result, query)));
        });

    private static async Task<string> TextAsync(MetricsAnswer answer)
    {
        using var stream = new MemoryStream();
        var pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await answer.WriteAsync(pipe, TestContext.Current.CancellationToken);
        await pipe.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
