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

    private static async Task ReplayAsync(HttpClient client, string folder)
    {
        foreach (var metaFile in Directory.GetFiles(folder, "*.meta.json").Order())
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
