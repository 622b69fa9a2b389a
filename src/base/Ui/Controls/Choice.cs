using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>One of a few, in the console's density.</summary>
/// <typeparam name="T">What is chosen.</typeparam>
public class Choice<T> : MudSelect<T>
{
    private IDisposable? _use;

    public Choice()
    {
        (Variant, Margin, ShrinkLabel, Dense) = (Variant.Outlined, Margin.Dense, true, true);
        (OpenIcon, CloseIcon) = (MudIcons.Down, MudIcons.Down);
        ErrorId = FieldFaults.NewId();
        (AnchorOrigin, TransformOrigin) = (Origin.BottomLeft, Origin.TopLeft);
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
