using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Metrics that clients measured: kept, readable, and never added to what spans count.</summary>
public sealed class ClientMetricsTests(TestConsole console) : IClassFixture<TestConsole>
{
    private const string Day = "from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z";
    private const long Noon = 1_795_348_800_000_000_000;
    private static readonly string[] TwoInOne = ["2"];
    private static readonly string[] FourInTheSecond = ["0", "4", "0"];
    private static readonly double[] OneAndTwo = [1, 2];

    [Fact]
    public async Task A_recorded_session_of_metrics_says_what_was_used_once_and_adds_no_call()
    {
        var folder = SharedData.PathOrSkip("data/otlp/captures/dotnet-otlp");
        using var client = await console.NewProjectAsync("ingest", "read");
        await PostAsync(client, "v1/traces", Path.Combine(folder, "01-POST-v1_traces.pb"));
        var spans = await client.TotalsAsync();

        // Cumulative: the second export repeats the first.
        await PostAsync(client, "v1/metrics", Path.Combine(folder, "02-POST-v1_metrics.pb"));
        await PostAsync(client, "v1/metrics", Path.Combine(folder, "03-POST-v1_metrics.pb"));

        var tokens = await SeriesAsync(client, "tokens", "gen_ai.token.type");
        Assert.Equal(
            ["input: 42", "output: 17"],
            tokens.Select(series => $"{Attribute(series, "gen_ai.token.type")}: {Point(series).GetProperty("sum")}"));
        var duration = (await SeriesAsync(client, "gen_ai.client.operation.duration", "error.type"))
            .Single(series => series.GetProperty("attributes").EnumerateObject().Any());
        Assert.Equal(1, Point(duration).GetProperty("count").GetInt32());
        Assert.Equal(spans, await client.TotalsAsync());
        Assert.Equal((3, 84, 34), (spans.Calls, spans.InputTokens, spans.OutputTokens));
    }

    [Theory]
    [InlineData("gen_ai.client.operation.duration")]
    [InlineData("gen_ai.client.inference.duration")]
    public async Task Former_and_present_names_measure_the_same(string name)
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        await ExportAsync(client, name, new { histogram = new { aggregationTemporality = 1, dataPoints = new[] { Histogram(1) } } });

        var point = Point(Assert.Single(await SeriesAsync(client, "duration", "")));

        Assert.Equal((4, 6.0), (point.GetProperty("count").GetInt32(), point.GetProperty("sum").GetDouble()));
        Assert.InRange(point.GetProperty("p50").GetDouble(), 1, 2);
        var instrument = (await client.GetJsonAsync($"api/client-metrics?{Day}")).GetProperty("instruments")[0];
        Assert.Equal((name, "duration"), (instrument.GetProperty("name").GetString(), instrument.GetProperty("measure").GetString()));
    }

    [Theory]
    [InlineData(1, 2, 8)]
    [InlineData(2, 2, 4)]
    public async Task Delta_points_add_up_and_cumulative_ones_repeat(int temporality, int points, int expected)
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        for (var minute = 1; minute <= points; minute++)
        {
            await ExportAsync(client, "m", new
            {
                histogram = new { aggregationTemporality = temporality, dataPoints = new[] { Histogram(minute) } },
            });
        }

        Assert.Equal(expected, Point(Assert.Single(await SeriesAsync(client, "m", ""))).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Counters_and_exponential_histograms_are_read_by_the_minute()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        foreach (var (minute, value) in ((int, int)[])[(1, 100), (2, 142)])
        {
            await ExportAsync(client, "gen_ai.client.inference.usage.input_tokens", new
            {
                sum = new
                {
                    aggregationTemporality = 2,
                    isMonotonic = true,
                    dataPoints = new[] { new { startTimeUnixNano = At(0), timeUnixNano = At(minute), asInt = $"{value}" } },
                },
            });
        }

        await ExportAsync(client, "e", new
        {
            exponentialHistogram = new
            {
                aggregationTemporality = 1,
                dataPoints = new[]
                {
                    new
                    {
                        startTimeUnixNano = At(0), timeUnixNano = At(1), count = "2", sum = 6.0, scale = 0,
                        positive = new { offset = 1, bucketCounts = TwoInOne },
                    },
                },
            },
        });

        var sums = await SeriesAsync(client, "tokens", "", "minute");
        Assert.Equal(
            [("2026-11-22T12:01:00Z", 100), ("2026-11-22T12:02:00Z", 42)],
            Assert.Single(sums).GetProperty("points").EnumerateArray()
                .Select(point => (point.GetProperty("t").GetString()!, point.GetProperty("sum").GetInt32())));
        Assert.Equal(
            4, Point(Assert.Single(await SeriesAsync(client, "e", ""))).GetProperty("buckets")[0].GetProperty("le").GetInt32());
        Assert.Equal(0, (await client.TotalsAsync()).Calls);
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("from=2026-11-23T00:00:00Z&to=2026-11-22T00:00:00Z")]
    [InlineData("step=week")]
    public async Task A_question_that_cannot_be_answered_is_told_why(string query)
    {
        using var client = await console.NewProjectAsync("read");
        using var answer = await client.GetAsync(
            new Uri($"api/client-metrics?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string At(int minute) => (Noon + (minute * 60_000_000_000L)).ToString(CultureInfo.InvariantCulture);

    private static object Histogram(int minute) => new
    {
        startTimeUnixNano = At(0),
        timeUnixNano = At(minute),
        count = "4",
        sum = 6.0,
        explicitBounds = OneAndTwo,
        bucketCounts = FourInTheSecond,
    };

    private static async Task ExportAsync(HttpClient client, string name, object data)
    {
        var metric = JsonSerializer.SerializeToNode(data)!.AsObject();
        metric["name"] = name;
        var body = new { resourceMetrics = new[] { new { scopeMetrics = new[] { new { metrics = new[] { metric } } } } } };
        using var answer = await client.PostBytesAsync(
            "v1/metrics", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)), "application/json");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task PostAsync(HttpClient client, string path, string file)
    {
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        using var answer = await client.PostBytesAsync(path, bytes, "application/x-protobuf");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<List<JsonElement>> SeriesAsync(
        HttpClient client, string name, string by, string step = "all") =>
        [.. (await client.GetJsonAsync($"api/client-metrics?{Day}&name={name}&by={by}&step={step}"))
            .GetProperty("series").EnumerateArray()];

    private static JsonElement Point(JsonElement series) => series.GetProperty("points").EnumerateArray().Single();

    private static string? Attribute(JsonElement series, string name) =>
        series.GetProperty("attributes").GetProperty(name).GetString();
}
