using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Web.Components.Layout;

/// <summary>A part of the frame that shows where the reader is: it is drawn again when the address changes.</summary>
public abstract class FollowsAddress : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>Ends when the part is taken off the page.</summary>
    protected CancellationToken Stopping => _closing.Token;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _closing.Cancel();
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => StateHasChanged();
}
