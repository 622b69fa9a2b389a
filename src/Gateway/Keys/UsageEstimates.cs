using System.Collections.Concurrent;
using Dashboard.Events;

namespace Dashboard.Gateway.Keys;

/// <summary>
/// How many tokens a call will probably take, on the high side, so that calls in flight do not overrun a budget
/// together. What a route's calls took before is remembered as a ceiling that sinks slowly.
/// </summary>
internal sealed class UsageEstimates
{
    /// <summary>Before anything was learned: as much as most providers give where nobody asks for more.</summary>
    public const long FirstOutput = 4096;

    // The guess counts four characters a token, as in English prose; dense code and JSON have about three.
    private const double FirstFactor = 4 / 3d;
    private const double Sinking = 0.98;

    private readonly ConcurrentDictionary<(ProjectId, string), Ceiling> _learned = new();

    /// <summary>The tokens of a call that is about to be made.</summary>
    /// <param name="project">The route's project.</param>
    /// <param name="route">The route.</param>
    /// <param name="inputGuess">Input tokens, guessed from the length of the text.</param>
    /// <param name="maxOutput">The most that the request allows, over all its choices; null where it says nothing.</param>
    public TokenCounts Of(ProjectId project, string route, long inputGuess, long? maxOutput)
    {
        var learned = _learned.GetValueOrDefault((project, route), new Ceiling(FirstFactor, FirstOutput));
        return new TokenCounts
        {
            InputUncached = (long)Math.Ceiling(Math.Max(0, inputGuess) * learned.InputFactor),
            OutputText = maxOutput is { } most ? Math.Max(0, most) : (long)Math.Ceiling(learned.Output),
        };
    }

    /// <summary>Learns from a call that was made.</summary>
    public void Learn(ProjectId project, string route, long inputGuess, TokenCounts tokens)
    {
        var seen = new Ceiling(Math.Max(0, tokens.Input) / (double)Math.Max(1, inputGuess), Math.Max(0, tokens.Output));
        _learned.AddOrUpdate((project, route), seen, (_, known) => new Ceiling(
            Math.Max(seen.InputFactor, known.InputFactor * Sinking),
            Math.Max(seen.Output, known.Output * Sinking)));
    }

    private readonly record struct Ceiling(double InputFactor, double Output);
}
