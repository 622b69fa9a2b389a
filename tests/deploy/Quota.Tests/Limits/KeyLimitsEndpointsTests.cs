using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Quota.Limits;
using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.Quota.Tests.Limits;

public sealed class KeyLimitsEndpointsTests : IAsyncLifetime
{
    private const string AdminKey = "correct-horse-battery";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dashboard-keys-");
    private TestDatabase _database = null!;
    private WebApplication _app = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(
            EventStoreModule.Migrations, AccessModule.Migrations, QuotaModule.Migrations);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("DASHBOARD_DATA", _data.FullName),
            new("DASHBOARD_DB", _database.ConnectionString),
            new(AccessOptions.AdminKeySetting, AdminKey),
        ]);
        builder.Services.ConfigureHttpJsonOptions(http =>
            http.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        builder.Services.AddPostgres(builder.Configuration);
        builder.Services.AddEventStore();
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddSingleton<PriceBooks>();
        builder.Services.AddQuota();
        _app = builder.Build();
        _app.UseAccess();
        _app.MapAccess();
        _app.MapQuota();
        await _app.StartAsync(Cancel);
        _admin = ClientWith(AdminKey);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Limits_are_in_force_when_the_answer_comes_and_say_what_is_left()
    {
        var (id, _) = await CreateAsync("gateway");

        var answer = await PutAsync(_admin, id, """
            {"routes":["gus"],"rpm":60,"budget":{"usd":"25.00","period":"month"},"reason":"team B"}
            """);

        var limits = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("25", limits.GetProperty("budget").GetProperty("usd").GetString());
        Assert.Equal("0", limits.GetProperty("budget").GetProperty("spent_usd").GetString());
        Assert.Equal("25", limits.GetProperty("budget").GetProperty("remaining_usd").GetString());
        Assert.Equal(60, limits.GetProperty("rpm").GetInt32());
        Assert.Equal(JsonValueKind.Null, limits.GetProperty("tpm").ValueKind);
        Assert.Equal(["gus"], _app.Services.GetRequiredService<KeyLimitsBook>().Of(id).Routes);
        Assert.Equal(
            $"{limits}", $"{await _admin.GetFromJsonAsync<JsonElement>($"/api/keys/{id}/limits", Cancel)}");
        Assert.Equal("team B", await _database.ReadAsync<string>(
            "SELECT headers ->> 'reason' FROM mt_events WHERE type = 'key_limits_set'"));
    }

    [Fact]
    public async Task Setting_again_replaces_everything_and_a_replay_gives_the_same()
    {
        var (id, _) = await CreateAsync("gateway");
        await PutAsync(_admin, id, """{"routes":["gus"],"rpm":60,"tpm":9,"allow_unpriced":true}""");
        await PutAsync(_admin, id, """{"tpm":1000,"budget":{"usd":"0.5","period":"total"}}""");
        const string Rows = "SELECT string_agg(k::text, ' ') FROM key_limits k";
        var before = await _database.ReadAsync<string>(Rows);

        await _app.Services.GetRequiredService<Projections>().RebuildAsync("key_limits", Cancel);

        Assert.Equal(before, await _database.ReadAsync<string>(Rows));
        Assert.StartsWith($"({id},{{}},,1000,500000000,total,f,", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_manages_budgets_limits_the_keys_of_the_own_project_only()
    {
        var (own, _) = await CreateAsync("gateway");
        var (other, _) = await CreateAsync("gateway", project: 2);
        using var manager = ClientWith((await CreateAsync("manage")).Key);
        using var caller = ClientWith((await CreateAsync("gateway")).Key);

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(manager, own, """{"rpm":1}""")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(manager, other, """{"rpm":1}""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(_admin, other, """{"rpm":1}""")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(caller, own, "{}")).StatusCode);
    }

    [Theory]
    [InlineData("gateway", """{"rpm":0}""", "rpm")]
    [InlineData("gateway", """{"budget":{"usd":"ten","period":"day"}}""", "budget.usd")]
    [InlineData("read", """{"rpm":1}""", "id")]
    public async Task What_makes_no_sense_is_answered_with_what_to_change(string scope, string body, string field)
    {
        var (id, _) = await CreateAsync(scope);

        var answer = await PutAsync(_admin, id, body);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("urn:dashboard:invalid-limits", problem.GetProperty("type").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
        Assert.Equal(0L, await _database.ReadAsync<long>("SELECT count(*) FROM key_limits"));
    }

    [Fact]
    public async Task A_misspelt_limit_is_refused_and_a_revoked_key_has_none()
    {
        var (id, _) = await CreateAsync("gateway");
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(_admin, id, """{"rmp":1}""")).StatusCode);

        await _admin.DeleteAsync($"/api/keys/{id}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(_admin, id, """{"rpm":1}""")).StatusCode);
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string id, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await client.PutAsync($"/api/keys/{id}/limits", content, Cancel);
    }

    private HttpClient ClientWith(string key)
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Add("x-api-key", key);
        return client;
    }

    private async Task<(string Id, string Key)> CreateAsync(string scope, int project = 1)
    {
        var answer = await _admin.PostAsJsonAsync(
            "/api/keys", new { name = "test", scopes = new[] { scope }, project }, Cancel);
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (created.GetProperty("id").GetString()!, created.GetProperty("key").GetString()!);
    }
}
