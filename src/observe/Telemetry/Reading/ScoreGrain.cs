namespace Dashboard.Telemetry.Reading;

/// <summary>How finely sums of scores are asked for. The number is the length of a bucket in minutes.</summary>
public enum ScoreGrain
{
    /// <summary>Single calls, with their users.</summary>
    Call = 0,
    Minute = 1,
    Quarter = 15,

    /// <summary>UTC days.</summary>
    Day = 1440,
}
