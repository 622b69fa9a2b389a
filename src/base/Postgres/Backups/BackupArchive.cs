using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Dashboard.Postgres;

/// <summary>
/// Writes a backup's file: a compressed tar. A tar wants the size of an entry before its bytes and COPY does not tell,
/// so that a table becomes several entries of a few megabytes, and never lies in memory or on disk as a whole.
/// </summary>
internal sealed class BackupArchive : IAsyncDisposable
{
    private const int ChunkSize = 4 << 20;

    private readonly GZipStream _zip;
    private readonly TarWriter _tar;
    private readonly DateTimeOffset _takenAt;
    private readonly byte[] _chunk = new byte[ChunkSize];

    public BackupArchive(Stream file, DateTimeOffset takenAt)
    {
        _zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        _tar = new TarWriter(_zip, TarEntryFormat.Pax, leaveOpen: true);
        _takenAt = takenAt;
    }

    public async Task<BackupContent> AddAsync(string folder, Stream content, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (total, number) = (0L, 0);
        int read;
        while ((read = await content.ReadAtLeastAsync(_chunk, ChunkSize, throwOnEndOfStream: false, ct)) > 0)
        {
            hash.AppendData(_chunk, 0, read);
            await AddEntryAsync($"{folder}/{++number:000000}", new MemoryStream(_chunk, 0, read), ct);
            total += read;
        }

        return new BackupContent(folder, total, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public async Task AddEntryAsync(string name, Stream content, CancellationToken ct) => await _tar.WriteEntryAsync(
        new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = content,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            ModificationTime = _takenAt,
        },
        ct);

    /// <summary>Writes the ends of both formats.</summary>
    public async ValueTask DisposeAsync()
    {
        await _tar.DisposeAsync();
        await _zip.DisposeAsync();
    }
}
