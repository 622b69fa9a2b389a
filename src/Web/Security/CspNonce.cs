using System.Security.Cryptography;

namespace Dashboard.Web.Security;

/// <summary>
/// The number that allows one inline script in one response: the import map, which cannot be a file. A layout writes it
/// as
/// <c>&lt;ImportMap nonce="@CspNonce.Of(HttpContext)" /&gt;</c>.
/// </summary>
public static class CspNonce
{
    private static readonly object _item = new();

    /// <summary>The nonce of this response; the same however often it is asked for.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Items[_item] is not string nonce)
        {
            context.Items[_item] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        }

        return nonce;
    }
}
