using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry.Counting;
using Dashboard.Telemetry.Pricing;
using Dashboard.Telemetry.Tests.Ingest;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Counting;

/// <summary>Usage that real clients sent, with its right cost.</summary>
public sealed class UsageCaseTests
{
    private static readonly PriceRow s_painter = new("painter", PriceLayer.Set, new ModelPrice
    {
        Model = "gemini-3-pro-image",
        Rates = new TokenRates { Input = 2, Output = 12, ImageOutput = 120 },
    }, 1);

    private static readonly PriceBook s_prices = new([.. BuiltInPrices.Rows, s_painter]);

    [Fact]
    public void What_clients_sent_costs_what_it_costs()
    {
        var wrong = Directory.EnumerateFiles(SharedData.PathOrSkip("data/cases/usage"), "*.json")
            .Where(path => Path.GetFileName(path) != "upstream-answers.json"
                && !path.Contains("batch", StringComparison.Ordinal))
            .Select(Check).OfType<string>().ToArray();

        Assert.Empty(wrong);
    }

    [Fact]
    public void What_providers_answered_costs_what_it_costs()
    {
        using var cases = JsonDocument.Parse(
            File.ReadAllText(SharedData.PathOrSkip("data/cases/usage/upstream-answers.json")));

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
