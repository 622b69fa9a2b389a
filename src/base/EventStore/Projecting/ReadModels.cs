using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// Writes all read models of this process in the transaction of whoever holds the <see cref="AppendLock"/>, each in a
/// savepoint of its own. One that throws is left as it was and marked as stale, and the transaction goes on; without a
/// connection it cannot.
/// </summary>
internal sealed partial class ReadModels(
    IReadOnlyList<IProjection> projections, EventReader reader, ILogger<Projections> logger)
{
    private const string Savepoint = "read_model";
    private const int BatchSize = 500;

    private readonly string[] _names = [.. projections.Select(projection => projection.Name)];

    /// <summary>
    /// Applies the events at these positions, the newest that there are. A read model that was never built is built, one
    /// that is stale stays so.
    /// </summary>
    /// <returns>What went wrong; empty where all read models are up to date or were stale before.</returns>
    public async Task<IReadOnlyList<Exception>> FollowAsync(
        NpgsqlConnection c, NpgsqlTransaction t, long[] positions, CancellationToken ct)
    {
        var marks = await ReadModelMarks.ReadToWriteAsync(c, _names, ct);
        var events = projections.Count > 0 ? await reader.ReadAtAsync(c, positions, ct) : [];
        var failures = new List<Exception>();
        foreach (var projection in projections)
        {
            var mark = marks.GetValueOrDefault(projection.Name);
            if (mark is { StaleSince: not null })
            {
                continue;
            }

            var failure = mark is null
                ? await TryBuildAsync(projection, c, t, ct)
                : await TryAsync(projection, c, t, () => ApplyAsync(projection, events, c, t, ct), ct);
            if (failure is not null)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    /// <summary>Builds anew what is stale or was never built. Returns what went wrong.</summary>
    public async Task<IReadOnlyList<Exception>> MendAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        var marks = await ReadModelMarks.ReadAsync(c, ct);
        var failures = new List<Exception>();
        foreach (var projection in projections.Where(one => marks.GetValueOrDefault(one.Name) is not { StaleSince: null }))
        {
            if (await TryBuildAsync(projection, c, t, ct) is { } failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    /// <summary>Empties every read model and replays all events. Returns what went wrong.</summary>
    public async Task<IReadOnlyList<Exception>> BuildAllAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        var failures = new List<Exception>();
        foreach (var projection in projections)
        {
            if (await TryBuildAsync(projection, c, t, ct) is { } failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    /// <summary>Empties a read model and replays all events. Readers see the old rows until the commit.</summary>
    public async Task BuildAsync(IProjection projection, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await projection.ClearAsync(c, t, ct);
        IReadOnlyList<StoredEvent> batch;
        for (var after = 0L; (batch = await reader.ReadBatchAsync(c, after, BatchSize, ct)).Count > 0;
            after = batch[^1].Position)
        {
            await ApplyAsync(projection, batch, c, t, ct);
        }

        await ReadModelMarks.BuiltAsync(c, projection.Name, ct);
    }

    private static async Task ApplyAsync(
        IProjection projection, IEnumerable<StoredEvent> events, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        foreach (var stored in events)
        {
            await projection.ApplyAsync(stored, c, t, ct);
        }
    }

    private Task<Exception?> TryBuildAsync(
        IProjection projection, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct) =>
        TryAsync(projection, c, t, () => BuildAsync(projection, c, t, ct), ct);

    private async Task<Exception?> TryAsync(
        IProjection projection, NpgsqlConnection c, NpgsqlTransaction t, Func<Task> work, CancellationToken ct)
    {
        await t.SaveAsync(Savepoint, ct);
        try
        {
            await work();
            return null;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && c.State == ConnectionState.Open)
        {
            await t.RollbackAsync(Savepoint, ct);
            await ReadModelMarks.StaleAsync(c, projection.Name, e.Message, ct);
            LogStale(e, projection.Name);
            return new InvalidOperationException($"The projection '{projection.Name}' failed: {e.Message}", e);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The read model '{Name}' cannot be written and is left as it was; the decision stands, and it is built anew")]
    private partial void LogStale(Exception exception, string name);
}
