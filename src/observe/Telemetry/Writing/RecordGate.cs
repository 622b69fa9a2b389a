using Dashboard.Postgres;
using Dashboard.Telemetry.Partitions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>Lets a few log or metric exports write at a time and answers the rest with "later": logs must not starve calls.</summary>
public sealed partial class RecordGate(
    PartitionStore partitions, ILogger<RecordGate> logger, FreeSpace? disk = null) : IDisposable
{
    private const int MaxWriting = 2;
    private const int MaxWaiting = 64;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _writing = new(MaxWriting);
    private int _waiting;

    /// <param name="days">The UTC days that the records fall on.</param>
    /// <param name="records">How many there are.</param>
    /// <param name="append">Stores them and returns how many were new.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<WriteResult> WriteAsync(
        IEnumerable<DateOnly> days, int records, Func<CancellationToken, Task<int>> append, CancellationToken ct)
    {
        if (disk?.Shortage is { } shortage)
        {
            return new WriteResult.Unavailable(FreeSpace.RetryAfter, shortage);
        }

        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return new WriteResult.Overloaded(RetryAfter);
        }

        var entered = false;
        try
        {
            await _writing.WaitAsync(ct);
            entered = true;
            await partitions.EnsureAsync(days, ct);
            var written = await append(ct);
            return new WriteResult.Committed(written, records - written);
        }
        catch (Exception failure) when (RecordFault.Is(failure))
        {
            LogFault(failure, records);
            return new WriteResult.Unavailable(RetryAfter, RecordFault.Reason(failure), IsContentAtFault: true);
        }
        catch (Exception failure) when (failure is NpgsqlException || DatabaseAway.Is(failure))
        {
            LogFailure(failure, records);
            partitions.Forget();
            return new WriteResult.Unavailable(RetryAfter, "The database does not take records now; see the console's log.");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            if (entered)
            {
                _writing.Release();
            }
        }
    }

    public void Dispose() => _writing.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Of {Records} records one cannot be stored by its own fault")]
    private partial void LogFault(Exception failure, int records);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Records} records could not be stored; their sender was asked to retry")]
    private partial void LogFailure(Exception failure, int records);
}
