namespace Dashboard.Evaluations.Scores;

/// <summary>Who judged. Stored as a number: never renumber.</summary>
public enum AnnotatorKind
{
    Human = 0,

    /// <summary>A model.</summary>
    Llm = 1,

    /// <summary>A program: a rule, a test, a heuristic.</summary>
    Code = 2,
}
