using Dashboard.Access.People;
using Dashboard.Deployments.Routes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Deployments.Pages;

/// <summary>What can be done about a route at once: roll back, take that back, stop or promote a canary.</summary>
public sealed partial class RollbackBox : ComponentBase
{
    private Person _person = Person.Nobody;
    private UndoOffer? _offer;
    private DeploymentProblem? _problem;
    private int _problemAt;
    private bool _busy;

    [Parameter, EditorRequired]
    public RouteStanding Standing { get; set; } = null!;

    /// <summary>When the page was drawn: an undo is offered for a while.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>With its key and the evidence; else one quiet line.</summary>
    [Parameter]
    public bool Big { get; set; }

    /// <summary>The target's last good numbers, for the quiet line.</summary>
    [Parameter]
    public string? Brief { get; set; }

    /// <summary>The target's last good numbers.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private RouteDesk Desk { get; set; } = null!;

    [Inject]
    private ActorNames Names { get; set; } = null!;

    private bool Locked => _busy || !_person.MayDeploy;

    private string? WhyNot => _person.MayDeploy ? null : Person.WhyNotDeploy;

    private string Size => Big ? "big" : "";

    private string Solid => Big ? "solid" : "";

    protected override async Task OnParametersSetAsync()
    {
        _offer = UndoOffer.Of(Standing.State, Now);
        // What went wrong with one revision says nothing about the next.
        _problem = _problemAt == Standing.Current.Number ? _problem : null;
        _person = await Person.OfAsync(Authentication);
    }

    private Task RollBackAsync() => DecideAsync((route, ct) => Desk.RollBackAsync(
        route.Project, route.Route, new RollBack(IfRevision: Standing.Current.Number), _person.By, ct));

    private Task UndoAsync() => DecideAsync((route, ct) => Desk.RollBackAsync(
        route.Project, route.Route, _offer!.Command, _person.By, ct));

    private Task StopAsync() => DecideAsync((route, ct) => Desk.AbortAsync(
        route.Project, route.Route, new StepRollout(Standing.Current.Number), _person.By, ct));

    private Task PromoteAsync() => DecideAsync((route, ct) => Desk.PromoteAsync(
        route.Project, route.Route, new StepRollout(Standing.Current.Number), _person.By, ct));

    private async Task DecideAsync(Func<RouteState, CancellationToken, Task<RouteResult>> decide)
    {
        if (Locked)
        {
            return;
        }

        _busy = true;
        var revision = Standing.Current.Number;
        try
        {
            // A decision that was asked for is carried out, also when the page is closed meanwhile.
            var result = await decide(Standing.State, CancellationToken.None);
            (_problem, _problemAt) = ((result as RouteResult.Refused)?.Problem, revision);
        }
        finally
        {
            _busy = false;
        }
    }
}
