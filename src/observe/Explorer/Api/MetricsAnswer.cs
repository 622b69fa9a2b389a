using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text.Json;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Reading;
using Dashboard.Texts;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Explorer.Api;

/// <summary>
/// Writes what <see cref="MetricsBody"/> describes, byte for byte, without building one: a day of minutes by route is
/// fourteen thousand points and seven megabytes.
/// </summary>
internal sealed class MetricsAnswer(MetricsResult result, MetricsQuery query) : IResult
{
    private const int PointsPerFlush = 64;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return WriteAsync(httpContext.Response.BodyWriter, httpContext.RequestAborted);
    }

    /// <summary>Writes and flushes as it goes, so that the reader need not wait for the end.</summary>
    public async Task WriteAsync(PipeWriter pipe, CancellationToken ct)
    {
        // What is written is well-formed by construction, and checked by a test.
        await using var json = new Utf8JsonWriter(pipe, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("from", Rfc3339.Of(result.From));
        json.WriteString("to", Rfc3339.Of(result.To));
        json.WriteString("step", result.Step.ToString().ToLowerInvariant());
        json.WriteStartArray("series");
        foreach (var series in result.Series)
        {
            await WriteAsync(json, pipe, series, ct);
        }

        json.WriteEndArray();
        if (result.AgentOnlyTokens is { } tokens)
        {
            json.WriteNumber("agent_only_tokens", tokens);
        }

        json.WritePropertyName("links");
        JsonSerializer.Serialize(json, MetricsBody.LinksBody.Of(result, query), ApiJson.Options);
        json.WriteEndObject();
        await json.FlushAsync(ct);
        await pipe.FlushAsync(ct);
    }

    private static async Task WriteAsync(Utf8JsonWriter json, PipeWriter pipe, MetricsSeries series, CancellationToken ct)
    {
        json.WriteStartObject();
        json.WriteStartObject("by");
        foreach (var (dimension, value) in series.By)
        {
            json.WriteString(dimension.ToString().ToLowerInvariant(), value);
        }

        json.WriteEndObject();
        json.WriteStartArray("points");
        for (var i = 0; i < series.Points.Count; i++)
        {
            Write(json, series.Points[i]);
            if (i % PointsPerFlush == PointsPerFlush - 1)
            {
                await json.FlushAsync(ct);
                await pipe.FlushAsync(ct);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MetricsPoint point)
    {
        json.WriteStartObject();
        json.WriteString(Names.T, Rfc3339.Of(point.Start));
        json.WriteNumber(Names.Calls, point.Calls);
        json.WriteNumber(Names.Errors, point.Errors);
        json.WriteNumber(Names.InputTokens, point.InputTokens);
        json.WriteNumber(Names.OutputTokens, point.OutputTokens);
        json.WriteNumber(Names.CachedTokens, point.CachedTokens);
        json.WriteString(Names.CostUsd, point.Cost?.ToString());
        json.WriteNumber(Names.UnpricedCalls, point.UnpricedCalls);
        Write(json, Names.LatencyMs, point.Latency);
        Write(json, Names.TtftMs, point.TimeToFirstToken);
        json.WriteNumber(Names.ClientAborts, point.ClientAborts);
        json.WriteNumber(Names.CacheWriteTokens, point.CacheWriteTokens);
        json.WriteNumber(Names.ReasoningTokens, point.ReasoningTokens);
        Write(json, Names.Feedback, FeedbackRates.Of(point.Scores, point.Calls));
        Write(json, Names.Hallucination, HallucinationRates.Of(point.Scores));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, LatencySummary? latency)
    {
        if (latency is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        Write(json, Names.P50, latency.P50Ms);
        Write(json, Names.P90, latency.P90Ms);
        Write(json, Names.P95, latency.P95Ms);
        Write(json, Names.P99, latency.P99Ms);
        Write(json, Names.Max, latency.MaxMs);
        Write(json, Names.Mean, latency.MeanMs);
        Write(json, Names.Min, latency.MinMs);
        json.WriteNumber(Names.N, latency.Count);
        json.WriteEndObject();
    }

    /// <summary>Milliseconds to the microsecond. The shortest text of such a number is its decimals without zeros at the end.</summary>
    private static void Write(Utf8JsonWriter json, JsonEncodedText name, double milliseconds)
    {
        var micros = Math.Round(milliseconds * 1000);
        if (micros is not (>= 0 and < 1e15))
        {
            json.WriteNumber(name, Math.Round(milliseconds, 3));
            return;
        }

        var (whole, fraction) = Math.DivRem((long)micros, 1000);
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(whole, text, out var length);
        if (fraction > 0)
        {
            text[length++] = (byte)'.';
            for (var power = 100; fraction > 0; power /= 10)
            {
                text[length++] = (byte)('0' + (fraction / power));
                fraction %= power;
            }
        }

        json.WritePropertyName(name);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static void Write<T>(Utf8JsonWriter json, JsonEncodedText name, T? rates)
        where T : class
    {
        if (rates is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, rates, ApiJson.Options);
    }

    /// <summary>The names of a point's numbers, encoded once.</summary>
    private static class Names
    {
        public static readonly JsonEncodedText T = JsonEncodedText.Encode("t");
        public static readonly JsonEncodedText Calls = JsonEncodedText.Encode("calls");
        public static readonly JsonEncodedText Errors = JsonEncodedText.Encode("errors");
        public static readonly JsonEncodedText InputTokens = JsonEncodedText.Encode("input_tokens");
        public static readonly JsonEncodedText OutputTokens = JsonEncodedText.Encode("output_tokens");
        public static readonly JsonEncodedText CachedTokens = JsonEncodedText.Encode("cached_tokens");
        public static readonly JsonEncodedText CostUsd = JsonEncodedText.Encode("cost_usd");
        public static readonly JsonEncodedText UnpricedCalls = JsonEncodedText.Encode("unpriced_calls");
        public static readonly JsonEncodedText LatencyMs = JsonEncodedText.Encode("latency_ms");
        public static readonly JsonEncodedText TtftMs = JsonEncodedText.Encode("ttft_ms");
        public static readonly JsonEncodedText ClientAborts = JsonEncodedText.Encode("client_aborts");
        public static readonly JsonEncodedText CacheWriteTokens = JsonEncodedText.Encode("cache_write_tokens");
        public static readonly JsonEncodedText ReasoningTokens = JsonEncodedText.Encode("reasoning_tokens");
        public static readonly JsonEncodedText Feedback = JsonEncodedText.Encode("feedback");
        public static readonly JsonEncodedText Hallucination = JsonEncodedText.Encode("hallucination");
        public static readonly JsonEncodedText P50 = JsonEncodedText.Encode("p50");
        public static readonly JsonEncodedText P90 = JsonEncodedText.Encode("p90");
        public static readonly JsonEncodedText P95 = JsonEncodedText.Encode("p95");
        public static readonly JsonEncodedText P99 = JsonEncodedText.Encode("p99");
        public static readonly JsonEncodedText Max = JsonEncodedText.Encode("max");
        public static readonly JsonEncodedText Mean = JsonEncodedText.Encode("mean");
        public static readonly JsonEncodedText Min = JsonEncodedText.Encode("min");
        public static readonly JsonEncodedText N = JsonEncodedText.Encode("n");
    }
}
