using System.Globalization;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.SetAside;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Telemetry.Repricing;

/// <summary>Cells that a job had to leave behind, as their new cost cannot be worked out or stored.</summary>
public sealed partial class FailedCells(SetAsideRecords setAside, TimeProvider time, ILogger<FailedCells> logger)
{
    public async Task AddAsync(
        NpgsqlConnection connection, RepricingJob job, CellKey cell, Exception fault, CancellationToken ct)
    {
        LogFault(fault);
        await setAside.FailAsync(
            connection, SetAsideKinds.Repricing, cell.Project, Record(job.Id, cell), 0, RecordFault.Reason(fault),
            isFinal: false, ct);
    }

    public static async Task RemoveAsync(NpgsqlConnection connection, long job, CellKey cell, CancellationToken ct) =>
        await SetAsideRecords.ForgetAsync(
            connection, SetAsideKinds.Repricing, cell.Project, [Record(job, cell)], ct);

    /// <summary>Those that are to be tried again now.</summary>
    public async Task<IReadOnlyList<(long Job, CellKey Cell)>> DueAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT project_id, record FROM set_aside f
            WHERE kind = $1 AND NOT {SetAsideRecords.IsLeftOut("$2")} ORDER BY record
            """,
            connection)
        {
            Parameters = { new() { Value = SetAsideKinds.Repricing }, new() { Value = time.GetUtcNow().UtcDateTime } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<(long, CellKey)>();
        while (await reader.ReadAsync(ct))
        {
            var parts = reader.GetString(1).Split(' ');
            due.Add((
                long.Parse(parts[0], CultureInfo.InvariantCulture),
                new CellKey(
                    new ProjectId(reader.GetInt32(0)), DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture),
                    int.Parse(parts[2], CultureInfo.InvariantCulture))));
        }

        return due;
    }

    /// <summary><c>12 2026-11-22T12:15:00Z 34</c>: the job, the quarter of an hour, the series.</summary>
    private static string Record(long job, CellKey cell) => string.Create(
        CultureInfo.InvariantCulture, $"{job} {cell.Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {cell.SeriesId}");

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Calls of a quarter of an hour could not be priced anew by their own fault; they are tried again")]
    private partial void LogFault(Exception failure);
}
