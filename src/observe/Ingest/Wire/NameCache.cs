using System.Buffers.Binary;
using System.Text;
using Dashboard.Texts;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// Attribute names come again and again: short ASCII ones are made into a string once. The table is of fixed size and
/// is written without a lock, because losing an entry costs only another string.
/// </summary>
internal static class NameCache
{
    private const int MaxLength = 64;
    private static readonly string?[] Names = new string?[4096];

    public static string Get(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaxLength)
        {
            return WireText.Decode(name);
        }

        ref var slot = ref Names[Hash(name) & (ulong)(Names.Length - 1)];
        var known = slot;
        if (known is not null && Ascii.Equals(name, known))
        {
            return known;
        }

        var text = WireText.Decode(name);
        if (Ascii.IsValid(name))
        {
            slot = text;
        }

        return text;
    }

    private static ulong Hash(ReadOnlySpan<byte> name)
    {
        var hash = (ulong)name.Length;
        for (; name.Length >= sizeof(ulong); name = name[sizeof(ulong)..])
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name));
        }

        foreach (var b in name)
        {
            hash = Mix(hash ^ b);
        }

        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        return value ^ (value >> 32);
    }
}
