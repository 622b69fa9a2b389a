using System.Text.Json;
using Dashboard.Events;
using Dashboard.Ingest.Tests;
using Dashboard.Pricing;
using Dashboard.Telemetry.Counting;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Counting;

/// <summary>Usage that real clients sent, with its right cost.</summary>
public sealed class UsageCaseTests
{
    private const string Answers = "upstream-answers.json";
    private const string Names = "bedrock-names.txt";

    private static readonly PriceBook s_prices = new(BuiltInPrices.Rows);

    [Fact]
    public void What_clients_sent_costs_what_it_costs()
    {
        var wrong = Directory.EnumerateFiles(SharedData.PathOrSkip("data/cases/usage"))
            .Where(path => Path.GetFileName(path) is not (Answers or Names))
            .Select(Check).OfType<string>().ToArray();

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_name_of_a_model_at_Bedrock_has_its_price()
    {
        var names = File.ReadLines(SharedData.PathOrSkip($"data/cases/usage/{Names}"))
            .Where(line => line.Contains('.', StringComparison.Ordinal) && line[0] != '#' && !line.Contains(' ', StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(8, names.Length);
        Assert.All(names, name => Assert.NotNull(Price("aws.bedrock", name)));
    }

    [Theory]
    [InlineData("amer.", "0.00495")]
    [InlineData("us.", "0.00495")]
    [InlineData("eu.", "0.00495")]
    [InlineData("jp.", "0.00495")]
    [InlineData("au.", "0.00495")]
    [InlineData("us-gov.", "0.0054")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.", "0.00495")]
    public void A_geography_at_Bedrock_has_its_uplift(string prefix, string dollars) =>
        Assert.Equal(
            decimal.Parse(dollars),
            Price("aws.bedrock", prefix + "anthropic.claude-sonnet-4-5-20250929-v1:0"));

    [Fact]
    public void What_providers_answered_costs_what_it_costs()
    {
        using var cases = JsonDocument.Parse(
            File.ReadAllText(SharedData.PathOrSkip($"data/cases/usage/{Answers}")));

        Assert.All(cases.RootElement.EnumerateArray(), answer =>
        {
            var model = answer.GetProperty("model").GetString()!;
            var reports = answer.GetProperty("usage") is { ValueKind: JsonValueKind.Array } stream
                ? stream.EnumerateArray().ToArray()
                : [answer.GetProperty("usage")];
            var usage = reports.Select(report => UsageJson.Read(report.GetRawText()))
                .Aggregate((before, later) => before.Then(later));
            var tokens = usage.Split(new UsageSender(null, model)).Tokens;
            var cost = s_prices.Price(null, model, tokens, SpanStatus.Ok, DateTimeOffset.UnixEpoch, null);
            Assert.Equal(
                (answer.GetProperty("why").GetString(), decimal.Parse(answer.GetProperty("right").GetString()!)),
                (answer.GetProperty("why").GetString(), cost.Amount?.Dollars));
        });
    }

    private static decimal? Price(string provider, string model) => s_prices.Price(
        provider, model, new TokenCounts { InputUncached = 1000, OutputText = 100 }, SpanStatus.Ok,
        DateTimeOffset.UnixEpoch, null).Amount?.Dollars;

    private static string? Check(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var attributes = document.RootElement.GetProperty("attributes").EnumerateObject()
            .Select(attribute => (attribute.Name, (object?)attribute.Value.GetString())).ToArray();
        var scope = document.RootElement.TryGetProperty("scope", out var named) ? named.GetString()! : "scope";
        var call = Sent.Span(attributes).ReadFrom(scope, null, s_prices).Call!;
        var want = decimal.Parse(document.RootElement.GetProperty("want").GetProperty("cost_usd").GetString()!);
        return call.Cost.Amount?.Dollars == want && call.UsageSource == UsageSource.Reported
            ? null
            : $"{Path.GetFileName(path)}: {call.Cost.Amount?.Dollars} instead of {want}, {Buckets.Of(call.Tokens)}";
    }
}
