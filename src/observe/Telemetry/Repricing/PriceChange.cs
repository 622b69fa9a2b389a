using Dashboard.Pricing;

namespace Dashboard.Telemetry.Repricing;

/// <summary>From an instant on a model costs something else.</summary>
/// <param name="Provider">Who serves it, as the calls say; null where they do not.</param>
/// <param name="Model">The model, as the calls name it.</param>
/// <param name="Before">The row that held until then; null where there was no price.</param>
/// <param name="After">The row that holds from then on.</param>
public sealed record PriceChange(string? Provider, string Model, PriceRow? Before, PriceRow? After);
