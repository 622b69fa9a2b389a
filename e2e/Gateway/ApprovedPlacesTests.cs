using System.Net;
using Npgsql;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>What the gateway may call and send; the record of who allowed it cannot be changed unnoticed.</summary>
public sealed class ApprovedPlacesTests : IAsyncLifetime
{
    private OwnDatabase _database = null!;
    private DashboardServer _server = null!;
    private Provider _provider = null!;
    private Admin _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await Provider.StartAsync();
        _database = await OwnDatabase.StartAsync(Cancel);
        _server = await DashboardServer.StartNewAsync(
            Cancel, _database.Setting, ("SECRET_OF_OTHERS", "do-not-send-me"));
        _admin = new Admin(_server);
        await _admin.RegisterAsync(_provider.BaseUrl, ("v1", "gpt-4o-mini"));
        await _admin.ServeAsync("v1");
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_but_approved_places_is_called_and_the_record_of_it_shows_every_change()
    {
        foreach (var place in Forbidden())
        {
            var (status, body) = await _admin.TryAsync(
                HttpMethod.Post, "/api/connections", new { name = "elsewhere", base_url = place });
            Assert.True(status == HttpStatusCode.BadRequest, $"{place}: {status} {body}");
        }

        foreach (var variable in new[] { "DASHBOARD_ADMIN_KEY", "dashboard_db", "sk-this-is-a-key!" })
        {
            var (status, body) = await _admin.TryAsync(HttpMethod.Post, "/api/connections", new
            {
                name = "elsewhere",
                base_url = "http://127.0.0.1:1/v1",
                api_key_env = variable,
            });
            Assert.True(status == HttpStatusCode.BadRequest, $"{variable}: {status} {body}");
        }

        await AVersionNamesConnectionsAloneAsync();
        await ARedirectLeadsNowhereAsync();
        await TheRecordShowsChangesAsync();
    }

    private static IEnumerable<string> Forbidden() =>
    [
        "http://169.254.169.254/latest/meta-data", "http://169.254.169.254.:80/v1", "http://2852039166/v1",
        "http://0xa9fea9fe/v1", "http://0251.0376.0251.0376/v1", "http://169.254.43518/v1", "http://127.1/v1",
        "http://[fe80::1]/v1", "http://[fe80::1%25eth0]/v1", "http://[::ffff:169.254.169.254]/v1",
        "http://[::169.254.169.254]/v1", "http://[64:ff9b::a9fe:a9fe]/v1", "http://[2002:a9fe:a9fe::]/v1",
        "http://[fd00:ec2::254]/v1", "http://0.0.0.0/v1", "http://[::]/v1", "http://224.0.0.1/v1",
        "http://metadata.google.internal/v1", "http://METADATA/v1", "http://user:secret@127.0.0.1/v1",
        "http://127.0.0.1@169.254.169.254/v1", "http://127.0.0.1/v1?to=elsewhere", "http://127.0.0.1/v1#at",
        "file:///etc/passwd", "gopher://127.0.0.1/", "//127.0.0.1/v1", "/v1", "",
    ];

    private async Task AVersionNamesConnectionsAloneAsync()
    {
        foreach (var connection in new[] { "http://127.0.0.1:1/v1", "../up", "unknown", "UP" })
        {
            var (status, body) = await _admin.TryAsync(HttpMethod.Post, "/api/models/gus/versions", new
            {
                version = "elsewhere",
                provider = "openai-compatible",
                connection,
                upstream_model = "gpt-4o-mini",
            });
            Assert.True((int)status is 400 or 404 or 409, $"{connection}: {status} {body}");
        }

        // The provider's name of a model goes into the body, and nowhere else.
        await _admin.PostAsync("/api/models/gus/versions", new
        {
            version = "odd",
            provider = "openai-compatible",
            connection = "up",
            upstream_model = "http://169.254.169.254/../$SECRET_OF_OTHERS",
        });
        await _admin.ServeAsync("odd", "odd");
        var asked = _provider.Asked;
        Assert.Equal(HttpStatusCode.OK, await CallAsync("Hello", "odd"));
        Assert.Equal(asked + 1, _provider.Asked);
        Assert.DoesNotContain(_provider.LastHeaders, header => header.Key == "Authorization"
            || header.Value.ToString().Contains("do-not-send-me", StringComparison.Ordinal));
    }

    private async Task ARedirectLeadsNowhereAsync()
    {
        await using var elsewhere = await Provider.StartAsync();
        foreach (var place in new[]
        {
            elsewhere.BaseUrl, "http://169.254.169.254/latest", "//169.254.169.254/", _provider.BaseUrl + "/other",
        })
        {
            _provider.RedirectTo = place;
            var asked = _provider.Asked;
            Assert.Equal(HttpStatusCode.BadGateway, await CallAsync("redirect"));
            Assert.Equal(asked + 1, _provider.Asked);
        }

        Assert.Equal(0, elsewhere.Asked);
    }

    private async Task TheRecordShowsChangesAsync()
    {
        var before = await _admin.GetAsync("/api/audit/verify");
        Assert.True(before.GetProperty("ok").GetBoolean(), $"{before}");
        await using var source = NpgsqlDataSource.Create(_database.Setting.Value);
        await using var pick = source.CreateCommand("SELECT seq_id FROM mt_events ORDER BY seq_id OFFSET 2 LIMIT 1");
        var position = (long)(await pick.ExecuteScalarAsync(Cancel))!;

        await ExecuteAsync(source, $$"""
            UPDATE mt_events SET data = data || '{"changed":true}' WHERE seq_id = {{position}}
            """);
        await IsNamedAsync(position, "differs from what was written");
        await ExecuteAsync(source, $"UPDATE mt_events SET data = data - 'changed' WHERE seq_id = {position}");
        Assert.True((await _admin.GetAsync("/api/audit/verify")).GetProperty("ok").GetBoolean());

        await ExecuteAsync(source, "DELETE FROM mt_events WHERE seq_id > (SELECT max(seq_id) FROM mt_events) - 2");
        await using var last = source.CreateCommand("SELECT max(seq_id) FROM mt_events");
        var cutAfter = (long)(await last.ExecuteScalarAsync(Cancel))!;
        await IsNamedAsync(cutAfter + 1, "is missing");
    }

    private async Task IsNamedAsync(long position, string why)
    {
        var found = await _admin.GetAsync("/api/audit/verify");
        Assert.False(found.GetProperty("ok").GetBoolean());
        var bad = found.GetProperty("first_bad");
        Assert.Equal(position, bad.GetProperty("position").GetInt64());
        Assert.Contains(why, bad.GetProperty("reason").GetString(), StringComparison.Ordinal);

        var (code, printed) = await _server.TryVerbAsync(["verify"], Cancel);
        Assert.Equal(1, code);
        Assert.Contains($"position {position}", printed, StringComparison.Ordinal);
        Assert.Contains(why, printed, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        Assert.True(await command.ExecuteNonQueryAsync(Cancel) > 0);
    }

    private async Task<HttpStatusCode> CallAsync(string content, string route = "gus") => (await _admin.TryAsync(
        HttpMethod.Post,
        "/v1/chat/completions",
        new { model = route, messages = new[] { new { role = "user", content } } })).Status;
}
