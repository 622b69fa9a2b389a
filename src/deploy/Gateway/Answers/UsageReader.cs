using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry.Counting;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Notes the <c>usage</c> of an answer. Its counts are read as those of every other sender; what a provider charged
/// (<c>cost</c>, OpenRouter) is kept beside them, and the object as it came.
/// </summary>
internal static class UsageReader
{
    /// <summary>
    /// Notes the usage that the reader stands on, if it is one, and passes over it. Of several the last holds; but some
    /// servers end a stream with zeros, which take nothing back.
    /// </summary>
    /// <param name="json">On the value.</param>
    /// <param name="data">What it reads.</param>
    /// <param name="facts">Where to note.</param>
    public static void Read(ref Utf8JsonReader json, ReadOnlySpan<byte> data, AnswerFacts facts)
    {
        var start = json;
        var usage = UsageJson.Read(ref json);
        if (usage.IsEmpty)
        {
            return;
        }

        facts.Usage = facts.Usage is { } before ? before.Then(usage) : usage;
        facts.ReportedCost = Cost(start) ?? facts.ReportedCost;
        facts.ServiceTier = ServiceTier(start) ?? facts.ServiceTier;
        facts.RawUsages.Add(usage, data[(int)start.TokenStartIndex..(int)json.BytesConsumed]);
    }

    // Anthropic says within its usage in which class it answered.
    private static string? ServiceTier(Utf8JsonReader json)
    {
        while (json.NextMember())
        {
            var isTier = json.NameIs("service_tier"u8);
            json.Read();
            if (isTier && json is { TokenType: JsonTokenType.String, ValueSpan.Length: <= 64, HasValueSequence: false })
            {
                return WireText.Decode(json.ValueSpan);
            }

            json.Skip();
        }

        return null;
    }

    private static Nanodollars? Cost(Utf8JsonReader json)
    {
        while (json.NextMember())
        {
            var isCost = json.NameIs("cost"u8);
            json.Read();
            if (isCost && json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var dollars))
            {
                return dollars is >= 0 and < 1_000_000 ? Nanodollars.FromDollars(dollars) : null;
            }

            json.Skip();
        }

        return null;
    }
}
