using Dashboard.Postgres;
using Dashboard.Telemetry.Content;
using Dashboard.Telemetry.Erasure;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>Stores log records, and gives their content to the calls that it belongs to; a repeated one is stored once.</summary>
public sealed class LogWriter(TelemetryDb db, RecordGate gate, ContentRules? content = null)
{
    private static readonly DigestedTable<(LogRecord Log, Guid Digest, int Ordinal)> Table = new(
        "log_records", "project_id, at, digest, trace_id, span_id, event_name, severity, body, raw, ordinal", WriteRow);

    public Task<WriteResult> WriteAsync(IReadOnlyList<LogRecord> logs, CancellationToken ct)
    {
        logs = content?.Apply(logs) ?? logs;
        var records = logs.Select((log, ordinal) => (Log: log, Digest: DigestOf(log), Ordinal: ordinal))
            .DistinctBy(record => (record.Log.Project, record.Log.At, record.Digest))
            .ToList();
        var days = records.Select(record => DateOnly.FromDateTime(record.Log.At.UtcDateTime));
        return gate.WriteAsync(
            days, logs.Count,
            token => db.Sessions.RunAsync((connection, token) => StoreAsync(connection, logs, records, token), token), ct);
    }

    /// <summary>A repeated record fills too: its first export may have failed between the two steps.</summary>
    private static async Task<int> StoreAsync(
        NpgsqlConnection connection, IReadOnlyList<LogRecord> logs,
        List<(LogRecord Log, Guid Digest, int Ordinal)> records, CancellationToken ct)
    {
        // The digests stay those of what came, so that a repeated export is known again.
        logs = await ErasedLogs.StripAsync(connection, logs, ct);
        records = [.. records.Select(record => record with { Log = logs[record.Ordinal] })];
        var written = await Table.AppendAsync(connection, records, ct);
        await LogContent.FillStoredAsync(connection, logs, ct);
        return written;
    }

    private static Guid DigestOf(LogRecord log) =>
        RecordDigest.Of(log.TraceId?.ToString(), log.SpanId?.ToString(), log.EventName, log.Body, log.Raw);

    private static void WriteRow(NpgsqlBinaryImporter importer, (LogRecord Log, Guid Digest, int Ordinal) record)
    {
        var (log, digest, ordinal) = record;
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
        importer.Write(ordinal, NpgsqlDbType.Integer);
    }
}
