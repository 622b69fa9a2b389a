using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>Makes connection pools. What the operator wrote into a connection string stands.</summary>
internal static class Pools
{
    public static string Tune(string connectionString, string applicationName, int maxPoolSize)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var unset = new NpgsqlConnectionStringBuilder();
        given.ApplicationName ??= applicationName;
        given.MaxAutoPrepare = given.MaxAutoPrepare == unset.MaxAutoPrepare ? 50 : given.MaxAutoPrepare;
        given.WriteBufferSize = given.WriteBufferSize == unset.WriteBufferSize ? 65536 : given.WriteBufferSize;

        // An answer may be thirty megabytes of rows; in pieces of the usual 8 kB each costs a switch of threads.
        given.ReadBufferSize = given.ReadBufferSize == unset.ReadBufferSize ? 65536 : given.ReadBufferSize;

        // A plan that was made while a partition was empty reads all of it once it is full; planning anew also prunes by day.
        // The rest lets the server notice soon that a console is cut off or frozen, whose locks would stay for hours.
        given.Options ??= "-c plan_cache_mode=force_custom_plan -c idle_in_transaction_session_timeout=60s "
            + "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=30s";
        given.MaxPoolSize = given.MaxPoolSize == unset.MaxPoolSize ? maxPoolSize : given.MaxPoolSize;
        return given.ConnectionString;
    }

    /// <param name="connectionString">Where to.</param>
    /// <param name="name">Names the pool in metrics, which else show the connection string.</param>
    /// <param name="loggers">For the driver's own messages.</param>
    public static NpgsqlDataSource Create(string connectionString, string name, ILoggerFactory loggers)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        builder.UseLoggerFactory(loggers);
        return builder.Build();
    }
}
