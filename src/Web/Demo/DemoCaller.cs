namespace Dashboard.Web.Demo;

/// <summary>Makes the calls of one version, each like the others and none the same.</summary>
internal sealed class DemoCaller(DemoRoute route, DemoVersion version, Random random)
{
    private const int Users = 140;
    private const double FailureTakes = 2.5;
    private static readonly string[] _errors = ["rate_limit_exceeded", "timeout", "server_error"];

    private readonly DemoDraws _input = new(2, random);
    private readonly DemoDraws _output = new(3, random);
    private readonly DemoDraws _mood = new(5, random);
    private readonly DemoQuota _failure = new(random);
    private readonly DemoQuota _cache = new(random);
    private readonly DemoQuota _voted = new(random);
    private readonly DemoQuota _liked = new(random);
    private readonly DemoQuota _judged = new(random);
    private readonly DemoQuota _flagged = new(random);

    /// <param name="at">When it begins.</param>
    /// <param name="progress">0 for the version's first call, 1 for its last.</param>
    public DemoCall Call(DateTimeOffset at, double progress)
    {
        var fails = _failure.Takes(version.ErrorRate);
        var input = Math.Max(4, _input.Around(version.MeanInputTokens, 0.24));
        var output = Math.Max(4, _output.Around(version.MeanOutputTokens, 0.28));
        var mean = version.MeanSeconds / (1 + ((FailureTakes - 1) * version.ErrorRate));
        // The longer the answer, the longer it takes; the rest is the provider's mood.
        var seconds = mean * (1 + (version.Slowdown * (progress - 0.5)))
            * (0.45 + (0.55 * output / version.MeanOutputTokens)) * _mood.Around(1, 0.155);
        return new DemoCall(
            route,
            version,
            at,
            TimeSpan.FromSeconds(Math.Clamp(fails ? seconds * FailureTakes : seconds, 0.08, 55)),
            TimeSpan.FromSeconds(Math.Clamp(seconds * (0.16 + (0.12 * random.NextDouble())), 0.03, 20)),
            (int)Math.Round(input),
            _cache.Takes(version.CachedShare) ? (int)(input * 0.5) : 0,
            fails ? 0 : (int)Math.Round(output),
            fails ? _errors[random.Next(_errors.Length)] : null,
            random.Next(Users),
            random.Next(DemoTexts.Count),
            !fails && _voted.Takes(route.VotedShare) ? !_liked.Takes(version.DownRate) : null,
            !fails && _judged.Takes(route.VotedShare) ? _flagged.Takes(version.HallucinationRate) : null);
    }
}
