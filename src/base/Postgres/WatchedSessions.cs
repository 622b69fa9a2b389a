using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// Connections for writes that must not hang. A network that fails for a moment may forget a connection: both ends then
/// wait for each other, the console until its command's time is over, the server for ever. So while a write takes
/// long, another connection asks what its session does: one that works is waited for, however slow its disk, and one
/// that waits for words that do not come is given up and ended, so that its sender can come again.
/// </summary>
public sealed class WatchedSessions
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly AbandonedSessions _abandoned;
    private readonly string _watcher;

    /// <param name="source">Of the connections; the watching one is made like them, outside their pool.</param>
    /// <param name="time">The clock of the intervals.</param>
    public WatchedSessions(NpgsqlDataSource source, TimeProvider time)
        : this(source, time, UsualInterval)
    {
    }

    /// <param name="source">Of the connections.</param>
    /// <param name="time">The clock of the intervals.</param>
    /// <param name="interval">A session that waits for so long, twice seen in the same place, is lost.</param>
    internal WatchedSessions(NpgsqlDataSource source, TimeProvider time, TimeSpan interval)
    {
        (_source, _time, _interval, _abandoned) = (source, time, interval, new AbandonedSessions(source));

        // Impatient: while the network is away, the next one asks again.
        _watcher = new NpgsqlConnectionStringBuilder(source.ConnectionString)
        {
            Pooling = false,
            Timeout = 3,
            CommandTimeout = 3,
            CancellationTimeout = -1,
            MaxAutoPrepare = 0,
            ApplicationName = "dashboard watcher",
        }.ConnectionString;
    }

    /// <summary>Does work that may be done again where it failed, on a connection of its own.</summary>
    /// <exception cref="NpgsqlException">The session was lost, as an inner <see cref="TimeoutException"/> says.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        await _abandoned.EndAsync(ct);
        await using var connection = await _source.OpenConnectionAsync(ct);
        var session = connection.ProcessID;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = WatchAsync(session, lost, done.Token);
        try
        {
            return await work(connection, lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new NpgsqlException(
                "The connection to the database was lost on the way.",
                new TimeoutException("The server waits for what was sent, and the console for its answer."));
        }
        finally
        {
            await done.CancelAsync();
            await watching;
            if (connection.FullState != System.Data.ConnectionState.Open)
            {
                // The connections that lay idle went the same way.
                _abandoned.Add(session);
                _source.Clear();
            }
        }
    }

    private async Task WatchAsync(int session, CancellationTokenSource lost, CancellationToken done)
    {
        string? former = null;
        try
        {
            while (true)
            {
                await Task.Delay(_interval, _time, done);
                var place = await TryFindAsync(session, done);
                if (place is not null && place == former)
                {
                    await lost.CancelAsync();
                    return;
                }

                former = place;
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The work ended by itself.
        }
    }

    private async Task<string?> TryFindAsync(int session, CancellationToken ct)
    {
        try
        {
            return await FindAsync(session, ct);
        }
        catch (Exception e) when (e is NpgsqlException || DatabaseAway.Is(e))
        {
            return null;
        }
    }

    /// <summary>
    /// Where the session waits for us; null while it works. A COPY that goes on moves, and so does each new statement. One
    /// that is gone waits nowhere, but only a server's own numbers tell: a pooler between would give others.
    /// </summary>
    private async Task<string?> FindAsync(int session, CancellationToken ct)
    {
        await using var pooled = _source.CreateConnection();
        await using var connection = await pooled.CloneWithAsync(_watcher, ct);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            """
            SELECT CASE
                WHEN a.pid IS NULL AND pg_backend_pid() = $2 THEN 'gone'
                WHEN a.wait_event = 'ClientRead'
                    THEN concat_ws(' ', a.state, a.query_start, a.state_change, copy.relid, copy.bytes_processed)
                END
            FROM (VALUES ($1)) AS wanted(pid)
            LEFT JOIN pg_stat_activity a USING (pid)
            LEFT JOIN pg_stat_progress_copy copy USING (pid)
            """,
            connection)
        {
            Parameters = { new() { Value = session }, new() { Value = connection.ProcessID } },
        };
        return await command.ExecuteScalarAsync(ct) as string;
    }
}
