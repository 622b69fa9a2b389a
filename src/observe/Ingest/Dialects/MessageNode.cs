using System.Text.Json;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// A list, an object or a value that is being put together. Items are kept sparse: their numbers come from a client.
/// </summary>
internal sealed class MessageNode
{
    private SortedDictionary<int, MessageNode>? _items;
    private OrderedDictionary<string, MessageNode>? _members;

    public AttributeValue Value { get; set; }

    public MessageNode Item(int number)
    {
        _items ??= [];
        if (!_items.TryGetValue(number, out var item))
        {
            _items[number] = item = new MessageNode();
        }

        return item;
    }

    public MessageNode Member(string name)
    {
        _members ??= [];
        if (!_members.TryGetValue(name, out var member))
        {
            _members[name] = member = new MessageNode();
        }

        return member;
    }

    public void Write(Utf8JsonWriter json)
    {
        if (_members is not null)
        {
            json.WriteStartObject();
            foreach (var (name, member) in _members)
            {
                json.WritePropertyName(name);
                member.Write(json);
            }

            json.WriteEndObject();
        }
        else if (_items is not null)
        {
            json.WriteStartArray();
            foreach (var item in _items.Values)
            {
                item.Write(json);
            }

            json.WriteEndArray();
        }
        else
        {
            AttributeJson.Write(json, Value);
        }
    }
}
