namespace Dashboard.Telemetry.Reading;

/// <summary>Calls by the judgement of hallucination that is in force.</summary>
public enum CallJudgement
{
    /// <summary>The answer hallucinates.</summary>
    Flagged,

    /// <summary>The answer was judged and does not.</summary>
    Clean,
}
