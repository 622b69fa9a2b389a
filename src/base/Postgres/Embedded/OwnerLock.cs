namespace Dashboard.Postgres;

/// <summary>
/// Decides which of several consoles on one data folder supervises the server: the holder of a file lock (<c>flock</c>), which
/// the kernel frees even when its holder is killed. The others use the server and leave it alone.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    private readonly FileStream _file;

    private OwnerLock(FileStream file) => _file = file;

    /// <summary>Null while another console holds it.</summary>
    public static OwnerLock? TryTake(string path)
    {
        try
        {
            return new OwnerLock(new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
