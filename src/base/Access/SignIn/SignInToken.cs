using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Access.SignIn;

/// <summary>The secret in a one-time link: <c>&lt;id&gt;.&lt;32 random bytes in base64url&gt;</c>.</summary>
internal static class SignInToken
{
    private const int IdLength = 12;
    private const int SecretLength = 43;

    /// <summary>A new id and the token that carries it.</summary>
    public static (string LinkId, string Token) New()
    {
        var id = NewId();
        return (id, For(id));
    }

    /// <summary>An id that was never given before.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdLength, lowercase: true);

    /// <summary>A new token that carries an id.</summary>
    public static string For(string id) => $"{id}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>The id within a token, or false where the text is no token.</summary>
    public static bool TryReadId([NotNullWhen(true)] string? token, [NotNullWhen(true)] out string? linkId)
    {
        linkId = token is { Length: IdLength + 1 + SecretLength } && token[IdLength] == '.' ? token[..IdLength] : null;
        return linkId is not null;
    }

    /// <summary>The hash that is kept instead of the token.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
