using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.HttpApi;

/// <summary>
/// How our own interface refuses: problem details (RFC 9457) with a stable <c>type</c> below <c>urn:dashboard:</c> and a
/// <c>detail</c> that says what to change. Where fields are at fault, <c>errors</c> maps each to its texts:
/// <code>{"type":"urn:dashboard:invalid-price","title":"The price is not valid","status":400,
///  "detail":"'model' must name the model.","errors":{"model":["'model' must name the model."]}}</code>
/// </summary>
public static class Problems
{
    private const string TypePrefix = "urn:dashboard:";

    /// <summary>A body that cannot be taken, or a parameter, field by field (400).</summary>
    /// <param name="type">For programs, without its prefix: <c>invalid-price</c>.</param>
    /// <param name="title">For people, the same for every fault of this type.</param>
    /// <param name="errors">At least one fault.</param>
    /// <param name="detail">Says what to change, where the texts do not name their fields.</param>
    public static ValidationProblem Invalid(
        string type, string title, IReadOnlyDictionary<string, string[]> errors, string? detail = null) =>
        TypedResults.ValidationProblem(
            errors,
            detail ?? string.Join(' ', errors.Values.SelectMany(texts => texts)),
            title: title,
            type: TypePrefix + type);

    /// <inheritdoc cref="Invalid(string, string, IReadOnlyDictionary{string, string[]}, string?)"/>
    public static ValidationProblem Invalid(string type, string title, FieldErrors errors) =>
        Invalid(type, title, errors.ByField());

    /// <summary>The same for a single fault.</summary>
    public static ValidationProblem Invalid(string type, string title, FieldFault fault) =>
        Invalid(type, title, new Dictionary<string, string[]> { [fault.Field] = [fault.Text] });

    /// <summary>A question whose parameters ask for what cannot be answered (400).</summary>
    public static ValidationProblem BadQuery(string parameter, string text) =>
        Invalid("bad-query", "The question cannot be answered", new FieldFault(parameter, text));

    /// <inheritdoc cref="BadQuery(string, string)"/>
    public static ValidationProblem BadQuery(FieldFault fault) => BadQuery(fault.Field, fault.Text);

    /// <summary>A body longer than its interface takes (413).</summary>
    public static ProblemHttpResult TooLarge(int mostBytes) => Of(
        StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large",
        $"The body may have at most {mostBytes:N0} bytes.");

    /// <summary>Any other refusal, which is no single field's fault.</summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="type">For programs, without its prefix.</param>
    /// <param name="title">For people, the same for every refusal of this type.</param>
    /// <param name="detail">What to change.</param>
    public static ProblemHttpResult Of(int status, string type, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: TypePrefix + type);
}
