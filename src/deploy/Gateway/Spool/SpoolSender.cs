using System.Text.Json;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// Brings records to the database, the oldest first, one delivery at a time, and again until it takes them. A record that
/// was sent twice counts once: its key was made with the call.
/// </summary>
internal sealed partial class SpoolSender(
    SpoolQueue queue,
    SpoolStore store,
    CallWriter writer,
    RejectedRecords rejected,
    GatewayStatus status,
    TimeProvider time,
    ILogger<SpoolSender> logger)
    : BackgroundService
{
    /// <summary>How often a record is refused before it is set aside.</summary>
    private const int Tries = 3;

    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private bool _isStopping;

    /// <summary>Finds what earlier processes left before the first call comes.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var (chunks, cutOff) = store.Open();
        foreach (var chunk in chunks)
        {
            queue.TryAdd(chunk);
        }

        if (chunks.Count > 0 || cutOff > 0)
        {
            LogFound(chunks.Count, cutOff);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Delivers what waits if the database takes it; the rest stays on disk for the next start.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _isStopping, true);
        queue.Complete();
        if (ExecuteTask is { } loop)
        {
            await Task.WhenAny(loop, Task.Delay(LastPatience, time, cancellationToken));
        }

        await base.StopAsync(cancellationToken);
        store.Flush();
        store.Dispose();
        if (queue.Records > 0)
        {
            LogLeft(queue.Records);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.WaitAsync(stoppingToken))
        {
            var chunks = queue.Take();
            if (!await DeliverAsync(Records(chunks), stoppingToken))
            {
                return;
            }

            foreach (var chunk in chunks)
            {
                store.Delivered(chunk);
            }

            queue.Done();
        }
    }

    /// <summary>Returns when all records are stored or set aside; false when the process ends first.</summary>
    private async Task<bool> DeliverAsync(List<SpanRecord> records, CancellationToken ct)
    {
        for (var refusals = 1; ;)
        {
            switch (await writer.WriteAsync(records, ct))
            {
                case WriteResult.Committed:
                    status.DatabaseTrouble = null;
                    return true;
                case WriteResult.Unavailable { IsContentAtFault: true } again when records.Count == 1 && refusals < Tries:
                    refusals++;
                    await Task.Delay(again.RetryAfter, time, ct);
                    break;
                case WriteResult.Unavailable { IsContentAtFault: true } refused when records.Count == 1:
                    rejected.Keep(records[0], refused.Reason);
                    return true;
                case WriteResult.Unavailable { IsContentAtFault: true }:
                    return await DeliverOneByOneAsync(records, ct);
                case WriteResult.Unavailable away:
                    status.DatabaseTrouble = away.Reason;
                    if (Volatile.Read(ref _isStopping))
                    {
                        return false;
                    }

                    await Task.Delay(away.RetryAfter, time, ct);
                    break;
                case WriteResult.Overloaded busy:
                    await Task.Delay(busy.RetryAfter, time, ct);
                    break;
            }
        }
    }

    private async Task<bool> DeliverOneByOneAsync(List<SpanRecord> records, CancellationToken ct)
    {
        foreach (var record in records)
        {
            if (!await DeliverAsync([record], ct))
            {
                return false;
            }
        }

        return true;
    }

    private List<SpanRecord> Records(IReadOnlyList<SpoolChunk> chunks)
    {
        var records = new List<SpanRecord>(chunks.Sum(chunk => chunk.Count));
        foreach (var chunk in chunks)
        {
            if (chunk.Records is { } inMemory)
            {
                records.AddRange(inMemory);
            }
            else
            {
                Decode(Read(chunk), records);
            }
        }

        return records;
    }

    private byte[] Read(SpoolChunk chunk)
    {
        try
        {
            return SpoolStore.Read(chunk);
        }
        catch (IOException e)
        {
            status.Lose(chunk.Count);
            LogUnreadable(e, chunk.Count);
            return [];
        }
    }

    private void Decode(ReadOnlySpan<byte> frames, List<SpanRecord> records)
    {
        while (RecordFrame.TryRead(frames, out var content, out var length))
        {
            try
            {
                records.Add(SpanCodec.Read(content));
            }
            catch (JsonException e)
            {
                rejected.Keep(frames[..length], "written by another version", e.Message);
            }

            frames = frames[length..];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Records} records of calls cannot be read from disk and are lost")]
    private partial void LogUnreadable(Exception failure, int records);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Records} records of calls were left by an earlier run; {CutOff} bytes were cut off in mid-record")]
    private partial void LogFound(int records, long cutOff);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Records} records of calls stay on disk until the next start: the database does not take them")]
    private partial void LogLeft(long records);
}
