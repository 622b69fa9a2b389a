namespace Dashboard.Quota.Limits;

/// <summary>The answer of <c>GET /api/keys/{id}/limits</c>.</summary>
public sealed record KeyLimitsAnswer(
    string KeyId,
    IReadOnlyList<string> Routes,
    int? Rpm,
    int? Tpm,
    BudgetAnswer? Budget,
    bool AllowUnpriced);
