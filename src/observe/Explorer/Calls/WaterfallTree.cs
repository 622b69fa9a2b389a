namespace Dashboard.Explorer.Calls;

/// <summary>
/// Which rows of a waterfall can be seen and which one has the keyboard, after the treegrid pattern of ARIA: right opens
/// or goes in, left closes or goes out, up, down, Home and End move.
/// </summary>
internal sealed class WaterfallTree
{
    private const int Page = 10;

    private readonly HashSet<int> _closed = [];
    private List<int> _visible;

    public WaterfallTree(IReadOnlyList<WaterfallRow> rows)
    {
        Rows = rows;
        _visible = [.. Enumerable.Range(0, rows.Count)];
    }

    public IReadOnlyList<WaterfallRow> Rows { get; }

    /// <summary>Indexes of the rows that can be seen, in order.</summary>
    public IReadOnlyList<int> Visible => _visible;

    /// <summary>The index of the row that has the keyboard.</summary>
    public int Active { get; private set; }

    /// <summary>Where the active row stands among the visible ones.</summary>
    public int ActivePlace => Math.Max(0, _visible.BinarySearch(Active));

    /// <summary>Null for a row without children.</summary>
    public bool? IsOpen(int row) => Rows[row].Descendants == 0 ? null : !_closed.Contains(row);

    /// <summary>Gives a row the keyboard and opens what it lies in.</summary>
    public void Reveal(int row)
    {
        Active = row;
        var opened = false;
        for (var parent = Rows[row].Parent; parent >= 0; parent = Rows[parent].Parent)
        {
            opened |= _closed.Remove(parent);
        }

        if (opened)
        {
            Look();
        }
    }

    public void Toggle(int row)
    {
        if (Rows[row].Descendants == 0)
        {
            return;
        }

        if (!_closed.Remove(row))
        {
            _closed.Add(row);
            Active = Active > row && Active <= row + Rows[row].Descendants ? row : Active;
        }

        Look();
    }

    /// <summary>Takes a key of the browser's names; false when it means nothing here.</summary>
    public bool Press(string key)
    {
        switch (key)
        {
            case "ArrowDown":
                return Move(1);
            case "ArrowUp":
                return Move(-1);
            case "PageDown":
                return Move(Page);
            case "PageUp":
                return Move(-Page);
            case "Home":
                return Move(-_visible.Count);
            case "End":
                return Move(_visible.Count);
            case "ArrowRight" when IsOpen(Active) is { } open:
                return open ? Move(1) : Toggled();
            case "ArrowLeft" when IsOpen(Active) is true:
                return Toggled();
            case "ArrowLeft" when Rows[Active].Parent >= 0:
                Active = Rows[Active].Parent;
                return true;
            default:
                return false;
        }
    }

    private bool Move(int by)
    {
        Active = _visible[Math.Clamp(ActivePlace + by, 0, _visible.Count - 1)];
        return true;
    }

    private bool Toggled()
    {
        Toggle(Active);
        return true;
    }

    private void Look()
    {
        _visible = [];
        for (var row = 0; row < Rows.Count; row += _closed.Contains(row) ? Rows[row].Descendants + 1 : 1)
        {
            _visible.Add(row);
        }
    }
}
