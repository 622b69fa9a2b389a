using System.Net.Sockets;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>Tells a database that is away from one that refuses.</summary>
public static class DatabaseAway
{
    /// <summary>
    /// Whether the failure says that the database cannot be reached, is starting or stopping, or has no room.
    /// </summary>
    public static bool Is(Exception exception) => exception switch
    {
        // 57P01 to 57P05: shut down, crashed, not ready. 08: connection. 53: too many connections, disk full, out of
        // memory.
        PostgresException refused => refused.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || refused.SqlState.StartsWith("08", StringComparison.Ordinal)
            || refused.SqlState.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        AggregateException several => several.InnerExceptions.All(Is),
        InvalidOperationException { InnerException: { } inner } => Is(inner),
        _ => false,
    };

    /// <summary>
    /// Whether a failure that <see cref="Is"/> sees may as well be that of a database that is there but too slow, or has
    /// more to do than it takes connections for.
    /// </summary>
    public static bool IsBusy(Exception exception) => exception switch
    {
        PostgresException { SqlState: "53300" } or TimeoutException => true,
        NpgsqlException { InnerException: { } inner } => IsBusy(inner),
        InvalidOperationException { InnerException: { } inner } => IsBusy(inner),
        _ => false,
    };

    /// <summary>
    /// Whether waiting may help who connects for the first time. Other than <see cref="Is"/>, it holds a refusal of what
    /// was configured, such as a password, a certificate or an unknown database, for what it is.
    /// </summary>
    public static bool IsUnreachable(Exception exception) => exception switch
    {
        PostgresException => Is(exception),
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => true,
        SocketException or TimeoutException => true,
        _ => false,
    };
}
