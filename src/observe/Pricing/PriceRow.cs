using Dashboard.Events;

namespace Dashboard.Pricing;

/// <summary>One price with its origin: what a call's cost refers to.</summary>
/// <param name="Id">
/// Stable over restarts and rebuilds: <c>builtin:openai/gpt-4o-mini</c>, <c>prices:17</c> for the price that the event
/// at
/// position 17 set, <c>prices:18:3</c> for the fourth price of the import at position 18.
/// </param>
/// <param name="Layer">Who said it.</param>
/// <param name="Price">What it costs.</param>
/// <param name="Order">Later rows have a greater number; decides where date and layer are equal.</param>
/// <param name="RecordedAt">When it was set or imported; null for built-in prices.</param>
/// <param name="Actor">Who set or imported it; null for built-in prices.</param>
/// <param name="Rank">Its model's place in the list, where patterns decide; null where the list did not say.</param>
public sealed record PriceRow(
    string Id,
    PriceLayer Layer,
    ModelPrice Price,
    long Order,
    DateTimeOffset? RecordedAt = null,
    string? Actor = null,
    int? Rank = null)
{
    internal bool IsInForce(DateTimeOffset at) => Price.EffectiveFrom is not { } from || from <= at;
}
