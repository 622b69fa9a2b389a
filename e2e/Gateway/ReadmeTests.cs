using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>What the README says of the gateway, done word for word on a fresh console.</summary>
public sealed partial class ReadmeTests
{
    private const string ProviderKey = "sk-from-the-readme";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_gateways_commands_work_as_they_are_printed()
    {
        var blocks = Shell().Matches(Section("## Serve through the gateway"))
            .Select(match => match.Groups[1].Value).ToList();
        var (start, commands) = (Assert.Single(blocks[..1]), Assert.Single(blocks[1..]));
        var variable = start[..start.IndexOf('=', StringComparison.Ordinal)];
        Assert.Equal($"{variable}=sk-... ./dev run\n", start);
        await using var provider = await Provider.StartAsync();
        await using var server = await DashboardServer.StartNewAsync(Cancel, (variable, ProviderKey));

        var printed = await RunAsync(
            commands.Replace("https://api.openai.com/v1", provider.BaseUrl, StringComparison.Ordinal)
                .Replace("http://127.0.0.1:5080", server.Url, StringComparison.Ordinal)
                .Replace("./dev ", $"dotnet {Repository.ServerAssembly} ", StringComparison.Ordinal),
            server);

        var answers = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(9, answers.Count);
        Assert.All(answers, answer => Assert.False(
            answer.TryGetProperty("status", out var status) || answer.TryGetProperty("error", out status), printed));
        Assert.Equal(
            ["gpt-4o-mini", "gpt-4.1-mini", "gpt-4o-mini"],
            answers.Where(answer => answer.TryGetProperty("choices", out _))
                .Select(answer => answer.GetProperty("model").GetString()));
        Assert.Equal("Bearer " + ProviderKey, provider.LastHeaders.Authorization.ToString());
        Assert.Equal(3, provider.Asked);
    }

    private static string Section(string heading)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Folder, "README.md"));
        var begin = text.IndexOf(heading, StringComparison.Ordinal);
        var end = text.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
        return text[begin..end];
    }

    private static async Task<string> RunAsync(string commands, DashboardServer server)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-u", "-o", "pipefail", "-c", commands])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DASHBOARD_DATA"] = server.DataFolder;
        using var process = Process.Start(start)!;
        var (printed, said) = (
            process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, await printed + await said);
        return await printed;
    }

    [GeneratedRegex(@"```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();
}
