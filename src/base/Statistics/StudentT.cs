namespace Dashboard.Statistics;

/// <summary>
/// The 97.5 % quantile of Student's t distribution: what a 95 % interval multiplies its standard error by.
/// </summary>
internal static class StudentT
{
    private static readonly double[] Small =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>
    /// Tabled up to 30 degrees of freedom; beyond, the expansion 1.96 + 2.3724/ν + 2.82/ν², good to four digits.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one degree of freedom.</exception>
    public static double Quantile(double degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        return degrees <= Small.Length
            ? Small[(int)degrees - 1]
            : 1.959964 + (2.3724 / degrees) + (2.82 / (degrees * degrees));
    }
}
