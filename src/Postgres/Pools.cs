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

        // A plan that was made while a partition was empty reads all of it once it is full; planning anew also prunes by day.
        given.Options ??= "-c plan_cache_mode=force_custom_plan";
        given.MaxPoolSize = given.MaxPoolSize == unset.MaxPoolSize ? maxPoolSize : given.MaxPoolSize;
        return given.ConnectionString;
    }

    public static NpgsqlDataSource Create(string connectionString, ILoggerFactory loggers)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseLoggerFactory(loggers);
        return builder.Build();
    }
}
