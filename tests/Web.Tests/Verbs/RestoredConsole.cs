using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.Web.Tests.Verbs;

/// <summary>The services of a console whose databases and data folder hold nothing yet.</summary>
internal sealed class RestoredConsole : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RestoredConsole(TestDatabase decisions, TestDatabase telemetry)
    {
        (Decisions, Telemetry) = (decisions, telemetry);
        _app = Program.Build(
            LogLevel.Warning,
            "--DASHBOARD_URL=http://127.0.0.1:0",
            "--DASHBOARD_OTLP_GRPC=off",
            $"--DASHBOARD_DATA={DataFolder}",
            $"--DASHBOARD_DB={decisions.ConnectionString}",
            $"--DASHBOARD_TELEMETRY_DB={telemetry.ConnectionString}");
    }

    public TestDatabase Decisions { get; }

    public TestDatabase Telemetry { get; }

    public string DataFolder { get; } = Directory.CreateTempSubdirectory("dashboard-restored-").FullName;

    public IServiceProvider Services => _app.Services;

    public static async Task<RestoredConsole> CreateAsync(bool twoDatabases = false)
    {
        var decisions = await TestDatabase.CreateAsync();
        return new RestoredConsole(decisions, twoDatabases ? await TestDatabase.CreateAsync() : decisions);
    }

    /// <summary>Lets it listen, and says where.</summary>
    public async Task<Uri> StartAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        return new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Decisions.DisposeAsync();
        if (Telemetry != Decisions)
        {
            await Telemetry.DisposeAsync();
        }

        Directory.Delete(DataFolder, recursive: true);
    }
}
