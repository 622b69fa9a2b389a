using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Who read content is on record: opened traces, searches in texts, exports.</summary>
public sealed class ReadingTrailTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_searches_and_exports_are_noted_with_key_and_filter()
    {
        var (client, project) = await console.NewNumberedProjectAsync("ingest", "read", "admin");
        var trace = OtlpJson.NewTraceId();
        using (var sent = await client.PostBytesAsync(
            "v1/traces", OtlpJson.Export(OtlpJson.Span(traceId: trace)), "application/json"))
        {
            Assert.True(sent.IsSuccessStatusCode);
        }

        string[] read =
        [
            $"api/calls/{trace}", "api/calls?route=gus&q=r%C3%BCck%20gabe", "api/calls/export?format=csv&model=m",
            "api/costs/export?by=route", "api/calls?route=gus", "api/metrics?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&step=day",
            "api/calls/00000000000000000000000000000001",
        ];
        foreach (var path in read)
        {
            using var answer = await client.GetAsync(Path(path), Ct);
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotFound, $"{path} {answer.StatusCode}");
        }

        await Eventually.BecomesAsync(4, async () => (await ItemsAsync(client, "api/audit/access")).Count);
        var items = await ItemsAsync(client, "api/audit/access");
        Assert.Equal(
            [
                ("exported", "costs by=route"), ("exported", "calls format=csv&model=m"),
                ("text_searched", "route=gus&q=rück gabe"), ("trace_opened", trace),
            ],
            items.Select(item => (item.GetProperty("kind").GetString(), item.GetProperty("what").GetString())));
        Assert.All(items, item => Assert.Equal(project, item.GetProperty("project").GetInt32()));
        Assert.StartsWith("key:", items[0].GetProperty("actor").GetString(), StringComparison.Ordinal);

        Assert.Single(await ItemsAsync(client, "api/audit/access?q=R%C3%9CCK"));
        Assert.Single(await ItemsAsync(client, "api/audit/access?kind=trace_opened"));
        Assert.Equal(2, (await ItemsAsync(client, "api/audit/access?limit=2")).Count);
        Assert.Contains("rück gabe", WebUtility.HtmlDecode(await client.GetStringAsync(Path("audit?q=gabe"), Ct)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readings_are_shown_to_administrators_of_the_project_alone()
    {
        var (client, _) = await console.NewNumberedProjectAsync("read", "admin");
        var (other, _) = await console.NewNumberedProjectAsync("read", "admin");
        using var reader = await console.NewProjectAsync("read");
        using (await client.GetAsync(Path("api/calls?q=geheimwort"), Ct))
        {
        }

        await Eventually.BecomesAsync(1, async () => (await ItemsAsync(client, "api/audit/access")).Count);

        Assert.Empty(await ItemsAsync(other, "api/audit/access"));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(Path("api/audit/access"), Ct)).StatusCode);
        foreach (var stranger in new[] { other, reader })
        {
            Assert.DoesNotContain("geheimwort", await stranger.GetStringAsync(Path("audit"), Ct), StringComparison.Ordinal);
        }

        using var admin = console.Admin();
        Assert.Single(await ItemsAsync(admin, "api/audit/access?q=geheimwort"));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("kind=looked", "kind")]
    public async Task A_question_that_makes_no_sense_is_refused_by_its_field(string query, string field)
    {
        using var admin = console.Admin();
        using var answer = await admin.GetAsync(Path("api/audit/access?" + query), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"'{field}'", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient client, string path) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(Path(path), Ct)).GetProperty("items").EnumerateArray()];
}
