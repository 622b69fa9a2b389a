namespace Dashboard.Costs.Moving;

/// <summary>One group's week against the week before.</summary>
/// <param name="Name">The value of the dimension; null is "not said".</param>
/// <param name="Before">The earlier week.</param>
/// <param name="After">The later week.</param>
/// <param name="Change">The change and what it is made of.</param>
public sealed record Mover(string? Name, MoverSide Before, MoverSide After, CostChange Change)
{
    /// <summary>Whether one of the weeks has calls without any price: then no change can be told.</summary>
    public bool IsUnknown => Before.IsUnknown || After.IsUnknown;
}
