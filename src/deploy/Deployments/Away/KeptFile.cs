using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Dashboard.Deployments.Away;

/// <summary>A value that outlives the process in a JSON file of the data folder.</summary>
internal sealed partial class KeptFile<T>(string path, ILogger logger)
    where T : class
{
    private static readonly JsonSerializerOptions _json = new() { IgnoreReadOnlyProperties = true };

    private readonly Lock _one = new();
    private byte[] _written = [];

    /// <summary>
    /// Null where there is no file. One that cannot be read is put aside and reported: it is for a person to look at.
    /// </summary>
    public T? Read()
    {
        try
        {
            _written = File.ReadAllBytes(path);
            return JsonSerializer.Deserialize<T>(_written, _json);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            File.Move(path, path + ".unreadable", overwrite: true);
            LogUnreadable(e, path + ".unreadable");
            _written = [];
            return null;
        }
    }

    /// <summary>Returns when the value is on the disk; true also where it was there already. False is logged.</summary>
    /// <param name="value">
    /// Asked when it is this writer's turn, so that an older value never replaces a newer one.
    /// </param>
    public bool TryWrite(Func<T> value)
    {
        lock (_one)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(value(), _json);
            if (content.AsSpan().SequenceEqual(_written))
            {
                return true;
            }

            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                DurableFile.Write(path, content);
                _written = content;
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(e, path);
                return false;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A file was not readable and lies at {Path} now")]
    private partial void LogUnreadable(Exception exception, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} could not be written; it is as it was before")]
    private partial void LogNotWritten(Exception exception, string path);
}
