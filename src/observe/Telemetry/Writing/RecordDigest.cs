using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Telemetry.Writing;

/// <summary>Identifies a record by its content: 128 bits of SHA-256 over its parts, each with its length before it.</summary>
internal static class RecordDigest
{
    public static Guid Of(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "");
            hash.AppendData(BitConverter.GetBytes(part is null ? -1 : bytes.Length));
            hash.AppendData(bytes);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16), bigEndian: true);
    }
}
