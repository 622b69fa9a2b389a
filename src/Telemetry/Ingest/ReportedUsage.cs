using Dashboard.Events;

namespace Dashboard.Telemetry.Ingest;

/// <summary>
/// Token counts as a dialect reports them, overlaps and all. OpenTelemetry's input and output include what the other
/// counts single out; Anthropic's own input does not include the cache. Null is not reported.
/// </summary>
public sealed record ReportedUsage
{
    public long? Input { get; init; }

    public long? Output { get; init; }

    /// <summary>Input and output together, where the sender adds them up.</summary>
    public long? Total { get; init; }

    public long? CacheRead { get; init; }

    public long? CacheWrite { get; init; }

    public long? CacheWrite1h { get; init; }

    public long? Reasoning { get; init; }

    public long? AudioInput { get; init; }

    public long? AudioOutput { get; init; }

    public long? ImageInput { get; init; }

    public long? ImageOutput { get; init; }

    /// <summary>Images by the piece: they are no tokens, and in no total.</summary>
    public long? InputImages { get; init; }

    public long? OutputImages { get; init; }

    /// <summary>
    /// Splits the counts into buckets that share no token. Cache tokens beyond the input show that the input excludes
    /// them, as Anthropic reports it; from another provider that, or more reasoning than output, is a contradiction and
    /// said so.
    /// </summary>
    public TokenUsage Split(string? provider)
    {
        if (Input is null && Output is null && CacheRead is null && CacheWrite is null
            && InputImages is null && OutputImages is null)
        {
            return default;
        }

        var (input, output) = (Input ?? 0, Output ?? 0);
        var cached = (CacheRead ?? 0) + (CacheWrite ?? 0) + (CacheWrite1h ?? 0);
        var outside = cached > 0 && Total == input + output + cached;
        var overflows = cached > input;
        var excludes = outside || (overflows && provider is "anthropic");
        var tokens = new TokenCounts
        {
            InputUncached = Math.Max(0, input - (excludes ? 0 : cached) - (AudioInput ?? 0) - (ImageInput ?? 0)),
            CacheRead = CacheRead ?? 0,
            CacheWrite = CacheWrite ?? 0,
            CacheWrite1h = CacheWrite1h ?? 0,
            AudioInput = AudioInput ?? 0,
            OutputText = Math.Max(0, output - (Reasoning ?? 0) - (AudioOutput ?? 0) - (ImageOutput ?? 0)),
            Reasoning = Reasoning ?? 0,
            AudioOutput = AudioOutput ?? 0,
            ImageInput = ImageInput ?? 0,
            ImageOutput = ImageOutput ?? 0,
            InputImages = InputImages ?? 0,
            OutputImages = OutputImages ?? 0,
        };
        var inputHolds = excludes || tokens.Input == input;
        return new TokenUsage(tokens, Inconsistent: !inputHolds || tokens.Output != output);
    }
}
