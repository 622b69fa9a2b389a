using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Charts;

/// <summary>
/// Panels over one time axis, drawn in the browser from points that are pushed as they change. The layout is the page's
/// (CSS); the drawing follows it. Before the browser draws, titles and grid lines are already in place.
/// </summary>
public sealed partial class Chart(IJSRuntime javaScript) : ComponentBase, IAsyncDisposable
{
    private const string Module = "./_content/Dashboard.Ui/js/charts.js";

    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _drawing;
    private ChartData? _sent;
    private bool _drawn;
    private bool _disposed;

    [Parameter, EditorRequired]
    public IReadOnlyList<ChartPanel> Panels { get; set; } = [];

    /// <summary>
    /// All points; what was pushed since is part of it. A new object is sent whole only when the chart is (re)drawn.
    /// </summary>
    [Parameter, EditorRequired]
    public ChartData? Data { get; set; }

    /// <summary>The sentence that says what the chart shows, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public string Finding { get; set; } = "";

    /// <summary>Newest values by panel key, beside the panels.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Latest { get; set; }

    /// <summary>What lies above the first panel on the same time axis.</summary>
    [Parameter]
    public RenderFragment? Ribbon { get; set; }

    [Parameter]
    public bool AsTable { get; set; }

    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>
    /// What follows a date where a bucket is a whole day: whose midnight begins it. Days stand at midnight UTC.
    /// </summary>
    [Parameter]
    public string DayWords { get; set; } = "UTC";

    /// <summary>
    /// Replaces or adds the points that changed. Before the first drawing there is nothing to do: it takes all.
    /// </summary>
    public async Task PushAsync(ChartData changed)
    {
        if (_drawing is not null && !AsTable)
        {
            await CallAsync("push", ChartWire.Data(changed));
        }
    }

    /// <summary>Replaces every point, as after a gap. Before the first drawing there is nothing to do either.</summary>
    public async Task ResetAsync(ChartData all)
    {
        if (_drawing is not null && !AsTable)
        {
            await CallAsync("setAll", ChartWire.Data(all));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await CloseDrawingAsync();
        if (_module is not null)
        {
            await IgnoreGoneAsync(_module.DisposeAsync().AsTask());
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (AsTable)
        {
            await CloseDrawingAsync();
        }
        else if (_drawing is null && Data is not null && _sent is null)
        {
            _sent = Data;
            await OpenDrawingAsync(Data);
        }
    }

    private async Task OpenDrawingAsync(ChartData data)
    {
        try
        {
            _module ??= await javaScript.InvokeAsync<IJSObjectReference>("import", Module);
            if (_disposed || AsTable)
            {
                return;
            }

            _drawing = await _module.InvokeAsync<IJSObjectReference>(
                "create", _root, ChartWire.Spec(Panels, DayWords), ChartWire.Data(data));
        }
        catch (JSDisconnectedException)
        {
            return;
        }
        catch (JSException) when (_disposed || AsTable)
        {
            // The page has taken the element away while the drawing was on its way to it.
            return;
        }

        if (_disposed)
        {
            await CloseDrawingAsync();
            return;
        }

        _drawn = true;
        if (!ReferenceEquals(Data, data) && Data is not null)
        {
            await CallAsync("setAll", ChartWire.Data(Data));
        }

        StateHasChanged();
    }

    private async Task CloseDrawingAsync()
    {
        var closing = _drawing;
        (_drawing, _sent, _drawn) = (null, null, false);
        if (closing is not null)
        {
            await IgnoreGoneAsync(closing.InvokeVoidAsync("dispose").AsTask());
            await IgnoreGoneAsync(closing.DisposeAsync().AsTask());
        }
    }

    private async Task CallAsync(string method, object argument)
    {
        if (_drawing is { } target)
        {
            await IgnoreGoneAsync(target.InvokeVoidAsync(method, argument).AsTask());
        }
    }

    private string? Now(ChartPanel panel) => Latest?.GetValueOrDefault(panel.Key);

    // The browser may leave at any time; then there is nobody to draw for.
    private static async Task IgnoreGoneAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (JSDisconnectedException)
        {
        }
        catch (OperationCanceledException)
        {
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
