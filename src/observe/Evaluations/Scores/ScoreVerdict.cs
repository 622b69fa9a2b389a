namespace Dashboard.Evaluations.Scores;

/// <summary>What a score counts as. Stored as a number: never renumber.</summary>
public enum ScoreVerdict
{
    /// <summary>Kept and shown, and part of no rate.</summary>
    None = 0,
    Up = 1,
    Down = 2,

    /// <summary>Taken back: the annotator has no vote under this name any more.</summary>
    Withdrawn = 3,

    /// <summary>The answer hallucinates.</summary>
    Flagged = 4,

    /// <summary>The answer does not hallucinate.</summary>
    Clean = 5,

    /// <summary>The judge would not say.</summary>
    Abstained = 6,

    /// <summary>The judge's answer could not be read.</summary>
    Unparsable = 7,
}
