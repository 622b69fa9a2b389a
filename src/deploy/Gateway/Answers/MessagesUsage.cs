using System.Text.Json;
using Dashboard.Gateway.Requests;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Reads the usage of Anthropic's messages, which a stream reports in parts: what a later part leaves out, or has as 0,
/// was said before. The class in which the request was processed stands among the counts.
/// </summary>
internal static class MessagesUsage
{
    public static void Read(ref Utf8JsonReader json, ReadOnlySpan<byte> data, AnswerFacts facts)
    {
        Tier(json, facts);
        UsageReader.Read(ref json, data, facts);
    }

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
