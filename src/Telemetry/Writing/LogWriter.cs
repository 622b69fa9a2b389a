using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>Stores log records; a repeated one is stored once.</summary>
internal sealed class LogWriter(TelemetryDb db, RecordGate gate)
{
    private static readonly DigestedTable<(LogRecord Log, Guid Digest)> Table = new(
        "log_records", "project_id, at, digest, trace_id, span_id, event_name, severity, body, raw", WriteRow);

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

    private static void WriteRow(NpgsqlBinaryImporter importer, (LogRecord Log, Guid Digest) record)
    {
        var (log, digest) = record;
        importer.Write(log.Project.Value, NpgsqlDbType.Integer);
        importer.Write(log.At, NpgsqlDbType.TimestampTz);
        importer.Write(digest, NpgsqlDbType.Uuid);
        if (log.TraceId is { } trace)
        {
            importer.Write(trace.ToGuid(), NpgsqlDbType.Uuid);
        }
        else
        {
            importer.WriteNull();
        }

        importer.WriteOptional(log.SpanId?.ToBigint());
        importer.WriteOptional(log.EventName);
        importer.Write((short)log.Severity, NpgsqlDbType.Smallint);
        importer.WriteOptional(log.Body);
        importer.Write(log.Raw, NpgsqlDbType.Text);
    }
}
