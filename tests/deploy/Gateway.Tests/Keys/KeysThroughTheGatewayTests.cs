using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Gateway.Tests.Keys;

/// <summary>Limits as a caller meets them: through the whole request path, in front of a provider.</summary>
public sealed class KeysThroughTheGatewayTests : IAsyncLifetime
{
    // Guessed at 20 tokens or fewer; with 25 more allowed at most 19,000 nanodollars. It costs 15,300.
    private const string Request =
        """{"model":"gus","max_tokens":25,"messages":[{"role":"user","content":"How are you today?"}]}""";

    private static readonly string[] _scopes = ["gateway"];
    private static readonly string[] _otherRoutes = ["support"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dashboard-gateway-");
    private TestDatabase _database = null!;
    private FakeUpstream _upstream = null!;
    private GatewayConsole _console = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _upstream = await FakeUpstream.StartAsync();
        _console = await GatewayConsole.StartAsync(_database, _data.FullName);
        _admin = _console.Client(GatewayConsole.AdminKey);
        await DoAsync(HttpMethod.Post, "/api/connections", new { name = "up", base_url = _upstream.BaseUrl });
        await DoAsync(HttpMethod.Post, "/api/models/gus/versions", new
        {
            version = "v1",
            provider = "openai-compatible",
            connection = "up",
            upstream_model = "gpt-4o-mini",
        });
        await DoAsync(HttpMethod.Put, "/api/routes/gus", new
        {
            model = "gus",
            split = new[] { new { version = "v1", weight = 100 } },
            sticky = "none",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _console.DisposeAsync();
        await _upstream.DisposeAsync();
        await _database.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Of_a_hundred_requests_at_once_a_budget_for_ten_pays_for_about_ten_and_never_more()
    {
        const long Budget = 180_000;
        using var caller = await KeyAsync(new { budget = new { usd = "0.00018", period = "day" } });
        var released = new TaskCompletionSource();
        _upstream.Answer = async http =>
        {
            await released.Task;
            await Reply.JsonAsync(http, 200, Some.ChatAnswer);
        };

        var calls = Enumerable.Range(0, 100).Select(_ => CallAsync(caller)).ToList();
        await Eventually.BecomesAsync(
            100, () => Task.FromResult(calls.Count(call => call.IsCompleted) + _upstream.Seen.Count));
        released.SetResult();
        var answers = await Task.WhenAll(calls);

        var served = answers.Count(answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.InRange(served, 9, 11);
        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToList();
        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode));
        Assert.Equal("insufficient_quota", await CodeAsync(refused[0]));

        await _console.DisposeAsync();
        var spent = await _database.ReadAsync<long>("SELECT spent_nano FROM budget_state");
        Assert.Equal(served * 15_300, spent);
        Assert.True(spent <= Budget);
        Assert.Equal(spent, await _database.ReadAsync<long>("SELECT sum(cost_nano)::bigint FROM calls"));
        Assert.Equal((long)served, await _database.ReadAsync<long>("SELECT count(*) FROM calls"));
    }

    [Theory]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"CJK\"}]")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"CJK\"}]}]")]
    [InlineData("\"max_tokens\":1e6,\"messages\":[]")]
    [InlineData("\"max_tokens\":\"40000\",\"messages\":[]")]
    [InlineData("\"max_tokens\":1000,\"n\":\"40\",\"messages\":[]")]
    public async Task Six_calls_at_once_do_not_overrun_a_budget_together(string members)
    {
        using var caller = await KeyAsync(new { budget = new { usd = "0.02", period = "day" } });
        var released = new TaskCompletionSource();
        _upstream.Answer = async http =>
        {
            await released.Task;
            await Reply.JsonAsync(http, 200, Some.ChatAnswer);
        };
        var body = $$"""{"model":"gus",{{members.Replace("CJK", new string('中', 90_000), StringComparison.Ordinal)}}}""";

        var calls = Enumerable.Range(0, 6).Select(_ => CallAsync(caller, body)).ToList();
        await Eventually.BecomesAsync(
            6, () => Task.FromResult(calls.Count(call => call.IsCompleted) + _upstream.Seen.Count));
        released.SetResult();
        var answers = await Task.WhenAll(calls);

        // 90,000 tokens cost $0.0135 and more, 40,000 of output $0.024: one fits at most.
        Assert.InRange(_upstream.Seen.Count, 0, 1);
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(6 - _upstream.Seen.Count, refused.Count);
        Assert.Equal("insufficient_quota", await CodeAsync(refused[0]));
    }

    [Fact]
    public async Task A_budget_refuses_a_message_to_a_model_without_a_price()
    {
        await DoAsync(HttpMethod.Post, "/api/models/claude/versions", new
        {
            version = "c1",
            provider = "anthropic",
            connection = "up",
            upstream_model = "claude-nobody-knows",
        });
        await DoAsync(HttpMethod.Put, "/api/routes/claude", new
        {
            model = "claude",
            split = new[] { new { version = "c1", weight = 100 } },
        });
        using var caller = await KeyAsync(new { budget = new { usd = "5", period = "day" } });
        using var content = new StringContent(
            """{"model":"claude","max_tokens":9,"messages":[]}""", System.Text.Encoding.UTF8, "application/json");

        var answer = await caller.PostAsync("/v1/messages", content, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error");
        Assert.Equal("permission_error", error.GetProperty("type").GetString());
        Assert.Equal("model_not_priced", error.GetProperty("code").GetString());
        Assert.Empty(_upstream.Seen);
    }

    [Fact]
    public async Task With_the_database_away_known_keys_are_served_and_every_call_counts_once()
    {
        using var free = await KeyAsync(new { });
        using var limited = await KeyAsync(new { rpm = 600, budget = new { usd = "5", period = "month" } });
        await OkAsync(limited);

        await _database.TurnOffAsync();
        for (var i = 0; i < 5; i++)
        {
            await OkAsync(free);
            await OkAsync(limited);
        }

        Assert.Equal(HttpStatusCode.OK, (await free.GetAsync("/v1/models", Cancel)).StatusCode);
        using var stranger = _console.Client("lops_000000000000_unknown");
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(stranger)).StatusCode);

        await _database.TurnOnAsync();
        await Eventually.BecomesAsync(0L, () => Task.FromResult(_console.Status.WaitingRecords));
        Assert.Equal(11L, await _database.ReadAsync<long>("SELECT count(*) FROM calls"));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again_as_OpenAI_tells_it()
    {
        using var caller = await KeyAsync(new { rpm = 1, tpm = 100_000 });

        var first = await CallAsync(caller);
        var second = await CallAsync(caller);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("0", Header(first, "x-ratelimit-remaining-requests"));
        Assert.Equal("100000", Header(first, "x-ratelimit-limit-tokens"));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal("rate_limit_exceeded", await CodeAsync(second));
        Assert.InRange(int.Parse(Header(second, "retry-after"), null), 30, 60);
        Assert.InRange(int.Parse(Header(second, "retry-after-ms"), null), 30_000, 60_000);
        Assert.Equal("1", Header(second, "x-ratelimit-limit-requests"));
        Assert.Equal("0", Header(second, "x-ratelimit-remaining-requests"));
    }

    [Fact]
    public async Task A_key_sees_only_its_routes()
    {
        using var caller = await KeyAsync(new { routes = _otherRoutes });

        var answer = await CallAsync(caller);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("model_not_found", await CodeAsync(answer));
        var models = await caller.GetFromJsonAsync<JsonElement>("/v1/models", Cancel);
        Assert.Empty(models.GetProperty("data").EnumerateArray());
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel))
            .GetProperty("error").GetProperty("code").GetString();

    private static async Task<HttpResponseMessage> CallAsync(HttpClient caller, string body = Request)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await caller.PostAsync("/v1/chat/completions", content, Cancel);
    }

    private static async Task OkAsync(HttpClient caller)
    {
        var answer = await CallAsync(caller);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<HttpClient> KeyAsync(object limits)
    {
        var created = await DoAsync(HttpMethod.Post, "/api/keys", new { name = "test", scopes = _scopes });
        await DoAsync(HttpMethod.Put, $"/api/keys/{created.GetProperty("id").GetString()}/limits", limits);
        return _console.Client(created.GetProperty("key").GetString()!);
    }

    private async Task<JsonElement> DoAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        var answer = await _admin.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
