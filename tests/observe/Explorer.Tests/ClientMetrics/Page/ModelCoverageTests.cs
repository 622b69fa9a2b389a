using Dashboard.Explorer.ClientMetrics;
using Dashboard.Explorer.ClientMetrics.Page;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.ClientMetrics.Page;

public sealed class ModelCoverageTests
{
    private const string Duration = "gen_ai.client.operation.duration";
    private const string Tokens = "gen_ai.client.token.usage";

    [Fact]
    public void Spans_that_are_sampled_show_a_part_of_what_clients_measure()
    {
        var model = Assert.Single(ModelCoverage.Of(
            [Series(Duration, count: 100, sum: 200), Series(Tokens, 100, 5000, tokenType: "input")],
            [Counted("GPT", calls: 48, input: 2400)]));

        Assert.Equal(0.48, model.Calls.Share);
        Assert.Equal((5000, 2400), (model.Input.Measured, model.Input.Counted));
        Assert.Equal(2000, model.MeasuredMeanMs);
        Assert.Null(model.CountedMeanMs);
    }

    [Fact]
    public void What_no_client_measures_is_unknown_and_not_zero()
    {
        var model = Assert.Single(ModelCoverage.Of([Series(Duration, 4, 8)], [Counted("gpt", 4, 10)]));

        Assert.Null(model.Output.Measured);
        Assert.Null(model.Output.Share);
        Assert.Equal("–", MeasureWords.Count(model.Output.Measured));
    }

    [Fact]
    public void The_same_measurement_under_its_former_and_its_present_name_counts_once()
    {
        var model = Assert.Single(ModelCoverage.Of(
            [
                Series(Duration, 10, 20), Series("gen_ai.client.inference.duration", 10, 20),
                Series(Duration, 5, 5, service: "other"),
                Series(Tokens, 10, 300, tokenType: "input"),
                Series("gen_ai.client.inference.usage.input_tokens", 0, 300, kind: "sum"),
                Series("gen_ai.client.inference.usage.cache_read.input_tokens", 0, 200, kind: "sum"),
            ],
            []));

        Assert.Equal((15, 0), (model.Calls.Measured, model.Calls.Counted));
        Assert.Equal(300, model.Input.Measured);
    }

    [Fact]
    public void Agents_and_tools_are_no_calls()
    {
        Assert.Empty(ModelCoverage.Of([Series(Duration, 9, 9, operation: "invoke_agent")], []));
    }

    [Theory]
    [InlineData(null, 3, "No client says how many calls it made")]
    [InlineData(100.0, 48, "Spans cover 48.0 % of what clients measure")]
    [InlineData(100.0, 100, "Spans cover all that clients measure")]
    [InlineData(100.0, 150, "Spans show more calls than clients measure")]
    public void The_finding_is_said_in_words(double? measured, long counted, string expected) =>
        Assert.Equal(expected, MeasureWords.Finding(new Coverage(measured, counted)).Replace('\u202F', ' '));

    private static MeasuredSeries Series(
        string name, double count, double sum, string? tokenType = null, string service = "gus", string kind = "histogram",
        string operation = "chat") => new(
            name, kind, name == Tokens ? "{token}" : "s",
            new MeasuredSeries.Work(service, null, "gpt", "openai", operation, tokenType), MetricValue.Of(count, sum));

    private static MetricsSeries Counted(string model, long calls, long input) => new(
        new Dictionary<Dimension, string?> { [Dimension.Model] = model },
        [
            new MetricsPoint
            {
                Start = Some.Noon, Calls = calls, Errors = 0, ClientAborts = 0, InputTokens = input, OutputTokens = 0,
                CachedTokens = 0, CacheWriteTokens = 0, ReasoningTokens = 0, Cost = null, UnpricedCalls = calls,
            },
        ]);
}
