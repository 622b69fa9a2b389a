using System.Globalization;
using System.Text;
using Bunit;
using Dashboard.Explorer.ClientMetrics.Page;
using Dashboard.Web.Tests.Settings;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>The page over a real console: what clients measured beside what their spans show.</summary>
public sealed class ClientMetricsPageTests(TestConsole console) : SettingsContext(console), IClassFixture<TestConsole>
{
    private static long Now => TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds();

    [Fact]
    public async Task Without_metrics_a_command_says_how_to_send_one_and_after_it_the_page_shows_it()
    {
        var (client, project) = await Console.NewNumberedProjectAsync("ingest", "read");
        using var _ = client;
        var page = Show<ClientMetricsPage>(project);
        page.WaitForAssertion(() => Assert.Contains("No metrics of clients", page.Markup, StringComparison.Ordinal));
        Assert.Contains("/v1/metrics", page.Find(".empty").TextContent, StringComparison.Ordinal);

        await SendAsync(client, calls: 4);

        page.WaitForAssertion(() => Assert.Contains("Spans cover 0", page.Find(".finding").TextContent, StringComparison.Ordinal));
        Assert.Equal("4", page.Find("td[data-label='Calls measured']").TextContent);
        Assert.Equal("–", page.Find("td[data-label='Input measured']").TextContent);
        Assert.Equal("1.50\u202Fs", page.WaitForElement("td[data-label=Mean]").TextContent);
        Assert.Equal(0, (await client.TotalsAsync()).Calls);
    }

    private static async Task SendAsync(HttpClient client, int calls)
    {
        var sum = (1.5 * calls).ToString(CultureInfo.InvariantCulture);
        var body = $$$"""
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"gen_ai.client.operation.duration","unit":"s",
            "histogram":{"aggregationTemporality":1,"dataPoints":[{"startTimeUnixNano":"{{{Now - 60}}}000000000",
            "timeUnixNano":"{{{Now}}}000000000","count":"{{{calls}}}","sum":{{{sum}}},"explicitBounds":[1,2],
            "bucketCounts":["0","{{{calls}}}","0"],"attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-mini"}}]}]}}]}]}]}
            """;
        using var answer = await client.PostBytesAsync("v1/metrics", Encoding.UTF8.GetBytes(body), "application/json");
        answer.EnsureSuccessStatusCode();
    }
}
