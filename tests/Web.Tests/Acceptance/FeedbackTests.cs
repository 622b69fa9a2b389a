using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary><c>POST /api/feedback</c> and what it changes, through the whole console.</summary>
public sealed class FeedbackTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_vote_is_in_the_metrics_with_its_interval_and_coverage()
    {
        using var client = await console.NewProjectAsync("ingest", "feedback", "read");
        var trace = OtlpJson.NewTraceId();
        using var sent = await client.PostBytesAsync(
            "v1/traces",
            OtlpJson.Export(
                OtlpJson.Span(trace, attributes: [("gen_ai.response.id", "chatcmpl-77")]), OtlpJson.Span()),
            "application/json");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        Assert.Equal("counted", await VoteAsync(client, new { response_id = "chatcmpl-77", name = "thumbs", value = -1 }));
        Assert.Equal("counted", await VoteAsync(
            client, new { trace_id = trace, name = "hallucination", value = 1, annotator_kind = "llm" }));

        var point = await PointAsync(client);
        var feedback = point.GetProperty("feedback");
        Assert.Equal((0, 1, 1), (Int(feedback, "up"), Int(feedback, "down"), Int(feedback, "n")));
        Assert.Equal(1.0, feedback.GetProperty("down_rate").GetDouble());
        Assert.Equal(0.5, feedback.GetProperty("coverage").GetDouble());
        Assert.Equal([0.2065, 1], feedback.GetProperty("ci95").EnumerateArray().Select(x => Math.Round(x.GetDouble(), 4)));
        var hallucination = point.GetProperty("hallucination");
        Assert.Equal((1, 1), (Int(hallucination, "evaluated"), Int(hallucination, "flagged")));
        Assert.Equal(JsonValueKind.Null, hallucination.GetProperty("calibrated").ValueKind);
    }

    [Fact]
    public async Task The_metrics_lead_to_the_calls_that_were_voted_down_or_flagged()
    {
        using var client = await console.NewProjectAsync("ingest", "feedback", "read");
        var (trace, other) = (OtlpJson.NewTraceId(), OtlpJson.NewTraceId());
        using var sent = await client.PostBytesAsync(
            "v1/traces", OtlpJson.Export(OtlpJson.Span(trace), OtlpJson.Span(other)), "application/json");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        await VoteAsync(client, new { trace_id = trace, name = "thumbs", value = -1 });
        await VoteAsync(client, new { trace_id = other, name = "hallucination", value = 1, annotator_kind = "llm" });
        await VoteAsync(client, new { trace_id = other, name = "relevance", value = 0.25, annotator_kind = "llm" });

        var links = (await client.GetJsonAsync("api/metrics?step=all")).GetProperty("links");
        var down = await SingleCallAsync(client, links.GetProperty("thumbs_down").GetString()!);
        Assert.Equal(trace, down.GetProperty("trace_id").GetString());
        Assert.Equal((0, 1), (Int(down.GetProperty("feedback"), "up"), Int(down.GetProperty("feedback"), "down")));
        Assert.Equal(JsonValueKind.Null, down.GetProperty("hallucination").ValueKind);
        var flagged = await SingleCallAsync(client, links.GetProperty("hallucination").GetString()!);
        Assert.Equal((other, "flagged"), (flagged.GetProperty("trace_id").GetString(), flagged.GetProperty("hallucination").GetString()));
        await SingleCallAsync(client, "/api/calls?score=relevance%3C%3D0.25");
        await SingleCallAsync(client, "/api/calls?feedback=none");

        using var export = await client.GetAsync(
            new Uri("api/calls/export?format=csv&feedback=down", UriKind.Relative), Ct);
        var lines = (await export.Content.ReadAsStringAsync(Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("feedback_up,feedback_down,hallucination", lines[0], StringComparison.Ordinal);
        Assert.Contains(trace, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_votes_there_is_no_rate()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        using var sent = await client.PostBytesAsync("v1/traces", OtlpJson.Export(OtlpJson.Span()), "application/json");

        var point = await PointAsync(client);
        Assert.Equal(JsonValueKind.Null, point.GetProperty("feedback").ValueKind);
        Assert.Equal(JsonValueKind.Null, point.GetProperty("hallucination").ValueKind);
    }

    [Fact]
    public async Task A_vote_that_comes_before_its_call_waits_for_it_and_appears_on_live_pages()
    {
        using var client = await console.NewProjectAsync("ingest", "feedback", "read");
        var trace = OtlpJson.NewTraceId();
        Assert.Equal("pending", await VoteAsync(client, new { trace_id = trace, name = "thumbs", value = 1, id = "v1" }));
        Assert.Equal("duplicate", await VoteAsync(client, new { trace_id = trace, name = "thumbs", value = 1, id = "v1" }));
        using var live = await client.GetAsync(
            new Uri("api/live?range=1h", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        using var lines = new StreamReader(await live.Content.ReadAsStreamAsync(Ct));

        using var sent = await client.PostBytesAsync("v1/traces", OtlpJson.Export(OtlpJson.Span(trace)), "application/json");

        while (await lines.ReadLineAsync(Ct) is { } line)
        {
            if (line.Contains("\"up\":1", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("The stream ended without the vote.");
    }

    [Fact]
    public async Task A_browser_of_another_site_may_vote_with_a_published_key_and_nothing_else()
    {
        using var client = await console.NewProjectAsync("feedback");
        client.DefaultRequestHeaders.Add("Origin", "https://shop.example");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "api/feedback");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var allowed = await client.SendAsync(preflight, Ct);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("*", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());

        using var vote = await client.PostAsJsonAsync(
            "api/feedback", new { request_id = "req-1", name = "thumbs", value = 1 }, Ct);
        Assert.Equal("*", vote.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(HttpStatusCode.OK, vote.StatusCode);

        using var metrics = await client.GetAsync(new Uri("api/metrics", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, metrics.StatusCode);
        Assert.False(metrics.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_refusal_can_be_read_by_the_page_that_caused_it()
    {
        using var stranger = console.Client(null);
        stranger.DefaultRequestHeaders.Add("Origin", "https://shop.example");
        using var refused = await stranger.PostAsJsonAsync(
            "api/feedback", new { request_id = "req-1", name = "thumbs", value = 1 }, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("*", refused.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task A_published_key_has_an_allowance_and_is_told_when_to_come_again()
    {
        using var client = await console.NewProjectAsync("feedback");
        HttpStatusCode last;
        var tries = 0;
        do
        {
            using var answer = await client.PostAsJsonAsync(
                "api/feedback", new { request_id = "req-1", name = "thumbs", value = 1 }, Ct);
            last = answer.StatusCode;
            Assert.True(last == HttpStatusCode.OK || answer.Headers.RetryAfter is not null);
        }
        while (last == HttpStatusCode.OK && ++tries < 2000);

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task What_is_wrong_with_a_vote_is_said()
    {
        using var client = await console.NewProjectAsync("feedback");
        using var answer = await client.PostAsJsonAsync("api/feedback", new { name = "thumbs", value = 1 }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("urn:dashboard:bad-feedback", problem.GetProperty("type").GetString());
        Assert.Contains("response_id", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string?> VoteAsync(HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("api/feedback", body, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("status").GetString();
    }

    private static async Task<JsonElement> PointAsync(HttpClient client) =>
        (await client.GetJsonAsync("api/metrics?step=all")).GetProperty("series").EnumerateArray().Single()
            .GetProperty("points").EnumerateArray().Single();

    private static async Task<JsonElement> SingleCallAsync(HttpClient client, string address) =>
        Assert.Single(await client.CallsAsync(address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..]));

    private static int Int(JsonElement body, string name) => body.GetProperty(name).GetInt32();
}
