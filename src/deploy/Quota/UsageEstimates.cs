using System.Collections.Concurrent;
using Dashboard.Events;
using Dashboard.Quota.Admission;

namespace Dashboard.Quota;

/// <summary>
/// How many tokens a call will probably take, on the high side, so that calls in flight do not overrun a budget
/// together. What a route's calls took before is remembered as a ceiling that sinks slowly.
/// </summary>
internal sealed class UsageEstimates
{
    /// <summary>Before anything was learned: as much as most providers give where nobody asks for more.</summary>
    public const long FirstOutput = 4096;

    // The guess counts four letters a token, as in English prose; dense code and JSON have about three.
    private const double FirstFactor = 4 / 3d;
    private const double Sinking = 0.98;

    // Beyond any budget, and still a number that prices can be multiplied with.
    private const long Most = 10_000_000_000;

    private readonly ConcurrentDictionary<(ProjectId, string), Ceiling> _learned = new();

    /// <summary>The tokens of a call that is about to be made.</summary>
    public TokenCounts Of(in AdmissionRequest request)
    {
        var learned = _learned.GetValueOrDefault(
            (request.Project, request.Route), new Ceiling(FirstFactor, FirstOutput));
        var output = request.MaxOutputTokens is { } most ? Math.Max(0, most) : (long)Math.Ceiling(learned.Output);
        return new TokenCounts
        {
            InputUncached = (long)Math.Ceiling(Math.Max(0, request.EstimatedInputTokens) * learned.InputFactor),
            OutputText = Math.Min(output * Choices(request), Most),
        };
    }

    /// <summary>Learns from a call that was made.</summary>
    public void Learn(in AdmissionRequest request, TokenCounts tokens)
    {
        var seen = new Ceiling(
            Math.Max(0, tokens.Input) / (double)Math.Max(1, request.EstimatedInputTokens),
            Math.Max(0, tokens.Output) / (double)Choices(request));
        _learned.AddOrUpdate((request.Project, request.Route), seen, (_, known) => new Ceiling(
            Math.Max(seen.InputFactor, known.InputFactor * Sinking),
            Math.Max(seen.Output, known.Output * Sinking)));
    }

    private static long Choices(in AdmissionRequest request) => Math.Max(1, request.Choices);

    private readonly record struct Ceiling(double InputFactor, double Output);
}
