using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>From an invitation to the moment in which somebody else's page stops.</summary>
public sealed class PeopleTests : IClassFixture<Chromium>, IClassFixture<ServerFixture>, IDisposable
{
    private const string Email = "ann@example.com";
    private const string Password = "correct horse battery";

    private readonly Chromium _chromium;
    private readonly DashboardServer _server;
    private readonly HttpClient _api;

    public PeopleTests(Chromium chromium, ServerFixture fixture)
    {
        (_chromium, _server) = (chromium, fixture.Server);
        _api = new HttpClient { BaseAddress = new Uri(_server.Url) };
        _api.DefaultRequestHeaders.Add("x-api-key", DashboardServer.AdminKey);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_joins_works_within_a_role_and_is_stopped_in_an_open_page()
    {
        await PrepareAsync();
        await using var admin = await _chromium.OpenAsync();
        await admin.SignInAsync(_server);
        var link = await InviteAsync(admin);

        await using var ann = await _chromium.OpenAsync();
        await JoinAsync(ann, link);
        var rollBack = ann.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back to v1" }).First;
        await Assertions.Expect(rollBack).ToBeDisabledAsync();
        await ann.SeesAsync(page => page.GetByText("needs the scope deploy").First);
        await ann.SeesAsync(page => page.GetByText("Viewer").First);
        await ann.KeepPictureAsync("overview-as-viewer");

        await admin.OpenAsync(_server.Url + "/settings/people");
        await admin.Page.GetByLabel("Role of Ann Archer").SelectOptionAsync("Operator");
        var began = Stopwatch.GetTimestamp();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Change the role" }).ClickAsync();
        await ann.SeesAsync(page => page.GetByText("Operator").First);
        Measurements.Note("From a changed role to the open page that has it", Stopwatch.GetElapsedTime(began));
        await Assertions.Expect(rollBack).ToBeEnabledAsync();

        await admin.OpenAsync(_server.Url + "/settings/sessions");
        began = Stopwatch.GetTimestamp();
        await admin.Page.Locator("tr", new() { HasText = "Ann Archer" })
            .GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await ann.Page.WaitForURLAsync(url => url.StartsWith(_server.Url + "/signin", StringComparison.Ordinal));
        Measurements.Note("From an ended session to the open page that left", Stopwatch.GetElapsedTime(began));

        await SignInAsync(ann, "wrong horse battery");
        await ann.SeesAsync(page => page.GetByText("The e-mail address or the password is wrong"));
        await SignInAsync(ann, Password);
        await ann.Page.WaitForURLAsync(_server.Url + "/");
        await ann.WaitUntilInteractiveAsync();

        await admin.OpenAsync(_server.Url + "/settings/people");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await admin.KeepPictureAsync("people");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Remove for good" }).ClickAsync();
        await ann.Page.WaitForURLAsync(url => url.StartsWith(_server.Url + "/signin", StringComparison.Ordinal));
        await admin.SeesAsync(page => page.GetByText("Nobody was invited yet"));
        admin.HasNoComplaints();
        ann.HasNoComplaints();
    }

    public void Dispose() => _api.Dispose();

    private async Task<string> InviteAsync(BrowserWindow admin)
    {
        await admin.OpenAsync(_server.Url + "/settings/people");
        await admin.Page.GetByLabel("E-mail").FillAsync(Email);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make the invitation" }).ClickAsync();
        await admin.SeesAsync(page => page.GetByText($"Hand this link to {Email}"));
        return (await admin.Page.Locator(".code code").TextContentAsync())!.Trim();
    }

    private async Task JoinAsync(BrowserWindow window, string link)
    {
        await window.Page.GotoAsync(link);
        await window.SeesAsync(page => page.GetByText("You were invited as Viewer"));
        Assert.DoesNotContain('#', window.Page.Url);
        await window.Page.GetByLabel("Your name").FillAsync("Ann Archer");
        await window.Page.GetByLabel("Choose a password").FillAsync(Password);
        await window.KeepPictureAsync("join");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync(_server.Url + "/");
        await window.WaitUntilInteractiveAsync();
    }

    private static async Task SignInAsync(BrowserWindow window, string password)
    {
        await window.Page.GetByLabel("E-mail").FillAsync(Email);
        await window.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await window.Page.Keyboard.PressAsync("Enter");
    }

    private async Task PrepareAsync()
    {
        await SendAsync(
            HttpMethod.Post, "/api/connections", new { name = "local", base_url = "http://127.0.0.1:9/v1" });
        foreach (var version in new[] { "v1", "v2" })
        {
            await SendAsync(HttpMethod.Post, "/api/models/gus/versions", new
            {
                version,
                provider = "openai-compatible",
                connection = "local",
                upstream_model = "up-" + version,
            });
            await SendAsync(
                HttpMethod.Put,
                "/api/routes/gus",
                new { model = "gus", split = new[] { new { version, weight = 100 } } });
        }
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await _api.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
