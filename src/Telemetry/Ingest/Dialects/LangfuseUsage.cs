using System.Text.Json;
using Dashboard.Events;

namespace Dashboard.Telemetry.Ingest.Dialects;

/// <summary>
/// Langfuse's <c>usage_details</c>: any number of buckets and a total, as JSON. Its own wrappers send buckets that
/// share no token; people who write it by hand often send OpenAI's numbers, where the details are part of input and
/// output. The total tells which it is.
/// </summary>
internal static class LangfuseUsage
{
    public static TokenUsage Of(string? details) => ClientJson.Read(details, Split);

    private static TokenUsage Split(JsonElement json)
    {
        var buckets = new Dictionary<string, long>();
        Collect(json, "", buckets);
        var input = Pop(buckets, "input", "input_tokens", "prompt_tokens");
        var output = Pop(buckets, "output", "output_tokens", "completion_tokens");
        var total = Pop(buckets, "total", "total_tokens");
        var parts = Parts(buckets);
        if (input is null && output is null && parts == default)
        {
            return default;
        }

        var (given, all) = ((input ?? 0) + (output ?? 0), (input ?? 0) + (output ?? 0) + parts.Input + parts.Output);
        var includes = total == given;
        var tokens = parts with
        {
            InputUncached = includes
                ? Math.Max(0, (input ?? 0) - (parts.Input - parts.InputUncached))
                : (input ?? 0) + parts.InputUncached,
            OutputText = includes
                ? Math.Max(0, (output ?? 0) - (parts.Output - parts.OutputText))
                : (output ?? 0) + parts.OutputText,
        };
        var holds = includes
            ? tokens.Input == (input ?? 0) && tokens.Output == (output ?? 0)
            : all == (total ?? given);
        return new TokenUsage(tokens, Inconsistent: !holds);
    }

    /// <summary>
    /// Flattens OpenAI's <c>prompt_tokens_details: {cached_tokens}</c> to <c>prompt_tokens_details.cached_tokens</c>.
    /// </summary>
    private static void Collect(JsonElement json, string prefix, Dictionary<string, long> buckets)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && prefix.Length == 0)
            {
                Collect(member.Value, member.Name + ".", buckets);
            }
            else if (member.Value.ValueKind == JsonValueKind.Number
                && Amounts.Count(member.Value.GetDouble()) is { } count)
            {
                buckets[prefix + member.Name] = count;
            }
        }
    }

    private static long? Pop(Dictionary<string, long> buckets, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (buckets.Remove(name, out var count))
            {
                return count;
            }
        }

        return null;
    }

    private static TokenCounts Parts(Dictionary<string, long> buckets)
    {
        var parts = default(TokenCounts);
        foreach (var (name, count) in buckets)
        {
            parts = name switch
            {
                _ when name.Contains("cache_creation_1h", StringComparison.Ordinal) =>
                    parts with { CacheWrite1h = parts.CacheWrite1h + count },
                _ when name.Contains("cache_creation", StringComparison.Ordinal)
                    || name.Contains("cache_write", StringComparison.Ordinal) =>
                    parts with { CacheWrite = parts.CacheWrite + count },
                _ when name.Contains("cache", StringComparison.Ordinal) =>
                    parts with { CacheRead = parts.CacheRead + count },
                _ when name.Contains("reasoning", StringComparison.Ordinal) =>
                    parts with { Reasoning = parts.Reasoning + count },
                _ when name.Contains("audio", StringComparison.Ordinal) && IsInput(name) =>
                    parts with { AudioInput = parts.AudioInput + count },
                _ when name.Contains("audio", StringComparison.Ordinal) && IsOutput(name) =>
                    parts with { AudioOutput = parts.AudioOutput + count },
                "input_images" => parts with { InputImages = parts.InputImages + count },
                "output_images" or "images" => parts with { OutputImages = parts.OutputImages + count },
                _ when name.Contains("image", StringComparison.Ordinal) && IsInput(name) =>
                    parts with { ImageInput = parts.ImageInput + count },
                _ when name.Contains("image", StringComparison.Ordinal) && IsOutput(name) =>
                    parts with { ImageOutput = parts.ImageOutput + count },
                _ when IsInput(name) => parts with { InputUncached = parts.InputUncached + count },
                _ when IsOutput(name) => parts with { OutputText = parts.OutputText + count },
                _ => parts,
            };
        }

        return parts;
    }

    private static bool IsInput(string name) =>
        name.StartsWith("input", StringComparison.Ordinal) || name.StartsWith("prompt", StringComparison.Ordinal);

    private static bool IsOutput(string name) =>
        name.StartsWith("output", StringComparison.Ordinal) || name.StartsWith("completion", StringComparison.Ordinal);
}
