using Dashboard.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests;

/// <summary>One console on one database for a class whose tests do not disturb each other: each has models of its own.</summary>
public sealed class PriceConsoleFixture : IAsyncLifetime
{
    internal TestDatabase Db { get; private set; } = null!;

    internal PriceConsole Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Db = await PriceConsole.CreateDatabaseAsync();
        Console = await PriceConsole.StartAsync(Db);
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Db.DisposeAsync();
    }
}
