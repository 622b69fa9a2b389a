using System.Text.Json;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Recorded exports of real instrumentations, sent to the running console as their senders did.</summary>
public sealed class CapturesTests(TestConsole console) : IClassFixture<TestConsole>
{
    /// <summary>The exact bytes where the client compressed, else the body.</summary>
    private static readonly string[] Endings = [".pb.gz", ".json.gz", ".pb", ".json"];

    [Theory]
    [InlineData("otel-openai-proto", 8, 1, 218, 85)]
    [InlineData("otel-openai-json-gzip", 8, 1, 218, 85)]
    [InlineData("traceloop", 6, 0, 173, 94)]
    [InlineData("vercel-ai-json", 7, 1, 218, 85)]
    [InlineData("langfuse-otel", 9, 1, 252, 102)]
    public async Task A_recorded_session_counts_right_and_its_repetition_adds_nothing(
        string name, int calls, int errors, int input, int output)
    {
        var folder = SharedData.PathOrSkip($"data/otlp/captures/{name}");
        using var client = await console.NewProjectAsync("ingest", "read");

        await ReplayAsync(client, folder);
        var once = await client.TotalsAsync();
        await ReplayAsync(client, folder);

        Assert.Equal((calls, errors, input, output), (once.Calls, once.Errors, once.InputTokens, once.OutputTokens));
        Assert.Equal(once, await client.TotalsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_that_were_sent_as_log_records_are_found_whichever_export_comes_first(bool logsFirst)
    {
        var folder = SharedData.PathOrSkip("data/otlp/captures/otel-openai-proto");
        using var client = await console.NewProjectAsync("ingest", "read");

        await ReplayAsync(client, folder, logsFirst);
        await ReplayAsync(client, folder);

        const string Range = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";
        var call = Assert.Single(await client.CallsAsync($"{Range}&q=Say%20hello"));
        Assert.Equal("Say hello \u2014 \u00fcn\u00efcode \u2713", call.GetProperty("preview").GetString());
        var trace = await client.GetJsonAsync($"api/calls/{call.GetProperty("trace_id").GetString()}");
        var span = trace.GetProperty("spans").EnumerateArray().Single();
        Assert.Equal(
            ["system", "user"],
            span.GetProperty("input").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(
            "Hello! This is a deterministic reply from the fake upstream model used for tests.",
            span.GetProperty("output")[0].GetProperty("message").GetProperty("content").GetString());
    }

    private static async Task ReplayAsync(HttpClient client, string folder, bool backwards = false)
    {
        var files = Directory.GetFiles(folder, "*.meta.json").Order();
        foreach (var metaFile in backwards ? files.Reverse() : files)
        {
            var meta = JsonElement.Parse(await File.ReadAllBytesAsync(metaFile, TestContext.Current.CancellationToken));
            var path = meta.GetProperty("url").GetString()!.TrimStart('/');
            if (!path.EndsWith("v1/traces", StringComparison.Ordinal)
                && !path.EndsWith("v1/logs", StringComparison.Ordinal)
                && !path.EndsWith("v1/metrics", StringComparison.Ordinal))
            {
                continue;
            }

            var stem = metaFile[..^".meta.json".Length];
            var file = Endings.Select(end => stem + end).First(File.Exists);
            var headers = meta.GetProperty("headers");
            using var answer = await client.PostBytesAsync(
                path,
                await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken),
                headers.GetProperty("content-type").GetString()!,
                file.EndsWith(".gz", StringComparison.Ordinal) ? "gzip" : null);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
