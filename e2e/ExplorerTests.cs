using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>Finding a call, reading it, taking it away.</summary>
public sealed class ExplorerTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private DashboardServer Server => fixture.Server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_stands_in_the_address_and_leads_to_a_call_that_can_be_taken_away()
    {
        using var exporter = new Exporter(Server, "explorer-search");
        exporter.Call("Where is parcel <b>4711</b>?");
        exporter.Call("Please cancel my subscription");
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.OpenAsync(Server.Url + "/calls?range=1h&route=explorer-search");
        await window.SeesAsync(page => page.GetByText("Please cancel my subscription").First);

        await window.Page.Keyboard.PressAsync("/");
        await window.Page.Keyboard.TypeAsync("parcel 4711");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync(url => url.Contains("q=parcel%204711", StringComparison.Ordinal));
        await Assertions.Expect(window.Page.Locator("[data-row]")).ToHaveCountAsync(1);
        await window.SeesAsync(page => page.GetByText("every call looked through"));

        await window.Page.Locator("h1").ClickAsync();
        await window.Page.Keyboard.PressAsync("j");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.SeesAsync(page => page.GetByText("It is on its way.").First);
        await window.Page.GetByText("As a request (curl)").ClickAsync();
        await window.Page.Locator("[data-copy='#span-curl']").ClickAsync();
        var copied = await window.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Contains("Where is parcel <b>4711</b>?", copied, StringComparison.Ordinal);
        Assert.Contains("Bearer $OPENAI_API_KEY", copied, StringComparison.Ordinal);

        await window.Page.Locator("h1").ClickAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.WaitForURLAsync(url => url.Contains("/calls?", StringComparison.Ordinal)
            && url.Contains("q=parcel%204711", StringComparison.Ordinal));
        window.HasNoComplaints();
    }

    [Fact]
    public async Task New_calls_wait_behind_the_pill_and_move_no_row()
    {
        using var exporter = new Exporter(Server, "explorer-tail");
        exporter.Call("The first question");
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.OpenAsync(Server.Url + "/calls?range=1h&route=explorer-tail");
        var row = window.Page.Locator("[data-row]").First;
        await Assertions.Expect(row).ToHaveTextAsync("The first question");
        var before = await row.BoundingBoxAsync();

        exporter.Call("The second question");
        await Assertions.Expect(window.Page.Locator(".pill")).ToHaveTextAsync("1 new");

        await Assertions.Expect(row).ToHaveTextAsync("The first question");
        Assert.Equal(before!.Y, (await row.BoundingBoxAsync())!.Y);
        await window.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(row).ToHaveTextAsync("The second question");
        await Assertions.Expect(window.Page.Locator(".pill")).ToHaveCountAsync(0);
        window.HasNoComplaints();
    }

    [Fact]
    public async Task Hundreds_of_calls_are_reached_by_scrolling_while_only_those_in_sight_exist()
    {
        const int Calls = 450;
        await SendAsync("explorer-many", Calls, flat: true);
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.OpenAsync(Server.Url + "/calls?range=1h&route=explorer-many");
        await window.SeesAsync(page => page.GetByText("100 calls shown"));
        // Scrolls on until the oldest is in sight: each page comes when the former one nears its end.
        var oldest = window.Page.GetByText("step 0", new() { Exact = true });
        await window.Page.Mouse.MoveAsync(700, 600);
        while (await oldest.CountAsync() == 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await window.Page.Mouse.WheelAsync(0, 3000);
        }

        await window.SeesAsync(page => page.GetByText($"{Calls} calls shown"));
        Assert.InRange(await window.Page.Locator("[data-row]").CountAsync(), 1, 200);
        window.HasNoComplaints();
    }

    [Fact]
    public async Task A_trace_of_thousands_of_spans_is_walked_with_the_arrow_keys()
    {
        const int Spans = 3_000;
        var trace = await SendAsync("explorer-deep", Spans, flat: false);
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.OpenAsync($"{Server.Url}/calls/{trace}");
        var grid = window.Page.GetByRole(AriaRole.Treegrid);
        await grid.FocusAsync();
        await grid.PressAsync("End");
        await Assertions.Expect(window.Page.Locator($"#span-{Spans - 1}")).ToBeInViewportAsync();
        Assert.InRange(await window.Page.Locator("[role=row]").CountAsync(), 1, 200);

        await grid.PressAsync("Home");
        await Assertions.Expect(window.Page.Locator("#span-0")).ToBeInViewportAsync();
        await grid.PressAsync("ArrowLeft");
        await Assertions.Expect(window.Page.Locator("[role=row]")).ToHaveCountAsync(1);
        await grid.PressAsync("ArrowRight");
        await grid.PressAsync("ArrowDown");
        await grid.PressAsync("Enter");
        await window.SeesAsync(page => page.Locator(".m.user").GetByText("step 1", new() { Exact = true }));
        window.HasNoComplaints();
    }


    /// <summary>Sends calls as OTLP/JSON: each a trace of its own, or one trace with an agent on top. Returns the trace.</summary>
    private async Task<string> SendAsync(string service, int count, bool flat)
    {
        var trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var first = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 60_000) * 1_000_000;
        static object Text(string key, string value) => new { key, value = new { stringValue = value } };
        var spans = Enumerable.Range(0, count).Select(i => new
        {
            traceId = flat ? Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) : trace,
            spanId = $"{i + 1:x16}",
            parentSpanId = flat || i == 0 ? "" : $"{1:x16}",
            name = !flat && i == 0 ? "invoke_agent" : "chat",
            startTimeUnixNano = $"{first + (i * 1_000_000L)}",
            endTimeUnixNano = $"{first + (i * 1_000_000L) + 500_000}",
            attributes = new[]
            {
                Text("gen_ai.operation.name", !flat && i == 0 ? "invoke_agent" : "chat"),
                Text("gen_ai.request.model", "gpt-4o-mini"),
                Text("gen_ai.input.messages", $$"""[{"role":"user","parts":[{"type":"text","content":"step {{i}}"}]}]"""),
            },
        });
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-api-key", DashboardServer.AdminKey);
        using var answer = await client.PostAsJsonAsync(
            Server.Url + "/v1/traces",
            new
            {
                resourceSpans = new[]
                {
                    new
                    {
                        resource = new { attributes = new[] { Text("service.name", service) } },
                        scopeSpans = new[] { new { spans } },
                    },
                },
            },
            Cancel);
        answer.EnsureSuccessStatusCode();
        return trace;
    }
}
