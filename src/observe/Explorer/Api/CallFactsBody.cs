using System.Globalization;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry;

namespace Dashboard.Explorer.Api;

/// <summary>What makes a span a call.</summary>
internal sealed record CallFactsBody(
    string Operation,
    string Route,
    string? Model,
    string? Version,
    string? Provider,
    string? Prompt,
    string? Environment,
    string? RequestModel,
    string? ResponseModel,
    string? ResponseId,
    string? FinishReason,
    string? ServiceTier,
    double? TtftMs,
    UsageSource UsageSource,
    CallFactsBody.TokensBody? Tokens,
    string? CostUsd,
    CostStatus CostStatus,
    string? PriceId,
    IReadOnlyList<CallFactsBody.CostPartBody> CostParts,
    string? ReportedCostUsd,
    Recorder Recorder,
    int? Revision,
    int? Attempts,
    string? RequestId,
    PriceRowBody? Price,
    string? ReportedDifferenceUsd,
    string? UsageNote)
{
    public static CallFactsBody Of(CallFacts call, PriceBook prices, DateTimeOffset startedAt) => new(
        call.Operation,
        call.Series.Route,
        call.Series.Model,
        call.Series.Version,
        call.Series.Provider,
        call.Series.Prompt,
        call.Series.Environment,
        call.RequestModel,
        call.ResponseModel,
        call.ResponseId,
        call.FinishReason,
        call.ServiceTier,
        call.TimeToFirstTokenMicros / 1000.0,
        call.UsageSource,
        call.Tokens is { } tokens ? TokensBody.Of(tokens) : null,
        call.Cost.Amount?.ToString(),
        call.Cost.Status,
        call.Cost.PriceId,
        Parts(call, prices, startedAt),
        call.ReportedCost?.ToString(),
        call.Recorder,
        call.Revision,
        call.Attempts,
        call.RequestId,
        call.Cost.PriceId is { } id && prices.ById(id) is { } row ? PriceRowBody.Of(row) : null,
        CallBody.ReportedDifference(call.ReportedCost, call.Cost)?.ToString(),
        call.UsageNote);

    /// <summary>Empty when the call is unpriced or its price row is not known any more.</summary>
    private static List<CostPartBody> Parts(CallFacts call, PriceBook prices, DateTimeOffset startedAt) =>
        call is { Tokens: { } tokens, Cost.PriceId: { } id } && prices.ById(id) is { } row
            ? CostCalculation.Parts(row.Price, tokens, call.ServiceTier, startedAt).Select(CostPartBody.Of).ToList()
            : [];

    /// <summary>
    /// What one bucket of tokens added to the cost, before the call was rounded to the nanodollar. Images that are priced by
    /// the piece have no tokens and no price a million, but a number and a price each; searches and requests a number and a
    /// price a thousand.
    /// </summary>
    internal sealed record CostPartBody(
        TokenBucket Bucket, long? Tokens, string? UsdPerMillion, string? CostUsd, long? Images, string? UsdPerImage,
        long? Count, string? UsdPerThousand)
    {
        public static CostPartBody Of(CostPart part)
        {
            var (price, cost) = (Plain(part.Price), Plain(part.Dollars));
            return part.Bucket.IsFee() ? new(part.Bucket, null, null, cost, null, null, part.Count, price)
                : part.Bucket.IsPerImage() ? new(part.Bucket, null, null, cost, part.Count, price, null, null)
                : new(part.Bucket, part.Count, price, cost, null, null, null, null);
        }

        private static string? Plain(decimal? value) => value?.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    /// <summary>The inclusive totals and the disjoint buckets that they are made of.</summary>
    internal sealed record TokensBody(
        long Input,
        long Output,
        long InputUncached,
        long CacheRead,
        long CacheWrite,
        long CacheWrite1h,
        long AudioInput,
        long OutputText,
        long Reasoning,
        long AudioOutput,
        long ImageInput,
        long ImageOutput,
        long InputImages,
        long OutputImages,
        long CacheReadAudio,
        long WebSearches)
    {
        public static TokensBody Of(TokenCounts tokens) => new(
            tokens.Input,
            tokens.Output,
            tokens.InputUncached,
            tokens.CacheRead,
            tokens.CacheWrite,
            tokens.CacheWrite1h,
            tokens.AudioInput,
            tokens.OutputText,
            tokens.Reasoning,
            tokens.AudioOutput,
            tokens.ImageInput,
            tokens.ImageOutput,
            tokens.InputImages,
            tokens.OutputImages,
            tokens.CacheReadAudio,
            tokens.WebSearches);
    }
}
