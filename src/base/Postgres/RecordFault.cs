using System.Net.Sockets;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// Tells a record that cannot be taken from a database, a disk or a process that takes nothing now: only the first may be
/// set aside, the second is waited for.
/// </summary>
public static class RecordFault
{
    private const int LongestReason = 300;

    /// <summary>Whether the failure can come of what is in the record; never where waiting may help.</summary>
    public static bool Is(Exception failure) => failure switch
    {
        // 21 and 22: what a value cannot be, 23: what a row cannot be, 54: what is too large for an index.
        PostgresException refused => refused.SqlState[..2] is "21" or "22" or "23" or "54",
        NpgsqlException or SocketException or IOException or TimeoutException => false,
        OperationCanceledException or ObjectDisposedException or OutOfMemoryException => false,
        AggregateException several => several.InnerExceptions.All(Is),
        InvalidOperationException { InnerException: { } inner } => Is(inner),
        _ => true,
    };

    /// <summary>Why, in words that repeat nothing of the record.</summary>
    public static string Reason(Exception failure)
    {
        var reason = failure is PostgresException refused
            ? $"PostgreSQL refuses it ({refused.SqlState}: {Unquoted(refused.MessageText)})."
            : $"{failure.GetType().Name}: {Unquoted(failure.Message)}";
        return reason.Length > LongestReason ? reason[..LongestReason].TrimEnd('\uD83C', '\uD83D', '\uD83E') : reason;
    }

    // What is quoted in a message may be a person's words.
    private static string Unquoted(string message) => string.Join('…', message.Split('"', '\'').Where((_, i) => i % 2 == 0));
}
