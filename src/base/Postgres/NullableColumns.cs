using Npgsql;

namespace Dashboard.Postgres;

/// <summary>Reads columns that may be NULL, which is null here: what is not known, never an empty text or a zero.</summary>
public static class NullableColumns
{
    /// <summary>A text, or null.</summary>
    public static string? TextOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A value of a type that has no null of its own, or null.</summary>
    public static T? ValueOrNull<T>(this NpgsqlDataReader row, int column)
        where T : struct =>
        row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
}
