using Xunit;

namespace Dashboard.Testing;

/// <summary>
/// Stops the test server in good order when a test assembly is done:
/// <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c>. Starting is up to the first <see cref="TestDatabase"/>.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TestServer.StopAsync();
}
