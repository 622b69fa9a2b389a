using Dashboard.Postgres;
using Microsoft.Extensions.Logging;

namespace Dashboard.EventStore;

/// <summary>All read models of this process: brought up to date after each append, rebuilt, verified.</summary>
public sealed partial class Projections : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly DecisionsDb _db;
    private readonly EventReader _reader;
    private readonly IReadOnlyList<IProjection> _projections;
    private readonly ILogger<Projections> _logger;

    /// <exception cref="ArgumentException">Two projections have one name.</exception>
    public Projections(
        DecisionsDb db, IEnumerable<EventTypes> types, IEnumerable<IProjection> projections, ILogger<Projections> logger)
    {
        _db = db;
        _reader = new EventReader(new EventTypeMap(types));
        _projections = [.. projections];
        _logger = logger;
        if (_projections.DistinctBy(projection => projection.Name).Count() != _projections.Count)
        {
            throw new ArgumentException("Two projections have the same name.", nameof(projections));
        }
    }

    public IReadOnlyList<string> Names => [.. _projections.Select(projection => projection.Name)];

    /// <summary>
    /// Applies what is new to every projection, each in transactions of its own. An event behind a fresh gap, which only another
    /// program's append can leave, stays for a later call.
    /// </summary>
    /// <exception cref="AggregateException">Projections failed; the others are up to date.</exception>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        var failures = new List<Exception>();
        await _turn.WaitAsync(ct);
        try
        {
            foreach (var projection in _projections)
            {
                try
                {
                    await CatchUpAsync(projection, ct);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    failures.Add(new InvalidOperationException($"The projection '{projection.Name}' failed: {e.Message}", e));
                }
            }
        }
        finally
        {
            _turn.Release();
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    /// <summary>Like <see cref="CatchUpAsync(CancellationToken)"/>, for callers that cannot do anything about a failure: it is
    /// logged, and the next call tries again. False after a failure.</summary>
    public async Task<bool> TryCatchUpAsync(CancellationToken ct)
    {
        try
        {
            await CatchUpAsync(ct);
            return true;
        }
        catch (Exception e) when (e is AggregateException || DatabaseAway.Is(e))
        {
            LogFailed(e);
            return false;
        }
    }

    /// <summary>Empties a projection and replays all events, in one transaction: readers see the old rows until it is done.</summary>
    /// <exception cref="ArgumentException">There is no projection of this name.</exception>
    public async Task RebuildAsync(string name, CancellationToken ct)
    {
        var projection = _projections.FirstOrDefault(projection => projection.Name == name)
            ?? throw new ArgumentException($"There is no projection '{name}', only: {string.Join(", ", Names)}.", nameof(name));
        await using (var connection = await _db.Source.OpenConnectionAsync(ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await new ProjectionRun(_reader, projection).ReplayAsync(connection, transaction, ct);
            await transaction.CommitAsync(ct);
        }

        await CatchUpAsync(ct);
    }

    /// <summary>Replays every projection, compares its tables with what they hold now, and undoes the replay. Returns the tables
    /// that differ; none when all is well.</summary>
    public async Task<IReadOnlyList<string>> VerifyAsync(CancellationToken ct)
    {
        var different = new List<string>();
        foreach (var projection in _projections.Where(projection => projection.Tables.Count > 0))
        {
            await using var connection = await _db.Source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await Checkpoint.LockAsync(connection, projection.Name, ct);
            var before = await TableDigest.ReadAsync(connection, projection.Tables, ct);
            await new ProjectionRun(_reader, projection).ReplayAsync(connection, transaction, ct);
            var after = await TableDigest.ReadAsync(connection, projection.Tables, ct);
            different.AddRange(projection.Tables.Where(table => before[table] != after[table]));
            await transaction.RollbackAsync(ct);
        }

        return different;
    }

    public void Dispose() => _turn.Dispose();

    private async Task CatchUpAsync(IProjection projection, CancellationToken ct)
    {
        var run = new ProjectionRun(_reader, projection);
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        bool more;
        do
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            more = await run.StepAsync(connection, transaction, ct);
            await transaction.CommitAsync(ct);
        }
        while (more);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Read models are behind; another attempt follows")]
    private partial void LogFailed(Exception exception);
}
