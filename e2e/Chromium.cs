using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>One browser for a class of tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window of the administrator, whose overview works.</summary>
    internal async Task<BrowserWindow> OpenSignedInAsync(DashboardServer server, ColorScheme colors = ColorScheme.Light)
    {
        var window = await OpenAsync(colors);
        var printed = await server.RunVerbAsync(["signin"], TestContext.Current.CancellationToken);
        await window.Page.GotoAsync(printed.Split("Sign in: ")[1].Trim());
        await window.Page.WaitForURLAsync(server.Url + "/");
        await window.WaitUntilInteractiveAsync();
        return window;
    }

    /// <summary>A window with its own cookies, which notes what the browser complains about.</summary>
    internal async Task<BrowserWindow> OpenAsync(ColorScheme colors = ColorScheme.Light, string? cookies = null)
    {
        Assert.SkipWhen(_browser is null, $"Chromium is not at {Executable}: apt-get install chromium");
        var context = await _browser.NewContextAsync(new()
        {
            ColorScheme = colors,
            StorageState = cookies,
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        return new BrowserWindow(context, await context.NewPageAsync());
    }
}
