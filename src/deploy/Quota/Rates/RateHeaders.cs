using System.Globalization;

namespace Dashboard.Quota.Rates;

/// <summary>Rates as OpenAI's headers tell them.</summary>
internal static class RateHeaders
{
    /// <summary><c>x-ratelimit-*</c>, and <c>retry-after</c> where the client has to wait.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(RateAnswer answer)
    {
        var headers = new List<KeyValuePair<string, string>>();
        Add(headers, "requests", answer.Requests);
        Add(headers, "tokens", answer.Tokens);
        if (answer.Wait is { } wait)
        {
            var milliseconds = Math.Max(1, (long)Math.Ceiling(wait.TotalMilliseconds));
            headers.Add(new("retry-after", Text((milliseconds + 999) / 1000)));
            headers.Add(new("retry-after-ms", Text(milliseconds)));
        }

        return headers;
    }

    /// <summary>As OpenAI writes durations: <c>6m0s</c>, <c>8.64s</c>, <c>17ms</c>, <c>0s</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        var milliseconds = (long)Math.Ceiling(time.TotalMilliseconds);
        return milliseconds switch
        {
            0 => "0s",
            < 1000 => $"{Text(milliseconds)}ms",
            < 60_000 => $"{(milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture)}s",
            _ => $"{Text(((milliseconds + 999) / 1000) / 60)}m{Text(((milliseconds + 999) / 1000) % 60)}s",
        };
    }

    private static void Add(List<KeyValuePair<string, string>> headers, string unit, RateState? state)
    {
        if (state is { } known)
        {
            headers.Add(new($"x-ratelimit-limit-{unit}", Text(known.Limit)));
            headers.Add(new($"x-ratelimit-remaining-{unit}", Text(known.Remaining)));
            headers.Add(new($"x-ratelimit-reset-{unit}", Duration(known.Reset)));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
