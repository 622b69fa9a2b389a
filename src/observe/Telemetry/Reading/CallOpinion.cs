namespace Dashboard.Telemetry.Reading;

/// <summary>What people and judges said of one call.</summary>
/// <param name="Up">Votes that are thumbs up.</param>
/// <param name="Down">Votes that are thumbs down.</param>
/// <param name="Judgement">Whether it hallucinates; null where nobody judged it with an outcome.</param>
public sealed record CallOpinion(long Up, long Down, CallJudgement? Judgement);
