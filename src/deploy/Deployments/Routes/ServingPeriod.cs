namespace Dashboard.Deployments.Routes;

/// <summary>A time in which one version led a route without a break: it had the largest weight.</summary>
/// <param name="Model">The model of the version.</param>
/// <param name="Version">The version that led.</param>
/// <param name="From">When it took over.</param>
/// <param name="To">When another one did; null: it still leads.</param>
/// <param name="FirstRevision">The revision that made it lead.</param>
/// <param name="LastRevision">The last revision under which it led.</param>
public sealed record ServingPeriod(
    string Model, string Version, DateTimeOffset From, DateTimeOffset? To, int FirstRevision, int LastRevision)
{
    // A clock that was set right may be behind by less than this.
    private static readonly TimeSpan _byNoClock = TimeSpan.FromHours(1);

    /// <summary>
    /// The periods of a route, in their order; the last one lasts. A revision that was told afterwards to be in force
    /// from the past on takes the place of what began since.
    /// </summary>
    public static IReadOnlyList<ServingPeriod> Of(RouteState route)
    {
        var periods = new List<ServingPeriod>();
        foreach (var revision in route.Revisions)
        {
            var (model, leader) = (revision.Content.Model, Leader(revision));

            if (periods.Count > 0 && periods[^1].From - revision.By.At > _byNoClock)
            {
                periods.RemoveAll(period => period.From > revision.By.At);
                periods = [.. periods.SkipLast(1), .. periods.TakeLast(1).Select(last => last with { To = null })];
            }

            if (periods.Count > 0 && periods[^1] is var last && (last.Model, last.Version) == (model, leader))
            {
                periods[^1] = last with { LastRevision = revision.Number };
                continue;
            }

            if (periods.Count > 0)
            {
                periods[^1] = periods[^1] with { To = revision.By.At };
            }

            periods.Add(new ServingPeriod(model, leader, revision.By.At, null, revision.Number, revision.Number));
        }

        return periods;
    }

    /// <summary>The version with the largest weight; of equal ones the one that was there before.</summary>
    public static string Leader(RouteRevision revision) =>
        Enumerable.Reverse(revision.Content.Split).MaxBy(side => side.Weight)!.Version;
}
