using Dashboard.Events;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Door;

/// <summary>The tokens of a request and who counted them.</summary>
internal readonly record struct Usage(TokenCounts? Tokens, UsageSource Source)
{
    /// <summary>As the provider reported it; by what was seen of a stream where it did not; else unknown.</summary>
    public static Usage Of(GatewayCall call)
    {
        if (call.Facts.Usage is { } reported)
        {
            var split = reported.Split(call.Target.Provider);
            return new Usage(split.Tokens, split.Inconsistent ? UsageSource.Inconsistent : UsageSource.Gateway);
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
}
