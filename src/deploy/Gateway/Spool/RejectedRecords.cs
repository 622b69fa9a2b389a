using System.Buffers;
using System.Text.Json;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.SetAside;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Logging;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// Keeps what the database refuses for its content, so that one bad record neither stops those behind it nor vanishes:
/// file <c>rejected</c> beside the spool, in the same form.
/// </summary>
internal sealed partial class RejectedRecords(
    string root, GatewayStatus status, CallWriter writer, TimeProvider time, ILogger<RejectedRecords> logger) : ISetAside
{
    private const string Name = "rejected";
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly Lock _gate = new();

    // Another process takes records up again, so the file tells, not a counter.
    private (long Length, DateTime ChangedAt, long Count) _counted;

    /// <summary>Appends frames to the file.</summary>
    public void Keep(ReadOnlySpan<byte> frames, string what, string reason)
    {
        status.Reject();
        LogRejected(what, reason, Path.Combine(root, Name));
        try
        {
            Append(frames);
        }
        catch (IOException e)
        {
            LogNotKept(e);
        }
    }

    /// <summary>Appends a record to the file.</summary>
    public void Keep(SpanRecord record, string reason)
    {
        var frames = new ArrayBufferWriter<byte>();
        SpanCodec.Write(frames, record);
        Keep(frames.WrittenSpan, $"trace {record.TraceId}, span {record.SpanId}", reason);
    }

    public Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken ct)
    {
        var count = Count();
        return Task.FromResult<IReadOnlyDictionary<string, long>>(
            count == 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { [SetAsideKinds.Gateway] = count });
    }

    public Task<IReadOnlyList<SetAsideRecord>> ReadAsync(int limit, CancellationToken ct)
    {
        var records = new List<SetAsideRecord>();
        foreach (var file in Files().Where(file => file.Exists))
        {
            var at = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
            records.AddRange(Frames(File.ReadAllBytes(file.FullName)).Select(frame => Record(frame, at)));
        }

        return Task.FromResult<IReadOnlyList<SetAsideRecord>>([.. records.AsEnumerable().Reverse().Take(limit)]);
    }

    /// <summary>
    /// Sends them to the database from here, beside a console that runs or not. What is refused again is put back; a file
    /// that a crash left half sent is sent again, which counts nothing twice.
    /// </summary>
    /// <exception cref="IOException">The database takes nothing now; all is where it was.</exception>
    public async Task<long> RetryAsync(CancellationToken ct)
    {
        var current = new FileInfo(Path.Combine(root, Name));
        if (current.Exists)
        {
            // The console goes on appending to a file of the old name.
            current.MoveTo(Path.Combine(root, $"{Name}-{time.GetUtcNow().UtcTicks:D19}"));
        }

        if (writer.ExecuteTask is null)
        {
            await writer.StartAsync(ct);
        }

        var taken = 0L;
        foreach (var file in Files())
        {
            foreach (var frame in Frames(await File.ReadAllBytesAsync(file.FullName, ct)))
            {
                taken += await SendAsync(frame, ct) ? 1 : 0;
            }

            file.Delete();
        }

        return taken;
    }

    private async Task<bool> SendAsync(byte[] frame, CancellationToken ct)
    {
        if (Span(frame) is not { } span)
        {
            Append(frame);
            return false;
        }

        switch (await writer.WriteAsync([span], ct))
        {
            case WriteResult.Committed:
                return true;
            case WriteResult.Unavailable { IsContentAtFault: true }:
                Append(frame);
                return false;
            case WriteResult.Unavailable away:
                throw new IOException($"The gateway's records stay set aside: {away.Reason}");
            default:
                throw new IOException("The gateway's records stay set aside: the console has too much to store now.");
        }
    }

    private void Append(ReadOnlySpan<byte> frames)
    {
        lock (_gate)
        {
            using var file = new FileStream(Path.Combine(root, Name), new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            if (file.Length < MostBytes)
            {
                file.Write(frames);
                file.Flush(flushToDisk: true);
            }
        }
    }

    private long Count()
    {
        lock (_gate)
        {
            var files = Files().Where(file => file.Exists).ToList();
            var length = files.Sum(file => file.Length);
            var changedAt = files.Select(file => file.LastWriteTimeUtc).DefaultIfEmpty().Max();
            if ((length, changedAt) != (_counted.Length, _counted.ChangedAt))
            {
                _counted = (length, changedAt, files.Sum(file => (long)Frames(File.ReadAllBytes(file.FullName)).Count));
            }

            return _counted.Count;
        }
    }

    private IEnumerable<FileInfo> Files() => Directory.Exists(root)
        ? new DirectoryInfo(root).EnumerateFiles(Name + "*").OrderBy(file => file.Name, StringComparer.Ordinal)
        : [];

    private static List<byte[]> Frames(ReadOnlySpan<byte> bytes)
    {
        var frames = new List<byte[]>();
        while (RecordFrame.TryRead(bytes, out _, out var length))
        {
            frames.Add(bytes[..length].ToArray());
            bytes = bytes[length..];
        }

        return frames;
    }

    private static SpanRecord? Span(byte[] frame)
    {
        try
        {
            return SpanCodec.Read(frame.AsSpan(RecordFrame.HeaderLength));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SetAsideRecord Record(byte[] frame, DateTimeOffset at) => Span(frame) is { } span
        ? new SetAsideRecord(
            SetAsideKinds.Gateway, span.Project, $"trace {span.TraceId}", "The database refused it; the log says why.", 0, at)
        : new SetAsideRecord(SetAsideKinds.Gateway, null, "not readable", "It was written by another version.", 0, at);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The record of a call ({What}) cannot be stored and is set aside in '{Path}': {Reason}")]
    private partial void LogRejected(string what, string reason, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "A rejected record could not be kept either")]
    private partial void LogNotKept(Exception failure);
}
