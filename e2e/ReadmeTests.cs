using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.E2E.Gateway;
using Xunit;

namespace Dashboard.E2E;

/// <summary>What the README says is to be typed, done word for word on fresh consoles.</summary>
public sealed partial class ReadmeTests
{
    private const string ProviderKey = "sk-from-the-readme";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A new block needs a test here that runs it.</summary>
    [Fact]
    public void Every_block_of_commands_is_run_by_a_test() => Assert.Equal(
        ["## Start", "## Send your calls", "## Serve through the gateway", "## Serve through the gateway"],
        Readme.Sections.SelectMany(section => Readme.Blocks(section).Select(_ => section)));

    [Fact]
    public async Task Every_command_that_a_document_names_is_one()
    {
        var known = Commands(await Shell.RunAsync("./dev help"));
        Assert.InRange(known.Count, 10, 100);

        Assert.All(Readme.Documents(), document => Assert.Empty(Commands(File.ReadAllText(document)).Except(known)));
    }

    [Fact]
    public async Task The_first_command_starts_a_console_that_prints_a_link()
    {
        var commands = Assert.Single(Readme.Blocks("## Start")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('#')[0].Trim());
        Assert.Equal(["./dev run", "./dev test"], commands);
        // The other one is running: it is all that is done where changes are checked.
        Assert.EndsWith(
            "\nexec ./dev test\n",
            await File.ReadAllTextAsync(Path.Combine(Repository.Folder, ".ci/run"), Cancel),
            StringComparison.Ordinal);

        var data = Path.Combine(Path.GetTempPath(), "dashboard-e2e-" + Guid.NewGuid().ToString("N")[..8]);
        var url = $"http://127.0.0.1:{DashboardServer.FreePort()}";
        try
        {
            // The link is printed when requests are taken; then it is asked to stop, as by Ctrl-C.
            var printed = await Shell.RunAsync(
                """
                coproc console { exec ./dev run; }
                while read -r line <&"${console[0]}"; do
                  echo "$line"
                  case "$line" in "Sign in: "*) break ;; esac
                done
                kill -TERM "$console_PID"
                wait "$console_PID"
                """,
                ("DASHBOARD_DATA", data),
                ("DASHBOARD_URL", url),
                ("DASHBOARD_OTLP_GRPC", "off"),
                ("DASHBOARD_MIN_FREE_MB", "0"));

            Assert.Contains($"Sign in: {url}/", printed, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task An_application_exports_its_calls_with_the_printed_settings_and_people_vote_on_them()
    {
        await using var server = await DashboardServer.StartNewAsync(Cancel);
        var block = Assert.Single(Readme.Blocks("## Send your calls"));
        var (create, settings) = (
            block[..block.IndexOf('\n', StringComparison.Ordinal)],
            block[block.IndexOf('\n', StringComparison.Ordinal)..]);
        var key = (await RunAsync(create, server)).Trim();
        var printed = await RunAsync(
            settings.Replace("lops_...", key, StringComparison.Ordinal) + "env | grep ^OTEL_", server);

        SettingsExporter.Call(
            printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair[1]),
            responseId: "chatcmpl-readme");

        using var admin = Admin.Client(server, DashboardServer.AdminKey);
        var call = Assert.Single(
            (await admin.GetFromJsonAsync<JsonElement>("/api/calls", Cancel)).GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("readme", 12), (call.GetProperty("route").GetString(), call.GetProperty("input_tokens").GetInt32()));
        var vote = Vote().Match(Readme.Section("## Send your calls")).Value;
        using var voter = Admin.Client(server, (await RunAsync("./dev keys create --scopes feedback", server)).Trim());
        using var body = new StringContent(
            vote.Replace("chatcmpl-...", "chatcmpl-readme", StringComparison.Ordinal),
            new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await voter.PostAsync(new Uri("/api/feedback", UriKind.Relative), body, Cancel);
        Assert.Equal("""{"status":"counted"}""", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_gateways_commands_work_as_they_are_printed()
    {
        var blocks = Readme.Blocks("## Serve through the gateway");
        var (start, commands) = (Assert.Single(blocks[..1]), Assert.Single(blocks[1..]));
        var variable = start[..start.IndexOf('=', StringComparison.Ordinal)];
        Assert.Equal($"{variable}=sk-... ./dev run\n", start);
        await using var provider = await Provider.StartAsync();
        await using var server = await DashboardServer.StartNewAsync(Cancel, (variable, ProviderKey));

        var printed = await RunAsync(
            commands.Replace("https://api.openai.com/v1", provider.BaseUrl, StringComparison.Ordinal), server);

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

    /// <summary>Types the commands beside a running console, at its address and with its data.</summary>
    private static Task<string> RunAsync(string commands, DashboardServer server) => Shell.RunAsync(
        commands.Replace("http://127.0.0.1:5080", server.Url, StringComparison.Ordinal),
        ("DASHBOARD_DATA", server.DataFolder));

    private static HashSet<string> Commands(string text) =>
        [.. DevCommand().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\./dev ([a-z]+)")]
    private static partial Regex DevCommand();

    [GeneratedRegex("""\{"response_id": [^}]*\}""")]
    private static partial Regex Vote();
}
