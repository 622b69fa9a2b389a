using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>From a bad deployment to the version before, and back: the journey that the console is for.</summary>
public sealed class RollbackTests : IClassFixture<Chromium>, IClassFixture<ServerFixture>, IDisposable
{
    private readonly Chromium _chromium;
    private readonly DashboardServer _server;
    private readonly HttpClient _api;

    public RollbackTests(Chromium chromium, ServerFixture fixture)
    {
        (_chromium, _server) = (chromium, fixture.Server);
        _api = new HttpClient { BaseAddress = new Uri(_server.Url) };
        _api.DefaultRequestHeaders.Add("x-api-key", DashboardServer.AdminKey);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task R_puts_the_former_version_in_force_and_U_takes_that_back()
    {
        await PrepareAsync();
        await using var window = await _chromium.OpenAsync();
        await window.SignInAsync(_server);
        await window.SeesAsync(page => page.GetByRole(AriaRole.Button, new() { Name = "Roll back to v1" }));

        var began = Stopwatch.GetTimestamp();
        await window.Page.Keyboard.PressAsync("r");
        await window.SeesAsync(page => page.GetByLabel("Rolled back"));
        Measurements.Note("From R to the toast that says that the former version serves", Stopwatch.GetElapsedTime(began));
        await window.SeesAsync(page => page.GetByText("Undo, serve v2 again"));
        await window.SeesAsync(page => page.GetByText("9:5"));
        Assert.Equal("v1", await ServesAsync());

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "slower" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Keep reason" }).ClickAsync();
        await window.SeesAsync(page => page.GetByText("Reason kept: slower"));
        await window.KeepPictureAsync("rolled-back");

        await window.Page.Keyboard.PressAsync("u");
        await window.SeesAsync(page => page.GetByLabel("Undone"));
        Assert.Equal("v2", await ServesAsync());
        var history = await HistoryAsync();
        Assert.Equal(["rolled_back", "rolled_back", "deployed", "deployed"], history.Select(r => r.Kind));
        Assert.Equal("slower", history[1].Reason);

        began = Stopwatch.GetTimestamp();
        await DeployAsync("v1");
        await window.SeesAsync(page => page.GetByRole(AriaRole.Button, new() { Name = "Roll back to v2" }));
        Measurements.Note("From the API's deployment to the open page", Stopwatch.GetElapsedTime(began));
        window.HasNoComplaints();
    }

    public void Dispose() => _api.Dispose();

    private async Task PrepareAsync()
    {
        await SendAsync(HttpMethod.Post, "/api/connections", new { name = "local", base_url = "http://127.0.0.1:9/v1" });
        foreach (var version in new[] { "v1", "v2" })
        {
            await SendAsync(HttpMethod.Post, "/api/models/gus/versions", new
            {
                version,
                provider = "openai-compatible",
                connection = "local",
                upstream_model = "up-" + version,
            });
            await DeployAsync(version);
        }
    }

    private Task DeployAsync(string version) => SendAsync(
        HttpMethod.Put, "/api/routes/gus", new { model = "gus", split = new[] { new { version, weight = 100 } } });

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await _api.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<string?> ServesAsync()
    {
        var route = await _api.GetFromJsonAsync<JsonElement>("/api/routes/gus", Cancel);
        return route.GetProperty("split").EnumerateArray()
            .Single(side => side.GetProperty("weight").GetInt32() == 100)
            .GetProperty("version").GetString();
    }

    private async Task<List<(string? Kind, string? Reason)>> HistoryAsync()
    {
        var history = await _api.GetFromJsonAsync<JsonElement>("/api/routes/gus/history", Cancel);
        return
        [
            .. history.EnumerateObject().Single(property => property.Value.ValueKind == JsonValueKind.Array)
                .Value.EnumerateArray()
                .Select(revision => (revision.GetProperty("kind").GetString(), revision.GetProperty("reason").GetString())),
        ];
    }
}
