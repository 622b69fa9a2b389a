using Dashboard.Deployments.Away;
using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Deployments.Serving;

/// <summary>
/// Keeps what this process serves up to date: from the data folder at the very start, then from the database; at the
/// doorbell's ring, and every few seconds without one. While the database is away, what was known last stays in force.
/// </summary>
internal sealed partial class RouteKeeper(
    ServingBook book,
    BookReader reader,
    KeptFile<BookFile> bookFile,
    KeptFile<PendingRollback[]> pendingFile,
    PendingSettler settler,
    DecisionsDoorbell bell,
    TimeProvider time,
    ILogger<RouteKeeper> logger) : BackgroundService
{
    /// <summary>The kind of ring that says that a read model of deployments has changed.</summary>
    public const string Bell = "deployments";

    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isAway;

    /// <summary>
    /// What was known last is in force before the services that start later take their first request.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (bookFile.Read() is { } kept)
        {
            book.Load(kept.ToBook());
        }

        book.Resume(pendingFile.Read() ?? []);
        await TryReloadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Settles what waits and reads everything again; readings do not overtake each other.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await SettleAsync(ct);
            book.Load(await reader.ReadAsync(ct));
            bookFile.TryWrite(() => BookFile.Of(book.Recorded));
            if (_isAway)
            {
                _isAway = false;
                LogBack();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = bell.Subscribe(Bell, (_, ct) => TryReloadAsync(ct));
        using var timer = new PeriodicTimer(_poll, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TryReloadAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    /// <summary>
    /// Like <see cref="ReloadAsync"/>; what was known last stays in force where the database is away.
    /// </summary>
    public async Task TryReloadAsync(CancellationToken ct)
    {
        try
        {
            await ReloadAsync(ct);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            if (!_isAway)
            {
                _isAway = true;
                LogAway(e);
            }
        }
    }

    // What the store refuses for a reason of its own must not keep the console from following it.
    private async Task SettleAsync(CancellationToken ct)
    {
        try
        {
            await settler.SettleAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && !DatabaseAway.Is(e))
        {
            LogNotSettled(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away; what was known last is served on")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A rollback that was decided while the database was away could not be put on record; "
            + "it stays in force here")]
    private partial void LogNotSettled(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Routes could not be read; another attempt follows")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is back; its routes are served")]
    private partial void LogBack();
}
