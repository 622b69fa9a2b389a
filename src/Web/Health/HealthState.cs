using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Web.Health;

/// <summary>What is wrong at the moment, as the regular checks found it; pages show it.</summary>
internal sealed class HealthState(TimeProvider time) : IHealthCheckPublisher
{
    private readonly Lock _gate = new();
    private IReadOnlyList<HealthProblem> _problems = [];
    private TaskCompletionSource _change = Next();

    /// <summary>Empty while all is well.</summary>
    public IReadOnlyList<HealthProblem> Problems => Volatile.Read(ref _problems);

    /// <summary>Ends when <see cref="Problems"/> changes. Ask for it before them, so that no change is missed.</summary>
    public Task NextChange => Volatile.Read(ref _change).Task;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var problems = HealthProblem.Of(report, _problems, time.GetUtcNow());
            if (!problems.SequenceEqual(_problems))
            {
                Volatile.Write(ref _problems, problems);
                var change = _change;
                Volatile.Write(ref _change, Next());
                change.SetResult();
            }
        }

        return Task.CompletedTask;
    }

    private static TaskCompletionSource Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
