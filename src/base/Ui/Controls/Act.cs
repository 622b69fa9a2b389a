using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>A button of a form or a dialog.</summary>
public sealed class Act : MudButton, IDisposable
{
    private IDisposable? _use;

    public Act() => (DropShadow, Ripple) = (false, false);

    /// <summary>Whether it does what the form or the dialog is for.</summary>
    [Parameter] public bool IsMain { get; set; }

    /// <summary>Whether it sends its form.</summary>
    [Parameter] public bool Submits { get; set; }

    [Inject] private MudUse Use { get; set; } = null!;

    protected override void OnInitialized()
    {
        _use = Use.Begin();
        base.OnInitialized();
    }

    protected override void OnParametersSet()
    {
        (Variant, Color, Class) = IsMain
            ? (Variant.Filled, Color.Primary, "solid")
            : (Variant.Outlined, Color.Default, null);
        ButtonType = Submits ? ButtonType.Submit : ButtonType.Button;
        base.OnParametersSet();
    }

    void IDisposable.Dispose()
    {
        _use?.Dispose();
        Dispose();
    }
}
