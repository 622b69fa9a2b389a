using Dashboard.Events;
using Dashboard.Telemetry;

namespace Dashboard.Ingest.Tests.Dialects;

/// <summary>The cells of the table of names whose values are numbers, and the names of things; see also its other half.</summary>
internal static partial class MappingTable
{
    public static IEnumerable<MappingCell> Numbers() =>
    [
        .. Row("input tokens", call => call.Tokens?.Input, 42L, 42,
            ("OTel", "gen_ai.usage.input_tokens"), ("OTel", "gen_ai.usage.prompt_tokens"),
            ("OI", "llm.token_count.prompt"), ("TL", "gen_ai.usage.prompt_tokens"),
            ("V6", "gen_ai.usage.input_tokens"), ("V6", "ai.usage.inputTokens"), ("V6", "ai.usage.promptTokens"),
            ("V6", "ai.usage.tokens"), ("LL", "gen_ai.usage.input_tokens")),
        .. Row("output tokens", call => call.Tokens?.Output, 17L, 17,
            ("OTel", "gen_ai.usage.output_tokens"), ("OTel", "gen_ai.usage.completion_tokens"),
            ("OI", "llm.token_count.completion"), ("TL", "gen_ai.usage.completion_tokens"),
            ("V6", "ai.usage.outputTokens"), ("V6", "ai.usage.completionTokens"),
            ("LL", "gen_ai.usage.output_tokens")),
        .. Detail("cached", call => call.Tokens?.CacheRead, "gen_ai.usage.input_tokens",
            ("OTel", "gen_ai.usage.cache_read.input_tokens"), ("OTel", "gen_ai.usage.cache_read_input_tokens"),
            ("OTel", "gen_ai.usage.details.cache_read_tokens"), ("MEAI", "gen_ai.usage.cache_read.input_tokens"),
            ("TL", "gen_ai.usage.cache_read_input_tokens"), ("V6", "ai.usage.cachedInputTokens"),
            ("V6", "ai.usage.inputTokenDetails.cacheReadTokens"), ("LL", "gen_ai.usage.cache_read.input_tokens")),
        .. Detail("cached", call => call.Tokens?.CacheRead, "llm.token_count.prompt",
            ("OI", "llm.token_count.prompt_details.cache_read")),
        .. Detail("cache write", call => call.Tokens?.CacheWrite, "gen_ai.usage.input_tokens",
            ("OTel", "gen_ai.usage.cache_write.input_tokens"), ("OTel", "gen_ai.usage.cache_creation.input_tokens"),
            ("TL", "gen_ai.usage.cache_creation_input_tokens")),
        .. Detail("cache write", call => call.Tokens?.CacheWrite, "llm.token_count.prompt",
            ("OI", "llm.token_count.prompt_details.cache_write")),
        .. Detail("reasoning", call => call.Tokens?.Reasoning, "gen_ai.usage.output_tokens",
            ("OTel", "gen_ai.usage.reasoning.output_tokens"), ("OpenLIT", "gen_ai.usage.reasoning_tokens"),
            ("TL", "gen_ai.usage.reasoning_tokens"), ("V6", "ai.usage.reasoningTokens")),
        .. Detail("reasoning", call => call.Tokens?.Reasoning, "llm.token_count.completion",
            ("OI", "llm.token_count.completion_details.reasoning")),
        .. Detail("audio in", call => call.Tokens?.AudioInput, "gen_ai.usage.input_tokens",
            ("OTel", "gen_ai.usage.audio.input_tokens"), ("MEAI", "gen_ai.usage.input_audio_tokens")),
        .. Detail("audio out", call => call.Tokens?.AudioOutput, "gen_ai.usage.output_tokens",
            ("OTel", "gen_ai.usage.audio.output_tokens"), ("MEAI", "gen_ai.usage.output_audio_tokens")),
        .. Langfuse("cached", call => call.Tokens?.CacheRead,
            "input_cached_tokens", "input_cache_read", "cache_read_input_tokens"),
        .. Langfuse("cache write", call => call.Tokens?.CacheWrite, "input_cache_creation", "input_cache_creation_5m"),
        .. Langfuse("cache write 1h", call => call.Tokens?.CacheWrite1h, "input_cache_creation_1h"),
        .. Langfuse("reasoning", call => call.Tokens?.Reasoning, "output_reasoning_tokens"),
        .. Langfuse("input tokens", call => call.Tokens?.Input - 42, "input_audio_tokens"),
        .. Row("cost", call => call.ReportedCost, new Nanodollars(15_300), 0.0000153,
            ("OTel", "gen_ai.usage.cost"), ("OpenLIT", "gen_ai.usage.cost"), ("OI", "llm.cost.total"),
            ("OI", "llm.cost.prompt"), ("OI", "llm.cost.completion"), ("LL", "gen_ai.cost.total_cost"),
            ("LL", "litellm.cost.total")),
        .. Row("cost", call => call.ReportedCost, new Nanodollars(15_300), """{"total":0.0000153}""",
            ("LF", "langfuse.observation.cost_details")),
        .. Row("cost", call => call.ReportedCost, new Nanodollars(15_300), """{"response_cost":0.0000153}""",
            ("LL", "hidden_params")),
        .. Row("TTFT", call => call.TimeToFirstTokenMicros, 250_000L, 0.25,
            ("OTel", "gen_ai.response.time_to_first_chunk"), ("OTel", "gen_ai.client.operation.time_to_first_chunk"),
            ("OTel", "gen_ai.client.inference.time_to_first_chunk"), ("OpenLIT", "gen_ai.server.time_to_first_token"),
            ("OpenLIT", "gen_ai.server.ttft")),
        .. Row("TTFT", call => call.TimeToFirstTokenMicros, 250_000L, 250.0,
            ("V6", "ai.response.msToFirstChunk"), ("V6", "ai.stream.msToFirstChunk")),
        .. Row("TTFT", call => call.TimeToFirstTokenMicros, 250_000L, "\"2026-11-22T05:02:24.504Z\"",
            ("LF", "langfuse.observation.completion_start_time")),
    ];

    /// <summary>One value, said in different words.</summary>
    private static IEnumerable<MappingCell> Row(
        string row, Func<CallFacts, object?> read, object? expected, object sent,
        params (string Dialect, string Key)[] words) =>
        words.Select(word => new MappingCell(
            row, word.Dialect, [(word.Key, sent)], record => read(record.Call!), expected));

    /// <summary>Five tokens of the forty-two.</summary>
    private static IEnumerable<MappingCell> Detail(
        string row, Func<CallFacts, object?> read, string whole, params (string Dialect, string Key)[] words) =>
        words.Select(word => new MappingCell(
            row, word.Dialect, [(whole, 42), (word.Key, 5)], record => read(record.Call!), 5L));

    private static IEnumerable<MappingCell> Langfuse(
        string row, Func<CallFacts, object?> read, params string[] buckets) =>
        buckets.Select(bucket => new MappingCell(
            $"{row} as {bucket}", "LF",
            [("langfuse.observation.usage_details", $$"""{"input":42,"output":17,"{{bucket}}":5,"total":64}""")],
            record => read(record.Call!), 5L));
}
