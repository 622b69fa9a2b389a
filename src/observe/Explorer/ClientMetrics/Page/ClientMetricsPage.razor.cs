using System.Data.Common;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Explorer.ClientMetrics.Page;

/// <summary>What clients measure themselves, and how much of it their spans show.</summary>
public sealed partial class ClientMetricsPage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(1);

    /// <summary>Points that come later than is watched for are seen by then, and old ones leave the range.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <summary>A reading that takes long is repeated so much less often.</summary>
    private const int RestPerReading = 10;

    private readonly PageLoop _loop = new();
    private (TimeRange Range, string? Environment) _wanted = (TimeRange.Day, null);
    private (TimeRange, string?)? _read;
    private ProjectId _project = ProjectId.First;
    private ClientMetricsView? _view;
    private DateTimeOffset? _asOf;
    private string? _failure;

    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeName { get; set; }

    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private ClientMetricsReader Reader { get; set; } = null!;

    [Inject]
    private LiveViews Live { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Origin => new Uri(Navigation.BaseUri).GetLeftPart(UriPartial.Authority);

    private string CallsHref => "/calls" + new Uri(Navigation.Uri).Query;

    private string EmptyFact => _wanted.Environment is { } name
        ? $"No metrics of clients from {name} in the last {_wanted.Range.Words}"
        : $"No metrics of clients in the last {_wanted.Range.Words}";

    public async ValueTask DisposeAsync() => await _loop.DisposeAsync();

    protected override async Task OnParametersSetAsync()
    {
        _wanted = (TimeRange.Parse(RangeName), string.IsNullOrWhiteSpace(Environment) ? null : Environment);
        if (RendererInfo.IsInteractive && _wanted != _read)
        {
            _read = _wanted;
            _project = Authentication is null ? ProjectId.First : (await Authentication).User.Project();
            await ReloadAsync();
        }
    }

    private async Task ReloadAsync()
    {
        await _loop.StopAsync();
        (_failure, _view) = (null, null);
        await _loop.RestartAsync(WatchAsync);
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        try
        {
            var (began, took) = await ReadAsync(ct);
            // The last hour of all routes is what most open pages watch: it costs nothing more to listen in.
            var filter = new LiveFilter(_project, TimeRange.Hour.Length, Route: null, _wanted.Environment);
            var changed = false;
            await foreach (var update in Live.WatchAsync(filter, ct))
            {
                changed |= update.Metrics.Series.Count > 0
                    || await Reader.HasMoreAsync(_project, _view!, ct);
                var rested = Clock.GetElapsedTime(began);
                if (rested >= LongestRest || (changed && rested >= BetweenReadings && rested >= took * RestPerReading))
                {
                    ((began, took), changed) = (await ReadAsync(ct), false);
                }
                else if (!changed)
                {
                    _asOf = update.AsOf;
                    StateHasChanged();
                }
            }
        }
        catch (Exception problem) when (problem is DbException or MetricsGoneException)
        {
            _failure = problem.Message;
            StateHasChanged();
        }
    }

    private async Task<(long Began, TimeSpan Took)> ReadAsync(CancellationToken ct)
    {
        var began = Clock.GetTimestamp();
        _view = await Reader.ReadAsync(_project, _wanted.Range.Length, _wanted.Environment, ct);
        _asOf = _view.At;
        StateHasChanged();
        return (began, Clock.GetElapsedTime(began));
    }
}
