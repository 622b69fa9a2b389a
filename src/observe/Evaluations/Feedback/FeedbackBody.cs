namespace Dashboard.Evaluations.Feedback;

/// <summary>The body of <c>POST /api/feedback</c>, as it came. One of the first three says which answer is meant.</summary>
/// <param name="ResponseId">The provider's id of the answer.</param>
/// <param name="RequestId">The gateway's <c>x-request-id</c>.</param>
/// <param name="TraceId">32 hexadecimal digits; without a span the trace's last call is meant.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="Name"><c>thumbs</c> for votes, any other name for other scores.</param>
/// <param name="Value">For <c>thumbs</c>: 1 up, -1 down, 0 takes the vote back.</param>
/// <param name="Label">A word instead of a number, such as <c>up</c>.</param>
/// <param name="Comment">What the person wrote.</param>
/// <param name="AnnotatorKind"><c>human</c> unless said: <c>llm</c> or <c>code</c>.</param>
/// <param name="Annotator">Who votes; without it the vote is that of the call's own user.</param>
/// <param name="Id">Makes a repeated request harmless.</param>
internal sealed record FeedbackBody(
    string? ResponseId,
    string? RequestId,
    string? TraceId,
    string? SpanId,
    string? Name,
    double? Value,
    string? Label,
    string? Comment,
    string? AnnotatorKind,
    string? Annotator,
    string? Id);
