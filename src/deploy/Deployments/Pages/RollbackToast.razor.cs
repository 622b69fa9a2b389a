using System.Globalization;
using Dashboard.Access.People;
using Dashboard.Deployments.Routes;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Deployments.Pages;

/// <summary>
/// The toast of whoever rolled back. It follows from the history alone, so it is there again after a reload.
/// </summary>
public sealed partial class RollbackToast : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan _undoneShows = TimeSpan.FromSeconds(15);

    private readonly PageLoop _loop = new();
    private readonly HashSet<(string Route, int Revision)> _closed = [];
    private Person _person = Person.Nobody;
    private UndoOffer? _offer;
    private RouteState? _undone;
    private DateTimeOffset _now;
    private string? _reason;
    private bool _isKept;
    private bool _busy;
    private DeploymentProblem? _problem;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private RouteQueries Routes { get; set; } = null!;

    [Inject]
    private RouteDesk Desk { get; set; } = null!;

    [Inject]
    private ActorNames Names { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ReaderZone Zone { get; set; } = null!;

    private string? Announcement => _offer is { } offer
        ? $"{offer.Route.Route} serves {offer.Serves} again. Undo with U."
        : _undone is { } undone ? $"{undone.Route} serves {undone.LeaderOf(undone.Current!)} again." : null;

    public async ValueTask DisposeAsync() => await _loop.DisposeAsync();

    protected override async Task OnInitializedAsync()
    {
        _person = await Person.OfAsync(Authentication);
        if (RendererInfo.IsInteractive && _person.MayDeploy)
        {
            await _loop.RestartAsync(FollowAsync);
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await Zone.GetAsync();
        while (true)
        {
            var change = Routes.NextChange;
            Look();
            try
            {
                await change.WaitAsync(UntilItEnds(), Clock, ct);
            }
            catch (TimeoutException)
            {
                // The offer has ended: the next look finds none.
            }
        }
    }

    private void Look()
    {
        _now = Clock.GetUtcNow();
        var mine = Routes.All(_person.Project)
            .Where(route => route.Current!.By.Actor == _person.By.Actor
                && !_closed.Contains((route.Route, route.Current.Number)))
            .OrderByDescending(route => route.Current!.By.At)
            .ToList();
        var (shown, hadUndone) = (_offer?.Rollback, _undone is not null);
        _offer = mine.Select(route => UndoOffer.Of(route, _now)).FirstOrDefault(offer => offer is not null);
        _undone = _offer is null ? mine.FirstOrDefault(IsFreshUndo) : null;
        if (_offer is null && shown is null && !hadUndone && _undone is null)
        {
            return;
        }

        if (_offer?.Rollback.Number != shown?.Number)
        {
            (_reason, _problem) = (null, null);
            _isKept = _offer?.Rollback.Reason is not null;
        }

        StateHasChanged();
    }

    private bool IsFreshUndo(RouteState route) =>
        UndoOffer.IsUndo(route, route.Current!) && _now - route.Current!.By.At < _undoneShows;

    private TimeSpan UntilItEnds() =>
        _offer is { } offer ? Positive(offer.Until - _now)
        : _undone is { } undone ? Positive(undone.Current!.By.At + _undoneShows - _now)
        : Timeout.InfiniteTimeSpan;

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(1);

    private string Left(UndoOffer offer) =>
        Math.Max(0, (offer.Until - _now).TotalMilliseconds).ToString("0", CultureInfo.InvariantCulture);

    private async Task UndoAsync() => await DecideAsync(offer => Desk.RollBackAsync(
        offer.Route.Project, offer.Route.Route, offer.Command, _person.By, CancellationToken.None));

    private async Task ExplainAsync()
    {
        var reason = new ExplainRevision(_reason);
        _isKept = await DecideAsync(offer => Desk.ExplainAsync(
            offer.Route.Project, offer.Route.Route, offer.Rollback.Number, reason, _person.By, CancellationToken.None));
    }

    private async Task<bool> DecideAsync(Func<UndoOffer, Task<RouteResult>> decide)
    {
        if (_offer is not { } offer || _busy)
        {
            return false;
        }

        _busy = true;
        try
        {
            _problem = (await decide(offer) as RouteResult.Refused)?.Problem;
            return _problem is null;
        }
        finally
        {
            _busy = false;
            Look();
        }
    }

    private void Close()
    {
        if ((_offer?.Route ?? _undone) is { Current: { } current } route)
        {
            _closed.Add((route.Route, current.Number));
        }

        (_offer, _undone) = (null, null);
    }
}
