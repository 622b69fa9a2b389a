using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>Budgets where callers, and consoles, compete for them.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    private const int Calls = 100;
    private const decimal CallUsd = 0.0000153m;
    private const decimal BudgetUsd = 0.00018m;

    private Provider _provider = null!;
    private DashboardServer _server = null!;
    private Admin _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await Provider.StartAsync();
        _server = await DashboardServer.StartNewAsync(Cancel);
        _admin = new Admin(_server);
        await _admin.RegisterAsync(_provider.BaseUrl, ("v1", "gpt-4o-mini"), ("free", "nobody-knows-its-price"));
        await _admin.ServeAsync("v1");
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_hundred_calls_at_once_through_two_consoles_a_budget_for_ten_pays_for_ten_at_most()
    {
        await using var second = await _server.StartBesideAsync(Cancel);
        var (id, key) = await _admin.KeyAsync(new
        {
            budget = new { usd = BudgetUsd.ToString(CultureInfo.InvariantCulture), period = "day" },
        });
        using var here = Admin.Client(_server, key);
        using var there = Admin.Client(second, key);

        var calls = Enumerable.Range(0, Calls).Select(i => CallAsync(i % 2 == 0 ? here : there, "hold")).ToList();
        await Eventually.BecomesAsync(
            Calls, () => Task.FromResult(calls.Count(call => call.IsCompleted) + _provider.Holding));
        _provider.Release();
        var answers = await Task.WhenAll(calls);

        var served = answers.Count(answer => answer.Status == HttpStatusCode.OK);
        Assert.InRange(served, 5, 11);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer =>
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
            Assert.Equal("insufficient_quota", Code(answer.Body));
        });
        Assert.Equal(served, _provider.Asked);
        await Eventually.BecomesAsync(served, () => _admin.SumAsync());
        await Eventually.BecomesAsync(served * CallUsd, () => SpentAsync(id));
        Assert.True(served * CallUsd <= BudgetUsd);
    }

    [Fact]
    public async Task A_key_with_a_budget_may_not_call_a_model_without_a_price_unless_it_is_told_so()
    {
        await _admin.ServeAsync("free", "free");
        var budget = new { usd = "1", period = "day" };
        var (id, key) = await _admin.KeyAsync(new { budget });
        using var caller = Admin.Client(_server, key);

        var (status, body) = await CallAsync(caller, "Hello", "free");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("model_not_priced", Code(body));
        Assert.Equal(0, _provider.Asked);
        await _admin.PutAsync($"/api/keys/{id}/limits", new { budget, allow_unpriced = true });
        var (allowed, _) = await CallAsync(caller, "Hello", "free");
        Assert.Equal(HttpStatusCode.OK, allowed);
    }

    private static string? Code(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString();

    private static async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(
        HttpClient caller, string content, string route = "gus")
    {
        using var answer = await caller.PostAsJsonAsync(
            "/v1/chat/completions",
            new { model = route, max_tokens = 25, messages = new[] { new { role = "user", content } } },
            Cancel);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    private async Task<decimal> SpentAsync(string id)
    {
        var limits = await _admin.GetAsync($"/api/keys/{id}/limits");
        return decimal.Parse(
            limits.GetProperty("budget").GetProperty("spent_usd").GetString()!, CultureInfo.InvariantCulture);
    }
}
