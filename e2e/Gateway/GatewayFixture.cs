using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>A console whose route <c>gus</c> leads to a provider of the test.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    internal Provider Provider { get; private set; } = null!;

    internal Admin Admin { get; private set; } = null!;

    /// <summary>The base URL of OpenAI's interface.</summary>
    internal string BaseUrl => Server.Url + "/v1";

    public async ValueTask InitializeAsync()
    {
        Provider = await Provider.StartAsync();
        Server = await DashboardServer.StartNewAsync(TestContext.Current.CancellationToken);
        Admin = new Admin(Server);
        await Admin.RegisterAsync(Provider.BaseUrl, ("v1", "gpt-4o-mini"));
        await Admin.ServeAsync("v1");
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        await (Server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Provider?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
