using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Dashboard.Bench.Decisions;

/// <summary>A console with a route of two versions, on which decisions are made and at once asked for.</summary>
internal sealed class DecidingConsole(ConsoleProcess console, string gatewayKey)
{
    private const string Route = "gus";

    private static int _amount;

    public ConsoleProcess Console => console;

    public static async Task<DecidingConsole> PrepareAsync(ConsoleProcess console, Uri provider, CancellationToken ct)
    {
        await SendAsync(console, HttpMethod.Post, "api/connections", new { name = "bench", base_url = provider }, ct);
        foreach (var version in (string[])["v1", "v2"])
        {
            await SendAsync(
                console, HttpMethod.Post, "api/models/gus/versions",
                new { version, provider = "openai-compatible", connection = "bench", upstream_model = version }, ct);
        }

        var key = await SendAsync(
            console, HttpMethod.Post, "api/keys", new { name = "bench", scopes = new List<string> { "gateway" } }, ct);
        return new DecidingConsole(console, key.GetProperty("key").GetString()!);
    }

    /// <summary>One decision that nothing but read models rests on: the amount of a budget.</summary>
    public async Task<TimeSpan> SetBudgetAsync(CancellationToken ct)
    {
        var amount = Interlocked.Increment(ref _amount).ToString(CultureInfo.InvariantCulture);
        var began = Stopwatch.GetTimestamp();
        await SendAsync(console, HttpMethod.Put, "api/budgets", new { monthly_usd = amount }, ct);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>From the rollback's request until a request behind it was served by the former version.</summary>
    /// <returns>Until it was answered as durable, and until the next request was.</returns>
    public async Task<(TimeSpan Durable, TimeSpan Served)> RollBackAsync(CancellationToken ct)
    {
        await DeployAsync("v1", ct);
        await DeployAsync("v2", ct);
        var began = Stopwatch.GetTimestamp();
        var answer = await SendAsync(
            console, HttpMethod.Post, $"api/routes/{Route}/rollback", new { reason = "bench" }, ct);
        var durable = Stopwatch.GetElapsedTime(began);
        if (!answer.GetProperty("durable").GetBoolean() || await ServingAsync(ct) is not "v1")
        {
            throw new InvalidOperationException("The rollback was answered, but is not on record or not in force.");
        }

        return (durable, Stopwatch.GetElapsedTime(began));
    }

    private Task<JsonElement> DeployAsync(string version, CancellationToken ct) => SendAsync(
        console, HttpMethod.Put, $"api/routes/{Route}",
        new { model = "gus", split = new[] { new { version, weight = 100 } }, sticky = "none" }, ct);

    private async Task<string?> ServingAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(
                new { model = Route, messages = new[] { new { role = "user", content = "Hello" } } }),
        };
        request.Headers.Add("Authorization", "Bearer " + gatewayKey);
        request.Headers.Add("x-api-key", gatewayKey);
        return (await SendAsync(console, request, ct)).GetProperty("model").GetString();
    }

    private static async Task<JsonElement> SendAsync(
        ConsoleProcess console, HttpMethod method, string path, object body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        return await SendAsync(console, request, ct);
    }

    private static async Task<JsonElement> SendAsync(
        ConsoleProcess console, HttpRequestMessage request, CancellationToken ct)
    {
        using var answer = await console.Client.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException($"{request.RequestUri}: {(int)answer.StatusCode} {text}");
    }
}
