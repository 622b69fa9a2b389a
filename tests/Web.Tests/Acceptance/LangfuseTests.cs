using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Clients of Langfuse, and evaluations within OpenTelemetry, against the whole console.</summary>
public sealed class LangfuseTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recorded_scores_of_the_newest_client_join_their_recorded_trace()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var folder = SharedData.PathOrSkip("data/otlp/captures/langfuse-otel");
        var scores = await File.ReadAllBytesAsync(Path.Combine(folder, "02-POST-api_public_ingestion.json"), Ct);
        var spans = await File.ReadAllBytesAsync(Path.Combine(folder, "01-POST-api_public_otel_v1_traces.json"), Ct);

        for (var retry = 0; retry < 2; retry++)
        {
            using var answer = await client.PostBytesAsync("api/public/ingestion", scores, "application/json");
            Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.Equal(3, body.GetProperty("successes").GetArrayLength());
            Assert.Equal(201, body.GetProperty("successes")[0].GetProperty("status").GetInt32());
            Assert.Equal(0, body.GetProperty("errors").GetArrayLength());
        }

        using var sent = await client.PostBytesAsync("api/public/otel/v1/traces", spans, "application/json");
        Assert.True(sent.IsSuccessStatusCode);

        var point = await EventuallyAsync(client, point => point.GetProperty("feedback").ValueKind == JsonValueKind.Object);
        Assert.Equal(1, point.GetProperty("feedback").GetProperty("up").GetInt32());
        Assert.Equal(0, point.GetProperty("feedback").GetProperty("down").GetInt32());
    }

    [Fact]
    public async Task A_generation_of_the_older_client_is_a_call_and_its_correction_reaches_the_sums()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var key = client.DefaultRequestHeaders.GetValues("x-api-key").Single();
        client.DefaultRequestHeaders.Remove("x-api-key");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"pk-lf-anything:{key}")));
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-2);
        await IngestAsync(client, "generation-create", new
        {
            id = "gen-1",
            traceId = "trace of ours",
            name = "answer",
            startTime = start,
            endTime = start.AddSeconds(2),
            model = "gpt-4o-mini",
            usage = new { promptTokens = 42, completionTokens = 17, totalTokens = 59 },
        });
        client.DefaultRequestHeaders.Authorization = null;
        client.DefaultRequestHeaders.Add("x-api-key", key);
        await EventuallyAsync(client, point => point.GetProperty("input_tokens").GetInt64() == 42);

        await IngestAsync(client, "generation-update", new { id = "gen-1", usageDetails = new { input = 50, output = 20, total = 70 } });

        var point = await EventuallyAsync(client, point => point.GetProperty("input_tokens").GetInt64() == 50);
        Assert.Equal((1, 20), (point.GetProperty("calls").GetInt32(), point.GetProperty("output_tokens").GetInt32()));
    }

    [Fact]
    public async Task A_single_score_is_taken_and_a_wrong_one_is_told_what_it_lacks()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        using var taken = await client.PostAsJsonAsync(
            "api/public/scores", new { id = "s-1", traceId = "t", name = "rating", value = 0.5 }, Ct);
        Assert.Equal("s-1", (await taken.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString());

        using var refused = await client.PostAsJsonAsync("api/public/scores", new { traceId = "t", value = 0.5 }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var noBatch = await client.PostAsJsonAsync("api/public/ingestion", new { events = 1 }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, noBatch.StatusCode);
    }

    [Fact]
    public async Task An_evaluation_event_is_in_the_hallucination_rate_and_in_its_trace()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var (trace, span) = (OtlpJson.NewTraceId(), OtlpJson.NewTraceId()[..16]);
        var log = JsonSerializer.SerializeToUtf8Bytes(new
        {
            resourceLogs = new[] { new { scopeLogs = new[] { new { logRecords = new[] { new
            {
                traceId = trace,
                spanId = span,
                eventName = "gen_ai.evaluation.result",
                attributes = new[]
                {
                    new { key = "gen_ai.evaluation.name", value = new { stringValue = "hallucination" } },
                    new { key = "gen_ai.evaluation.score.label", value = new { stringValue = "hallucinated" } },
                },
            } } } } } },
        });
        using var judged = await client.PostBytesAsync("v1/logs", log, "application/json");
        Assert.True(judged.IsSuccessStatusCode);
        using var sent = await client.PostBytesAsync(
            "v1/traces", OtlpJson.Export(OtlpJson.Span(trace, span)), "application/json");
        Assert.True(sent.IsSuccessStatusCode);

        var point = await EventuallyAsync(
            client, point => point.GetProperty("hallucination").ValueKind == JsonValueKind.Object);
        Assert.Equal(1, point.GetProperty("hallucination").GetProperty("flagged").GetInt32());
        var detail = await client.GetJsonAsync($"api/calls/{trace}");
        Assert.Contains("\"hallucinated\"", detail.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task IngestAsync(HttpClient client, string type, object body)
    {
        using var answer = await client.PostAsJsonAsync(
            "api/public/ingestion",
            new { batch = new[] { new { id = Guid.NewGuid(), type, timestamp = TimeProvider.System.GetUtcNow(), body } } },
            Ct);
        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        var taken = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.True(taken.GetProperty("errors").GetArrayLength() == 0, taken.GetRawText());
    }

    /// <summary>Reads the only point of a project again and again until it is as wished; the test's time limit ends it.</summary>
    private static async Task<JsonElement> EventuallyAsync(HttpClient client, Func<JsonElement, bool> wished)
    {
        while (true)
        {
            Ct.ThrowIfCancellationRequested();
            var series = (await client.GetJsonAsync("api/metrics?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&step=all"))
                .GetProperty("series");
            foreach (var point in series.EnumerateArray().SelectMany(one => one.GetProperty("points").EnumerateArray()))
            {
                if (wished(point))
                {
                    return point;
                }
            }
        }
    }
}
