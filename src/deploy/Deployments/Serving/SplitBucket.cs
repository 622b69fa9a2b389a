using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Deployments.Serving;

/// <summary>
/// Where a caller stands in a split: the first 8 bytes (big endian) of SHA-256 over <c>salt|route|key</c> in UTF-8,
/// modulo 10,000. It needs no store, is the same in every console, and does not depend on the weights.
/// </summary>
internal static class SplitBucket
{
    /// <summary>Buckets per split, so 100 per percent.</summary>
    public const int Count = 10_000;

    /// <summary>Buckets per percent of weight.</summary>
    public const int PerPercent = Count / 100;

    private const int LongestOnStack = 512;

    /// <summary>A number from 0 to 9,999.</summary>
    public static int Of(string salt, string route, string key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(salt.Length + route.Length + key.Length + 2);
        var text = most <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[most];
        var length = Encoding.UTF8.GetBytes(salt, text);
        text[length++] = (byte)'|';
        length += Encoding.UTF8.GetBytes(route, text[length..]);
        text[length++] = (byte)'|';
        length += Encoding.UTF8.GetBytes(key, text[length..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % Count);
    }
}
