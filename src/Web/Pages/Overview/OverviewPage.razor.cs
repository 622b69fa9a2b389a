using System.Data.Common;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Pages.Overview;

/// <summary>The overview: draws the frames of the look that its address names.</summary>
public sealed partial class OverviewPage : ComponentBase, IAsyncDisposable
{
    private OverviewBoard? _board;
    private OverviewLook? _look;
    private OverviewFrame? _frame;
    private string? _failure;
    private string? _demoHref;
    private readonly PageLoop _loop = new();

    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeName { get; set; }

    [SupplyParameterFromQuery]
    public string? Route { get; set; }

    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private OverviewFeeds Feeds { get; set; } = null!;

    [Inject]
    private EnvironmentNames Environments { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ReaderZone Zone { get; set; } = null!;

    private TimeRange Range => TimeRange.Parse(RangeName);

    private string EmptyFact => Environment is { Length: > 0 } environment
        ? $"No calls from {environment} in the last {Range.Words}"
        : $"No calls in the last {Range.Words}";

    public async ValueTask DisposeAsync() => await _loop.DisposeAsync();

    protected override async Task OnParametersSetAsync()
    {
        // Without a circuit there is nobody to push to.
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        Route = string.IsNullOrEmpty(Route) ? null : Route;
        Environment = string.IsNullOrEmpty(Environment) ? null : Environment;
        var project = Authentication is null ? ProjectId.First : (await Authentication).User.Project();
        var filter = new LiveFilter(project, Range.Length, Route: null, Environment);
        var wanted = new OverviewLook(filter, Range, Route, await Zone.GetAsync());
        if (wanted != _look)
        {
            // Another route of the same window: what is shown stays until its first frame comes.
            _frame = wanted.Filter == _look?.Filter ? _frame : null;
            _look = wanted;
            await RestartAsync();
        }
    }

    private async Task RestartAsync()
    {
        await _loop.StopAsync();
        (_failure, _demoHref) = (null, null);
        var look = _look!;
        await _loop.RestartAsync(ct => WatchAsync(look, ct));
    }

    private async Task WatchAsync(OverviewLook watched, CancellationToken ct)
    {
        try
        {
            await foreach (var frame in Feeds.WatchAsync(watched, ct))
            {
                await ShowAsync(frame, ct);
            }
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
            StateHasChanged();
        }
    }

    private async Task ShowAsync(OverviewFrame frame, CancellationToken ct)
    {
        // The chart has all points but those that changed only where no frame was skipped.
        var follows = _frame is { } former && former.Next.IsCompletedSuccessfully && former.Next.Result == frame;
        _frame = frame;
        if (frame.Model is null && Environment is null && _demoHref is null)
        {
            var known = await Environments.ListAsync(_look!.Filter.Project, TimeRange.Month.Length, ct);
            _demoHref = known.Contains(EnvironmentNames.Demo) ? "/?environment=demo&range=30d" : null;
        }

        StateHasChanged();
        if (frame.Data is not { } all || _board is not { } board)
        {
            return;
        }

        if (!follows || frame.Changed is null)
        {
            await board.ResetAsync(all);
        }
        else if (!frame.Changed.IsEmpty)
        {
            await board.PushAsync(frame.Changed);
        }
    }
}
