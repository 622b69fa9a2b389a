using System.Diagnostics;
using System.Globalization;
using Dashboard.E2E.Gateway;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.E2E.Faults;

/// <summary>The PostgreSQL server inside a console's data folder, seen from outside.</summary>
internal static class EmbeddedDatabase
{
    public static string ConnectionString(DashboardServer server) => new EmbeddedServer(
        new EmbeddedServerOptions(server.DataFolder), TimeProvider.System, NullLogger<EmbeddedServer>.Instance)
        .ConnectionString("dashboard");

    /// <summary>The process id of the server that runs; null while none is ready.</summary>
    public static int? ProcessId(DashboardServer server)
    {
        var file = Path.Combine(server.DataFolder, "postgres", "data", "postmaster.pid");
        try
        {
            var lines = File.ReadAllLines(file);
            return lines.Length > 7 && lines[7].Trim() == "ready"
                ? int.Parse(lines[0], CultureInfo.InvariantCulture)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>SIGKILL for the postmaster, once it is ready; its children end by themselves.</summary>
    public static async Task KillAsync(DashboardServer server)
    {
        await Eventually.BecomesAsync(true, () => Task.FromResult(ProcessId(server) is not null));
        using var postmaster = Process.GetProcessById(ProcessId(server)!.Value);
        postmaster.Kill();
    }
}
