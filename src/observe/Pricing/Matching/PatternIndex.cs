using System.Buffers;

namespace Dashboard.Pricing.Matching;

/// <summary>
/// Finds the rows whose rule holds for a name without trying each: by what every such name is, begins with or has in it.
/// </summary>
internal sealed class PatternIndex
{
    private readonly Dictionary<string, List<Entry>> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Entry>> _starts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Entry>> _parts = new(StringComparer.Ordinal);
    private readonly SearchValues<string> _anyPart;
    private readonly int[] _startLengths;

    public PatternIndex(IEnumerable<PriceRow> rows)
    {
        // Dated rows of a model share one rule.
        foreach (var group in rows.GroupBy(row => row.Price.Match!, StringComparer.Ordinal))
        {
            var rule = NameRule.Parse(group.Key);
            var entry = new Entry(rule, [.. group]);
            foreach (var anchor in rule.Anchors.Distinct())
            {
                var table = anchor.Kind switch
                {
                    NameAnchorKind.Whole => _whole,
                    NameAnchorKind.Start => _starts,
                    _ => _parts,
                };
                if (!table.TryGetValue(anchor.Text, out var entries))
                {
                    table[anchor.Text] = entries = [];
                }

                entries.Add(entry);
            }
        }

        _startLengths = [.. _starts.Keys.Select(text => text.Length).Distinct().Order()];
        _anyPart = SearchValues.Create([.. _parts.Keys.Where(text => text.Length > 0)], StringComparison.Ordinal);
    }

    /// <summary>The rows whose rule holds for a name in lower case, in no order.</summary>
    public IEnumerable<PriceRow> Find(string name)
    {
        var found = new HashSet<Entry>();
        Add(found, _whole.GetValueOrDefault(name), name);
        var starts = _starts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _startLengths)
        {
            if (length <= name.Length && starts.TryGetValue(name.AsSpan(0, length), out var entries))
            {
                Add(found, entries, name);
            }
        }

        Add(found, _parts.GetValueOrDefault(""), name);
        if (name.AsSpan().ContainsAny(_anyPart))
        {
            foreach (var (part, entries) in _parts)
            {
                if (part.Length > 0 && name.Contains(part, StringComparison.Ordinal))
                {
                    Add(found, entries, name);
                }
            }
        }

        return found.SelectMany(entry => entry.Rows);
    }

    private static void Add(HashSet<Entry> found, List<Entry>? entries, string name)
    {
        foreach (var entry in entries ?? [])
        {
            if (!found.Contains(entry) && entry.Rule.Holds(name))
            {
                found.Add(entry);
            }
        }
    }

    // A reference is enough to know it by: rules of equal text are one.
    private sealed class Entry(NameRule rule, PriceRow[] rows)
    {
        public NameRule Rule { get; } = rule;

        public PriceRow[] Rows { get; } = rows;
    }
}
