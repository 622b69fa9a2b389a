using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dashboard.Postgres;

/// <summary>Reads a backup's file from the beginning to its end, an entry at a time.</summary>
internal sealed class BackupReader(string path)
{
    /// <summary>Reads the whole file and compares every byte with the manifest.</summary>
    /// <exception cref="InvalidOperationException">The file is damaged, cut off, or no backup.</exception>
    public async Task<BackupManifest> CheckAsync(CancellationToken ct)
    {
        await using (var file = File.OpenRead(path))
        {
            Require(await BackupSeal.IsWholeAsync(file, ct), "its bytes are not those that were written, or not all of them");
        }

        var found = new Dictionary<string, (IncrementalHash Hash, long Bytes)>();
        BackupManifest? manifest = null;
        try
        {
            await ReadAsync(
                async (folder, content) =>
                {
                    if (folder.Length == 0)
                    {
                        manifest = await BackupManifest.ReadAsync(content, ct);
                        return;
                    }

                    var (hash, bytes) = found.TryGetValue(folder, out var sum)
                        ? sum
                        : (IncrementalHash.CreateHash(HashAlgorithmName.SHA256), 0);
                    found[folder] = (hash, bytes + await AppendAsync(hash, content, ct));
                },
                ct);
            Require(manifest is not null, "it has no end");
            Require(
                manifest!.Format == BackupManifest.CurrentFormat,
                $"its format is {manifest.Format}, this program reads {BackupManifest.CurrentFormat}");
            var expected = manifest.Tables.Select(table => table.Content).Concat(manifest.Files).ToList();
            foreach (var content in expected)
            {
                var (hash, bytes) = found.GetValueOrDefault(content.Folder);
                Require(bytes == content.Bytes, $"'{content.Folder}' has not the length that was written");
                Require(
                    hash is null || Convert.ToHexStringLower(hash.GetCurrentHash()) == content.Sha256,
                    $"'{content.Folder}' differs from what was written");
            }

            Require(found.Count <= expected.Count, "it holds more than was written");
            return manifest;
        }
        finally
        {
            foreach (var (hash, _) in found.Values)
            {
                hash.Dispose();
            }
        }
    }

    /// <summary>Hands out each entry with its folder; the manifest, which has none, comes last.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read to its end.</exception>
    public async Task ReadAsync(Func<string, Stream, Task> onEntry, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var zip = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(zip, leaveOpen: true);
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
            {
                var folder = entry.Name[..Math.Max(0, entry.Name.LastIndexOf('/'))];
                await onEntry(folder, entry.DataStream ?? Stream.Null);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            throw Damaged(e.Message, e);
        }
    }

    private static async Task<long> AppendAsync(IncrementalHash hash, Stream content, CancellationToken ct)
    {
        var buffer = new byte[81920];
        var total = 0L;
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            total += read;
        }

        return total;
    }

    private void Require(bool condition, string fault)
    {
        if (!condition)
        {
            throw Damaged(fault, null);
        }
    }

    private InvalidOperationException Damaged(string fault, Exception? cause) => new(
        $"'{path}' is no whole backup of this program: {fault}. Nothing was restored; use another copy of the file.",
        cause);
}
