using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>Stores log records; a repeated one is stored once.</summary>
internal sealed class LogWriter(TelemetryDb db, RecordGate gate)
{
    private static readonly DigestedTable<(LogRecord Log, Guid Digest)> Table = new(
        "log_records", "project_id, at, digest, trace_id, span_id, event_name, severity, body, raw", WriteRowAsync);

    public Task<WriteResult> WriteAsync(IReadOnlyList<LogRecord> logs, CancellationToken ct)
    {
        var records = logs.Select(log => (Log: log, Digest: DigestOf(log)))
            .DistinctBy(record => (record.Log.Project, record.Log.At, record.Digest))
            .ToList();
        var days = records.Select(record => DateOnly.FromDateTime(record.Log.At.UtcDateTime));
        return gate.WriteAsync(days, logs.Count, token => Table.AppendAsync(db.Source, records, token), ct);
    }

    private static Guid DigestOf(LogRecord log) =>
        RecordDigest.Of(log.TraceId?.ToString(), log.SpanId?.ToString(), log.EventName, log.Body, log.Raw);

    private static async Task WriteRowAsync(
        NpgsqlBinaryImporter importer, (LogRecord Log, Guid Digest) record, CancellationToken ct)
    {
        var (log, digest) = record;
        await importer.WriteAsync(log.Project.Value, NpgsqlDbType.Integer, ct);
        await importer.WriteAsync(log.At, NpgsqlDbType.TimestampTz, ct);
        await importer.WriteAsync(digest, NpgsqlDbType.Uuid, ct);
        if (log.TraceId is { } trace)
        {
            await importer.WriteAsync(trace.ToGuid(), NpgsqlDbType.Uuid, ct);
        }
        else
        {
            await importer.WriteNullAsync(ct);
        }

        await importer.WriteOptionalAsync(log.SpanId?.ToBigint(), ct);
        await importer.WriteOptionalAsync(log.EventName, ct);
        await importer.WriteAsync((short)log.Severity, NpgsqlDbType.Smallint, ct);
        await importer.WriteOptionalAsync(log.Body, ct);
        await importer.WriteAsync(log.Raw, NpgsqlDbType.Text, ct);
    }
}
