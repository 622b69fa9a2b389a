namespace Dashboard.Web.Demo;

/// <summary>Makes up a day of calls: the same seed and end give the same day.</summary>
internal static class DemoDay
{
    private const int Users = 140;
    private static readonly TimeSpan _length = TimeSpan.FromDays(1);
    private static readonly string[] _errors = ["rate_limit_exceeded", "timeout", "server_error"];

    /// <summary>When the day that ends then begins.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset end) => end - _length;

    /// <summary>When the later version of a route takes over on the day that ends then.</summary>
    public static DateTimeOffset UpdateOf(DemoRoute route, DateTimeOffset end) =>
        StartOf(end) + (_length * route.SwitchAt);

    /// <summary>All calls of the 24 hours before <paramref name="end"/>, in the order of their start.</summary>
    public static IReadOnlyList<DemoCall> Before(DateTimeOffset end, int seed)
    {
        var random = new Random(seed);
        return [.. DemoRoute.All
            .SelectMany(route => Calls(route, end - _length, end, random))
            .OrderBy(call => call.Start)];
    }

    private static IEnumerable<DemoCall> Calls(DemoRoute route, DateTimeOffset start, DateTimeOffset end, Random random)
    {
        var update = start + (_length * route.SwitchAt);
        var minutes = (int)_length.TotalMinutes;
        for (var minute = 0; minute < minutes; minute++)
        {
            var begin = start.AddMinutes(minute);
            var version = begin < update ? route.Before : route.After;
            var expected = (double)route.CallsPerDay / minutes * Traffic(begin.TimeOfDay);
            for (var left = Poisson(expected, random); left > 0; left--)
            {
                var call = Call(route, version, begin.AddSeconds(60 * random.NextDouble()), begin - update, random);
                if (call.Start + call.Duration < end)
                {
                    yield return call;
                }
            }
        }
    }

    private static DemoCall Call(
        DemoRoute route, DemoVersion version, DateTimeOffset at, TimeSpan service, Random random)
    {
        var input = Around(route.MedianInputTokens, 0.45, random);
        var output = Around(version.MedianOutputTokens, 0.55, random);
        var slower = 1 + (version.SlowdownPerHour * Math.Max(0, service.TotalHours));
        // The longer the answer, the longer it takes; the rest is the provider's mood.
        var seconds = version.MedianSeconds * slower * (0.45 + (0.55 * output / version.MedianOutputTokens))
            * Math.Exp(0.28 * Normal(random));
        var fails = random.NextDouble() < version.ErrorRate;
        return new DemoCall(
            route,
            version,
            at,
            TimeSpan.FromSeconds(Math.Clamp(fails ? seconds * 2.5 : seconds, 0.08, 55)),
            TimeSpan.FromSeconds(Math.Clamp(seconds * (0.16 + (0.12 * random.NextDouble())), 0.03, 20)),
            (int)input,
            random.NextDouble() < 0.35 ? (int)(input * 0.5) : 0,
            fails ? 0 : (int)output,
            fails ? _errors[random.Next(_errors.Length)] : null,
            random.Next(Users),
            random.Next(DemoTexts.Count),
            fails ? null : Opinion(route, 1 - version.DownRate, random),
            fails ? null : Opinion(route, version.HallucinationRate, random));
    }

    /// <summary>What a person or a judge says, where one says anything.</summary>
    private static bool? Opinion(DemoRoute route, double share, Random random) =>
        random.NextDouble() < route.VotedShare ? random.NextDouble() < share : null;

    /// <summary>Quiet nights, busy days: the mean over a day is 1.</summary>
    private static double Traffic(TimeSpan timeOfDay) =>
        1 + (0.75 * Math.Sin((timeOfDay.TotalHours - 8.5) / 24 * 2 * Math.PI));

    private static double Around(double median, double spread, Random random) =>
        Math.Max(4, median * Math.Exp(spread * Normal(random)));

    /// <summary>Box and Muller's method.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Knuth's method; the expected counts are small.</summary>
    private static int Poisson(double expected, Random random)
    {
        var limit = Math.Exp(-expected);
        var product = random.NextDouble();
        var count = 0;
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }

        return count;
    }
}
