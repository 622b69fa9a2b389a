using System.Text.Json;

namespace Dashboard.EventStore;

/// <summary>Finds the stored name of a type and the type of a stored name.</summary>
internal sealed class EventTypeMap
{
    /// <summary>As Marten's default: PascalCase, enums as integers, nulls written.</summary>
    private static readonly JsonSerializerOptions Json = new();

    private readonly Dictionary<string, Type> _types = [];

    /// <exception cref="ArgumentException">Two types have one stored name.</exception>
    public EventTypeMap(IEnumerable<EventTypes> registrations)
    {
        foreach (var type in registrations.SelectMany(registration => registration.Types).Distinct())
        {
            if (!_types.TryAdd(MartenTypeName.Alias(type), type))
            {
                throw new ArgumentException(
                    $"{type} and {_types[MartenTypeName.Alias(type)]} would both be stored as '{MartenTypeName.Alias(type)}'.",
                    nameof(registrations));
            }
        }
    }

    /// <exception cref="ArgumentException">The type is not registered, so nobody could read the event again.</exception>
    public string AliasOf(object data)
    {
        var alias = MartenTypeName.Alias(data.GetType());
        return _types.GetValueOrDefault(alias) == data.GetType()
            ? alias
            : throw new ArgumentException($"{data.GetType()} is not registered; add it to an EventTypes.", nameof(data));
    }

    public static string Serialize(object data) => JsonSerializer.Serialize(data, data.GetType(), Json);

    /// <summary>Null where the type is unknown here: an event of another program, or of a newer version of this one.</summary>
    public object? Read(string alias, JsonElement data) =>
        _types.TryGetValue(alias, out var type) ? data.Deserialize(type, Json) : null;
}
