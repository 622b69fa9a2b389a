using System.Data.Common;
using Dashboard.Access;
using Dashboard.Costs.OwnModel;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Costs.Page;

/// <summary>
/// What the models cost: by day and group, against the budget, to the month's end, and why it changed.
/// </summary>
public sealed partial class CostPage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan s_betweenReadings = TimeSpan.FromSeconds(5);

    private CostView _view = CostView.OfMonth(new DateOnly(2000, 1, 1), Dimension.Route, TimeZoneInfo.Utc);
    private CostScope _scope = new(ProjectId.First, null, null, TimeZoneInfo.Utc);
    private OwnModelInputs _inputs = OwnModelInputs.Default;
    private (CostView, CostScope)? _read;
    private CostNumbers? _numbers;
    private IReadOnlyList<TileContent>? _tiles;
    private CostStack? _stack;
    private DateOnly _today;
    private DateTimeOffset? _asOf;
    private string? _failure;
    private string? _zoneFault;
    private string? _demoHref;
    private long _readAt;
    private bool _changed;
    private CancellationTokenSource? _watching;
    private Task _watch = Task.CompletedTask;

    [SupplyParameterFromQuery]
    public string? Month { get; set; }

    [SupplyParameterFromQuery]
    public string? By { get; set; }

    [SupplyParameterFromQuery(Name = "tz")]
    public string? ZoneName { get; set; }

    [SupplyParameterFromQuery]
    public string? Route { get; set; }

    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [SupplyParameterFromQuery(Name = "gpu_hour")]
    public string? GpuHour { get; set; }

    [SupplyParameterFromQuery(Name = "gpu_tps")]
    public string? GpuTokens { get; set; }

    [SupplyParameterFromQuery]
    public string? Growth { get; set; }

    /// <summary>The model whose price somebody came to add.</summary>
    [SupplyParameterFromQuery(Name = "price")]
    public string? ModelToPrice { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private CostReader Reader { get; set; } = null!;

    [Inject]
    private LiveViews Live { get; set; } = null!;

    [Inject]
    private EnvironmentNames Environments { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ReaderZone Zone { get; set; } = null!;

    // A month without calls is shown as such; the page is empty only while nothing was ever measured.
    private bool IsEmpty => _numbers is { Days.IsEmpty: true, Outlook.HistoryDays: 0, Outlook.Calls: 0 };

    private string EmptyFact => _scope.Environment is { } name ? $"No calls from {name} yet"
        : _scope.Route is { } route ? $"No calls of {route} yet"
        : "No calls yet";

    private string ExportHref => QueryHelpers.AddQueryString("/api/costs/export", new Dictionary<string, string?>
    {
        ["month"] = _view.Month,
        ["by"] = _view.ByName,
        ["tz"] = _view.Zone.Id,
        ["route"] = _scope.Route,
        ["environment"] = _scope.Environment,
    }.Where(part => part.Value is not null));

    public async ValueTask DisposeAsync() => await StopAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        var reader = await Zone.GetAsync();
        var zone = CostView.ParseZone(ZoneName);
        _zoneFault = zone is null && !string.IsNullOrEmpty(ZoneName)
            ? $"'{ZoneName}' is no time zone; an IANA name such as Europe/Vienna is."
            : null;
        zone ??= CostView.ParseZone(reader.Id) ?? TimeZoneInfo.Utc;
        var now = Clock.GetUtcNow();
        var project = Authentication is null ? ProjectId.First : (await Authentication).User.Project();
        _view = CostView.OfMonth(
            CostView.ParseMonth(Month) ?? CostView.MonthOf(now, zone), CostView.ParseBy(By) ?? Dimension.Route, zone);
        _scope = new CostScope(project, Given(Route), Given(Environment), zone);
        _today = _scope.DayOf(now);
        _inputs = OwnModelInputs.Parse(GpuHour, GpuTokens, Growth);
        if (_read != (_view, _scope))
        {
            _read = (_view, _scope);
            await ReloadAsync();
        }
    }

    private async Task ReloadAsync()
    {
        await StopAsync();
        (_failure, _numbers, _tiles, _demoHref) = (null, null, null, null);
        _watching = new CancellationTokenSource();
        _watch = WatchAsync(_view, _scope, _watching.Token);
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

    private async Task WatchAsync(CostView view, CostScope scope, CancellationToken ct)
    {
        try
        {
            await ReadAsync(view, scope, ct);
            // The last hour of all routes is what most open pages watch: it costs nothing more to listen in.
            var filter = new LiveFilter(scope.Project, TimeRange.Hour.Length, Route: null, scope.Environment);
            await foreach (var update in Live.WatchAsync(filter, ct))
            {
                // Calls may have come between the reading and the first snapshot, and in the gap before another.
                _changed |= update.Metrics.Series.Count > 0;
                if (_changed && Clock.GetElapsedTime(_readAt) >= s_betweenReadings)
                {
                    await ReadAsync(view, scope, ct);
                }

                _asOf = update.AsOf;
                StateHasChanged();
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

    private async Task ReadAsync(CostView view, CostScope scope, CancellationToken ct)
    {
        (_changed, _readAt) = (false, Clock.GetTimestamp());
        _numbers = await Reader.ReadAsync(view, scope, ct);
        _tiles = new CostTiles(view, _numbers).Build();
        _today = _numbers.Outlook.Today;
        _asOf = _numbers.At;
        if (IsEmpty && scope.Environment is null)
        {
            var names = await Environments.ListAsync(scope.Project, TimeRange.Month.Length, ct);
            _demoHref = names.Contains(EnvironmentNames.Demo) ? "/cost?environment=demo" : null;
        }

        StateHasChanged();
        await (_stack?.RedrawAsync() ?? Task.CompletedTask);
    }

    // After somebody set a price or a budget on this page.
    private async Task RefreshAsync()
    {
        try
        {
            await ReadAsync(_view, _scope, _watching?.Token ?? CancellationToken.None);
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
