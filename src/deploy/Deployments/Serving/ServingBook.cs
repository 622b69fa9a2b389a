using System.Collections.Immutable;
using Dashboard.Deployments.Away;
using Dashboard.Deployments.Routes;
using Dashboard.Events;

namespace Dashboard.Deployments.Serving;

/// <summary>
/// What is in force in this process: what is on record, this process's own decisions that the read models may not show
/// yet, and on top the rollbacks that wait for the database. Each change is in the <see cref="RouteTable"/> before the
/// call returns.
/// </summary>
internal sealed class ServingBook(RouteTable table)
{
    private readonly Lock _one = new();
    private readonly Dictionary<(ProjectId, string), RouteState> _ahead = [];
    private DeploymentBook _recorded = DeploymentBook.Empty;
    private volatile DeploymentBook _current = DeploymentBook.Empty;
    private volatile TaskCompletionSource _changed = NewSignal();

    /// <summary>With the waiting rollbacks applied.</summary>
    public DeploymentBook Current => _current;

    /// <summary>Ends when <see cref="Current"/> is next replaced.</summary>
    public Task NextChange => _changed.Task;

    /// <summary>As it is on record, as far as this process knows.</summary>
    public DeploymentBook Recorded
    {
        get
        {
            lock (_one)
            {
                return _recorded;
            }
        }
    }

    /// <summary>The rollbacks that wait for the database, in the order in which they were decided.</summary>
    public ImmutableList<PendingRollback> Pending { get; private set; } = [];

    /// <summary>
    /// Takes over what was read. A route of which this process has recorded a newer revision stays as it is.
    /// </summary>
    public void Load(DeploymentBook read)
    {
        lock (_one)
        {
            foreach (var own in _ahead.Values.ToList())
            {
                if (read.Route(own.Project, own.Route).Revisions.Count >= own.Revisions.Count)
                {
                    _ahead.Remove(own.Key);
                }
                else
                {
                    read = read.With(own);
                }
            }

            _recorded = read;
            Publish();
        }
    }

    /// <summary>Puts a route in force as it has just been put on record.</summary>
    public void Advance(RouteState route, PendingRollback? settled = null)
    {
        lock (_one)
        {
            _ahead[route.Key] = route;
            _recorded = _recorded.With(route);
            Pending = settled is null ? Pending : Pending.Remove(settled);
            Publish();
        }
    }

    /// <summary>
    /// Decides a rollback on what is in force now, and puts it in force. Nothing else can come in between in this
    /// process.
    /// </summary>
    public (RouteDecision Decision, RouteState After) RollBack(
        ProjectId project,
        string route,
        Func<RouteState, DeploymentBook, RouteDecision> decide,
        Func<RouteRolledBack, PendingRollback> keep)
    {
        lock (_one)
        {
            var decision = decide(_current.Route(project, route), _current);
            if (decision is RouteDecision.Accepted { Fact: RouteRolledBack fact })
            {
                Pending = Pending.Add(keep(fact));
                Publish();
            }

            return (decision, _current.Route(project, route));
        }
    }

    /// <summary>Takes over the rollbacks that waited when the former process ended.</summary>
    public void Resume(IEnumerable<PendingRollback> pending)
    {
        lock (_one)
        {
            Pending = [.. pending];
            Publish();
        }
    }

    /// <summary>Takes a rollback out of force that needs no record any more.</summary>
    public void Drop(PendingRollback pending)
    {
        lock (_one)
        {
            Pending = Pending.Remove(pending);
            Publish();
        }
    }

    private void Publish()
    {
        var current = _recorded;
        foreach (var pending in Pending)
        {
            current = current.With(pending.ApplyTo(current.Route(pending.Key.Project, pending.Key.Route)));
        }

        _current = current;
        table.Replace(current.ToSnapshot());
        Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
    }

    // Whoever waits must not go on inside the lock.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
