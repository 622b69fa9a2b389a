using System.Net.Http.Json;
using Dashboard.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>From an invitation to a signed-in colleague, by way of a provider elsewhere.</summary>
public sealed class OAuthTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_invited_signs_in_with_the_provider_and_nobody_else_does()
    {
        await using var provider = await IdentityProvider.StartAsync(Cancel);
        await using var server = await DashboardServer.StartNewAsync(
            Cancel,
            ("DASHBOARD_OAUTH_NAME", "Example"),
            ("DASHBOARD_OAUTH_AUTHORITY", provider.Url),
            ("DASHBOARD_OAUTH_CLIENT_ID", IdentityProvider.ClientId),
            ("DASHBOARD_OAUTH_CLIENT_SECRET", IdentityProvider.ClientSecret));
        await InviteAsync(server, "ann@example.com");

        await using var ann = await chromium.OpenAsync();
        await ann.Page.GotoAsync(server.Url + "/calls");
        await ann.KeepPictureAsync("sign-in-with");
        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example" }).ClickAsync();
        await ann.Page.WaitForURLAsync(server.Url + "/calls");
        await ann.WaitUntilInteractiveAsync();
        await ann.SeesAsync(page => page.GetByText("Ann", new() { Exact = true }).First);
        ann.HasNoComplaints();

        provider.Account = new { sub = "2", email = "eve@example.com", email_verified = true, name = "Eve" };
        await using var eve = await chromium.OpenAsync();
        await eve.Page.GotoAsync(server.Url + "/");
        await eve.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example" }).ClickAsync();
        await eve.SeesAsync(page => page.GetByText("Nobody with the e-mail address of that account was invited"));
        await eve.KeepPictureAsync("not-invited");
    }

    private static async Task InviteAsync(DashboardServer server, string email)
    {
        using var api = new HttpClient { BaseAddress = new Uri(server.Url) };
        api.DefaultRequestHeaders.Add("x-api-key", DashboardServer.AdminKey);
        using var answer = await api.PostAsJsonAsync("/api/people", new { email, role = "operator" }, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
