using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Postgres;

namespace Dashboard.EventStore;

/// <summary>
/// <c>audit.head</c> beside the key, in JSON, signed with it: whoever empties the database, or puts an older copy in its
/// place, does not reach it.
/// <code>{"Events":7,"Position":9,"Hash":"...","At":"2026-11-22T12:00:00+00:00","KeyId":"...","Mac":"..."}</code>
/// </summary>
internal sealed class SealedHeadFile(AuditKey key, string folder)
{
    public const string FileName = "audit.head";

    private readonly string _path = Path.Combine(folder, FileName);

    public bool IsMissing => !File.Exists(_path);

    /// <summary>What the file says; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is not as it was written; the message says so.</exception>
    public SealedHead? Read()
    {
        if (IsMissing)
        {
            return null;
        }

        Content? content = null;
        try
        {
            content = JsonSerializer.Deserialize<Content>(File.ReadAllText(_path));
        }
        catch (JsonException)
        {
            // Told below, with what else may be wrong.
        }

        if (content is { Hash: not null } && content.KeyId == key.Id && content.Mac == Signature(content.Head))
        {
            return content.Head;
        }

        throw new InvalidDataException(
            $"'{FileName}' in the data folder, the record of the newest sealed event, "
            + (content?.KeyId is { } id && id != key.Id ? $"was signed with another key ({id}, here {key.Id})."
                : "differs from what was written."));
    }

    /// <summary>Replaces the file as a whole.</summary>
    public void Write(SealedHead head) => SecretFile.Replace(
        _path,
        JsonSerializer.Serialize(
            new Content(head.Events, head.Position, head.Hash, head.At.ToUniversalTime(), key.Id, Signature(head))));

    private string Signature(SealedHead head) => key.Sign(string.Create(
        CultureInfo.InvariantCulture, $"seen\n{head.Events}\n{head.Position}\n{head.Hash}\n{head.At.UtcTicks}"));

    private sealed record Content(
        long Events, long Position, string? Hash, DateTimeOffset At, string? KeyId, string? Mac)
    {
        [JsonIgnore]
        public SealedHead Head => new(Events, Position, Hash ?? "", At);
    }
}
