using System.Globalization;
using System.Text.Json;
using Dashboard.Postgres;

namespace Dashboard.EventStore;

/// <summary>
/// <c>audit.sealed</c> beside the key, in JSON, signed with it: says that <c>audit.head</c> was written here once, so that
/// its absence is no first start. A folder of a version that knew neither has none, nor has one to which the key alone
/// was copied.
/// <code>{"Since":"2026-11-22T12:00:00+00:00","KeyId":"...","Mac":"..."}</code>
/// </summary>
internal sealed class SealedMark(AuditKey key, string folder)
{
    public const string FileName = "audit.sealed";

    private readonly string _path = Path.Combine(folder, FileName);

    /// <summary>What is wrong with a folder without a head; null where none was written with this key.</summary>
    public string? FaultWithoutHead()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        var content = Read();
        if (content is { KeyId: { } id } && id != key.Id)
        {
            return null;
        }

        var since = content is not null && content.Mac == Signature(content.Since)
            ? string.Create(CultureInfo.InvariantCulture, $"was kept since {content.Since.UtcDateTime:u}")
            : "was kept";
        return $"'{SealedHeadFile.FileName}', the record of the newest sealed event, {since} and is missing from the data "
            + $"folder: nothing shows that the database is not an older copy. {HeadFault.Settle}";
    }

    /// <summary>Writes it where it is missing or another key's.</summary>
    public void Ensure(DateTimeOffset since)
    {
        if (Read() is not { } content || content.KeyId != key.Id || content.Mac != Signature(content.Since))
        {
            SecretFile.Replace(
                _path, JsonSerializer.Serialize(new Content(since.ToUniversalTime(), key.Id, Signature(since))));
        }
    }

    private Content? Read()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize<Content>(File.ReadAllText(_path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Signature(DateTimeOffset since) =>
        key.Sign(string.Create(CultureInfo.InvariantCulture, $"sealed\n{since.UtcTicks}"));

    private sealed record Content(DateTimeOffset Since, string? KeyId, string? Mac);
}
