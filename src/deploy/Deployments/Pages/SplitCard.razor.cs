using System.Globalization;
using Dashboard.Access.People;
using Dashboard.Deployments.Models;
using Dashboard.Deployments.Routes;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Deployments.Pages;

/// <summary>Arranges a split and puts it in force, unless somebody else was faster.</summary>
public sealed partial class SplitCard : ComponentBase
{
    private Person _person = Person.Nobody;
    private SplitDraft _draft = new([]);
    private SplitDraft _begun = new([]);
    private string? _route;
    private int _base;
    private string? _steps;
    private string? _reason;
    private bool _busy;
    private DeploymentProblem? _problem;

    [Parameter, EditorRequired]
    public RouteStanding Standing { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private RouteDesk Desk { get; set; } = null!;

    [Inject]
    private ActorNames Names { get; set; } = null!;

    [Inject]
    private ModelQueries Models { get; set; } = null!;

    // What is offered beside a version that serves alone changes with every decision: a draft is what somebody moved.
    private bool IsDraft => !_draft.Equals(_begun);

    protected override async Task OnParametersSetAsync()
    {
        _person = await Person.OfAsync(Authentication);

        // A draft stays when another revision comes; without one the page follows.
        if (_route != Standing.State.Route || !IsDraft)
        {
            Begin();
        }
    }

    private void Begin()
    {
        (_route, _base, _begun) = (Standing.State.Route, Standing.Current.Number, LiveAt(Standing.Current));
        _draft = _begun;
        _steps = Standing.Current.Content.Steps is { Count: > 0 } steps ? string.Join(", ", steps) : null;
        _reason = null;
    }

    // Beside a version that serves alone stands the one that served before: what is most likely to get a share.
    private SplitDraft LiveAt(RouteRevision revision) => SplitDraft.Of(
        revision,
        Standing.Former is { } former && former.Model == revision.Content.Model
            && Models.Find(Standing.State.Project, former.Model, former.Version) is { } version
            && Models.WhyNotServable(version) is null
                ? former.Version
                : null);

    private void Change(SplitDraft draft) => (_draft, _problem) = (draft, null);

    private void Discard()
    {
        Begin();
        _problem = null;
    }

    private IEnumerable<string> Addable() => Models.All(Standing.State.Project)
        .Where(model => model.Key == Standing.Current.Content.Model)
        .SelectMany(model => model)
        .Where(version => Models.WhyNotServable(version) is null
            && _draft.Sides.All(side => side.Version != version.Version))
        .Take(6)
        .Select(version => version.Version);

    private VersionRole RoleOf(string version) =>
        version == Standing.Serving.Version ? VersionRole.Serving
        : version == Standing.Rollout?.Candidate.Version ? VersionRole.Canary
        : VersionRole.Former;

    private async Task ApplyAsync()
    {
        if (!TrySteps(out var steps))
        {
            _problem = new(ProblemKind.Invalid, "Canary steps are whole percents with commas, such as 5, 25, 50, 100.");
            return;
        }

        _busy = true;
        try
        {
            var content = Standing.Current.Content;
            var command = new DeployRoute(content.Model, _draft.ToSplit(), content.Sticky, steps, _base, _reason);
            var result = await Desk.DeployAsync(
                Standing.State.Project, Standing.State.Route, command, _person.By, CancellationToken.None);
            _problem = (result as RouteResult.Refused)?.Problem;
            if (result is RouteResult.Done done)
            {
                (_base, _begun, _reason) = (done.Revision.Number, LiveAt(done.Revision), null);
                _draft = _begun;
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private bool TrySteps(out IReadOnlyList<int>? steps)
    {
        var parts = (_steps ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var read = parts
            .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var step) ? step : (int?)null)
            .ToList();
        steps = read.Count == 0 || read.Contains(null) ? null : [.. read.Select(step => step!.Value)];

        // Steps of a split that is not one of two versions would be refused: they ended with the rollout.
        steps = _draft.Sides.Count == 2 ? steps : null;
        return !read.Contains(null);
    }
}
