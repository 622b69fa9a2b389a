namespace Dashboard.Ingest.Wire;

/// <summary>
/// What one request may grow to in memory: two bytes on the wire can stand for an attribute of forty, and a resource is
/// repeated in every record. Honest exporters stay a hundred times below.
/// </summary>
internal sealed class ReadLimits(int values = 4_000_000, long textBytes = 256L << 20)
{
    /// <summary>How deep attribute values may nest; what is deeper is replaced by <see cref="TooDeep"/>.</summary>
    public const int MaxDepth = 32;

    public const string TooDeep = "(nested too deeply)";

    /// <summary>A span, log record or point weighs as much as this many values.</summary>
    private const int ItemWeight = 8;

    private int _values = values;
    private long _textBytes = textBytes;

    public void TakeValue() => Take(1);

    public void TakeItem() => Take(ItemWeight);

    /// <summary>Counts the JSON that was made of one item.</summary>
    public void TakeText(long bytes)
    {
        _textBytes -= bytes;
        if (_textBytes < 0)
        {
            throw new OtlpFormatException("The export expands to too much text: send smaller batches.", tooLarge: true);
        }
    }

    private void Take(int weight)
    {
        _values -= weight;
        if (_values < 0)
        {
            throw new OtlpFormatException("The export has too many values: send smaller batches.", tooLarge: true);
        }
    }
}
