using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Audit;

public sealed class AuditModuleTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private WebServer _server = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        _server = await WebServer.StartAsync(_database.ConnectionString);
        _client = _server.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Every_decision_is_listed_with_who_made_it()
    {
        await DecideAsync("person:ann", "person:bob");

        var items = (await ReadAsync("/api/audit")).GetProperty("items");

        Assert.Equal(
            ["person:ann", "person:bob"],
            items.EnumerateArray().Select(item => item.GetProperty("actor").GetString()));
        Assert.All(
            items.EnumerateArray(), item => Assert.Equal("api_key_created", item.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task The_log_is_filtered_by_actor_stream_and_time()
    {
        await DecideAsync("person:ann", "person:bob");
        var all = (await ReadAsync("/api/audit")).GetProperty("items").EnumerateArray().ToList();
        var second = all[1];
        var at = Uri.EscapeDataString(second.GetProperty("at").GetString()!);

        string[] queries = ["actor=person:bob", $"stream={second.GetProperty("stream").GetString()}", $"from={at}"];
        foreach (var query in queries)
        {
            var item = Assert.Single((await ReadAsync("/api/audit?" + query)).GetProperty("items").EnumerateArray());
            Assert.Equal("person:bob", item.GetProperty("actor").GetString());
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        await DecideAsync("person:a", "person:b", "person:c");

        var first = await ReadAsync("/api/audit?limit=2");
        var rest = await ReadAsync($"/api/audit?limit=2&cursor={first.GetProperty("next_cursor").GetInt64()}");

        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        var last = Assert.Single(rest.GetProperty("items").EnumerateArray());
        Assert.Equal("person:c", last.GetProperty("actor").GetString());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next_cursor").ValueKind);
    }

    [Fact]
    public async Task A_changed_decision_is_found_and_named()
    {
        await DecideAsync("person:ann", "person:bob", "person:eve");
        Assert.True((await ReadAsync("/api/audit/verify")).GetProperty("ok").GetBoolean());

        await _database.ExecuteAsync(
            """UPDATE mt_events SET data = jsonb_set(data, '{Name}', '"forged"') WHERE seq_id = 2""");
        var report = await ReadAsync("/api/audit/verify");

        Assert.False(report.GetProperty("ok").GetBoolean());
        Assert.Equal(2, report.GetProperty("first_bad").GetProperty("position").GetInt64());
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=x")]
    [InlineData("from=yesterday")]
    public async Task A_query_that_makes_no_sense_is_refused(string query)
    {
        var answer = await _client.GetAsync("/api/audit?" + query, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_log_is_for_those_who_may_read()
    {
        var created = (CreateApiKeyResult.Created)await _server.Services.GetRequiredService<ApiKeyDesk>().CreateAsync(
            new CreateApiKey("exporter", [Scopes.Ingest]), "test", Cancel);
        using var exporter = _server.Client(created.Key);
        using var nobody = _server.Client(key: null);

        Assert.Equal(HttpStatusCode.Forbidden, (await exporter.GetAsync("/api/audit", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/audit", Cancel)).StatusCode);
    }

    private async Task DecideAsync(params string[] actors)
    {
        var desk = _server.Services.GetRequiredService<ApiKeyDesk>();
        foreach (var actor in actors)
        {
            await desk.CreateAsync(new CreateApiKey("test", [Scopes.Ingest]), actor, Cancel);
        }
    }

    private Task<JsonElement> ReadAsync(string path) => _client.GetFromJsonAsync<JsonElement>(path, Cancel);
}
