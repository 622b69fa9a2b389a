using Dashboard.Deployments.Serving;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Deployments;

/// <summary>
/// One decision on deployments at a time, in all consoles: a decision on a route also rests on versions and
/// connections, which have streams of their own. With the turn comes a book that is up to date.
/// </summary>
internal sealed class DecisionTurn(DecisionsDb db, Projections projections, RouteKeeper keeper) : IDisposable
{
    /// <summary>Key of the advisory lock.</summary>
    public const long LockKey = 0x6461_7368_6465_7079;

    // At most one waits in the database, so that waiting never takes up the pool that the turn's holder needs.
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Waits for the turn; disposing the result ends it.</summary>
    public async Task<IAsyncDisposable> TakeAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        var turn = new Turn(_one);
        try
        {
            turn.Connection = await db.Source.OpenConnectionAsync(ct);
            await turn.Connection.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({LockKey})", turn.Connection);
            await command.ExecuteNonQueryAsync(ct);
            await projections.TryTakeInAsync(ct);
            await keeper.ReloadAsync(ct);
            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => _one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IAsyncDisposable
    {
        public NpgsqlConnection? Connection { get; set; }

        public async ValueTask DisposeAsync()
        {
            try
            {
                if (Connection is not null)
                {
                    // Closing rolls the empty transaction back, and the lock ends with it.
                    await Connection.DisposeAsync();
                }
            }
            finally
            {
                one.Release();
            }
        }
    }
}
