using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>A public trace of production traffic (Azure, 2023), sent as calls to gpt-4o-mini at their own times.</summary>
public sealed class AzureTraceTests(TestConsole console) : IClassFixture<TestConsole>
{
    private const string Year = "from=2023-01-01T00:00:00Z&to=2024-01-01T00:00:00Z";

    [Fact]
    public async Task Its_tokens_and_cost_tie_out_in_every_zone()
    {
        var rows = await File.ReadAllLinesAsync(
            SharedData.PathOrSkip("data/traces/azure-2023/AzureLLMInferenceTrace_code.csv"),
            TestContext.Current.CancellationToken);
        using var client = await console.NewProjectAsync("ingest", "read");
        foreach (var chunk in rows.Skip(1).Where(row => row.Length > 0).Index().Chunk(1000))
        {
            using var answer = await client.PostBytesAsync("v1/traces", Export(chunk), "application/json");
            Assert.Equal("{}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var total = await client.TotalsAsync();
        Assert.Equal(new ConsoleRequests.Totals(8_819, 0, 18_059_974, 245_896, 2.8565337m, 0), total);
        var minutes = await client.GetJsonAsync(
            "api/metrics?from=2023-11-16T00:00:00Z&to=2023-11-18T00:00:00Z&step=minute");
        Assert.Equal(45, minutes.GetProperty("series")[0].GetProperty("points").GetArrayLength());
        var calls = await SumOfCallsAsync(client);
        Assert.Equal((8_819, 2.8565337m), calls);
        foreach (var zone in new[] { "UTC", "America/New_York", "Asia/Kathmandu" })
        {
            var days = await client.GetJsonAsync($"api/metrics?{Year}&step=day&tz={zone}");
            Assert.Equal(calls.Cost, days.GetProperty("series")[0].GetProperty("points").EnumerateArray()
                .Sum(point => ConsoleRequests.Totals.Money(point.GetProperty("cost_usd"))));
        }
    }

    private static async Task<(int Calls, decimal Cost)> SumOfCallsAsync(HttpClient client)
    {
        var (calls, cost, cursor) = (0, 0m, "");
        do
        {
            var page = await client.GetJsonAsync($"api/calls?{Year}&limit=500&cursor={cursor}");
            foreach (var call in page.GetProperty("items").EnumerateArray())
            {
                calls++;
                cost += ConsoleRequests.Totals.Money(call.GetProperty("cost_usd"))!.Value;
            }

            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return (calls, cost);
    }

    /// <summary>Rows are <c>2023-11-16 18:17:03.9799600,4808,10</c>: time, input tokens, output tokens.</summary>
    private static byte[] Export((int Index, string Row)[] rows)
    {
        var spans = rows.Select(item =>
        {
            var fields = item.Row.Split(',');
            var start = DateTimeOffset.Parse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            var nanos = (start - DateTimeOffset.UnixEpoch).Ticks * 100;
            return new
            {
                traceId = (item.Index + 1).ToString("x32", CultureInfo.InvariantCulture),
                spanId = (item.Index + 1).ToString("x16", CultureInfo.InvariantCulture),
                name = "chat gpt-4o-mini",
                kind = 3,
                startTimeUnixNano = nanos.ToString(CultureInfo.InvariantCulture),
                endTimeUnixNano = (nanos + 1_000_000_000).ToString(CultureInfo.InvariantCulture),
                attributes = new object[]
                {
                    new { key = "gen_ai.operation.name", value = new { stringValue = "chat" } },
                    new { key = "gen_ai.provider.name", value = new { stringValue = "openai" } },
                    new { key = "gen_ai.request.model", value = new { stringValue = "gpt-4o-mini" } },
                    new { key = "gen_ai.usage.input_tokens", value = new { intValue = fields[1] } },
                    new { key = "gen_ai.usage.output_tokens", value = new { intValue = fields[2] } },
                },
            };
        });
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
            new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans } } } } }));
    }
}
