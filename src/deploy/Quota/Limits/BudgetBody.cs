using System.Text.Json.Serialization;

namespace Dashboard.Quota.Limits;

/// <summary>A budget as it is asked for.</summary>
/// <param name="Usd">US dollars as a decimal string, such as <c>"25.00"</c>.</param>
/// <param name="Period">One of <c>day</c>, <c>month</c>, <c>total</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BudgetBody(string? Usd, string? Period);
