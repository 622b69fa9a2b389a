using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>
/// A text of which the console knows many: what is typed narrows what is known, and anything else may be typed too.
/// </summary>
public sealed class Suggest : MudAutocomplete<string>
{
    /// <summary>How many are offered at most.</summary>
    public const int Most = 50;

    private IDisposable? _use;

    public Suggest()
    {
        (Variant, Margin, ShrinkLabel, Dense) = (Variant.Outlined, Margin.Dense, true, true);
        (OpenIcon, CloseIcon) = (MudIcons.Down, MudIcons.Down);
        (CoerceValue, CoerceText, ResetValueOnEmptyText, MaxItems) = (true, false, true, Most);
        (DebounceInterval, SelectValueOnTab, Strict) = (150, false, false);
        (ErrorId, AdornmentAriaLabel) = (FieldFaults.NewId(), "Show what is known");
        SearchFunc = (text, _) => Task.FromResult(Known.Where(one => Holds(one, text)).Take(Most));
    }

    /// <summary>What is known, in the order in which it is offered.</summary>
    [Parameter] public IReadOnlyList<string> Known { get; set; } = [];

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

    // The whole text is a choice that was made: all others are offered beside it.
    private bool Holds(string one, string? text) =>
        string.IsNullOrWhiteSpace(text) || text == ReadValue
        || one.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase);
}
