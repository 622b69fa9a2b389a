using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Copies values that may be absent: null is NULL, never an empty text or a zero. Rows are written without awaiting each
/// value: they go to a buffer, and a state machine for each of three dozen columns costs more than the copy itself.
/// </summary>
internal static class OptionalColumns
{
    public static void WriteOptional(this NpgsqlBinaryImporter importer, string? value)
    {
        if (value is null)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(value, NpgsqlDbType.Text);
        }
    }

    public static void WriteOptional(this NpgsqlBinaryImporter importer, short? value) =>
        importer.WriteOptional(value, NpgsqlDbType.Smallint);

    public static void WriteOptional(this NpgsqlBinaryImporter importer, int? value) =>
        importer.WriteOptional(value, NpgsqlDbType.Integer);

    public static void WriteOptional(this NpgsqlBinaryImporter importer, long? value) =>
        importer.WriteOptional(value, NpgsqlDbType.Bigint);

    public static void WriteOptional<T>(this NpgsqlBinaryImporter importer, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } number)
        {
            importer.Write(number, type);
        }
        else
        {
            importer.WriteNull();
        }
    }
}
