namespace Dashboard.Bench;

/// <summary>
/// A folder with the data of a benchmark: a temporary one that goes with the run, or one that stays and is loaded once.
/// </summary>
internal sealed class KeptFolder : IDisposable
{
    private readonly bool _isKept;

    /// <param name="parent">Where it stays; null for a temporary one.</param>
    /// <param name="name">Tells the data of one benchmark and size from another's.</param>
    public KeptFolder(string? parent, string name)
    {
        _isKept = parent is not null;
        Path = parent is null
            ? Directory.CreateTempSubdirectory($"dashboard-{name}-").FullName
            : Directory.CreateDirectory(System.IO.Path.Combine(parent, name)).FullName;

        // PostgreSQL runs as another user where this one is root.
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    public string Path { get; }

    /// <summary>Does the work once: what it returned is written down and read by the next run.</summary>
    public async Task<string> OnceAsync(string step, Func<Task<string>> work, CancellationToken ct)
    {
        var mark = System.IO.Path.Combine(Path, $"{step}.done");
        if (!File.Exists(mark))
        {
            await File.WriteAllTextAsync(mark + ".new", await work(), ct);
            File.Move(mark + ".new", mark);
        }

        return await File.ReadAllTextAsync(mark, ct);
    }

    public void Dispose()
    {
        if (!_isKept)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
