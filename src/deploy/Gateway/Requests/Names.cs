namespace Dashboard.Gateway.Requests;

/// <summary>Makes names from outside fit for columns and filters.</summary>
internal static class Names
{
    private const int Longest = 256;

    /// <summary>
    /// The name without control characters and lone surrogates, cut to 256 characters; null for none.
    /// </summary>
    public static string? Clean(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var length = name.Length <= Longest ? name.Length
            : char.IsHighSurrogate(name[Longest - 1]) ? Longest - 1
            : Longest;
        var cut = name[..length];
        return cut.AsSpan().ContainsAnyInRange('\0', '\u001F') || cut.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? string.Concat(cut.EnumerateRunes().Select(rune => rune.Value < ' ' ? "\uFFFD" : rune.ToString()))
            : cut;
    }
}
