using System.Security.Cryptography;

namespace Dashboard.Postgres;

/// <summary>
/// The last bytes of a backup's file: the SHA-256 of all bytes before them. A reader of gzip alone does not tell a file
/// that was cut off from a whole one. The seal is itself an empty gzip member with the hash in its header (RFC 1952,
/// 2.3.1.1), so that <c>tar -xzf</c> reads the file all the same.
/// </summary>
internal static class BackupSeal
{
    // Magic, deflate, "there is an extra field"; no time, unknown system; 36 bytes of extra field: "SH", 32 bytes long.
    private static readonly byte[] Head =
        [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 36, 0, (byte)'S', (byte)'H', SHA256.HashSizeInBytes, 0];

    // An empty block, then checksum and length of nothing.
    private static readonly byte[] Tail = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static int Length => Head.Length + SHA256.HashSizeInBytes + Tail.Length;

    /// <summary>Appends the seal to a file that is complete but for it.</summary>
    public static async Task AppendAsync(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        var hash = await SHA256.HashDataAsync(file, ct);
        await file.WriteAsync(Of(hash), ct);
    }

    /// <summary>Whether the file is, to the last bit, what was sealed.</summary>
    public static async Task<bool> IsWholeAsync(Stream file, CancellationToken ct)
    {
        if (file.Length < Length)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var left = file.Length - Length; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), ct);
            if (read == 0)
            {
                return false;
            }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        var seal = new byte[Length];
        await file.ReadExactlyAsync(seal, ct);
        return seal.AsSpan().SequenceEqual(Of(hash.GetHashAndReset()));
    }

    private static byte[] Of(byte[] hash) => [.. Head, .. hash, .. Tail];
}
