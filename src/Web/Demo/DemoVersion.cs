namespace Dashboard.Web.Demo;

/// <summary>How a version of a made-up application behaves.</summary>
/// <param name="Name">The version, such as <c>v1</c>.</param>
/// <param name="MeanSeconds">Mean duration of a call.</param>
/// <param name="MeanInputTokens">Mean length of a request.</param>
/// <param name="MeanOutputTokens">Mean length of an answer.</param>
/// <param name="CachedShare">Share of calls of which half of the request comes from a cache.</param>
/// <param name="ErrorRate">Share of calls that fail.</param>
/// <param name="Slowdown">By how much of its mean it becomes slower from its first call to its last.</param>
/// <param name="DownRate">Share of votes that are thumbs down.</param>
/// <param name="HallucinationRate">Share of judged answers that are not true to the handbook.</param>
internal sealed record DemoVersion(
    string Name,
    double MeanSeconds,
    double MeanInputTokens,
    double MeanOutputTokens,
    double CachedShare,
    double ErrorRate,
    double Slowdown = 0,
    double DownRate = 0.06,
    double HallucinationRate = 0.05);
