using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>The columns of <c>spans</c> and <c>payloads</c>, in the order in which they are copied.</summary>
internal static class SpanRow
{
    public const string Key = "project_id, started_at, trace_id, span_id";

    public const string Columns =
        $"""
        {Key}, parent_span_id, role, status, duration_us, name, error_type, status_message, session_id, user_id,
        input_tokens, output_tokens
        """;

    public const string PayloadColumns = $"{Key}, input, output, raw";

    public static void WriteKey(NpgsqlBinaryImporter importer, SpanRecord span)
    {
        importer.StartRow();
        importer.Write(span.Project.Value, NpgsqlDbType.Integer);
        importer.Write(span.StartedAt, NpgsqlDbType.TimestampTz);
        importer.Write(span.TraceId.ToGuid(), NpgsqlDbType.Uuid);
        importer.Write(span.SpanId.ToBigint(), NpgsqlDbType.Bigint);
    }

    public static void Write(NpgsqlBinaryImporter importer, SpanRecord span)
    {
        WriteKey(importer, span);
        importer.WriteOptional(span.ParentSpanId?.ToBigint());
        importer.Write((short)span.Role, NpgsqlDbType.Smallint);
        importer.Write((short)span.Status, NpgsqlDbType.Smallint);
        importer.Write(span.DurationMicros, NpgsqlDbType.Bigint);
        importer.Write(span.Name, NpgsqlDbType.Text);
        importer.WriteOptional(span.ErrorType);
        importer.WriteOptional(span.StatusMessage);
        importer.WriteOptional(span.SessionId);
        importer.WriteOptional(span.UserId);
        importer.WriteOptional(span.TokensWithin?.Input);
        importer.WriteOptional(span.TokensWithin?.Output);
    }

    public static void WritePayload(NpgsqlBinaryImporter importer, SpanRecord span)
    {
        WriteKey(importer, span);
        importer.WriteOptional(span.Input);
        importer.WriteOptional(span.Output);
        importer.Write(span.Raw, NpgsqlDbType.Text);
    }
}
