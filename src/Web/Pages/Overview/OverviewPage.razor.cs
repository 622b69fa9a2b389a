using System.Data.Common;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Calls;
using Dashboard.Telemetry.Live;
using Dashboard.Ui.Charts;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Pages.Overview;

/// <summary>The overview: watches the live window that its address names, and draws what changed.</summary>
public sealed partial class OverviewPage : ComponentBase, IAsyncDisposable
{
    private OverviewBoard? _board;
    private LiveWindow? _window;
    private OverviewTotals? _totals;
    private OverviewModel? _model;
    private ChartData? _data;
    private LiveFilter? _filter;
    private string? _failure;
    private string? _demoHref;
    private CancellationTokenSource? _watching;
    private Task _watch = Task.CompletedTask;
    private MergedQuestion? _asked;
    private long _askedAt;
    private long _changedAt;

    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeName { get; set; }

    [SupplyParameterFromQuery]
    public string? Route { get; set; }

    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private LiveViews Live { get; set; } = null!;

    [Inject]
    private OverviewReader Reader { get; set; } = null!;

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

    public async ValueTask DisposeAsync() => await StopAsync();

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
        var wanted = new LiveFilter(project, Range.Length, Route: null, Environment);
        if (wanted != _filter)
        {
            _filter = wanted;
            await RestartAsync();
        }
        else if (_window is { AsOf: not null, IsEmpty: false } && _model is not null)
        {
            // Another route of the same window: nothing new to watch.
            await ShowAsync(null, _watching!.Token);
        }
    }

    private async Task RestartAsync()
    {
        await StopAsync();
        _window = new LiveWindow(Range);
        (_totals, _model, _data, _failure, _demoHref, _asked) = (null, null, null, null, null, null);
        _watching = new CancellationTokenSource();
        _watch = WatchAsync(_filter!, _watching.Token);
    }

    private async Task StopAsync()
    {
        if (_watching is { } running)
        {
            _watching = null;
            await running.CancelAsync();
            await _watch;
            running.Dispose();
        }
    }

    private async Task WatchAsync(LiveFilter watched, CancellationToken ct)
    {
        try
        {
            await Zone.GetAsync();
            await foreach (var update in Live.WatchAsync(watched, ct))
            {
                var touched = _window!.Apply(update);
                await ShowAsync(update.IsSnapshot ? null : touched, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
            StateHasChanged();
        }
    }

    /// <summary>Draws the model anew and sends the changed steps to the chart; null means all of them.</summary>
    private async Task ShowAsync(IReadOnlyList<DateTimeOffset>? touched, CancellationToken ct)
    {
        if (_window!.IsEmpty)
        {
            await ShowEmptyAsync(ct);
            return;
        }

        var remerged = await ReadTotalsAsync(touched is not { Count: 0 }, ct);
        _model = OverviewModel.Of(_window, Route, _totals, CallsHref());
        _data = OverviewChart.Data(_window, _model.Focus, _totals?.Mixed, _model.Takeover);
        StateHasChanged();
        if (touched is null)
        {
            await (_board?.ResetAsync(_data) ?? Task.CompletedTask);
        }
        else if (touched.Count > 0 || remerged.Count > 0)
        {
            var only = touched.Concat(remerged).ToHashSet();
            var changed = OverviewChart.Data(_window, _model.Focus, _totals?.Mixed, _model.Takeover, only);
            await (_board?.PushAsync(changed) ?? Task.CompletedTask);
        }
    }

    private async Task ShowEmptyAsync(CancellationToken ct)
    {
        _model = null;
        if (Environment is null && _demoHref is null)
        {
            var known = await Environments.ListAsync(_filter!.Project, TimeRange.Month.Length, ct);
            _demoHref = known.Contains(EnvironmentNames.Demo)
                ? "/?environment=demo&range=30d"
                : null;
        }

        StateHasChanged();
    }

    /// <summary>
    /// Reads merged numbers when something changed since they were last read; says which mixed steps differ now.
    /// </summary>
    private async Task<IReadOnlyList<DateTimeOffset>> ReadTotalsAsync(bool changed, CancellationToken ct)
    {
        var now = Clock.GetTimestamp();
        _changedAt = changed ? now : _changedAt;
        var question = MergedQuestion.Of(
            _window!, _filter!.Project, _filter.Environment, OverviewModel.FocusOf(_window!, Route), Zone.Current);
        if (question == _asked && Clock.GetElapsedTime(_changedAt, _askedAt) > OverviewReader.Fresh)
        {
            return [];
        }

        (_asked, _askedAt) = (question, now);
        var former = _totals?.Mixed;
        try
        {
            _totals = await Reader.ReadAsync(question, ct);
        }
        catch (DbException)
        {
            // The steps are shown without them; the next update asks again.
            _asked = null;
            return [];
        }

        return
        [
            .. _totals.Mixed
                .Where(step => former is null || !former.TryGetValue(step.Key, out var known) || known != step.Value)
                .Select(step => step.Key),
        ];
    }

    private string CallsHref()
    {
        var query = new Dictionary<string, string?>
        {
            ["range"] = Range.Name,
            ["environment"] = Environment,
            ["route"] = Route,
        };
        return QueryHelpers.AddQueryString("/calls", query.Where(part => part.Value is not null));
    }
}
