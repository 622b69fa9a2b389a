using Dashboard.Pricing;
using Dashboard.Telemetry.Writing;
using Npgsql;

namespace Dashboard.Telemetry.Repricing;

/// <summary>
/// Keeps calls with outdated prices from being stored behind a job's back: a console whose book is older than the
/// watermark reads it again, and calls that waited (in a queue, on disk) since before the change are priced anew.
/// </summary>
/// <param name="books">The prices of this process.</param>
/// <param name="reload">Reads them again.</param>
public sealed class PriceWatermark(PriceBooks books, Func<CancellationToken, Task> reload)
{
    private const long LockKey = 0x6c6c6d_707269;

    /// <summary>Prices a batch by the watermark at least, which stays where it is until the transaction ends.</summary>
    public async Task HoldAsync(NpgsqlConnection connection, SpanBatch batch, CancellationToken ct)
    {
        if (batch.Calls.Count == 0)
        {
            return;
        }

        var position = await ReadAsync(connection, ct);
        if (position == 0)
        {
            // Only the built-in list was ever in force.
            return;
        }

        var book = await BookAsync(position, ct);
        for (var i = 0; i < batch.Calls.Count; i++)
        {
            batch.Calls[i] = Priced(batch.Calls[i], book);
        }
    }

    /// <summary>This process's book, which holds everything up to the position.</summary>
    public async Task<PriceBook> BookAsync(long position, CancellationToken ct)
    {
        if (books.Current.Position < position)
        {
            await reload(ct);
        }

        return books.Current.Position < position
            ? throw new TimeoutException($"The prices up to position {position} cannot be read yet.")
            : books.Current;
    }

    /// <summary>Waits for the batches that run, and holds new ones back until the transaction ends.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection)
        {
            Parameters = { new() { Value = LockKey } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Moves the watermark up; under <see cref="LockAsync"/>.</summary>
    public static async Task RaiseAsync(NpgsqlConnection connection, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE price_watermark SET position = greatest(position, $1)", connection)
        {
            Parameters = { new() { Value = position } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    // Two statements, so that the second reads what was committed while the first waited.
    private static async Task<long> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT pg_advisory_xact_lock_shared($1)") { Parameters = { new() { Value = LockKey } } },
                new("SELECT position FROM price_watermark"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetInt64(0);
    }

    private static SpanRecord Priced(SpanRecord span, PriceBook book)
    {
        var call = span.Call!;
        var row = book.Find(call.Series.Provider, call.Series.Model, span.StartedAt);
        if (call.Tokens is null || row?.Id == call.Cost.PriceId)
        {
            return span;
        }

        var cost = book.Price(
            call.Series.Provider, call.Series.Model, call.Tokens, span.Status, span.StartedAt, call.ServiceTier);
        return span with { Call = call with { Cost = cost } };
    }
}
