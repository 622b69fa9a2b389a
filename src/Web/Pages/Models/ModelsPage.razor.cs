using Dashboard.Access;
using Dashboard.Deployments.Models;
using Dashboard.Deployments.Pages;
using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Dashboard.Web.Demo;
using Dashboard.Web.Pages.Overview;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Pages.Models;

/// <summary>What serves, what served, what could: and how to change it.</summary>
public sealed partial class ModelsPage : ComponentBase, IAsyncDisposable
{
    private readonly PageLoop _loop = new();
    private IReadOnlyList<RouteStanding> _standings = [];
    private IReadOnlyList<EvidenceRow> _evidence = [];
    private RouteStanding? _selected;
    private DateTimeOffset? _asOf;
    private bool _hasVersions;
    private ProjectId _project = ProjectId.First;

    /// <summary>The route that is shown; the first one where none is named.</summary>
    [SupplyParameterFromQuery]
    public string? Route { get; set; }

    /// <summary>The revision that a link leads to.</summary>
    [SupplyParameterFromQuery]
    public int? Revision { get; set; }

    /// <summary>The demonstration's routes show in its environment alone.</summary>
    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private RouteQueries Routes { get; set; } = null!;

    [Inject]
    private ModelQueries Versions { get; set; } = null!;

    [Inject]
    private LastGoodReader Numbers { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ReaderZone Zone { get; set; } = null!;

    public async ValueTask DisposeAsync() => await _loop.DisposeAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        _project = Authentication is null ? ProjectId.First : (await Authentication).User.Project();
        await Zone.GetAsync();
        await _loop.RestartAsync(FollowAsync);
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        while (true)
        {
            var change = Routes.NextChange;
            var standings = Routes.Standings(_project);
            var isDemo = Environment == EnvironmentNames.Demo
                || standings.Any(standing => standing.State.Route == Route && DemoDeployment.IsDemo(standing));
            _standings = [.. standings.Where(standing => DemoDeployment.IsDemo(standing) == isDemo)];
            _hasVersions = Versions.All(_project).Any(model => !DemoRoute.Names.Contains(model.Key));
            _selected = string.IsNullOrEmpty(Route)
                ? (_standings.Count > 0 ? _standings[0] : null)
                : _standings.FirstOrDefault(standing => standing.State.Route == Route);
            _asOf = Clock.GetUtcNow();
            StateHasChanged();

            // What serves is shown at once; the numbers may take a moment.
            _evidence = await EvidenceAsync(ct);
            StateHasChanged();
            await change.WaitAsync(ct);
        }
    }

    private async Task<IReadOnlyList<EvidenceRow>> EvidenceAsync(CancellationToken ct)
    {
        if (_selected is not { LastGood: { } good } standing)
        {
            return [];
        }

        var environment = DemoDeployment.IsDemo(standing) ? EnvironmentNames.Demo : null;
        var now = await Numbers.OneAsync(new(_project, environment, standing.State.Route, standing.Serving), ct);
        return Evidence.Of(
            now, await Numbers.OneAsync(new(_project, environment, standing.State.Route, good), ct));
    }
}
