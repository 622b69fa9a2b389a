using System.Buffers;
using Dashboard.Telemetry;
using Microsoft.Extensions.Logging;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// Keeps what the database refuses for its content, so that one bad record neither stops those behind it nor vanishes:
/// file <c>rejected</c> beside the spool, in the same form.
/// </summary>
internal sealed partial class RejectedRecords(
    string root, GatewayStatus status, ILogger<RejectedRecords> logger)
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Appends frames to the file.</summary>
    public void Keep(ReadOnlySpan<byte> frames, string what, string reason)
    {
        status.Reject();
        var path = Path.Combine(root, "rejected");
        LogRejected(what, reason, path);
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
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

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The record of a call ({What}) cannot be stored and is set aside in '{Path}': {Reason}")]
    private partial void LogRejected(string what, string reason, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "A rejected record could not be kept either")]
    private partial void LogNotKept(Exception failure);
}
