using System.Text;
using Bunit;
using Dashboard.Access;
using Dashboard.Explorer.Calls;
using Dashboard.Web.Tests.Settings;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>The page of a trace over a real console.</summary>
public sealed class TracePageTests(TestConsole console) : SettingsContext(console), IClassFixture<TestConsole>
{
    [Fact]
    public async Task The_link_to_erase_a_trace_is_for_administrators()
    {
        var (client, project) = await Console.NewNumberedProjectAsync("ingest", "read");
        using var _ = client;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var body = $$$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"chat m","kind":3,"traceId":"{{{Trace}}}",
            "spanId":"b7ad6b7169203331","startTimeUnixNano":"{{{now - 1}}}000000000","endTimeUnixNano":"{{{now}}}000000000",
            "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"m"}}]}]}]}]}
            """;
        using var answer = await client.PostBytesAsync("v1/traces", Encoding.UTF8.GetBytes(body), "application/json");
        answer.EnsureSuccessStatusCode();

        var admins = Show<TracePage>(project, p => p.Add(c => c.Trace, Trace), Scopes.Admin);
        admins.WaitForAssertion(() => Assert.Equal(
            "/settings/erasure?trace=" + Trace, admins.Find("a[href^='/settings/erasure']").GetAttribute("href")));
        var readers = Show<TracePage>(project, p => p.Add(c => c.Trace, Trace), Scopes.Manage);
        readers.WaitForElement(".facts");
        Assert.Empty(readers.FindAll("a[href^='/settings/erasure']"));
    }
}
