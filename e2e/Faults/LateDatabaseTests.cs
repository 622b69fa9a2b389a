using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.E2E.Gateway;
using Npgsql;
using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>A console that is started before its database.</summary>
public sealed class LateDatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_what_it_waits_for_and_starts_by_itself_when_the_database_is_there()
    {
        await using var database = await OwnDatabase.StartAsync(Cancel);
        await database.StopAsync();
        await using var server = DashboardServer.BeginNew(database.Setting);
        await Eventually.BecomesAsync("not_ready", () => Readiness.StatusAsync(server));
        Assert.Equal(["decisions_database"], (await Readiness.FailedAsync(server)).Keys);
        await using var senders = SpanSenders.Start(servers: server.Url);
        await Eventually.BecomesAsync(
            HttpStatusCode.ServiceUnavailable, () => Task.FromResult(senders.Refused?.Status ?? 0));
        Assert.True(senders.Refused!.RetryAfter > TimeSpan.Zero);
        Assert.Equal(14, JsonDocument.Parse(senders.Refused.Text).RootElement.GetProperty("code").GetInt32());
        await SaysSoAsync(server);
        Assert.True(server.IsRunning);

        await database.StartAgainAsync(Cancel);
        await server.IsUpAsync(Cancel);
        await senders.ProgressAsync(10, Cancel);
        await Books.BalanceAsync(senders, server, database.Setting.Value);
    }

    [Theory]
    [InlineData("database")]
    [InlineData("user")]
    [InlineData("text")]
    public async Task What_is_configured_wrongly_ends_it_at_once(string wrong)
    {
        await using var database = await OwnDatabase.StartAsync(Cancel);
        var setting = new NpgsqlConnectionStringBuilder(database.Setting.Value);
        setting.Database = wrong == "database" ? "nowhere" : setting.Database;
        setting.Username = wrong == "user" ? "stranger" : setting.Username;
        var text = wrong == "text" ? "Host=db;Databse=dashboard" : setting.ConnectionString;
        await using var server = DashboardServer.BeginNew(("DASHBOARD_DB", text));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => server.IsUpAsync(Cancel));

        Assert.Contains(
            wrong switch { "database" => "nowhere", "user" => "stranger", _ => "DASHBOARD_DB" }, failure.Message,
            StringComparison.Ordinal);
    }

    private static async Task SaysSoAsync(DashboardServer server)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        Assert.Equal("ok", await http.GetStringAsync("/healthz", Cancel));

        using var api = await http.GetAsync("/api/metrics", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType!.MediaType);
        var problem = await api.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("urn:dashboard:database-away", problem.GetProperty("type").GetString());

        using var gateway = await http.PostAsJsonAsync("/v1/chat/completions", new { model = "gus" }, Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, gateway.StatusCode);
        var error = (await gateway.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error");
        Assert.Equal("database_away", error.GetProperty("code").GetString());

        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var page = await http.GetAsync("/", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("The database does not answer", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
