using System.Net.Http.Json;
using System.Text.Json;

namespace Dashboard.E2E.Faults;

/// <summary>What <c>/readyz</c> says.</summary>
internal static class Readiness
{
    private static readonly HttpClient _http = new();

    /// <summary><c>ready</c>, <c>not_ready</c>, or <c>nobody</c> where nobody listens.</summary>
    public static async Task<string> StatusAsync(DashboardServer server) =>
        (await ReadAsync(server))?.GetProperty("status").GetString() ?? "nobody";

    /// <summary>The names of the checks that fail, with their reasons.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> FailedAsync(DashboardServer server) =>
        (await ReadAsync(server))?.GetProperty("checks").EnumerateArray()
            .Where(check => !check.GetProperty("ok").GetBoolean())
            .ToDictionary(check => check.GetProperty("name").GetString()!, check => check.GetProperty("reason").GetString())
        ?? [];

    private static async Task<JsonElement?> ReadAsync(DashboardServer server)
    {
        try
        {
            using var answer = await _http.GetAsync(server.Url + "/readyz");
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
