using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>
/// A table of which only the rows in sight are drawn. It needs none of the providers: its look is in the style sheets.
/// </summary>
/// <typeparam name="T">A row.</typeparam>
public class LongTable<T> : MudTable<T>
{
    public LongTable()
    {
        (Elevation, Square, Hover, Breakpoint, FixedHeader) = (0, true, true, Breakpoint.None, true);
        (TableClass, ItemSize, OverscanCount) = ("grid stack", 36, 12);
    }
}
