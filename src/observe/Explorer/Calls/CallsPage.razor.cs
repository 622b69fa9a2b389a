using System.Data.Common;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Trail;
using Dashboard.Texts;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Explorer.Calls;

/// <summary>The newest calls that match the address. What arrives meanwhile waits behind a pill.</summary>
public sealed partial class CallsPage : ComponentBase, IAsyncDisposable
{
    private const int PageSize = 100;
    private const float RowHeight = 36;
    private static readonly (string, string)[] Keys =
    [
        ("J", "Next call"), ("K", "Former call"), ("Enter", "Open the call"), ("Home", "Show new calls"),
        ("Esc", "Close a menu"),
    ];

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Only the last quarter of an hour may still change: late calls come within it.</summary>
    private static readonly TimeSpan StillChanging = TimeSpan.FromMinutes(15);

    /// <summary>How long a search goes on by itself when a page of rows has not been found yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly CallTable _table = new();
    private readonly PageLoop _loop = new();
    private Virtualize<CallSummary>? _rows;
    private CallSearch _search = new();
    private CallSearch? _read;
    private ProjectId _project = ProjectId.First;
    private DateTimeOffset? _asOf;
    private DateTimeOffset _shownAt;
    private string? _failure;
    private string? _demoHref;
    private bool _loaded;
    private bool _goingOn;
    private long _lookedAt;
    private bool _lookAgain;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private CallQueries Calls { get; set; } = null!;

    [Inject]
    private AccessTrail Trail { get; set; } = null!;

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

    private string Shown => $"{CountFormat.Of(_table.Rows.Count, "call", "calls")} shown"
        + (Method is { } method ? $" · {method}" : "");

    private string? Method => ReachWords.Method(_table.Reach, _shownAt, Zone.Current);

    private string New => CountFormat.Whole(_table.New) + (_table.NewIsAtLeast ? "+ new" : " new");

    private string ViewQuery => _search.ToQuery(
        _search.Range == TimeRange.Day ? [] : [new("range", _search.Range.Name)]);

    private string ExportQuery => _search.ToQuery([new("from", Rfc3339.Of(Clock.GetUtcNow() - _search.Range.Length))]);

    private string EmptyFact => _search.IsNarrowed
        ? "No call matches"
        : $"No calls{(_search.Environment is { } name ? $" from {name}" : "")} in the last {_search.Range.Words}";

    public async ValueTask DisposeAsync() => await _loop.DisposeAsync();

    protected override async Task OnParametersSetAsync()
    {
        _search = Read();
        if (RendererInfo.IsInteractive && _search != _read)
        {
            _read = _search;
            var user = Authentication is null ? null : (await Authentication).User;
            _project = user?.Project() ?? ProjectId.First;
            if (user is not null && _search.Text is not null)
            {
                Trail.Note(user, AccessKind.TextSearched, Uri.UnescapeDataString(ViewQuery).TrimStart('?'));
            }

            await ReloadAsync();
        }
    }

    private async Task ReloadAsync()
    {
        await _loop.StopAsync();
        (_failure, _loaded, _goingOn, _tally) = (null, false, false, null);
        var wanted = _search;
        await _loop.RestartAsync(ct => WatchAsync(wanted, ct));
    }

    private async Task WatchAsync(CallSearch wanted, CancellationToken ct)
    {
        try
        {
            await Zone.GetAsync();
            await ShowNewestAsync(wanted, ct);
            if (_table.Rows.Count == 0 && wanted.Environment is null)
            {
                _demoHref = await DemoHrefAsync(ct);
            }

            // The last hour of all routes is what most open pages watch: it costs nothing more to listen in.
            var filter = new LiveFilter(_project, TimeRange.Hour.Length, Route: null, wanted.Environment);
            await foreach (var update in Live.WatchAsync(filter, ct))
            {
                _asOf = update.AsOf;
                await LookAsync(wanted, changed: update.Metrics.Series.Count > 0, ct);
                StateHasChanged();
            }
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
            StateHasChanged();
        }
    }

    private async Task ShowNewestAsync(CallSearch wanted, CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        _table.Show(await Calls.ListAsync(wanted.ToFilter(_project, now, PageSize), ct));
        (_loaded, _shownAt, _asOf) = (true, now, Clock.GetUtcNow());
        await RefreshAsync();
        await GoOnAsync(wanted, ct);
        await CountAsync(wanted, ct);
    }

    /// <summary>Searches on where the former page's time was up, until a page is full or the patience is at its end.</summary>
    private async Task GoOnAsync(CallSearch wanted, CancellationToken ct)
    {
        var began = Clock.GetTimestamp();
        var enough = _table.Rows.Count + PageSize;
        try
        {
            while (_table.Reach.StoppedAt is not null
                && _table.Rows.Count < enough
                && Clock.GetElapsedTime(began) < Patience)
            {
                _goingOn = true;
                _table.Append(await Calls.ListAsync(wanted.ToFilter(_project, _shownAt, PageSize, _table.Older), ct));
                await RefreshAsync();
            }
        }
        finally
        {
            _goingOn = false;
        }

        await RefreshAsync();
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
            var now = Clock.GetUtcNow();
            _table.Compare(await Calls.ListAsync(
                wanted.ToFilter(_project, now, PageSize) with { From = now - StillChanging }, ct));
            if (_table.Rows.Count == 0 && _table.New > 0)
            {
                // Nothing can move in an empty list.
                await ShowNewestAsync(wanted, ct);
            }
        }
        catch (DbException)
        {
            // The rows stay; the next update looks again.
            _lookAgain = true;
        }
    }

    /// <summary>Rows for the window that is in sight; older ones are read when it comes near the end.</summary>
    private async ValueTask<ItemsProviderResult<CallSummary>> ProvideAsync(ItemsProviderRequest request)
    {
        var began = Clock.GetTimestamp();
        var mayRead = _table.Reach.StoppedAt is null;
        try
        {
            while (mayRead && request.StartIndex + request.Count > _table.Rows.Count && _table.Older is { } cursor)
            {
                _table.Append(await Calls.ListAsync(
                    _search.ToFilter(_project, _shownAt, PageSize, cursor), request.CancellationToken));
                mayRead = Clock.GetElapsedTime(began) < Patience;
                StateHasChanged();
            }
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
            StateHasChanged();
        }

        var more = _table is { Older: not null, Reach.StoppedAt: null } ? 1 : 0;
        return new(_table.Rows.Skip(request.StartIndex).Take(request.Count), _table.Rows.Count + more);
    }

    private async Task RefreshAsync()
    {
        if (_rows is not null)
        {
            await _rows.RefreshDataAsync();
        }

        StateHasChanged();
    }

    private Task ShowNewAsync() => GuardAsync(ShowNewestAsync);

    private Task SearchFurtherAsync() => GuardAsync(GoOnAsync);

    private async Task GuardAsync(Func<CallSearch, CancellationToken, Task> read)
    {
        var ct = _loop.Token;
        try
        {
            await read(_search, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
        }
    }

    private string Moment(DateTimeOffset? at) => at is { } time ? TimeFormat.Moment(time, _shownAt, Zone.Current) : "";

    private string Href(CallSummary call) => QueryHelpers.AddQueryString(
        $"/calls/{call.TraceId}",
        QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query)
            .ToDictionary(part => part.Key, part => (string?)part.Value)
            .Append(KeyValuePair.Create("span", (string?)call.SpanId.ToString())));
}
