using System.Collections.Concurrent;
using Dashboard.Events;
using Dashboard.Pricing.Matching;

namespace Dashboard.Pricing;

/// <summary>
/// Every price at one moment: an immutable snapshot, safe for all threads. It prices a call by the row in force at the
/// call's start.
/// </summary>
public sealed class PriceBook
{
    // Model names come from outside: what is remembered has a ceiling, and is forgotten as a whole when it is reached.
    private const int MostRemembered = 8192;

    private readonly PriceIndex _index;
    private readonly Dictionary<string, PriceRow> _byId;
    private readonly ConcurrentDictionary<(string?, string), IReadOnlyList<PriceCandidates>> _remembered = new();
    private int _rememberedCount;

    public PriceBook(IEnumerable<PriceRow> rows)
    {
        Rows = [.. rows];
        _byId = Rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        _index = new PriceIndex(Rows);
        Position = Rows.Where(row => row.Layer != PriceLayer.BuiltIn).Max(row => (long?)row.Order) ?? 0;
    }

    /// <summary>The position of the newest recorded price; 0 where only the built-in list is known.</summary>
    public long Position { get; }

    /// <summary>Every row, also those that others have replaced or that are not in force yet.</summary>
    public IReadOnlyList<PriceRow> Rows { get; }

    /// <summary>The row that a stored call's cost refers to; null where it is unknown.</summary>
    public PriceRow? ById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// What a call costs. An unknown price gives <see cref="CostStatus.NoPrice"/> and never zero. A successful or
    /// aborted call
    /// without usage, or with counts that cannot be (negative, or worth more than $9 billion), gives
    /// <see cref="CostStatus.NoUsage"/>; a failed call without usage <see cref="CostStatus.NothingToPrice"/>.
    /// </summary>
    /// <param name="provider">Who served, in any dialect's word; null where it was not said.</param>
    /// <param name="model">The model that answered, else the one that was asked for.</param>
    /// <param name="tokens">Null where nobody reported them.</param>
    /// <param name="status">How the call ended.</param>
    /// <param name="at">When the call started.</param>
    /// <param name="serviceTier">The provider's processing class, where it was said.</param>
    public CallCost Price(
        string? provider,
        string? model,
        TokenCounts? tokens,
        SpanStatus status,
        DateTimeOffset at,
        string? serviceTier)
    {
        if (tokens is not { } counts || (status == SpanStatus.Error && counts == default))
        {
            var why = status == SpanStatus.Error ? CostStatus.NothingToPrice : CostStatus.NoUsage;
            return new CallCost(why, null, null);
        }

        if (!CostCalculation.AreCounts(counts))
        {
            return new CallCost(CostStatus.NoUsage, null, null);
        }

        var row = Find(provider, model, at);
        if (row is null || CostCalculation.Dollars(row.Price, counts, serviceTier, at) is not { } dollars)
        {
            return new CallCost(CostStatus.NoPrice, null, row?.Id);
        }

        return CostCalculation.IsRepresentable(dollars)
            ? new CallCost(CostStatus.Priced, Nanodollars.FromDollars(dollars), row.Id)
            : new CallCost(CostStatus.NoUsage, null, null);
    }

    /// <summary>The row that prices a model's calls at an instant; null where no price is known.</summary>
    public PriceRow? Find(string? provider, string? model, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(model) || model.Length > PriceLimits.LongestName)
        {
            return null;
        }

        var candidates = Candidates(provider, model);
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].InForce(at) is { } row)
            {
                return Replacement(row, candidates, i + 1, at) ?? row;
            }
        }

        return null;
    }

    /// <summary>The prices as they were when everything up to a position was recorded.</summary>
    public PriceBook AsOf(long position) =>
        new(Rows.Where(row => row.Layer == PriceLayer.BuiltIn || row.Order <= position));

    /// <summary>The rows that were recorded in (after, upTo].</summary>
    public IEnumerable<PriceRow> RecordedIn(long after, long upTo) =>
        Rows.Where(row => row.Layer != PriceLayer.BuiltIn && row.Order > after && row.Order <= upTo);

    /// <summary>The rows that price calls at an instant: those that no other row has replaced there.</summary>
    public IEnumerable<PriceRow> InForce(DateTimeOffset at) =>
        Rows.Where(row => ReferenceEquals(row, Find(row.Price.Provider, row.Price.Model, at)));

    // Lists repeat a model's price for each of its snapshots. Who sets the price of "x" means that of "x-2026-01-31"
    // too, unless the list gives the snapshot another price than the model.
    private static PriceRow? Replacement(
        PriceRow listed,
        IReadOnlyList<PriceCandidates> candidates,
        int lessSpecific,
        DateTimeOffset at)
    {
        for (var i = lessSpecific; listed.Layer < PriceLayer.Set && i < candidates.Count; i++)
        {
            if (candidates[i].InForce(at) is { } row
                && row.Layer > listed.Layer
                && candidates[i].InForce(at, listed.Layer, listed.Price.Provider) is { } sibling
                && sibling.Price.CostsTheSameAs(listed.Price))
            {
                return row;
            }
        }

        return null;
    }

    private IReadOnlyList<PriceCandidates> Candidates(string? provider, string model)
    {
        if (_remembered.TryGetValue((provider, model), out var known))
        {
            return known;
        }

        var found = _index.Candidates(provider, model);
        if (Interlocked.Increment(ref _rememberedCount) > MostRemembered)
        {
            _remembered.Clear();
            Interlocked.Exchange(ref _rememberedCount, 1);
        }

        _remembered.TryAdd((provider, model), found);
        return found;
    }
}
