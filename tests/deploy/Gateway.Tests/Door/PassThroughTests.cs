using System.Net;
using System.Text;
using Dashboard.Events;
using Dashboard.Pricing;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class PassThroughTests : IAsyncLifetime
{
    private static readonly byte[] _sound = [0xFF, 0xFB, 0x90, 0x00, 0x00, 0x0D, 0x0A, 0x2D, 0x2D];

    private FakeUpstream _upstream = null!;
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayServer.StartAsync();
        _gateway.Serve(_upstream);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/audio/transcriptions", "transcription")]
    [InlineData("/v1/audio/translations", "translation")]
    [InlineData("/v1/images/edits", "image_generation")]
    [InlineData("/v1/images/variations", "image_generation")]
    public async Task A_form_goes_on_with_another_model_and_every_other_byte_as_it_was(string path, string operation)
    {
        const string Answer = """{"text":"Hello","usage":{"type":"tokens","input_tokens":14,"output_tokens":45,"total_tokens":59}}""";
        _upstream.Answer = Reply.Json(200, Answer);
        using var form = Form("gus");
        var sent = await form.ReadAsStringAsync(Cancel);

        var response = await _gateway.Client.PostAsync(path, form, Cancel);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(Answer, await response.Content.ReadAsStringAsync(Cancel));
        var seen = Assert.Single(_upstream.Seen);
        Assert.Equal(path, seen.Path);
        Assert.Equal(form.Headers.ContentType!.ToString(), seen.Headers.ContentType);
        Assert.Equal(sent.Replace("\r\n\r\ngus\r\n", "\r\n\r\ngpt-4o-mini\r\n", StringComparison.Ordinal), seen.Body);
        Assert.Equal((operation, path, SpanStatus.Ok), (record.Operation, record.Path, record.Status));
        Assert.Equal((14L, 45L), (record.Tokens!.Value.Input, record.Tokens.Value.Output));
    }

    [Fact]
    public async Task A_failed_form_is_sent_again_whole()
    {
        _upstream.AnswerInTurn(Reply.Error(503), Reply.Json(200, """{"text":"Hello"}"""));
        using var form = Form("gus");

        var response = await _gateway.Client.PostAsync("/v1/audio/transcriptions", form, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(_upstream.Seen[0].Body, _upstream.Seen[1].Body);
        var record = await _gateway.Records.NextAsync();
        Assert.Null(record.Tokens);
        Assert.Equal(CostStatus.NoUsage, record.Cost.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngus")]
    [InlineData("--b\r\n\r\ngus\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngus\r\n--b\r\nContent-Disposition: form-data; name=model\r\n\r\ngus\r\n--b--")]
    [InlineData("{\"model\":\"gus\"}")]
    public async Task A_form_that_cannot_be_read_is_refused_and_nobody_is_called(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        var response = await _gateway.Client.PostAsync("/v1/audio/transcriptions", content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_upstream.Seen);
    }

    [Fact]
    public async Task Sound_is_passed_on_before_it_has_ended()
    {
        var told = new TaskCompletionSource();
        _upstream.Answer = async http =>
        {
            http.Response.ContentType = "audio/mpeg";
            await http.Response.Body.WriteAsync(_sound, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await told.Task;
            await http.Response.Body.WriteAsync(_sound, http.RequestAborted);
        };

        var response = await _gateway.PostAsync("/v1/audio/speech", """{"model":"gus","input":"Hello","voice":"alloy"}""");
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        var first = new byte[_sound.Length];
        await stream.ReadExactlyAsync(first, Cancel);
        told.SetResult();
        var rest = new byte[_sound.Length];
        await stream.ReadExactlyAsync(rest, Cancel);

        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancel));
        Assert.Equal(_sound, first);
        Assert.Equal(_sound, rest);
        Assert.Equal("audio/mpeg", response.Content.Headers.ContentType?.ToString());
        var record = await _gateway.Records.NextAsync();
        Assert.Equal(("speech", SpanStatus.Ok, 200), (record.Operation, record.Status, record.HttpStatus));
        Assert.Equal("\"Hello\"", record.Input);
        Assert.Null(record.Tokens);
        Assert.NotNull(record.TimeToFirstByteMicros);
    }

    [Fact]
    public async Task Sound_that_breaks_off_is_recorded_so_and_seen_by_the_client()
    {
        var told = new TaskCompletionSource();
        _upstream.Answer = async http =>
        {
            http.Response.ContentType = "audio/mpeg";
            http.Response.ContentLength = 1000;
            await http.Response.Body.WriteAsync(_sound, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await told.Task;
            http.Abort();
        };

        var response = await _gateway.PostAsync("/v1/audio/speech", """{"model":"gus","input":"Hello"}""");
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await stream.ReadExactlyAsync(new byte[_sound.Length], Cancel);
        told.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(async () => Assert.Equal(-1, await stream.ReadAsync(new byte[1], Cancel)));

        var record = await _gateway.Records.NextAsync();
        Assert.Equal((SpanStatus.Error, "broken"), (record.Status, record.ErrorType));
    }

    [Theory]
    [InlineData("text/plain", "Hello\n")]
    [InlineData("text/vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")]
    public async Task A_transcription_may_be_plain_text(string contentType, string text)
    {
        _upstream.Answer = async http =>
        {
            http.Response.ContentType = contentType;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted);
        };
        using var form = Form("gus");

        var response = await _gateway.Client.PostAsync("/v1/audio/transcriptions", form, Cancel);

        Assert.Equal(text, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(SpanStatus.Ok, (await _gateway.Records.NextAsync()).Status);
    }

    [Fact]
    public async Task An_image_has_the_usage_that_its_answer_reports()
    {
        _upstream.Answer = Reply.Json(
            200,
            """
            {"created":1,"data":[{"b64_json":"AAAA"}],"usage":{"total_tokens":100,"input_tokens":50,"output_tokens":50,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}}
            """);

        await _gateway.PostAsync("/v1/images/generations", """{"model":"gus","prompt":"A cat","n":2}""");

        var record = await _gateway.Records.NextAsync();
        Assert.Equal((50L, 50L), (record.Tokens!.Value.Input, record.Tokens.Value.Output));
        Assert.Equal("\"A cat\"", record.Input);
        Assert.Null(record.Output);
    }

    [Theory]
    [InlineData("""{"results":[],"usage":{"prompt_tokens":15,"total_tokens":15}}""", 15)]
    [InlineData("""{"id":"x","results":[],"meta":{"billed_units":{"search_units":1},"tokens":{"input_tokens":21,"output_tokens":0}}}""", 21)]
    public async Task A_ranking_has_the_usage_that_its_answer_reports(string answer, long tokens)
    {
        _upstream.Answer = Reply.Json(200, answer);

        var response = await _gateway.PostAsync("/v1/rerank", """{"model":"gus","query":"cats","documents":["a","b"]}""");

        Assert.Equal(answer, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("/v1/rerank", _upstream.Seen[0].Path);
        var record = await _gateway.Records.NextAsync();
        Assert.Equal(("rerank", tokens), (record.Operation, record.Tokens!.Value.Input));
    }

    [Fact]
    public async Task A_stream_of_a_transcription_ends_well_and_has_its_usage()
    {
        const string Events =
            "data: {\"type\":\"transcript.text.delta\",\"delta\":\"Hel\"}\n\n"
            + "data: {\"type\":\"transcript.text.done\",\"text\":\"Hello\",\"usage\":{\"input_tokens\":14,\"output_tokens\":2}}\n\n";
        _upstream.Answer = Reply.Stream(Events);
        using var form = Form("gus");
        form.Add(new StringContent("true"), "stream");

        var response = await _gateway.Client.PostAsync("/v1/audio/transcriptions", form, Cancel);

        Assert.Equal(Events, await response.Content.ReadAsStringAsync(Cancel));
        var record = await _gateway.Records.NextAsync();
        Assert.Equal((SpanStatus.Ok, true, 14L), (record.Status, record.Streamed, record.Tokens!.Value.Input));
        Assert.NotNull(record.TimeToFirstTokenMicros);
    }

    /// <summary>As the clients of JavaScript make it: the file stands before the model.</summary>
    private static MultipartFormDataContent Form(string model) => new("----boundary7")
    {
        { new StringContent("RIFF\r\n--not the end\r\n\r\ngas"), "file", "a.wav" },
        { new StringContent(model), "model" },
        { new StringContent("a hint"), "prompt" },
    };
}
