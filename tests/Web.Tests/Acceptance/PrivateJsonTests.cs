using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Web.Tests.Architecture;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>What every endpoint of the console's own interface holds to.</summary>
public sealed class PrivateJsonTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "api/keys", """{"name":"x","scopes":["read"],"project_id":7}""", "project_id")]
    [InlineData("POST", "api/people", """{"email":"a@example.com","role":"viewer","admin":true}""", "admin")]
    [InlineData("PUT", "api/people/admin/role", """{"role":"admin","rol":1}""", "rol")]
    [InlineData("PUT", "api/me/password", """{"old_password":"a","new_password":"b","x":1}""", "x")]
    [InlineData("POST", "api/connections", """{"name":"a","base_url":"http://127.0.0.1:9/v1","key":"s"}""", "key")]
    [InlineData("POST", "api/connections/a/retire", """{"reasn":"x"}""", "reasn")]
    [InlineData("POST", "api/models/m/versions", """{"version":"v1","provider":"openai-compatible","temperature":1}""", "temperature")]
    [InlineData("POST", "api/models/m/versions/v/evaluations", """{"metrik":"x"}""", "metrik")]
    [InlineData("PUT", "api/routes/r", """{"model":"m","split":[{"version":"v","weight":100,"wieght":1}],"sticky":"none"}""", "wieght")]
    [InlineData("POST", "api/routes/r/rollback", """{"reason":"x","revision":1}""", "revision")]
    [InlineData("POST", "api/routes/r/promote", """{"to":1}""", "to")]
    [InlineData("POST", "api/erasure", """{"user":"u","reason":"r","project_id":2}""", "project_id")]
    [InlineData("PUT", "api/retention", """{"calls_day":30}""", "calls_day")]
    [InlineData("PUT", "api/projects/1/content", """{"rule":"keep","rules":1}""", "rules")]
    [InlineData("PUT", "api/budgets", """{"monthly_usd":"5","project_id":2}""", "project_id")]
    [InlineData("PUT", "api/keys/environment/limits", """{"rpm":1,"rpd":2}""", "rpd")]
    [InlineData("POST", "api/prices", """{"provider":"p","model":"m","input_per_mtok":"1","effective_from":"2026-01-01T00:00:00Z","inputs":1}""", "inputs")]
    [InlineData("POST", "api/feedback", """{"trace_id":"0af7651916cd43dd8448eb211c80319c","name":"thumbs","value":1,"valeu":2}""", "valeu")]
    [InlineData("POST", "api/keys", """{"name":"x","scopes":["read"],"a'b \"c":7}""", "a'b \"c")]
    public async Task A_member_that_nothing_knows_is_refused_by_its_name(
        string method, string path, string body, string member)
    {
        using var admin = console.Admin();
        using var request = new HttpRequestMessage(new HttpMethod(method), Path(path))
        {
            Content = new StringContent(body, null, "application/json"),
        };

        using var answer = await admin.SendAsync(request, Ct);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode} {problem}");
        Assert.Contains($"'{member}'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Dashboard.", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_of_other_products_may_send_what_they_like()
    {
        using var client = await console.NewProjectAsync("ingest", "gateway");

        using var answer = await client.PostAsJsonAsync(
            Path("api/public/scores"),
            new { traceId = "0af7651916cd43dd8448eb211c80319c", name = "quality", value = 1, whatever = true },
            Ct);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData("api/keys")]
    [InlineData("api/people")]
    [InlineData("api/audit")]
    [InlineData("api/calls?from=2026-01-01T00:00:00Z")]
    [InlineData("api/metrics?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&step=day")]
    [InlineData("api/me")]
    [InlineData("api/budgets")]
    [InlineData("api/nothing")]
    [InlineData("v1/models")]
    public async Task No_cache_keeps_what_is_for_whoever_asked(string path)
    {
        using var admin = console.Admin();
        using var nobody = console.Client(key: null);

        foreach (var client in new[] { admin, nobody })
        {
            using var answer = await client.GetAsync(Path(path), Ct);
            Assert.True(answer.Headers.CacheControl?.NoStore, $"{answer.StatusCode} {answer.Headers.CacheControl}");
        }
    }

    [Fact]
    public async Task The_metrics_name_the_pools_and_not_where_they_connect_to()
    {
        using var nobody = console.Client(key: null);
        var text = await nobody.GetStringAsync(Path("metrics"), Ct);

        Assert.Contains("db_client_connection", text, StringComparison.Ordinal);
        Assert.Contains("\"decisions\"", text, StringComparison.Ordinal);
        Assert.Contains("\"DecisionsDoorbell\"", text, StringComparison.Ordinal);

        // The tests' own pools are in the same process; every connection of a console has this name.
        Assert.DoesNotContain("Application Name=dashboard", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_pool_of_the_console_has_a_name_for_the_metrics()
    {
        // Without one they show the connection string. What the command line opens is not measured.
        var nameless = Directory
            .EnumerateFiles(System.IO.Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("BackupDatabase.cs", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Any(line =>
                line.Contains("NpgsqlDataSource.Create(", StringComparison.Ordinal)
                || line.Contains("new NpgsqlConnection(", StringComparison.Ordinal)
                || (line.Contains("new NpgsqlDataSourceBuilder(", StringComparison.Ordinal)
                    && !line.Contains("Name =", StringComparison.Ordinal))));

        Assert.Empty(nameless);
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);
}
