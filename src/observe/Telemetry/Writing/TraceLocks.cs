using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Makes consoles take turns where they settle the same traces or answers: parent and child that two of them write in the
/// same instant must see each other, or both would count. Held from after the rows are copied to the commit.
/// </summary>
internal static class TraceLocks
{
    /// <summary>The class of our keys among the database's advisory locks.</summary>
    public const int LockClass = 0x6c6c6d74;

    /// <summary>
    /// Few enough for the lock table however many traces a batch has; many enough that small batches seldom meet.
    /// </summary>
    private const int Stripes = 64;

    /// <summary>
    /// Waits for the locks, in one order for all, so that nobody waits in a circle. A console that is frozen while it
    /// holds them is disconnected by the database after ten seconds.
    /// </summary>
    public static Task TakeAsync(NpgsqlConnection connection, SpanBatch batch, CancellationToken ct) =>
        TakeAsync(connection, StripesOf(batch), ct);

    /// <summary>The same for traces alone.</summary>
    public static Task TakeAsync(NpgsqlConnection connection, IEnumerable<TraceId> traces, CancellationToken ct) =>
        TakeAsync(connection, [.. new SortedSet<int>(traces.Select(Stripe))], ct);

    private static async Task TakeAsync(NpgsqlConnection connection, int[] stripes, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_advisory_xact_lock($1, stripe), set_config('idle_in_transaction_session_timeout', '10s', true)
            FROM unnest($2) AS stripe
            """,
            connection)
        {
            Parameters = { new() { Value = LockClass }, new() { Value = stripes } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static int[] StripesOf(SpanBatch batch)
    {
        var stripes = new SortedSet<int>();
        foreach (var span in batch.Calls.Concat(batch.Others))
        {
            stripes.Add(Stripe(span.TraceId));
            if (span.Call?.ResponseId is { } answer)
            {
                stripes.Add(Stripe(answer));
            }

            if (stripes.Count == Stripes)
            {
                break;
            }
        }

        return [.. stripes];
    }

    public static int Stripe(TraceId trace) => (int)(trace.Value % Stripes);

    /// <summary>FNV-1a: all consoles must agree, and .NET's own hash of a text differs from process to process.</summary>
    private static int Stripe(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)(hash % Stripes);
    }
}
