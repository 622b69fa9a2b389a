using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// A cursor over OTLP/JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). Every method begins on
/// the first token of a value and ends on its last. A value of the wrong type is skipped and noted in <see
/// cref="TakeFault"/>, so that it costs its span and not the batch; text that is not JSON throws <see
/// cref="JsonException"/>, which <see cref="OtlpReader"/> translates.
/// </summary>
internal ref struct JsonInput(ReadOnlySpan<byte> body, ReadLimits limits)
{
    // The reader keeps one bit per level and our own recursion has its own limit: depth alone never spoils a batch.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    private Utf8JsonReader _reader = new(body, Options);
    private string? _fault = null;

    public ReadLimits Limits { get; } = limits;

    public readonly JsonTokenType Token => _reader.TokenType;

    /// <summary>The bytes of the current string or number, escapes unresolved.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _reader.ValueSpan;

    public void Start() => _reader.Read();

    /// <summary>Nothing but white space may follow the last value.</summary>
    public void End()
    {
        while (_reader.Read())
        {
        }
    }

    /// <summary>What was wrong since the last call, as a sentence without its end.</summary>
    public string? TakeFault()
    {
        var fault = _fault;
        _fault = null;
        return fault;
    }

    /// <summary>Notes that the field holds something else, and skips it.</summary>
    public void Refuse(string field, string expected)
    {
        _fault ??= $"{field} must be {expected}";
        Skip();
    }

    /// <summary>Goes into an object; false, with the value skipped, for null or anything else.</summary>
    public bool EnterObject(string field) => Enter(field, JsonTokenType.StartObject, "an object");

    public bool EnterArray(string field) => Enter(field, JsonTokenType.StartArray, "an array");

    /// <summary>
    /// Moves to the value of the next member, its name in lowerCamelCase; false at the end of the object.
    /// </summary>
    public bool NextMember(out string name) => NextMember(camelCase: true, out name);

    /// <summary>The same for objects whose names are data.</summary>
    public bool NextNamed(out string name) => NextMember(camelCase: false, out name);

    public bool NextItem()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    public void Skip() => _reader.Skip();

    public string? Text(string field)
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.String:
                return _reader.UnescapedText();
            case JsonTokenType.Null:
                return null;
            default:
                Refuse(field, "a string");
                return null;
        }
    }

    /// <summary>Like <see cref="Text"/>, for strings from a small vocabulary.</summary>
    public string Name(string field) =>
        _reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false }
            ? NameCache.Get(_reader.ValueSpan)
            : Text(field) ?? "";

    public long Int64(string field)
    {
        if (_reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            && JsonNumbers.TryInt64(_reader.ValueSpan, out var value))
        {
            return value;
        }

        RefuseUnlessNull(field, "a whole number of 64 bits, as a number or a string");
        return 0;
    }

    public ulong UInt64(string field)
    {
        if (_reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            && JsonNumbers.TryUInt64(_reader.ValueSpan, out var value))
        {
            return value;
        }

        RefuseUnlessNull(field, "a whole number of 64 bits, as a number or a string");
        return 0;
    }

    public double Double(string field)
    {
        if (_reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            && JsonNumbers.TryDouble(_reader.ValueSpan, out var value))
        {
            return value;
        }

        RefuseUnlessNull(field, "a number");
        return 0;
    }

    public bool Bool(string field)
    {
        if (_reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return _reader.TokenType == JsonTokenType.True;
        }

        RefuseUnlessNull(field, "true or false");
        return false;
    }

    /// <summary>
    /// An enum as its number, or as its name, which ends like one of <paramref name="names"/> at that number.
    /// </summary>
    public int Enum(string field, ReadOnlySpan<string> names)
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            var text = Name(field);
            for (var i = 0; i < names.Length; i++)
            {
                if (text.EndsWith(names[i], StringComparison.Ordinal))
                {
                    return i;
                }
            }
        }

        return Int64(field) is >= 0 and <= int.MaxValue and var value ? (int)value : 0;
    }

    private bool NextMember(bool camelCase, out string name)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            name = "";
            return false;
        }

        var raw = _reader.ValueSpan;
        name = _reader.ValueIsEscaped ? JsonText.Unescape(raw)
            : camelCase && raw.Contains((byte)'_') ? FieldNames.CamelCase(raw)
            : NameCache.Get(raw);
        _reader.Read();
        return true;
    }

    private bool Enter(string field, JsonTokenType start, string expected)
    {
        if (_reader.TokenType == start)
        {
            return true;
        }

        RefuseUnlessNull(field, expected);
        return false;
    }

    private void RefuseUnlessNull(string field, string expected)
    {
        if (_reader.TokenType != JsonTokenType.Null)
        {
            Refuse(field, expected);
        }
    }
}
