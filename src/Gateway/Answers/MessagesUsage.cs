using System.Text.Json;
using Dashboard.Gateway.Requests;
using Dashboard.Telemetry.Ingest;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Reads the usage of Anthropic's messages, which a stream reports in parts: of each count the largest one holds, because
/// what a later part leaves out, or has as 0, was said before.
/// </summary>
internal static class MessagesUsage
{
    public static void Read(ref Utf8JsonReader json, AnswerFacts facts)
    {
        Tier(json, facts);
        var before = facts.Usage;
        UsageReader.Read(ref json, facts);
        if (before is { } first && facts.Usage is { } last && !ReferenceEquals(first, last))
        {
            facts.Usage = last with
            {
                Input = Larger(first.Input, last.Input),
                Output = Larger(first.Output, last.Output),
                CacheRead = Larger(first.CacheRead, last.CacheRead),
                CacheWrite = Larger(first.CacheWrite, last.CacheWrite),
                CacheWrite1h = Larger(first.CacheWrite1h, last.CacheWrite1h),
                Reasoning = Larger(first.Reasoning, last.Reasoning),
            };
        }
    }

    private static long? Larger(long? one, long? other) =>
        one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);

    // On a copy of the reader: the tier stands among the counts.
    private static void Tier(Utf8JsonReader json, AnswerFacts facts)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (json.NextMember())
        {
            var isTier = json.NameIs("service_tier"u8);
            json.Read();
            if (isTier)
            {
                facts.ServiceTier = Names.Clean(json.Text()) ?? facts.ServiceTier;
                return;
            }

            json.Skip();
        }
    }
}
