using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>Stores metric points; a repeated one is stored once.</summary>
public sealed class MetricWriter(TelemetryDb db, RecordGate gate)
{
    private static readonly DigestedTable<(MetricRecord Point, Guid Digest)> Table = new(
        "metric_points", "project_id, at, digest, name, kind, unit, raw", WriteRow);

    public Task<WriteResult> WriteAsync(IReadOnlyList<MetricRecord> points, CancellationToken ct)
    {
        var records = points.Select(point => (Point: point, Digest: RecordDigest.Of(point.Name, point.Kind, point.Raw)))
            .DistinctBy(record => (record.Point.Project, record.Point.At, record.Digest))
            .ToList();
        var days = records.Select(record => DateOnly.FromDateTime(record.Point.At.UtcDateTime));
        return gate.WriteAsync(
            days, points.Count,
            token => db.Sessions.RunAsync((connection, token) => Table.AppendAsync(connection, records, token), token), ct);
    }

    private static void WriteRow(NpgsqlBinaryImporter importer, (MetricRecord Point, Guid Digest) record)
    {
        var (point, digest) = record;
        importer.Write(point.Project.Value, NpgsqlDbType.Integer);
        importer.Write(point.At, NpgsqlDbType.TimestampTz);
        importer.Write(digest, NpgsqlDbType.Uuid);
        importer.Write(point.Name, NpgsqlDbType.Text);
        importer.Write(point.Kind, NpgsqlDbType.Text);
        importer.WriteOptional(point.Unit);
        importer.Write(point.Raw, NpgsqlDbType.Text);
    }
}
