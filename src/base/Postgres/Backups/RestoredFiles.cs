namespace Dashboard.Postgres;

/// <summary>The small files that a backup took along, put into the data folder where they are missing.</summary>
internal sealed class RestoredFiles(string folder)
{
    /// <summary>They are keys, not data.</summary>
    private const int MaxBytes = 1 << 20;

    private readonly Dictionary<string, byte[]> _files = [];

    /// <exception cref="InvalidOperationException">Another file of this name is there.</exception>
    public async Task AppendAsync(string name, Stream content, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        if (name != Path.GetFileName(name) || bytes.Length > MaxBytes || !_files.TryAdd(name, bytes.ToArray()))
        {
            throw new InvalidOperationException(
                $"'{name}' of the backup is no file that a backup takes along. Nothing was restored.");
        }

        var path = Path.Combine(folder, name);
        if (File.Exists(path) && !(await File.ReadAllBytesAsync(path, ct)).SequenceEqual(_files[name]))
        {
            throw new InvalidOperationException(
                $"'{path}' differs from the one in the backup, and the restored data need that one. Nothing was "
                + "restored; move it away or name a new DASHBOARD_DATA folder.");
        }
    }

    /// <summary>Writes what is not there yet, each whole or not at all, readable by its owner alone.</summary>
    public void Place()
    {
        DataFolder.Ensure(folder);
        foreach (var (name, bytes) in _files.Where(file => !File.Exists(Path.Combine(folder, file.Key))))
        {
            var draft = Path.Combine(folder, $"{name}.{Guid.NewGuid():N}");
            SecretFile.Create(draft, bytes);
            File.Move(draft, Path.Combine(folder, name), overwrite: false);
        }
    }
}
