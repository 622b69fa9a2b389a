namespace Dashboard.Explorer.ClientMetrics.Page;

/// <summary>What clients measured and what is counted from spans, side by side; the two are never added.</summary>
/// <param name="Measured">Null where no client measures it, which is not zero.</param>
/// <param name="Counted">From the spans and the gateway's records of the same model and time.</param>
public readonly record struct Coverage(double? Measured, long Counted)
{
    /// <summary>The part of what clients measured that spans show; above one where spans come from others, too.</summary>
    public double? Share => Measured is > 0 and { } measured ? Counted / measured : null;

    /// <summary>Both together; what nobody measured adds nothing known.</summary>
    public static Coverage operator +(Coverage a, Coverage b) => new(
        a.Measured is null ? b.Measured : b.Measured is null ? a.Measured : a.Measured + b.Measured,
        a.Counted + b.Counted);
}
