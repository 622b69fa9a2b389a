using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Postgres;

/// <summary>Columns of rows as arrays: <c>unnest($1, $2)</c>.</summary>
public static class ArrayParameters
{
    /// <summary>An array whose elements may be null.</summary>
    public static void AddArray<T>(
        this NpgsqlParameterCollection parameters, NpgsqlDbType type, IEnumerable<T> values) =>
        parameters.Add(new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
}
