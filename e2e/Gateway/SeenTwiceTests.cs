using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>A request that both the gateway and the instrumented client record is one call.</summary>
public sealed class SeenTwiceTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_counts_once_whether_a_trace_or_the_response_joins_the_two()
    {
        using var http = Admin.Client(fixture.Server, DashboardServer.AdminKey);
        var calls = 0;
        var began = TimeProvider.System.GetUtcNow();

        // The client's span is the parent; it arrives after the gateway's record.
        var (trace, span) = (Hex(16), Hex(8));
        await CallAsync(http, $"00-{trace}-{span}-01");
        await Eventually.BecomesAsync(++calls, () => fixture.Admin.SumAsync());
        await ExportAsync(http, trace, span, began, TimeProvider.System.GetUtcNow());
        await Eventually.BecomesAsync(calls, () => fixture.Admin.SumAsync());
        var spans = await fixture.Admin.GetAsync($"/api/calls/{trace}");
        Assert.Equal(2, spans.GetProperty("spans").GetArrayLength());

        // The other way round.
        (trace, span) = (Hex(16), Hex(8));
        await ExportAsync(http, trace, span, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow());
        await Eventually.BecomesAsync(++calls, () => fixture.Admin.SumAsync());
        await CallAsync(http, $"00-{trace}-{span}-01");
        await BothAreThereAsync(trace);
        await Eventually.BecomesAsync(calls, () => fixture.Admin.SumAsync());

        // A client that passes no trace on knows at least the answer's id.
        began = TimeProvider.System.GetUtcNow();
        var id = await CallAsync(http, traceparent: null);
        var ended = TimeProvider.System.GetUtcNow();
        await Eventually.BecomesAsync(++calls, () => fixture.Admin.SumAsync());
        await ExportAsync(http, Hex(16), Hex(8), began, ended, id);
        await Eventually.BecomesAsync(calls, () => fixture.Admin.SumAsync());

        // What counts is what the gateway knows for certain.
        await Eventually.BecomesAsync(calls * 42, () => fixture.Admin.SumAsync("input_tokens"));
    }

    private Task BothAreThereAsync(string trace) => Eventually.BecomesAsync(2, async () =>
        (await fixture.Admin.GetAsync($"/api/calls/{trace}")).GetProperty("spans").GetArrayLength());

    private static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    private static async Task<string> CallAsync(HttpClient http, string? traceparent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new
            {
                model = "gus",
                messages = new[] { new { role = "user", content = "Hello" } },
            }),
        };
        request.Headers.TryAddWithoutValidation("traceparent", traceparent);
        using var answer = await http.SendAsync(request, Cancel);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
    }

    private static async Task ExportAsync(
        HttpClient http,
        string trace,
        string span,
        DateTimeOffset began,
        DateTimeOffset ended,
        string? responseId = null)
    {
        List<object> attributes =
        [
            Text("gen_ai.operation.name", "chat"),
            Text("gen_ai.provider.name", "openai"),
            Text("gen_ai.request.model", "gus"),
            Text("gen_ai.response.model", "gpt-4o-mini"),
            Number("gen_ai.usage.input_tokens", 42),
            Number("gen_ai.usage.output_tokens", 17),
        ];
        if (responseId is not null)
        {
            attributes.Add(Text("gen_ai.response.id", responseId));
        }

        var body = new
        {
            resourceSpans = new[]
            {
                new
                {
                    resource = new { attributes = new[] { Text("service.name", "shop") } },
                    scopeSpans = new[]
                    {
                        new
                        {
                            spans = new[]
                            {
                                new
                                {
                                    traceId = trace,
                                    spanId = span,
                                    name = "chat gus",
                                    kind = 3,
                                    startTimeUnixNano = Nanoseconds(began),
                                    endTimeUnixNano = Nanoseconds(ended),
                                    attributes,
                                },
                            },
                        },
                    },
                },
            },
        };
        using var answer = await http.PostAsJsonAsync("/v1/traces", body, JsonSerializerOptions.Web, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static object Text(string key, string value) => new { key, value = new { stringValue = value } };

    private static object Number(string key, int value) => new { key, value = new { intValue = value } };

    private static string Nanoseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
