using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Access.Keys;

/// <summary>
/// The text form of a key: <c>lops_&lt;key id&gt;_&lt;secret&gt;</c>, the id 12 lower-case hex digits, the secret 32
/// random
/// bytes in base64url. The prefix lets secret scanners find a leaked key; the id finds its row without a search.
/// </summary>
internal static class ApiKeyText
{
    private const string Prefix = "lops_";
    private const int IdLength = 12;
    private const int SecretLength = 43;

    /// <summary>A new id and the key that carries it.</summary>
    public static (string KeyId, string Key) New()
    {
        var id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (id, $"{Prefix}{id}_{secret}");
    }

    /// <summary>The id within a key, or false where the text has not the form of a generated key.</summary>
    public static bool TryReadId(string key, [NotNullWhen(true)] out string? keyId)
    {
        keyId = null;
        if (key.Length != Prefix.Length + IdLength + 1 + SecretLength
            || !key.StartsWith(Prefix, StringComparison.Ordinal)
            || key[Prefix.Length + IdLength] != '_')
        {
            return false;
        }

        keyId = key.Substring(Prefix.Length, IdLength);
        return true;
    }

    /// <summary>
    /// The hash that is kept instead of the key. One round of SHA-256 is enough for 256 random bits: there is nothing
    /// to
    /// guess, and every request pays for it.
    /// </summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
