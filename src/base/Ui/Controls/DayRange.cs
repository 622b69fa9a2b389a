using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>A range of days, both ends included, typed or chosen from a calendar.</summary>
public sealed class DayRange : MudDateRangePicker
{
    private IDisposable? _use;

    public DayRange()
    {
        (Variant, Margin, ShrinkLabel, Editable) = (Variant.Outlined, Margin.Dense, true, true);
        (DateFormat, PlaceholderStart, PlaceholderEnd) = ("yyyy-MM-dd", "from", "to");
        (Elevation, TitleDateFormat, ShowToolbar) = (0, "ddd d MMM", false);
        (AdornmentIcon, PreviousIcon, NextIcon, SeparatorIcon) =
            (MudIcons.Down, MudIcons.Left, MudIcons.Right, MudIcons.Right);
        (AdornmentAriaLabel, FirstDayOfWeek) = ("Open the calendar", DayOfWeek.Monday);
    }

    [Inject] private MudUse Use { get; set; } = null!;

    protected override void OnInitialized()
    {
        _use = Use.Begin();
        base.OnInitialized();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        _use?.Dispose();
        await base.DisposeAsyncCore();
    }
}
