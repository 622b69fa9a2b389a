namespace Dashboard.Evaluations.Langfuse;

/// <summary>The answer of <c>POST /api/public/ingestion</c>, in Langfuse's words.</summary>
internal sealed record IngestionAnswer(
    IReadOnlyList<IngestionAnswer.Success> Successes, IReadOnlyList<IngestionAnswer.Error> Errors)
{
    internal sealed record Success(string Id, int Status);

    internal sealed record Error(string Id, int Status, string Message);
}
