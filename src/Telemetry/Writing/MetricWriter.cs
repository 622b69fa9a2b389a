using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>Stores metric points; a repeated one is stored once.</summary>
internal sealed class MetricWriter(TelemetryDb db, RecordGate gate)
{
    private static readonly DigestedTable<(MetricRecord Point, Guid Digest)> Table = new(
        "metric_points", "project_id, at, digest, name, kind, unit, raw", WriteRowAsync);

    public Task<WriteResult> WriteAsync(IReadOnlyList<MetricRecord> points, CancellationToken ct)
    {
        var records = points.Select(point => (Point: point, Digest: RecordDigest.Of(point.Name, point.Kind, point.Raw)))
            .DistinctBy(record => (record.Point.Project, record.Point.At, record.Digest))
            .ToList();
        var days = records.Select(record => DateOnly.FromDateTime(record.Point.At.UtcDateTime));
        return gate.WriteAsync(days, points.Count, token => Table.AppendAsync(db.Source, records, token), ct);
    }

    private static async Task WriteRowAsync(
        NpgsqlBinaryImporter importer, (MetricRecord Point, Guid Digest) record, CancellationToken ct)
    {
        var (point, digest) = record;
        await importer.WriteAsync(point.Project.Value, NpgsqlDbType.Integer, ct);
        await importer.WriteAsync(point.At, NpgsqlDbType.TimestampTz, ct);
        await importer.WriteAsync(digest, NpgsqlDbType.Uuid, ct);
        await importer.WriteAsync(point.Name, NpgsqlDbType.Text, ct);
        await importer.WriteAsync(point.Kind, NpgsqlDbType.Text, ct);
        await importer.WriteOptionalAsync(point.Unit, ct);
        await importer.WriteAsync(point.Raw, NpgsqlDbType.Text, ct);
    }
}
