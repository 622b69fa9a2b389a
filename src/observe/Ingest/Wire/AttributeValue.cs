using Dashboard.Texts;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// OTLP's <c>AnyValue</c>, free of its encoding. Numbers are held in place; text is clean (see <see cref="WireText"/>).
/// </summary>
internal readonly struct AttributeValue
{
    private readonly long _bits;
    private readonly object? _reference;

    private AttributeValue(AttributeKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    public AttributeKind Kind { get; }

    /// <summary>The text of a <see cref="AttributeKind.Text"/> value, else null.</summary>
    public string? Text => _reference as string;

    public bool Bool => _bits != 0;

    public long Int => _bits;

    public double Double => BitConverter.Int64BitsToDouble(_bits);

    public byte[] Bytes => _reference as byte[] ?? [];

    public IReadOnlyList<AttributeValue> Items => _reference as List<AttributeValue> ?? [];

    public IReadOnlyList<OtlpAttribute> Members => _reference as List<OtlpAttribute> ?? [];

    public static AttributeValue Of(string text) => new(AttributeKind.Text, 0, text);

    public static AttributeValue Of(bool value) => new(AttributeKind.Bool, value ? 1 : 0, null);

    public static AttributeValue Of(long value) => new(AttributeKind.Int, value, null);

    public static AttributeValue Of(double value) =>
        new(AttributeKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    public static AttributeValue Of(byte[] value) => new(AttributeKind.Bytes, 0, value);

    public static AttributeValue Of(List<AttributeValue> items) => new(AttributeKind.Array, 0, items);

    public static AttributeValue Of(List<OtlpAttribute> members) => new(AttributeKind.Map, 0, members);
}
