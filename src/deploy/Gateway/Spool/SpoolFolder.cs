namespace Dashboard.Gateway.Spool;

/// <summary>
/// The folder that this process writes its records to: the first below <c>spool</c> that no other process holds.
/// Consoles that share a data folder thus never write to one file, and what one of them left is taken over by the next.
/// </summary>
internal sealed class SpoolFolder : IDisposable
{
    private const int MostProcesses = 64;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private SpoolFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="InvalidOperationException">Nothing can be written there; the message says where.</exception>
    public static SpoolFolder Take(string root)
    {
        try
        {
            var own = Enumerable.Range(0, MostProcesses)
                .Select(slot => TryTake(System.IO.Path.Combine(root, $"{slot}")))
                .OfType<SpoolFolder>()
                .FirstOrDefault() ?? throw new IOException($"{MostProcesses} other consoles write to it.");
            own.Adopt(root);
            return own;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"Records of calls cannot be kept in '{root}': {e.Message} Make the folder in DASHBOARD_DATA writable.", e);
        }
    }

    /// <summary>The segments that are there, the oldest first.</summary>
    public IEnumerable<string> Segments() =>
        Directory.EnumerateFiles(Path, "*" + SpoolSegment.Extension).Order(StringComparer.Ordinal);

    public void Dispose() => _lock.Dispose();

    private static SpoolFolder? TryTake(string path)
    {
        Directory.CreateDirectory(path, OwnerOnly);
        try
        {
            return new SpoolFolder(path, new FileStream(
                System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(System.IO.Path.Combine(path, "lock")))
        {
            return null;
        }
    }

    // What processes left that were here beside another and are gone.
    private void Adopt(string root)
    {
        foreach (var other in Directory.EnumerateDirectories(root).Where(other => other != Path))
        {
            using var left = TryTake(other);
            foreach (var segment in left?.Segments() ?? [])
            {
                File.Move(segment, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(segment)));
            }
        }
    }
}
