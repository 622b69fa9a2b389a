using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Costs.Budgets;

/// <summary>Sets and removes budgets.</summary>
internal sealed class BudgetRecorder(EventStore.EventStore store)
{
    private const string StreamType = "Budget";

    /// <summary>
    /// Sets a budget, or removes it where <paramref name="monthly"/> is null. The same again changes nothing.
    /// </summary>
    /// <returns>False where somebody else decided in the same moment; then nothing was written.</returns>
    public async Task<bool> SetAsync(
        ProjectId project, string? route, Nanodollars? monthly, EventContext context, CancellationToken ct)
    {
        var stream = route is null ? $"budget:{project}" : $"budget:{project}:{route}";
        var current = await store.AggregateAsync<Nanodollars?>(stream, null, BudgetDecisions.Apply, ct);
        if (BudgetDecisions.Decide(project, route, current.State, monthly) is not { } fact)
        {
            return true;
        }

        var result = await store.AppendAsync(stream, StreamType, current.Version, [fact], context, ct);
        return result is AppendResult.Appended;
    }
}
