namespace Dashboard.Evaluations.Scores;

/// <summary>The door through which a score came. Stored as a number: never renumber.</summary>
public enum ScoreSource
{
    Feedback = 0,
    Langfuse = 1,

    /// <summary>OpenTelemetry's <c>gen_ai.evaluation.result</c>.</summary>
    OpenTelemetry = 2,

    /// <summary>OpenInference's annotations on spans.</summary>
    OpenInference = 3,
}
