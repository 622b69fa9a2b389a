namespace Dashboard.Ingest.Wire;

/// <summary>
/// The values of one message, in the order of its schema: an <see cref="AttributeValue"/> tree, for points are kept as
/// JSON and never computed with here.
/// </summary>
internal sealed class PointValues(PointSchema schema)
{
    private readonly AttributeValue[] _values = new AttributeValue[schema.Fields.Length];

    /// <summary>The point's <c>time_unix_nano</c>; 0 is not said.</summary>
    public ulong TimeNanos { get; private set; }

    public void Set(int place, AttributeValue value)
    {
        var field = schema.Fields[place];
        if (field.Name == "time_unix_nano")
        {
            TimeNanos = unchecked((ulong)value.Int);
        }

        _values[place] = value;
    }

    /// <summary>Adds to a repeated field.</summary>
    public void Add(int place, AttributeValue value)
    {
        if (_values[place].Kind != AttributeKind.Array)
        {
            _values[place] = AttributeValue.Of(new List<AttributeValue>());
        }

        ((List<AttributeValue>)_values[place].Items).Add(value);
    }

    /// <summary>Adds to a repeated field of key-value pairs, which becomes one map.</summary>
    public List<OtlpAttribute> Members(int place)
    {
        if (_values[place].Kind != AttributeKind.Map)
        {
            _values[place] = AttributeValue.Of(new List<OtlpAttribute>());
        }

        return (List<OtlpAttribute>)_values[place].Members;
    }

    /// <summary>The message as a map, without what was not said.</summary>
    public AttributeValue ToMap()
    {
        List<OtlpAttribute> members = [];
        for (var i = 0; i < _values.Length; i++)
        {
            var (field, value) = (schema.Fields[i], _values[i]);
            var saysNothing = value.Kind switch
            {
                AttributeKind.Null => true,
                AttributeKind.Int or AttributeKind.Double => value.Int == 0 && !field.ZeroSaysSomething,
                AttributeKind.Map => value.Members.Count == 0,
                AttributeKind.Array => value.Items.Count == 0,
                _ => false,
            };
            if (!saysNothing)
            {
                members.Add(new OtlpAttribute(field.Name, value));
            }
        }

        return AttributeValue.Of(members);
    }
}
