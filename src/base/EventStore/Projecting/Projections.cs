using System.Data;
using System.Globalization;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// All read models of this process. An append writes them with its events; here they take in what other programs
/// appended, are built, rebuilt and verified, each time behind the lock of all appends and in one transaction.
/// </summary>
public sealed partial class Projections
{
    private readonly DecisionsDb _db;
    private readonly IReadOnlyList<IProjection> _projections;
    private readonly ILogger<Projections> _logger;
    private volatile string? _fault;

    /// <exception cref="ArgumentException">Two projections have one name.</exception>
    public Projections(
        DecisionsDb db, DecisionStore store, IEnumerable<IProjection> projections, ILogger<Projections> logger)
    {
        _db = db;
        _projections = [.. projections];
        _logger = logger;
        if (_projections.DistinctBy(projection => projection.Name).Count() != _projections.Count)
        {
            throw new ArgumentException("Two projections have the same name.", nameof(projections));
        }

        Models = new ReadModels(_projections, new EventReader(store.Types), logger);
    }

    public IReadOnlyList<string> Names => [.. _projections.Select(projection => projection.Name)];

    /// <summary>Which read models show an older state, as of the last look; null where all are up to date.</summary>
    public string? Fault => _fault;

    internal ReadModels Models { get; }

    /// <summary>Takes in what other programs appended, and builds what is stale or was never built.</summary>
    /// <exception cref="AggregateException">Projections failed and are stale; the others are up to date.</exception>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        if (await UnchainedEvents.AnyAsync(connection, ct) || await LookAsync(connection, ct))
        {
            await WorkAsync(connection, Models.MendAsync, ct);
        }
    }

    /// <summary>Takes in what other programs appended; leaves what is stale as it is.</summary>
    /// <exception cref="AggregateException">Projections failed and are stale; the others are up to date.</exception>
    public async Task TakeInAsync(CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        if (await UnchainedEvents.AnyAsync(connection, ct))
        {
            await WorkAsync(connection, null, ct);
        }
    }

    /// <inheritdoc cref="TryAsync"/>
    public Task<bool> TryCatchUpAsync(CancellationToken ct) => TryAsync(CatchUpAsync, ct);

    /// <inheritdoc cref="TryAsync"/>
    public Task<bool> TryTakeInAsync(CancellationToken ct) => TryAsync(TakeInAsync, ct);

    /// <summary>Empties a projection and replays all events, in one transaction: readers see the old rows until it is done.</summary>
    /// <exception cref="ArgumentException">There is no projection of this name.</exception>
    public async Task RebuildAsync(string name, CancellationToken ct)
    {
        var projection = _projections.FirstOrDefault(projection => projection.Name == name)
            ?? throw new ArgumentException($"There is no projection '{name}', only: {string.Join(", ", Names)}.", nameof(name));
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        await using var transaction = await BeginAsync(connection, ct);
        await TakeInAsync(connection, transaction, ct);
        await Models.BuildAsync(projection, connection, transaction, ct);
        await transaction.CommitAsync(ct);
        await LookAsync(connection, ct);
    }

    /// <summary>Replays every projection, compares its tables with what they hold now, and undoes the replay. Returns the tables
    /// that differ; none when all is well.</summary>
    public async Task<IReadOnlyList<string>> VerifyAsync(CancellationToken ct)
    {
        var different = new List<string>();
        foreach (var projection in _projections.Where(projection => projection.Tables.Count > 0))
        {
            await using var connection = await _db.Source.OpenConnectionAsync(ct);
            await using var transaction = await BeginAsync(connection, ct);
            await TakeInAsync(connection, transaction, ct);
            var before = await TableDigest.ReadAsync(connection, projection.Tables, ct);
            await Models.BuildAsync(projection, connection, transaction, ct);
            var after = await TableDigest.ReadAsync(connection, projection.Tables, ct);
            different.AddRange(projection.Tables.Where(table => before[table] != after[table]));
            await transaction.RollbackAsync(ct);
        }

        return different;
    }

    private static async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await AppendLock.TakeAsync(connection, ct);
        return transaction;
    }

    private async Task WorkAsync(
        NpgsqlConnection connection,
        Func<NpgsqlConnection, NpgsqlTransaction, CancellationToken, Task<IReadOnlyList<Exception>>>? more,
        CancellationToken ct)
    {
        await using var transaction = await BeginAsync(connection, ct);
        var failures = await TakeInAsync(connection, transaction, ct);
        if (more is not null)
        {
            // What failed a moment ago is among what is tried again.
            failures = await more(connection, transaction, ct);
        }

        await transaction.CommitAsync(ct);
        await LookAsync(connection, ct);
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    /// <summary>An event that comes in front of applied ones is no next step: then all is replayed in the order of positions.</summary>
    private async Task<IReadOnlyList<Exception>> TakeInAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var (positions, atTheEnd) = await UnchainedEvents.NoteAsync(connection, ct);
        if (positions.Length == 0)
        {
            return [];
        }

        LogUnchained(positions.Length, positions[0], positions[^1]);
        await Doorbell.RingAsync(
            connection, SealedAppender.Bell, positions[^1].ToString(CultureInfo.InvariantCulture), ct);
        return atTheEnd
            ? await Models.FollowAsync(connection, transaction, positions, ct)
            : await Models.BuildAllAsync(connection, transaction, ct);
    }

    /// <summary>Whether a read model is stale or was never built.</summary>
    private async Task<bool> LookAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var marks = await ReadModelMarks.ReadAsync(connection, ct);
        var stale = Names.Select(marks.GetValueOrDefault).OfType<ReadModelMark>().Where(mark => mark.StaleSince is not null)
            .ToList();
        _fault = stale.Count == 0 ? null
            : "Not up to date, to be built anew: "
                + string.Join(", ", stale.Select(mark => $"'{mark.Name}' since {mark.StaleSince!.Value.UtcDateTime:u}")) + ".";
        return stale.Count > 0 || !Names.All(marks.ContainsKey);
    }

    /// <summary>For callers that cannot do anything about a failure: it is logged, and the next call tries again. False after a
    /// failure.</summary>
    private async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            await work(ct);
            return true;
        }
        catch (Exception e) when (e is AggregateException || DatabaseAway.Is(e))
        {
            LogFailed(e);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Read models are behind; another attempt follows")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Another program appended {Count} events without a seal, at positions {First} to {Last}; read models have them now")]
    private partial void LogUnchained(int count, long first, long last);
}
