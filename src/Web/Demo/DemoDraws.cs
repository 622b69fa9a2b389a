namespace Dashboard.Web.Demo;

/// <summary>
/// Draws between 0 and 1 that are spread more evenly than chance would: a Kronecker sequence, the fractions of the
/// multiples of a square root (Niederreiter 1992, ch. 3). Means over some hundred draws hardly depend on the seed.
/// </summary>
/// <param name="prime">Sequences of different primes do not follow each other.</param>
/// <param name="random">Where it begins.</param>
internal sealed class DemoDraws(int prime, Random random)
{
    private readonly double _step = Math.Sqrt(prime);
    private double _last = random.NextDouble();

    /// <summary>
    /// A length or a duration: log-logistic, which is much like log-normal but has a quantile function of one line.
    /// </summary>
    /// <param name="mean">The mean of all draws.</param>
    /// <param name="spread">Its shape: about 0.55 of the standard deviation of the logarithm.</param>
    public double Around(double mean, double spread)
    {
        _last = (_last + _step) % 1;
        var u = Math.Clamp(_last, 1e-4, 1 - 1e-4);
        return mean * Math.Sin(Math.PI * spread) / (Math.PI * spread) * Math.Pow(u / (1 - u), spread);
    }
}
