namespace Dashboard.Telemetry.Rollups;

/// <summary>Of which sum a bucket is a part.</summary>
public enum TokenSide
{
    Input,
    Output,

    /// <summary>Images and searches by the piece: no tokens, and in no sum of them.</summary>
    Pieces,
}
