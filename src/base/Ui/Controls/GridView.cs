namespace Dashboard.Ui.Controls;

/// <summary>The order and the filters of a grid, as the address says them. Pure.</summary>
/// <param name="Sort">
/// The name of a column, <c>-</c> before it for the other way round; null for the order as it comes.
/// </param>
/// <param name="Filters">What rows must have, by the name of a column.</param>
public sealed record GridView(string? Sort, IReadOnlyDictionary<string, string> Filters)
{
    /// <summary>The keys of a page with a grid, and what they do.</summary>
    public static IReadOnlyList<(string Key, string Does)> Keys { get; } =
        [("J", "Next row"), ("K", "Former row"), ("Enter", "Open the row")];

    private static readonly Comparer<IComparable> _comparer = Comparer<IComparable>.Create(
        (one, other) =>
        one is string text && other is string another
            ? string.Compare(text, another, StringComparison.OrdinalIgnoreCase)
            : one.CompareTo(other));

    /// <summary>The rows that are shown, in their order; rows that are equal keep the order in which they come.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, IReadOnlyList<GridColumn<T>> columns)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(columns);
        var shown = items.Where(item => columns.All(column =>
            column.Group is null || !Filters.TryGetValue(column.Name, out var wanted) || column.Group(item) == wanted));
        if (columns.FirstOrDefault(IsSorted) is not { Order: { } order } sorted)
        {
            return [.. shown];
        }

        var keyed = shown.Select(item => (Item: item, Key: order(item))).OrderBy(row => row.Key is null);
        var ordered = IsDescending(sorted.Name)
            ? keyed.ThenByDescending(row => row.Key!, _comparer)
            : keyed.ThenBy(row => row.Key!, _comparer);
        return [.. ordered.Select(row => row.Item)];
    }

    /// <summary>In the words of ARIA; null for a column that does not sort.</summary>
    public string? AriaSort<T>(GridColumn<T> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Order is null ? null
            : !IsSorted(column) ? "none"
            : IsDescending(column.Name) ? "descending" : "ascending";
    }

    /// <summary>The order after one more click on a head: upwards, downwards, as it comes.</summary>
    public string? Next(string column) => Sort == column ? "-" + column : IsDescending(column) ? null : column;

    private bool IsSorted<T>(GridColumn<T> column) => Sort == column.Name || IsDescending(column.Name);

    private bool IsDescending(string column) => Sort == "-" + column;
}
