using System.Data.Common;
using Dashboard.Telemetry.Live;
using Dashboard.Ui.Charts;

namespace Dashboard.Web.Pages.Overview;

/// <summary>Makes the frames of one look, as long as somebody looks.</summary>
internal sealed class OverviewFeed(
    OverviewLook look, LiveViews live, OverviewReader reader, RoutesReader routes, TimeProvider clock)
{
    private readonly LiveWindow _window = new(look.Range);
    private volatile OverviewFrame _newest = OverviewFrame.BeforeTheFirst();
    private OverviewTotals? _totals;
    private MergedQuestion? _asked;
    private long _askedAt;
    private long _changedAt;

    /// <summary>The newest frame; one without a time before there is any.</summary>
    public OverviewFrame Newest => _newest;

    /// <summary>Makes frames until <paramref name="ct"/> ends it; a fault of the database reaches those who look.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await using var updates = live.WatchAsync(look.Filter, ct).GetAsyncEnumerator(ct);
            var update = updates.MoveNextAsync().AsTask();
            while (true)
            {
                // Taken before the routes are read, so that no decision falls between two frames.
                var decision = routes.NextChange;
                if (_window.AsOf is null || update.IsCompleted)
                {
                    if (!await update)
                    {
                        return;
                    }

                    var touched = _window.Apply(updates.Current);
                    await LeadAsync(updates.Current.IsSnapshot ? null : touched, ct);
                    update = updates.MoveNextAsync().AsTask();
                }
                else
                {
                    await LeadAsync([], ct);
                }

                await Task.WhenAny(update, decision);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            // Whatever it is, the pages must learn that nothing more comes; they say why and offer to begin anew.
            _newest.Fail(failure);
        }
    }

    private async Task LeadAsync(IReadOnlyList<DateTimeOffset>? touched, CancellationToken ct)
    {
        var next = await MakeAsync(touched, ct);
        var former = _newest;
        _newest = next;
        former.LeadTo(next);
    }

    /// <param name="touched">The steps that changed; null: all may have.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    private async Task<OverviewFrame> MakeAsync(IReadOnlyList<DateTimeOffset>? touched, CancellationToken ct)
    {
        var asOf = _window.AsOf!.Value;
        var decided = await routes.ReadAsync(look, ct);
        if (_window.IsEmpty)
        {
            return new OverviewFrame
            {
                AsOf = asOf,
                Step = _window.Step,
                Idle = await routes.WithLastGoodAsync(
                    look, OverviewModel.StripsOf(_window, look.Route, totals: null, decided), ct),
            };
        }

        var remerged = await ReadTotalsAsync(touched is not { Count: 0 }, decided, ct);
        var model = OverviewModel.Of(_window, look.Route, _totals, OverviewLinks.Calls(look), decided);
        model = model with { Strips = await routes.WithLastGoodAsync(look, model.Strips, ct) };
        return new OverviewFrame
        {
            AsOf = asOf,
            Step = _window.Step,
            Model = model,
            Data = Chart(model, only: null),
            Changed = touched is null ? null : Chart(model, touched.Concat(remerged).ToHashSet()),
        };
    }

    private ChartData Chart(OverviewModel model, IReadOnlySet<DateTimeOffset>? only) =>
        OverviewChart.Data(_window, model.Focus, _totals?.Mixed, model.Changes, only);

    /// <summary>
    /// Reads merged numbers when something changed since they were last read; says which mixed steps differ now.
    /// </summary>
    private async Task<IReadOnlyList<DateTimeOffset>> ReadTotalsAsync(
        bool changed, DecidedRoutes decided, CancellationToken ct)
    {
        var now = clock.GetTimestamp();
        _changedAt = changed ? now : _changedAt;
        var focus = OverviewModel.FocusOf(_window, look.Route);
        var question = MergedQuestion.Of(
            _window,
            look.Filter.Project,
            look.Filter.Environment,
            focus,
            look.Zone,
            focus is null ? null : decided.Standing(focus));
        if (question == _asked && clock.GetElapsedTime(_changedAt, _askedAt) > OverviewReader.Fresh)
        {
            return [];
        }

        (_asked, _askedAt) = (question, now);
        var former = _totals?.Mixed;
        try
        {
            _totals = await reader.ReadAsync(question, ct);
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
}
