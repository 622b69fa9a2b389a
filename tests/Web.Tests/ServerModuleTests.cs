using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.Web.Tests;

public sealed class ServerModuleTests : IAsyncLifetime
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

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/signin")]
    [InlineData("/api/nothing")]
    [InlineData("/api/broken")]
    public async Task Every_answer_forbids_what_is_not_ours(string path)
    {
        var headers = (await _client.GetAsync(path, Cancel)).Headers;
        var policy = Assert.Single(headers.GetValues("Content-Security-Policy"));

        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Matches("script-src 'self' 'nonce-[^']{20,}'$", policy);
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(headers.GetValues("X-Frame-Options")));
    }

    [Fact]
    public async Task Prometheus_finds_the_memory_and_the_processor_time_of_the_console()
    {
        var text = await _client.GetStringAsync("/metrics", Cancel);
        Assert.Matches("(?m)^dotnet_gc_last_collection_heap_size_bytes", text);
        Assert.Matches("(?m)^dotnet_process_cpu_time_seconds_total", text);
        Assert.Matches("(?m)^# TYPE dotnet_process_memory_working_set_bytes ", text);
    }

    [Fact]
    public async Task What_programs_are_answered_is_no_page_to_guard()
    {
        var headers = (await _client.GetAsync("/v1/nothing", Cancel)).Headers;

        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.False(headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task A_nonce_is_used_once()
    {
        var first = (await _client.GetAsync("/healthz", Cancel)).Headers.GetValues("Content-Security-Policy");
        var second = (await _client.GetAsync("/healthz", Cancel)).Headers.GetValues("Content-Security-Policy");

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_problem_that_gives_nothing_away()
    {
        var answer = await _client.GetAsync("/api/broken", Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_json_is_answered_with_the_place_of_the_mistake()
    {
        using var content = new StringContent("""{"name": "x", "scopes": [}""", Encoding.UTF8, "application/json");

        var answer = await _client.PostAsync("/api/keys", content, Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("LineNumber: 0", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_path_of_the_api_is_a_problem()
    {
        var answer = await _client.GetAsync("/api/nothing", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_description_of_the_api_names_every_endpoint_and_how_to_authenticate()
    {
        var description = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel);
        var paths = description.GetProperty("paths").EnumerateObject().ToList();

        Assert.Contains(paths, path => path.Name == "/api/audit");
        Assert.All(
            paths.SelectMany(path => path.Value.EnumerateObject())
                .Where(method => method.Value.ValueKind == JsonValueKind.Object),
            method => Assert.False(string.IsNullOrEmpty(method.Value.GetProperty("summary").GetString())));
        var scheme = description.GetProperty("components").GetProperty("securitySchemes").GetProperty("api_key");
        Assert.Equal("bearer", scheme.GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task A_server_whose_database_answers_is_ready()
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>("/readyz", Cancel);

        Assert.Equal("ready", answer.GetProperty("status").GetString());
        Assert.All(
            answer.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public async Task A_server_whose_database_refuses_is_alive_but_not_ready_and_says_why()
    {
        var maintenance = new NpgsqlConnectionStringBuilder(_database.ConnectionString)
        {
            Database = "postgres",
            Pooling = false,
        };
        await using (var admin = new NpgsqlConnection(maintenance.ConnectionString))
        {
            await admin.OpenAsync(Cancel);
            await using var refuse = new NpgsqlCommand(
                $"ALTER DATABASE {_database.Name} ALLOW_CONNECTIONS false", admin);
            await refuse.ExecuteNonQueryAsync(Cancel);
            await using var cut = new NpgsqlCommand(
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_database.Name}'", admin);
            await cut.ExecuteNonQueryAsync(Cancel);
        }

        var answer = await _client.GetAsync("/readyz", Cancel);
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("not_ready", report.GetProperty("status").GetString());
        Assert.Contains(report.GetProperty("checks").EnumerateArray(), check =>
            check.GetProperty("name").GetString() == "decisions_database"
            && check.GetProperty("reason").GetString()!.Contains("database", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/healthz", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_request_that_needs_a_database_that_is_away_is_told_to_come_again()
    {
        var refused = await _client.GetAsync("/api/away", Cancel);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("urn:dashboard:database-away", problem.GetProperty("type").GetString());
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter?.Delta);
    }
}
