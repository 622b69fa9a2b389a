using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access.Keys;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Access.Tests.Keys;

public sealed class ApiKeyEndpointsTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private AccessServer _server = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        _server = await AccessServer.StartAsync(_database);
        _admin = ClientWith(_server, AccessServer.AdminKey);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_new_key_works_at_once_and_its_text_is_kept_nowhere()
    {
        var created = await CreateAsync(["read"], project: 3);
        using var client = ClientWith(_server, created.GetProperty("key").GetString()!);

        Assert.Equal($"key:{Id(created)} 3", await client.GetStringAsync("/api/numbers", Cancel));
        var secret = created.GetProperty("key").GetString()!.Split('_', 3)[2];
        var everything = await _database.ReadAsync<string>(
            "SELECT (SELECT string_agg(e::text, ' ') FROM mt_events e)"
                + " || (SELECT string_agg(k::text, ' ') FROM api_keys k)");
        Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await _admin.GetStringAsync("/api/keys", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var created = await CreateAsync(["read"]);
        using var client = ClientWith(_server, created.GetProperty("key").GetString()!);

        var answer = await _admin.DeleteAsync($"/api/keys/{Id(created)}?reason=leaked", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/numbers", Cancel)).StatusCode);
        Assert.Equal(
            "leaked",
            await _database.ReadAsync<string>(
                "SELECT headers ->> 'reason' FROM mt_events WHERE type = 'api_key_revoked'"));
    }

    [Fact]
    public async Task Revoking_twice_is_one_decision()
    {
        var id = Id(await CreateAsync(["read"]));

        await _admin.DeleteAsync($"/api/keys/{id}", Cancel);
        var again = await _admin.DeleteAsync($"/api/keys/{id}", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal(
            1L, await _database.ReadAsync<long>("SELECT count(*) FROM mt_events WHERE type = 'api_key_revoked'"));
    }

    [Fact]
    public async Task Another_process_honours_a_new_key_and_a_revocation_within_moments()
    {
        await using var other = await AccessServer.StartAsync(_database);
        var created = await CreateAsync(["read"]);
        using var client = ClientWith(other, created.GetProperty("key").GetString()!);

        await Eventually.BecomesAsync(
            HttpStatusCode.OK, async () => (await client.GetAsync("/api/numbers", Cancel)).StatusCode);
        await _admin.DeleteAsync($"/api/keys/{Id(created)}", Cancel);
        await Eventually.BecomesAsync(
            HttpStatusCode.Unauthorized, async () => (await client.GetAsync("/api/numbers", Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_shown_within_a_minute()
    {
        var created = await CreateAsync(["read"]);
        using var client = ClientWith(_server, created.GetProperty("key").GetString()!);
        await client.GetAsync("/api/numbers", Cancel);
        var used = _server.Clock.GetUtcNow();

        _server.Clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.BecomesAsync(used, async () => (await ListAsync())
            .Single(key => key.Id == Id(created)).LastUsedAt ?? DateTimeOffset.MinValue);
    }

    [Fact]
    public async Task A_replay_gives_the_same_keys()
    {
        var kept = await CreateAsync(["read", "ingest"]);
        var revoked = await CreateAsync(["read"]);
        await _admin.DeleteAsync($"/api/keys/{Id(revoked)}", Cancel);
        const string Rows = "SELECT string_agg(k::text, ' ' ORDER BY key_id) FROM api_keys k";
        var before = await _database.ReadAsync<string>(Rows);

        await _server.Services.GetRequiredService<Projections>().RebuildAsync("api_keys", Cancel);

        Assert.Contains(Id(kept), before, StringComparison.Ordinal);
        Assert.Equal(before, await _database.ReadAsync<string>(Rows));
    }

    [Fact]
    public async Task Only_administrators_see_keys()
    {
        var created = await CreateAsync(["read", "manage"]);
        using var client = ClientWith(_server, created.GetProperty("key").GetString()!);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/keys", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["fly"]}""", "scopes")]
    [InlineData("""{"name":" ","scopes":["read"]}""", "name")]
    [InlineData("""{"scopes":["read"],"name":"x","project":0}""", "project")]
    [InlineData("""{"scopes":["read"],"name":"x","expires_at":"2020-01-01T00:00:00Z"}""", "expires_at")]
    public async Task A_command_that_makes_no_sense_is_answered_with_what_to_change(string command, string field)
    {
        using var content = new StringContent(command, System.Text.Encoding.UTF8, "application/json");

        var answer = await _admin.PostAsync("/api/keys", content, Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task The_key_of_the_environment_is_listed_and_cannot_be_revoked()
    {
        Assert.Contains(await ListAsync(), key => key.Id == ApiKeys.EnvironmentKeyId);
        Assert.Equal(HttpStatusCode.Conflict, (await _admin.DeleteAsync("/api/keys/environment", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _admin.DeleteAsync("/api/keys/000000000000", Cancel)).StatusCode);
    }

    private static HttpClient ClientWith(AccessServer server, string key)
    {
        var client = server.Client();
        client.DefaultRequestHeaders.Add("x-api-key", key);
        return client;
    }

    private static string Id(JsonElement created) => created.GetProperty("id").GetString()!;

    private async Task<JsonElement> CreateAsync(string[] scopes, int project = 1)
    {
        var answer = await _admin.PostAsJsonAsync("/api/keys", new { name = "test", scopes, project }, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private async Task<IReadOnlyList<ApiKeyInfo>> ListAsync() =>
        (await _admin.GetFromJsonAsync<ApiKeyList>("/api/keys", AccessServer.Json, Cancel))!.Items;
}
