using Dashboard.Telemetry;
using Dashboard.Ui.Components;

namespace Dashboard.Explorer.Calls;

/// <summary>The icon and the class name of a span's role. The word goes with it for those who see no colour.</summary>
internal static class SpanLook
{
    public static string Shape(this SpanRole role) => role switch
    {
        SpanRole.Model => Icons.Model,
        SpanRole.Embedding => Icons.Embedding,
        SpanRole.Agent => Icons.Agent,
        SpanRole.Chain => Icons.Chain,
        SpanRole.Retrieval => Icons.Book,
        SpanRole.Tool => Icons.Tool,
        SpanRole.Reranker => Icons.Reranker,
        SpanRole.Guardrail => Icons.Shield,
        SpanRole.Evaluator => Icons.Ok,
        _ => Icons.Span,
    };

    public static string Css(this SpanRole role) => role.ToString().ToLowerInvariant();
}
