namespace Dashboard.Ingest.Rereading;

/// <summary>What the rules and prices of now make of stored calls.</summary>
/// <param name="Calls">Calls that were looked at, also those that are in no sum.</param>
/// <param name="Changed">Calls that say something else now.</param>
/// <param name="Models">The sums by model, those that change most first; of counted calls alone.</param>
public sealed record RereadingReport(long Calls, long Changed, IReadOnlyList<UsageSums> Models)
{
    /// <summary>The sums of all.</summary>
    public UsageSums Total => Models.Aggregate(new UsageSums(null, null), (sum, model) => sum.With(model));
}
