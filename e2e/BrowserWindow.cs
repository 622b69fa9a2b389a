using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>A browser window of a person, who notices every complaint of the browser.</summary>
internal sealed class BrowserWindow : IAsyncDisposable
{
    // Loading and starting a page takes long on a busy machine; nothing is measured by it.
    private const float PatienceMs = 300_000;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public BrowserWindow(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        Page.SetDefaultTimeout(PatienceMs);
        Page.SetDefaultNavigationTimeout(PatienceMs);
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        Page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Violations of the Content-Security-Policy so far.</summary>
    public IEnumerable<string> PolicyViolations =>
        _complaints.Where(text => text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));

    /// <summary>Errors of our own scripts so far.</summary>
    public IEnumerable<string> ScriptErrors =>
        _complaints.Where(text => text.Contains("Error:", StringComparison.Ordinal)
            && !text.Contains("WebSocket", StringComparison.Ordinal));

    /// <summary>Opens the sign-in link and waits until the overview works.</summary>
    public async Task SignInAsync(DashboardServer server)
    {
        await Page.GotoAsync(server.SignInLink);
        await Page.WaitForURLAsync(server.Url + "/");
        await WaitUntilInteractiveAsync();
    }

    /// <summary>Opens a page and waits until its buttons work.</summary>
    public async Task OpenAsync(string url)
    {
        await Page.GotoAsync(url);
        await WaitUntilInteractiveAsync();
    }

    public Task WaitUntilInteractiveAsync() => Page.Locator("[data-interactive=true]").WaitForAsync();

    /// <summary>Waits until something can be seen.</summary>
    public Task SeesAsync(Func<IPage, ILocator> what) =>
        Assertions.Expect(what(Page)).ToBeVisibleAsync(new() { Timeout = PatienceMs });

    /// <summary>Keeps a picture where the tests are asked to leave some.</summary>
    public async Task KeepPictureAsync(string name)
    {
        if (Repository.OutFolder is { } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }

    public void HasNoComplaints()
    {
        Assert.Empty(PolicyViolations);
        Assert.Empty(ScriptErrors);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
