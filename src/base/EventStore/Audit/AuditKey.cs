using System.Security.Cryptography;
using System.Text;
using Dashboard.Postgres;

namespace Dashboard.EventStore;

/// <summary>
/// The secret of the hash chain. It lies in the data folder and not in the database, so that whoever can change rows cannot make
/// matching hashes. Consoles that share a database share this file.
/// </summary>
public sealed class AuditKey
{
    /// <summary>Its file in the data folder.</summary>
    public const string FileName = "audit.key";

    private readonly byte[] _secret;

    private AuditKey(byte[] secret, string? folder)
    {
        (_secret, Folder) = (secret, folder);
        Id = Sign("key id")[..16];
    }

    /// <summary>Tells keys apart without giving them away.</summary>
    public string Id { get; }

    /// <summary>Where it lies; null where it lies nowhere.</summary>
    internal string? Folder { get; }

    /// <summary>Reads <c>audit.key</c> of the data folder; makes it at the first start.</summary>
    public static AuditKey ReadOrCreate(string dataFolder)
    {
        DataFolder.Ensure(dataFolder);
        return FromText(SecretFile.ReadOrCreate(Path.Combine(dataFolder, FileName)), dataFolder);
    }

    internal static AuditKey FromText(string text, string? folder = null) => new(Encoding.UTF8.GetBytes(text), folder);

    /// <summary>HMAC-SHA256 of the text in UTF-8, lower-case hexadecimal.</summary>
    internal string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)));
}
