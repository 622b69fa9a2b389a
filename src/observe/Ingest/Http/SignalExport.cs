using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Logging;

namespace Dashboard.Ingest.Http;

/// <summary>One signal's way from the bytes of an export to committed rows, whatever transport brought them.</summary>
/// <param name="signal">What distinguishes it.</param>
/// <param name="decode">Reads the body.</param>
/// <param name="store">Stores the records.</param>
/// <param name="busyFor">How long senders should stay away now; null while there is room.</param>
/// <param name="meters">Counts what came.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says what was rejected.</param>
internal sealed partial class SignalExport<T>(
    Signal signal, ExportDecoder<T> decode, RecordSink<T> store, Func<TimeSpan?> busyFor, IngestMeters meters,
    TimeProvider time, ILogger<SignalExport<T>> logger)
{
    public Signal Signal => signal;

    /// <summary>Asked before a body is read: what will be refused should cost nothing.</summary>
    public TimeSpan? BusyFor => busyFor();

    /// <summary>Returns after the commit, or says why there was none; and what could not be kept.</summary>
    /// <exception cref="OtlpFormatException">The body cannot be read.</exception>
    public async Task<(WriteResult Result, Rejections Rejected)> StoreAsync(
        ReadOnlyMemory<byte> body, OtlpEncoding encoding, ProjectId project, CancellationToken ct)
    {
        var export = decode(body.Span, encoding, project, time.GetUtcNow());
        var result = export.Records.Count == 0 ? new WriteResult.Committed(0, 0) : await store(export.Records, ct);
        if (result is WriteResult.Unavailable { IsContentAtFault: true })
        {
            result = await StoreOneByOneAsync(export, ct);
        }

        if (result is WriteResult.Committed)
        {
            meters.Count(signal.CountName, export.Records.Count, export.Rejected.Count, body.Length);
            if (export.Rejected.Message is { } message)
            {
                LogRejected(logger, message);
            }
        }

        return (result, export.Rejected);
    }

    /// <summary>One record that cannot be stored costs no other, and its sender need not come again with it.</summary>
    private async Task<WriteResult> StoreOneByOneAsync(Export<T> export, CancellationToken ct)
    {
        var (written, duplicates) = (0, 0);
        foreach (var record in export.Records)
        {
            switch (await store([record], ct))
            {
                case WriteResult.Committed committed:
                    written += committed.Written;
                    duplicates += committed.Duplicates;
                    break;
                case WriteResult.Unavailable { IsContentAtFault: true } refused:
                    export.Rejected.Add(refused.Reason.TrimEnd('.'));
                    break;
                case var later:
                    return later;
            }
        }

        return new WriteResult.Committed(written, duplicates);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Part of an export was rejected: {Reason}")]
    private static partial void LogRejected(ILogger logger, string reason);
}
