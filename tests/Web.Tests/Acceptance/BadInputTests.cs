using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>What hostile or broken senders do to the running console: a clear answer, nothing lost, nothing twice, no harm.</summary>
public sealed class BadInputTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/x-protobuf", "\u0001\u0002\u0003 no protobuf")]
    [InlineData("application/json", "{\"resourceSpans\": [")]
    [InlineData("application/json", "[]")]
    public async Task A_body_that_cannot_be_read_is_a_400_in_its_own_encoding(string contentType, string body)
    {
        using var client = await console.NewProjectAsync("ingest", "read");

        using var answer = await client.PostBytesAsync("v1/traces", Encoding.UTF8.GetBytes(body), contentType);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(0, (await client.TotalsAsync()).Calls);
    }

    [Fact]
    public async Task Another_content_type_is_a_415_that_names_what_is_taken()
    {
        using var client = await console.NewProjectAsync("ingest");

        using var answer = await client.PostBytesAsync("v1/traces", "hello"u8.ToArray(), "text/plain");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("application/x-protobuf", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abcd", "00f067aa0ba902b7", null)]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa", null)]
    [InlineData("00000000000000000000000000000000", "00f067aa0ba902b7", null)]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "1970-01-01T00:00:01Z")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "2100-01-01T00:00:00Z")]
    public async Task A_bad_span_is_rejected_alone_and_the_good_one_is_kept(string traceId, string spanId, string? start)
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var bad = OtlpJson.Span(traceId, spanId, start is null ? null : DateTimeOffset.Parse(start, null));

        using var answer = await client.PostBytesAsync("v1/traces", OtlpJson.Export(bad, OtlpJson.Span()), "application/json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var partial = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Ct)).GetProperty("partialSuccess");
        Assert.Equal("1", partial.GetProperty("rejectedSpans").ToString());
        Assert.NotEmpty(partial.GetProperty("errorMessage").GetString()!);
        Assert.Equal(1, (await client.TotalsAsync()).Calls);
    }

    [Fact]
    public async Task A_span_with_ten_thousand_attributes_is_kept_whole()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var many = Enumerable.Range(0, 10_000).Select(i => ($"my.attribute.{i}", "value")).ToArray();
        var traceId = OtlpJson.NewTraceId();

        using var answer = await client.PostBytesAsync(
            "v1/traces", OtlpJson.Export(OtlpJson.Span(traceId, attributes: many)), "application/json");

        Assert.Equal("{}", await answer.Content.ReadAsStringAsync(Ct));
        var trace = await client.GetJsonAsync($"api/calls/{traceId}");
        Assert.Equal("value", trace.GetProperty("spans")[0].GetProperty("raw").GetProperty("attributes")
            .GetProperty("my.attribute.9999").GetString());
    }

    [Fact]
    public async Task Deep_nesting_is_refused_or_cut_and_harms_nothing()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var deep = string.Concat(Enumerable.Repeat("{\"arrayValue\":{\"values\":[", 5_000))
            + string.Concat(Enumerable.Repeat("]}}", 5_000));
        var export = Encoding.UTF8.GetString(OtlpJson.Export(OtlpJson.Span(attributes: [("deep", "HERE")])))
            .Replace("{\"stringValue\":\"HERE\"}", deep, StringComparison.Ordinal);

        using var answer = await client.PostBytesAsync("v1/traces", Encoding.UTF8.GetBytes(export), "application/json");

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest);
        await AssertUnharmedAsync(client);
    }

    [Fact]
    public async Task Invalid_UTF8_and_NUL_do_not_stop_the_other_spans()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var good = OtlpJson.Span(attributes: [("text", "a\u0000b")]);
        var export = OtlpJson.Export(good, OtlpJson.Span(attributes: [("text", "BROKEN")]));
        var at = export.AsSpan().IndexOf("BROKEN"u8);
        export[at] = 0xFF;

        using var answer = await client.PostBytesAsync("v1/traces", export, "application/json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, (await client.TotalsAsync()).Calls);
    }

    [Fact]
    public async Task A_span_that_the_database_refuses_is_rejected_alone_and_its_sender_need_not_come_again()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        await console.Database.ExecuteAsync(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF NEW.input = 'refused' THEN RAISE 'a bad value' USING ERRCODE = '22003'; END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON payloads FOR EACH ROW EXECUTE FUNCTION refuse();
            """);

        using var answer = await client.PostBytesAsync(
            "v1/traces",
            OtlpJson.Export(
                OtlpJson.Span(), OtlpJson.Span(attributes: [("gen_ai.input.messages", "refused")]), OtlpJson.Span()),
            "application/json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var partial = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Ct)).GetProperty("partialSuccess");
        Assert.Equal("1", partial.GetProperty("rejectedSpans").ToString());
        Assert.Contains("22003", partial.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await client.TotalsAsync()).Calls);
    }

    [Fact]
    public async Task Sixty_five_mebibytes_are_too_many()
    {
        using var client = await console.NewProjectAsync("ingest", "read");

        using var answer = await client.PostBytesAsync("v1/traces", new byte[65 << 20], "application/x-protobuf");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await AssertUnharmedAsync(client);
    }

    [Fact]
    public async Task A_gzip_bomb_is_cut_off_while_it_inflates()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 200; i++)
            {
                await gzip.WriteAsync(zeros, Ct);
            }
        }

        using var answer = await client.PostBytesAsync("v1/traces", bomb.ToArray(), "application/x-protobuf", "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await AssertUnharmedAsync(client);
    }

    [Fact]
    public async Task Without_a_key_or_with_the_wrong_one_nothing_is_taken()
    {
        using var nobody = console.Client(key: null);
        using var reader = await console.NewProjectAsync("read");
        var export = OtlpJson.Export(OtlpJson.Span());

        using var without = await nobody.PostBytesAsync("v1/traces", export, "application/json");
        using var wrong = await reader.PostBytesAsync("v1/traces", export, "application/json");

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Contains("ingest", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, (await reader.TotalsAsync()).Calls);
    }

    [Theory]
    [InlineData("api/metrics?step=week", "step")]
    [InlineData("api/metrics?by=colour", "by")]
    [InlineData("api/metrics?from=yesterday", "from")]
    [InlineData("api/metrics?tz=Mars/Olympus", "tz")]
    [InlineData("api/metrics?from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z", "from")]
    [InlineData("api/metrics?from=2000-01-01T00:00:00Z&step=minute", "buckets")]
    [InlineData("api/calls?status=fine", "status")]
    [InlineData("api/calls?feedback=bad", "down")]
    [InlineData("api/calls?hallucination=maybe", "flagged")]
    [InlineData("api/calls?score=relevance", ">=")]
    [InlineData("api/calls?limit=0", "limit")]
    [InlineData("api/calls?min_latency_ms=slow", "min_latency_ms")]
    [InlineData("api/calls?cursor=next", "cursor")]
    [InlineData("api/calls/123", "trace id")]
    [InlineData("api/live?range=2h", "range")]
    public async Task A_question_that_makes_no_sense_is_a_400_that_says_what_to_change(string path, string word)
    {
        using var client = await console.NewProjectAsync("read");

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var detail = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Ct)).GetProperty("detail").GetString();
        Assert.Contains(word, detail, StringComparison.Ordinal);
    }

    private static async Task AssertUnharmedAsync(HttpClient client)
    {
        using var answer = await client.PostBytesAsync("v1/traces", OtlpJson.Export(OtlpJson.Span()), "application/json");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange((await client.TotalsAsync()).Calls, 1, 2);
    }
}
