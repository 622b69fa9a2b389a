using System.Collections.Concurrent;
using Dashboard.Postgres;
using Dashboard.Web.Stopping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.Web.Tests.Stopping;

public sealed class StopReasonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-stop-").FullName;
    private readonly Said _said = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Mark => Path.Combine(_folder, "running");

    public void Dispose()
    {
        _said.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Whoever_is_told_to_stop_says_so_and_takes_the_mark_away()
    {
        using (var host = Build(fails: false))
        {
            await host.StartAsync(Ct);
            Assert.True(File.Exists(Mark));
            await host.StopAsync(Ct);
            Assert.False(host.Services.GetRequiredService<StopReason>().HasFailed);
        }

        Assert.Contains(_said.Lines, line => line.StartsWith("Information The console stops: it was told", StringComparison.Ordinal));
        Assert.False(File.Exists(Mark));
    }

    [Fact]
    public async Task A_part_that_fails_is_named_with_its_fault()
    {
        using var host = Build(fails: true);
        await host.StartAsync(Ct);

        try
        {
            await host.WaitForShutdownAsync(Ct);
        }
        catch (InvalidOperationException)
        {
            // Newer hosts throw what the part threw.
        }

        Assert.Contains(_said.Lines, line =>
            line == "Critical The console stops: its part Breaking failed System.InvalidOperationException: broken pipe of the house");
        Assert.True(host.Services.GetRequiredService<StopReason>().HasFailed);
    }

    [Fact]
    public async Task Where_the_former_console_said_no_farewell_the_next_one_does()
    {
        await File.WriteAllTextAsync(Mark, "2147483000 2026-11-22T12:00:00Z", Ct);

        using var host = Build(fails: false);
        await host.StartAsync(Ct);

        Assert.Contains(_said.Lines, line => line.StartsWith("Warning The console that ran here before "
            + "(process 2147483000, started 2026-11-22T12:00:00Z) ended without a farewell", StringComparison.Ordinal));
        Assert.StartsWith($"{Environment.ProcessId} ", await File.ReadAllTextAsync(Mark, Ct), StringComparison.Ordinal);
        await host.StopAsync(Ct);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_mark_that_says_nothing_stops_nobody(string mark)
    {
        await File.WriteAllTextAsync(Mark, mark, Ct);

        using var host = Build(fails: false);
        await host.StartAsync(Ct);
        await host.StopAsync(Ct);
    }

    private IHost Build(bool fails)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_said);
        builder.Services.AddSingleton(new PostgresOptions { DataFolder = _folder });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RunMark>();
        builder.Services.AddSingleton<StopReason>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<StopReason>());
        if (fails)
        {
            builder.Services.AddHostedService<Breaking>();
        }

        return builder.Build();
    }

    private sealed class Breaking : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("broken pipe of the house");
        }
    }

    private sealed class Said : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)}"
                + (exception is null ? "" : $" {exception.GetType().FullName}: {exception.Message}"));

        public void Dispose()
        {
        }
    }
}
