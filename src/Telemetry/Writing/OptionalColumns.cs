using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>Copies values that may be absent: null is NULL, never an empty text or a zero.</summary>
internal static class OptionalColumns
{
    public static Task WriteOptionalAsync(this NpgsqlBinaryImporter importer, string? value, CancellationToken ct) =>
        value is null ? importer.WriteNullAsync(ct) : importer.WriteAsync(value, NpgsqlDbType.Text, ct);

    public static Task WriteOptionalAsync(this NpgsqlBinaryImporter importer, long? value, CancellationToken ct) =>
        value is { } number ? importer.WriteAsync(number, NpgsqlDbType.Bigint, ct) : importer.WriteNullAsync(ct);
}
