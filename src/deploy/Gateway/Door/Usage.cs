using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;

namespace Dashboard.Gateway.Door;

/// <summary>The tokens of a request and who counted them.</summary>
/// <param name="Tokens">Null when they are unknown.</param>
/// <param name="Source">Who counted.</param>
/// <param name="Note">How the provider's counts were read, or what contradicts what; null where nothing is odd.</param>
internal readonly record struct Usage(TokenCounts? Tokens, UsageSource Source, string? Note = null)
{
    /// <summary>As the provider reported it; by what was seen of a stream where it did not; else unknown.</summary>
    public static Usage Of(GatewayCall call)
    {
        if (call.Facts.Usage?.Split(Sender(call)) is { Tokens: not null } split)
        {
            return new Usage(
                split.Tokens, split.Inconsistent ? UsageSource.Inconsistent : UsageSource.Gateway, split.Note);
        }

        // Once a stream has begun the prompt has been read, and so much has been written.
        return call.HasStreamed && !call.Surface.PassesThrough()
            ? new Usage(
                new TokenCounts
                {
                    InputUncached = call.Request.EstimatedInputTokens,
                    OutputText = call.Facts.EstimatedOutputTokens,
                },
                UsageSource.Estimated)
            : new Usage(null, UsageSource.None);
    }

    private static UsageSender Sender(GatewayCall call) => new(
        call.Target.Provider, call.Facts.Model ?? call.Target.Version.UpstreamModel,
        Embeds: call.Surface is Surface.Embeddings or Surface.Rerank);
}
