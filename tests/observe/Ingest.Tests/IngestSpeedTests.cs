using Dashboard.Events;
using Dashboard.Ingest.Tests.Wire;
using Dashboard.Ingest.Wire;
using Xunit;

namespace Dashboard.Ingest.Tests;

/// <summary>
/// Prints how many spans become records in a second of processor time, garbage collection included; run it alone and in
/// Release. Not asserted: the machine is not ours alone.
/// </summary>
public sealed class IngestSpeedTests(ITestOutputHelper output)
{
    private const int Spans = 512;
    private const int Rounds = 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Spans_with_a_kilobyte_of_messages_per_second_and_core(bool json)
    {
        var encoding = json ? OtlpEncoding.Json : OtlpEncoding.Protobuf;
        var body = Encoded.Spans(encoding, [.. Enumerable.Range(0, Spans).Select(_ => Chat())]);
        var records = 0;
        TimeSpan spent = default;
        for (var round = 0; round < Rounds * 2; round++)
        {
            var began = Environment.CpuUsage.TotalTime;
            records = TraceExport.Read(body, encoding, ProjectId.First, Captures.Now, Sent.NoPrices).Records.Count;
            spent += round < Rounds ? default : Environment.CpuUsage.TotalTime - began;
        }

        Assert.Equal(Spans, records);
        output.WriteLine(
            $"{encoding}: {Spans * Rounds / spent.TotalSeconds:N0} spans per CPU second, "
            + $"{(double)body.Length * Rounds / spent.TotalSeconds / 1e6:N0} MB/s, "
            + $"{body.Length / Spans:N0} bytes a span");
    }

    private static OtlpSpan Chat() => Sent.Span(
        ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"),
        ("gen_ai.response.model", "gpt-4o-mini-2024-07-18"), ("gen_ai.response.id", "chatcmpl-1234567890"),
        ("gen_ai.request.max_tokens", 128), ("gen_ai.request.temperature", 0.2), ("gen_ai.request.top_p", 0.9),
        ("gen_ai.response.finish_reasons", new object?[] { "stop" }), ("server.address", "api.openai.com"),
        ("server.port", 443),
        ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17),
        ("gen_ai.usage.cache_read.input_tokens", 16), ("gen_ai.response.time_to_first_chunk", 0.25),
        ("session.id", "session-42"), ("user.id", "user-42"),
        ("gen_ai.input.messages",
        $$"""[{"role":"user","parts":[{"type":"text","content":"{{new string('a', 500)}}"}]}]"""),
        ("gen_ai.output.messages",
        $$"""[{"role":"assistant","parts":[{"type":"text","content":"{{new string('b', 500)}}"}]}]"""));
}
