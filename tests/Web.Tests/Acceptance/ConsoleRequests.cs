using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>What the tests ask of the console, in the words of its public interface.</summary>
internal static class ConsoleRequests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Ct)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    /// <summary>
    /// All calls that the filter lets through. A page ends when its time is up, on a busy machine before it has any call, and
    /// says where the next one begins.
    /// </summary>
    /// <param name="client">Of a key that may read.</param>
    /// <param name="filter">As in the address, such as <c>user=ann</c>.</param>
    public static async Task<IReadOnlyList<JsonElement>> CallsAsync(this HttpClient client, string filter)
    {
        var calls = new List<JsonElement>();
        var cursor = "";
        do
        {
            var page = await client.GetJsonAsync($"api/calls?{filter}&cursor={cursor}");
            calls.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return calls;
    }

    public static async Task<HttpResponseMessage> PostBytesAsync(
        this HttpClient client, string path, byte[] body, string contentType, string? contentEncoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (contentEncoding is not null)
        {
            content.Headers.ContentEncoding.Add(contentEncoding);
        }

        return await client.PostAsync(new Uri(path, UriKind.Relative), content, Ct);
    }

    /// <summary>The sums of a project over all time.</summary>
    public static async Task<Totals> TotalsAsync(this HttpClient client)
    {
        var series = (await client.GetJsonAsync("api/metrics?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&step=all"))
            .GetProperty("series").EnumerateArray().Single();
        return series.GetProperty("points").EnumerateArray().Select(Totals.Of).SingleOrDefault() ?? new Totals(0, 0, 0, 0, null, 0);
    }

    internal sealed record Totals(
        long Calls, long Errors, long InputTokens, long OutputTokens, decimal? Cost, long Unpriced)
    {
        public static Totals Of(JsonElement point) => new(
            point.GetProperty("calls").GetInt64(),
            point.GetProperty("errors").GetInt64(),
            point.GetProperty("input_tokens").GetInt64(),
            point.GetProperty("output_tokens").GetInt64(),
            Money(point.GetProperty("cost_usd")),
            point.GetProperty("unpriced_calls").GetInt64());

        public static decimal? Money(JsonElement value) =>
            value.GetString() is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
