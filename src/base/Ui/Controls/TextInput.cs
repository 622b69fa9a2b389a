using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>A text field in the console's density, its label above it and what is wrong with it below.</summary>
/// <typeparam name="T">What is typed.</typeparam>
public class TextInput<T> : MudTextField<T>
{
    private IDisposable? _use;

    public TextInput()
    {
        (Variant, Margin, ShrinkLabel, OnlyValidateIfDirty) = (Variant.Outlined, Margin.Dense, true, true);
        ErrorId = FieldFaults.NewId();
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
