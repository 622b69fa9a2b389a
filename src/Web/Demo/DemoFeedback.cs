using System.Text.Json;

namespace Dashboard.Web.Demo;

/// <summary>What people and a judge say about a made-up call, as bodies of <c>POST /api/feedback</c>.</summary>
internal static class DemoFeedback
{
    public static IEnumerable<byte[]> Of(DemoCall call, string trace)
    {
        if (call.IsLiked is { } liked)
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(new
            {
                trace_id = trace,
                name = "thumbs",
                value = liked ? 1 : -1,
                comment = liked ? null : "That is not what I asked.",
            });
        }

        if (call.Hallucinates is { } hallucinates)
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(new
            {
                trace_id = trace,
                name = "hallucination",
                label = hallucinates ? "hallucinated" : "factual",
                annotator = "handbook-judge",
                annotator_kind = "llm",
            });
        }
    }
}
