using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>The columns of <c>spans</c> and <c>payloads</c>, in the order in which they are copied.</summary>
internal static class SpanRow
{
    public const string Key = "project_id, started_at, trace_id, span_id";

    public const string Columns =
        $"""
        {Key}, parent_span_id, role, status, duration_us, name, error_type, status_message, session_id, user_id
        """;

    public const string PayloadColumns = $"{Key}, input, output, raw";

    public static async Task WriteKeyAsync(NpgsqlBinaryImporter importer, SpanRecord span, CancellationToken ct)
    {
        await importer.StartRowAsync(ct);
        await importer.WriteAsync(span.Project.Value, NpgsqlDbType.Integer, ct);
        await importer.WriteAsync(span.StartedAt, NpgsqlDbType.TimestampTz, ct);
        await importer.WriteAsync(span.TraceId.ToGuid(), NpgsqlDbType.Uuid, ct);
        await importer.WriteAsync(span.SpanId.ToBigint(), NpgsqlDbType.Bigint, ct);
    }

    public static async Task WriteAsync(NpgsqlBinaryImporter importer, SpanRecord span, CancellationToken ct)
    {
        await WriteKeyAsync(importer, span, ct);
        await importer.WriteOptionalAsync(span.ParentSpanId?.ToBigint(), ct);
        await importer.WriteAsync((short)span.Role, NpgsqlDbType.Smallint, ct);
        await importer.WriteAsync((short)span.Status, NpgsqlDbType.Smallint, ct);
        await importer.WriteAsync(span.DurationMicros, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(span.Name, NpgsqlDbType.Text, ct);
        await importer.WriteOptionalAsync(span.ErrorType, ct);
        await importer.WriteOptionalAsync(span.StatusMessage, ct);
        await importer.WriteOptionalAsync(span.SessionId, ct);
        await importer.WriteOptionalAsync(span.UserId, ct);
    }

    public static async Task WritePayloadAsync(NpgsqlBinaryImporter importer, SpanRecord span, CancellationToken ct)
    {
        await WriteKeyAsync(importer, span, ct);
        await importer.WriteOptionalAsync(span.Input, ct);
        await importer.WriteOptionalAsync(span.Output, ct);
        await importer.WriteAsync(span.Raw, NpgsqlDbType.Text, ct);
    }
}
