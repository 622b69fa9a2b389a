using System.Data.Common;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Telemetry.Calls;

/// <summary>The newest calls that match the address. What arrives meanwhile waits behind a pill.</summary>
public sealed partial class CallsPage : ComponentBase, IAsyncDisposable
{
    private const int PageSize = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CallTable _table = new();
    private CallSearch _search = new();
    private CallSearch? _read;
    private ProjectId _project = ProjectId.First;
    private DateTimeOffset? _asOf;
    private DateTimeOffset _shownAt;
    private string? _failure;
    private string? _demoHref;
    private bool _loaded;
    private bool _busy;
    private long _lookedAt;
    private bool _lookAgain;
    private CancellationTokenSource? _watching;
    private Task _watch = Task.CompletedTask;

    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeName { get; set; }

    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [SupplyParameterFromQuery]
    public string? Route { get; set; }

    [SupplyParameterFromQuery]
    public string? Model { get; set; }

    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    [SupplyParameterFromQuery]
    public string? User { get; set; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "min_latency_ms")]
    public string? MinLatency { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private CallQueries Calls { get; set; } = null!;

    [Inject]
    private EnvironmentNames Environments { get; set; } = null!;

    [Inject]
    private LiveViews Live { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ReaderZone Zone { get; set; } = null!;

    private string Shown => $"{CountFormat.Of(_table.Rows.Count, "call", "calls")} shown";

    private string New => CountFormat.Whole(_table.New) + (_table.NewIsAtLeast ? "+ new" : " new");

    private string EmptyFact => _search.IsNarrowed
        ? "No call matches"
        : $"No calls{(_search.Environment is { } name ? $" from {name}" : "")} in the last {_search.Range.Words}";

    public async ValueTask DisposeAsync() => await StopAsync();

    protected override async Task OnParametersSetAsync()
    {
        _search = new CallSearch
        {
            Range = TimeRange.Parse(RangeName),
            Environment = Filled(Environment),
            Route = Filled(Route),
            Model = Filled(Model),
            Version = Filled(Version),
            User = Filled(User),
            Status = CallSearch.ParseStatus(Status),
            MinLatencyMs = CallSearch.ParseLatency(MinLatency),
            Text = Filled(Text),
        };
        if (RendererInfo.IsInteractive && _search != _read)
        {
            _read = _search;
            _project = Authentication is null ? ProjectId.First : (await Authentication).User.Project();
            await ReloadAsync();
        }
    }

    private async Task ReloadAsync()
    {
        await StopAsync();
        (_failure, _loaded) = (null, false);
        _watching = new CancellationTokenSource();
        _watch = WatchAsync(_search, _watching.Token);
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

    private async Task WatchAsync(CallSearch wanted, CancellationToken ct)
    {
        try
        {
            await Zone.GetAsync();
            var newest = await NewestAsync(wanted, ct);
            _table.Show(newest);
            _demoHref = newest.Items.Count == 0 && wanted.Environment is null ? await DemoHrefAsync(ct) : null;
            (_loaded, _shownAt, _asOf) = (true, Clock.GetUtcNow(), Clock.GetUtcNow());
            StateHasChanged();

            // The last hour of all routes is what most open pages watch: it costs nothing more to listen in.
            var filter = new LiveFilter(_project, TimeRange.Hour.Length, Route: null, wanted.Environment);
            await foreach (var update in Live.WatchAsync(filter, ct))
            {
                _asOf = update.AsOf;
                await LookAsync(wanted, changed: update.Metrics.Series.Count > 0, ct);
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

    private async Task<string?> DemoHrefAsync(CancellationToken ct)
    {
        var names = await Environments.ListAsync(_project, TimeRange.Month.Length, ct);
        return names.Contains(EnvironmentNames.Demo) ? "/calls?environment=demo&range=30d" : null;
    }

    // Looks at most once a second; what changed in between is seen by the next look.
    private async Task LookAsync(CallSearch wanted, bool changed, CancellationToken ct)
    {
        _lookAgain |= changed;
        if (!_lookAgain || Clock.GetElapsedTime(_lookedAt) < BetweenLooks)
        {
            return;
        }

        (_lookAgain, _lookedAt) = (false, Clock.GetTimestamp());
        try
        {
            _table.Compare(await NewestAsync(wanted, ct));
        }
        catch (DbException)
        {
            // The rows stay; the next update looks again.
            _lookAgain = true;
        }

        if (_table.Rows.Count == 0 && _table.New > 0)
        {
            // Nothing can move in an empty list.
            ShowNew();
        }
    }

    private Task<CallPage> NewestAsync(CallSearch wanted, CancellationToken ct) =>
        Calls.ListAsync(wanted.ToFilter(_project, Clock.GetUtcNow(), PageSize), ct);

    private void ShowNew()
    {
        _table.ShowNew();
        _shownAt = Clock.GetUtcNow();
    }

    private async Task ShowOlderAsync()
    {
        _busy = true;
        try
        {
            _table.Append(await Calls.ListAsync(
                _search.ToFilter(_project, _shownAt, PageSize, _table.Older),
                _watching?.Token ?? CancellationToken.None));
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
        }
        finally
        {
            _busy = false;
        }
    }

    private string Href(CallSummary call) => QueryHelpers.AddQueryString(
        $"/calls/{call.TraceId}",
        QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query)
            .ToDictionary(part => part.Key, part => (string?)part.Value)
            .Append(KeyValuePair.Create("span", (string?)call.SpanId.ToString())));

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
