using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>
/// Every endpoint of our own interface, found in the running console: whatever it refuses, it refuses in one shape. A
/// refusal is problem details whose <c>errors</c>, where there are any, map fields to texts; a 400 always names a field.
/// </summary>
public sealed partial class ProblemShapeTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static readonly string[] _withBody = ["POST", "PUT", "PATCH", "DELETE"];

    // None is what any endpoint wants; those that want no body or every member optional may take one of them.
    private static readonly string[] _bodies =
    [
        """{"no_such_member":1}""", """{"name":7,"reason":7,"route":7,"model":7,"version":7,"scopes":7,"rule":7}""", "[]",
        "\"text\"", "7", "null", "{", "", """{"name":"\u0000"}""",
    ];

    private const string Query =
        "from=no&to=no&step=no&by=no&tz=no&limit=0&cursor=no&format=no&range=no&at=no&kind=no&month=no&status=no"
        + "&effective_from=no&min_latency_ms=no";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_refusal_of_a_body_is_problem_details_that_map_fields_to_texts()
    {
        using var client = console.Admin();
        var answers = new List<Refusal>();
        foreach (var (method, path) in Endpoints().Where(endpoint => _withBody.Contains(endpoint.Method)))
        {
            foreach (var body in _bodies)
            {
                answers.AddRange(await SendAsync(client, method, path, body));
            }
        }

        AreWell(answers);
        Assert.InRange(answers.Count, 100, int.MaxValue);
    }

    [Fact]
    public async Task Every_refusal_of_a_query_is_problem_details_that_map_fields_to_texts()
    {
        using var client = console.Admin();
        var answers = new List<Refusal>();
        foreach (var (method, path) in Endpoints().Where(endpoint => endpoint.Method == "GET"))
        {
            answers.AddRange(await SendAsync(client, method, $"{path}?{Query}"));
        }

        AreWell(answers);
        Assert.InRange(answers.Count, 10, int.MaxValue);
    }

    [Fact]
    public async Task Who_may_not_is_told_so_in_the_same_shape()
    {
        using var nobody = console.Client(key: null);
        foreach (var (method, path) in Endpoints())
        {
            var refusal = Assert.Single(await SendAsync(nobody, method, path));
            Assert.True(refusal.IsWell, refusal.ToString());
        }
    }

    private static void AreWell(IEnumerable<Refusal> answers)
    {
        var others = answers.Where(answer => !answer.IsWell).ToList();
        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    // The interface that Langfuse's clients speak has shapes of its own.
    private List<(string Method, string Path)> Endpoints() =>
    [
        .. console.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } route
                && route.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)
                && !route.Contains("api/public/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [], (endpoint, method) =>
                (method, Parameter().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "1")))
            .Distinct(),
    ];

    /// <returns>What was refused; nothing where the request was taken.</returns>
    private static async Task<IReadOnlyList<Refusal>> SendAsync(
        HttpClient client, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        var status = (int)answer.StatusCode;
        return status < 400
            ? []
            :
            [
                new Refusal(
                    $"{method} {path} {body}", status, answer.Content.Headers.ContentType?.MediaType,
                    await answer.Content.ReadAsStringAsync(Ct)),
            ];
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    /// <summary>An answer to a request that was not taken.</summary>
    private sealed record Refusal(string Request, int Status, string? MediaType, string Text)
    {
        private static readonly string[] _texts = ["type", "title"];

        public bool IsWell => Status < 500 && MediaType == "application/problem+json" && IsProblem(JsonElement.Parse(Text));

        private bool IsProblem(JsonElement problem) =>
            problem.GetProperty("status").GetInt32() == Status
            && _texts.All(name => problem.GetProperty(name).GetString() is { Length: > 0 })
            && (Status != 400 || problem.GetProperty("detail").GetString() is { Length: > 0 })
            && (problem.TryGetProperty("errors", out var errors) ? IsMap(errors) : Status != 400);

        private static bool IsMap(JsonElement errors) =>
            errors.ValueKind == JsonValueKind.Object
            && errors.EnumerateObject().Any()
            && errors.EnumerateObject().All(field => field.Name.Length > 0
                && field.Value.ValueKind == JsonValueKind.Array
                && field.Value.EnumerateArray().Any()
                && field.Value.EnumerateArray().All(said => said.GetString() is { Length: > 0 }));
    }
}
