using System.Diagnostics;
using Xunit;

namespace Dashboard.Ui.Tests.Charts;

/// <summary>Runs the tests of the chart module's pure parts, which live beside it.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task The_chart_modules_own_tests_pass()
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("node", ["--test", "--test-reporter=tap"])
        {
            WorkingDirectory = Path.Combine(Root(), "src", "base", "Ui", "client"),
            RedirectStandardOutput = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node.js is not installed");
            return;
        }

        using (process)
        {
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            Assert.True(process.ExitCode == 0, output);
            Assert.Matches(@"# pass [1-9]", output);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException("No folder above the tests holds Dashboard.sln");
    }
}
