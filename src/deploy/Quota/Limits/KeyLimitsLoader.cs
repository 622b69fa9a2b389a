using Dashboard.Postgres;

namespace Dashboard.Quota.Limits;

/// <summary>
/// Puts the limits of the database in force: before the server takes its first request, and whenever any process sets
/// some.
/// </summary>
internal sealed class KeyLimitsLoader(KeyLimitsBook book, KeyLimitsTable table, DecisionsDoorbell doorbell)
    : BellReader(doorbell, KeyLimitsProjection.Bell)
{
    protected override async Task ReadAsync(CancellationToken ct) => book.Replace(await table.ReadAsync(ct));
}
