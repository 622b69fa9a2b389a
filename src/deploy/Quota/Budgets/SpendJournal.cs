using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging;

namespace Dashboard.Quota.Budgets;

/// <summary>
/// Remembers on disk what this console has settled and may not have told the bank yet, so that spending is known to the
/// nanodollar even when the process is killed. Entries are running totals, in the frames of <see cref="RecordFrame"/>;
/// the greatest of a budget counts. The next process on the data folder reports what a killed one left.
/// </summary>
internal sealed partial class SpendJournal(string folder, ILogger<SpendJournal> logger) : IDisposable
{
    private const string Extension = ".journal";
    private const int MostBytes = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<BudgetKey, JournalEntry> _latest = [];
    private FileStream? _file;
    private int _files;

    /// <summary>Writes a total down. It survives the process when this returns.</summary>
    public void Note(Guid console, JournalEntry entry)
    {
        lock (_gate)
        {
            if (_latest.TryGetValue(entry.Key, out var known) && known.SpentNano > entry.SpentNano)
            {
                return;
            }

            _latest[entry.Key] = entry;
            try
            {
                if (_file is null || _file.Length > MostBytes)
                {
                    Begin(console);
                }
                else
                {
                    Write([entry]);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The bank is told within seconds; only a kill in between would now lose what was spent.
                LogNotWritten(e);
            }
        }
    }

    /// <summary>What processes left that have ended without telling the bank everything; with the files to delete then.</summary>
    public IReadOnlyList<(Guid Console, IReadOnlyList<JournalEntry> Entries, string Path)> FindLeft()
    {
        var left = new List<(Guid, IReadOnlyList<JournalEntry>, string)>();
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension) : [])
        {
            if (Guid.TryParseExact(Path.GetFileName(path).Split('.')[0], "N", out var console) && ReadIfLeft(path) is { } bytes)
            {
                left.Add((console, Entries(bytes), path));
            }
        }

        return left;
    }

    /// <summary>The bank knows everything.</summary>
    public void Delete()
    {
        lock (_gate)
        {
            if (_file is { } file)
            {
                file.Dispose();
                File.Delete(file.Name);
                _file = null;
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private static List<JournalEntry> Entries(ReadOnlySpan<byte> bytes)
    {
        var entries = new Dictionary<BudgetKey, JournalEntry>();
        while (RecordFrame.TryRead(bytes, out var content, out var length))
        {
            var entry = JsonSerializer.Deserialize<JournalEntry>(content)!;
            if (!entries.TryGetValue(entry.Key, out var known) || known.SpentNano <= entry.SpentNano)
            {
                entries[entry.Key] = entry;
            }

            bytes = bytes[length..];
        }

        return [.. entries.Values];
    }

    // A file that a living process writes to cannot be opened.
    private static byte[]? ReadIfLeft(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // The new file has every total before the old one goes.
    private void Begin(Guid console)
    {
        Directory.CreateDirectory(folder);
        var old = _file;
        var number = (++_files).ToString(CultureInfo.InvariantCulture);
        _file = new FileStream(Path.Combine(folder, $"{console:N}.{number}{Extension}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        Write(_latest.Values);
        old?.Dispose();
        if (old is not null)
        {
            File.Delete(old.Name);
        }
    }

    private void Write(IEnumerable<JournalEntry> entries)
    {
        var frames = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
        {
            RecordFrame.Write(frames, JsonSerializer.SerializeToUtf8Bytes(entry));
        }

        _file!.Write(frames.WrittenSpan);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What keys have spent cannot be written down in the data folder")]
    private partial void LogNotWritten(Exception failure);
}
