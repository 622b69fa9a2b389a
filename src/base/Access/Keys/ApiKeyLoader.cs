using Dashboard.Postgres;

namespace Dashboard.Access.Keys;

/// <summary>
/// Puts the keys of the database in force: before the server takes its first request, and whenever any process makes or
/// revokes one.
/// </summary>
internal sealed class ApiKeyLoader(ApiKeys keys, ApiKeyQueries queries, DecisionsDoorbell doorbell)
    : BellReader(doorbell, ApiKeyProjection.Bell)
{
    protected override async Task ReadAsync(CancellationToken ct) => keys.Replace(await queries.ValidAsync(ct));
}
