namespace Dashboard.Web.Demo;

/// <summary>How a version of a made-up application behaves.</summary>
/// <param name="Name">The version, such as <c>v1</c>.</param>
/// <param name="MedianSeconds">Median duration of a call.</param>
/// <param name="MedianOutputTokens">Median length of an answer.</param>
/// <param name="ErrorRate">Share of calls that fail.</param>
/// <param name="SlowdownPerHour">By how much calls become slower with each hour of service.</param>
/// <param name="DownRate">Share of votes that are thumbs down.</param>
/// <param name="HallucinationRate">Share of judged answers that are not true to the handbook.</param>
internal sealed record DemoVersion(
    string Name,
    double MedianSeconds,
    double MedianOutputTokens,
    double ErrorRate,
    double SlowdownPerHour = 0,
    double DownRate = 0.06,
    double HallucinationRate = 0.05);
