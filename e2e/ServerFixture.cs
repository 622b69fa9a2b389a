using Xunit;

namespace Dashboard.E2E;

/// <summary>One running server for a class of tests.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Server = await DashboardServer.StartNewAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
