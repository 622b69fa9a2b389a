using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest;

/// <summary>
/// The attributes of one span, found by name, and a note of which were taken as content. One object serves a whole
/// request, so that ten thousand attributes cost one dictionary and small spans cost no allocation.
/// </summary>
internal sealed class SpanView(JsonScratch json)
{
    private readonly Dictionary<string, int> _places = [];
    private readonly HashSet<string> _taken = [];
    private readonly HashSet<OtlpEvent> _takenEvents = new(ReferenceEqualityComparer.Instance);
    private List<OtlpAttribute> _attributes = [];

    public OtlpSpan Span { get; private set; } = new();

    /// <summary>All attributes, also those that a later one of the same name replaces.</summary>
    public ReadOnlySpan<OtlpAttribute> Attributes => CollectionsMarshal.AsSpan(_attributes);

    /// <summary>Builds the JSON of content; shared, one text at a time.</summary>
    public JsonScratch Json { get; } = json;

    /// <summary>The name of the instrumentation that made the span; empty when it was not said.</summary>
    public string Scope { get; private set; } = "";

    /// <summary>The version of the instrumentation.</summary>
    public string? ScopeVersion { get; private set; }

    public void Load(OtlpSpan span, string? scope = null, string? scopeVersion = null)
    {
        Span = span;
        Scope = scope ?? "";
        ScopeVersion = scopeVersion;
        _attributes = span.Attributes;
        _places.Clear();
        _taken.Clear();
        _takenEvents.Clear();
        for (var i = 0; i < _attributes.Count; i++)
        {
            _places[_attributes[i].Key] = i;
        }
    }

    public bool Has(string key) => _places.ContainsKey(key);

    public bool TryGet(string key, out AttributeValue value)
    {
        var found = _places.TryGetValue(key, out var place);
        value = found ? _attributes[place].Value : default;
        return found;
    }

    /// <summary>
    /// The first of the keys that holds text, or a number or truth value as text. Empty text counts as absent.
    /// </summary>
    public string? Text(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (TryGet(key, out var value) && AttributeJson.ScalarText(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>The first of the keys that holds a finite number, or text that is one.</summary>
    public double? Number(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (TryGet(key, out var value) && Number(value) is { } number && double.IsFinite(number))
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>The number at this place, if a later attribute of the same name does not replace it.</summary>
    public double? Number(int place) =>
        _places[_attributes[place].Key] == place && Number(_attributes[place].Value) is { } number
            && double.IsFinite(number) ? number : null;

    /// <summary>
    /// The first of the keys that holds content (text as it is, structures as JSON), which then leaves the raw attributes.
    /// Empty text counts as absent.
    /// </summary>
    public string? TakeContent(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Content(key) is { Length: > 0 } content)
            {
                Take(key);
                return content;
            }
        }

        return null;
    }

    /// <summary>One attribute as text, a structure as JSON, without taking it.</summary>
    public string? Content(string key) => TryGet(key, out var value) ? Content(value) : null;

    /// <summary>Marks an attribute as content that is stored elsewhere.</summary>
    public void Take(string key) => _taken.Add(key);

    public void Take(OtlpEvent e) => _takenEvents.Add(e);

    /// <summary>Whether the attribute at this place is the one that counts, and is not stored as content.</summary>
    public bool IsRaw(int place)
    {
        var key = _attributes[place].Key;
        return _places[key] == place && !_taken.Contains(key);
    }

    public bool IsRaw(OtlpEvent e) => !_takenEvents.Contains(e);

    private string? Content(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Null => null,
        AttributeKind.Array or AttributeKind.Map => Json.Text(value),
        _ => AttributeJson.ScalarText(value),
    };

    private static double? Number(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Int => value.Int,
        AttributeKind.Double => value.Double,
        AttributeKind.Text when double.TryParse(
            value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
