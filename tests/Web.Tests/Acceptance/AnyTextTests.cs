using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>
/// Generated text through every door; then every page, every interface and every export is read. None fails, none breaks
/// off, and nothing that was taken is missing.
/// </summary>
public sealed class AnyTextTests(TestConsole shared) : IClassFixture<TestConsole>
{
    private static readonly string[] _questions =
    [
        "route", "model", "version", "provider", "prompt", "environment", "user", "session", "q", "cursor", "status", "score",
        "from", "to", "tz", "by", "step", "name", "month", "stream", "actor", "format", "limit", "at", "event", "range",
    ];

    private static readonly string[] _asked =
    [
        "api/calls", "api/calls/export", "api/metrics", "api/client-metrics", "api/audit", "api/costs/export", "api/prices",
        "calls", "audit", "", "cost", "models", "client-metrics",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_text_comes_in_everything_can_be_read_afterwards(int seed)
    {
        var texts = new AnyText(seed);
        await using var provider = await AnyTextProvider.StartAsync();
        // The first project's administrator may ask for everything.
        await using var console = new TestConsole();
        await console.InitializeAsync();
        using var client = console.Admin();
        var route = $"any-{seed}";
        await ServeAsync(client, provider.BaseUrl, route);
        var doors = new AnyTextDoors(client, texts, route);

        for (var i = 0; i < 6; i++)
        {
            await doors.SpanAsync(texts.Next());
            await doors.LangfuseAsync(texts.Next());
            await doors.ProtobufAsync(Bytes(texts.Next(), i));
            await doors.GatewayAsync(texts.Next(), stream: i % 2 == 0);
            await doors.OwnAsync(texts.Next());
        }

        foreach (var levels in new[] { 57, 58, 59, 61, 62, 63, 64, 65, 500 })
        {
            await doors.SpanAsync("deep", AnyText.Deep(levels));
        }

        await doors.SpanAsync(texts.Long(1 << 20));
        await doors.LangfuseAsync(texts.Long(1 << 20));
        await doors.GatewayAsync(texts.Long(1 << 20), stream: true);
        await AskAsync(client, texts);

        while ((await client.TotalsAsync()).Calls < doors.Calls)
        {
            Ct.ThrowIfCancellationRequested();
        }

        Assert.Equal(doors.Calls, await ListAsync(client));
        await ExportAsync(client, doors.Calls);
        await ReadAsync(client, doors.Traces, route);
        Assert.Contains("\"set_aside\"", (await client.GetJsonAsync("readyz")).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signin/password", "{\"email\":\"a\\u0000\",\"password\":\"p\"}", "email")]
    [InlineData("api/keys", "{\"name\":\"a\\u0000\",\"scopes\":[\"read\"]}", "name")]
    [InlineData("api/feedback", "{\"trace_id\":\"a\",\"comment\":\"a\\u0000\"}", "comment")]
    [InlineData("api/erasure", "{\"user\":\"u\",\"reason\":\"a\\u0000\"}", "reason")]
    [InlineData("api/people", "{\"email\":\"a\\u0000\",\"role\":\"viewer\"}", "email")]
    [InlineData("api/models/m/versions", "{\"version\":\"v\",\"lineage\":{\"a\":\"\\u0000\"}}", "lineage")]
    [InlineData("api/keys", "{\"name\":\"a\u00FF\",\"scopes\":[\"read\"]}", "name")]
    public async Task What_no_text_can_hold_is_a_400_that_names_the_field(string path, string body, string field)
    {
        using var client = shared.Admin();

        // Latin-1 makes one byte of U+00FF, which is no UTF-8.
        using var answer = await client.PostBytesAsync(path, Encoding.Latin1.GetBytes(body), "application/json");

        await AssertNamesAsync(answer, field);
    }

    [Theory]
    [InlineData("api/calls?user=a%00", "user")]
    [InlineData("api/calls?q=%FF", "q")]
    [InlineData("api/calls/export?session=%ED%A0%BD", "session")]
    [InlineData("api/audit?stream=%00", "stream")]
    [InlineData("api/client-metrics?name=%C0%80", "name")]
    [InlineData("calls?q=%00", "q")]
    [InlineData("api/calls?%00=1", "query")]
    [InlineData("api/routes/%FF", "path")]
    [InlineData("api/metrics?to=0001-01-01T00:00:00Z", "to")]
    [InlineData("api/metrics?from=9999-12-31T23:59:59Z&to=9999-12-31T23:59:59-14:00", "from")]
    [InlineData("api/client-metrics?to=0001-01-01T00:00:00Z", "to")]
    [InlineData("api/calls?from=0001-01-01T00:00:00%2B14:00", "from")]
    [InlineData("api/audit?from=0001-01-01T00:00:00%2B14:00", "from")]
    public async Task An_address_that_is_no_text_or_no_time_is_a_400_that_names_the_field(string path, string field)
    {
        using var client = shared.Admin();

        using var answer = await client.GetAsync(new Uri(shared.Url, path), Ct);

        await AssertNamesAsync(answer, field);
    }

    private static async Task AssertNamesAsync(HttpResponseMessage answer, string field)
    {
        var body = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode} {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(field, body, StringComparison.Ordinal);
    }

    private static async Task ServeAsync(HttpClient client, string baseUrl, string route)
    {
        foreach (var (method, path, body) in new (HttpMethod, string, object)[]
        {
            (HttpMethod.Post, "api/connections", new { name = route, base_url = baseUrl }),
            (HttpMethod.Post, $"api/models/{route}/versions", new
            {
                version = "v1", provider = "openai-compatible", connection = route, upstream_model = "m",
            }),
            (HttpMethod.Put, $"api/routes/{route}", new
            {
                model = route, split = new[] { new { version = "v1", weight = 100 } }, sticky = "none", reason = "a test",
            }),
        })
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            using var answer = await client.SendAsync(request, Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Ct)}");
        }
    }

    private static byte[] Bytes(string text, int i) => [.. Encoding.UTF8.GetBytes(text), .. i % 2 == 0 ? [0xF0, 0x9F] : (byte[])[0xFF, 0]];

    /// <summary>Asks with the text in each place of an address.</summary>
    private static async Task AskAsync(HttpClient client, AnyText texts)
    {
        foreach (var path in _asked)
        {
            foreach (var name in _questions)
            {
                var asked = $"{path}?{name}={Uri.EscapeDataString(texts.Next())}";
                using var answer = await client.GetAsync(new Uri(asked, UriKind.Relative), Ct);
                await AnyTextDoors.AssertOursAsync(asked, answer);
            }
        }
    }

    private static async Task<int> ListAsync(HttpClient client)
    {
        var (calls, cursor) = (0, "");
        do
        {
            var page = await client.GetJsonAsync($"api/calls?limit=7&cursor={cursor}");
            AssertLegible(page);
            calls += page.GetProperty("items").GetArrayLength();
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return calls;
    }

    private static async Task ExportAsync(HttpClient client, int calls)
    {
        var lines = (await client.GetStringAsync(new Uri("api/calls/export?format=jsonl", UriKind.Relative), Ct))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(calls, lines.Length);
        Assert.All(lines, line => AssertLegible(JsonElement.Parse(line)));
        Assert.NotEmpty(await client.GetStringAsync(new Uri("api/calls/export?format=csv", UriKind.Relative), Ct));
    }

    private static async Task ReadAsync(HttpClient client, List<string> traces, string route)
    {
        foreach (var trace in traces)
        {
            AssertLegible(await client.GetJsonAsync($"api/calls/{trace}"));
        }

        string[] answers =
        [
            "api/metrics?by=route,model,version,user,prompt,environment&step=all", "api/audit?limit=1000", "api/keys", "api/models",
            "api/routes", $"api/routes/{route}/history", "api/prices", "api/people", "api/client-metrics", "api/audit/verify",
        ];
        foreach (var path in answers)
        {
            AssertLegible(await client.GetJsonAsync(path));
        }

        foreach (var page in Pages().SelectMany(page => page.Contains('{') ? traces.Select(trace => $"calls/{trace}") : [page]))
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative), Ct);
            var html = await answer.Content.ReadAsStringAsync(Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{page}: {(int)answer.StatusCode} {html}");
            Assert.Contains("</html>", html, StringComparison.Ordinal);
        }
    }

    /// <summary>Every page there is, without those that say that there is none.</summary>
    private static IEnumerable<string> Pages() => AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly.GetName().Name!.StartsWith("Dashboard.", StringComparison.Ordinal))
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>(inherit: false))
        .Select(route => route.Template.TrimStart('/'))
        .Where(route => route != "not-found");

    /// <summary>Every name and every text of an answer can be read, and stored by whoever reads it.</summary>
    private static void AssertLegible(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                Assert.True(json.GetString()!.EnumerateRunes().Any() || json.GetString()!.Length == 0);
                break;
            case JsonValueKind.Array:
                Assert.All(json.EnumerateArray(), AssertLegible);
                break;
            case JsonValueKind.Object:
                Assert.All(json.EnumerateObject(), member => AssertLegible(member.Value));
                break;
        }
    }
}
