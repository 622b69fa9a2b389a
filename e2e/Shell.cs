using System.Diagnostics;
using Xunit;

namespace Dashboard.E2E;

/// <summary>Types commands in the project's folder, where <c>./dev</c> runs the console that these tests were built with.</summary>
internal static class Shell
{
    /// <summary>Returns what they print; fails where one of them does.</summary>
    public static async Task<string> RunAsync(string commands, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-u", "-o", "pipefail", "-c", commands])
        {
            WorkingDirectory = Repository.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DASHBOARD_SERVER"] = Repository.ServerAssembly;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var ct = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var (printed, said) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        Assert.True(process.ExitCode == 0, await printed + await said);
        return await printed;
    }
}
