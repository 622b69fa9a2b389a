using System.Globalization;
using Dashboard.Access;
using Dashboard.Evaluations.Scores;
using Dashboard.HttpApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Evaluations.Feedback;

/// <summary><c>POST /api/feedback</c>: votes and other scores, also straight from browsers of any site.</summary>
internal static class FeedbackEndpoint
{
    private const string AnySite = "feedback";

    /// <summary>Cookies are never sent along: a page that uses this needs a key of its own.</summary>
    public static void AddCors(IServiceCollection services) => services.AddCors(cors => cors.AddPolicy(
        AnySite,
        policy => policy.AllowAnyOrigin()
            .WithMethods(HttpMethods.Post)
            .WithHeaders("authorization", "content-type", "x-api-key")
            .WithExposedHeaders("retry-after")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/feedback", PostAsync)
            .RequireAuthorization(Scopes.Policy(Scopes.Feedback))
            .RequireCors(AnySite)
            .Produces<FeedbackAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithTags("Feedback")
            .WithSummary("A vote or score on an answer. Each annotator has one current vote a call and name.");

    private static async Task<IResult> PostAsync(
        FeedbackBody body, HttpContext http, ScoreWriter scores, FeedbackLimits limits, TimeProvider time,
        CancellationToken ct)
    {
        if (limits.Refuse(http) is { } wait)
        {
            return Later(http, wait);
        }

        var actor = http.User.Actor();
        var person = actor.StartsWith("key:", StringComparison.Ordinal) ? null : actor;
        switch (FeedbackReading.Of(body, http.User.Project(), person, time.GetUtcNow()))
        {
            case FeedbackReading.Read.Wrong(var fault):
                return Problems.Invalid("bad-feedback", "The feedback cannot be taken", fault);
            case FeedbackReading.Read.Right(var score):
                try
                {
                    return Results.Ok(new FeedbackAnswer(await StoreAsync(score, body.Id, scores, ct)));
                }
                catch (NpgsqlException failure) when (failure.IsTransient)
                {
                    return StoreAway.Answer(http);
                }

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<string> StoreAsync(Score score, string? id, ScoreWriter scores, CancellationToken ct)
    {
        bool? counted = string.IsNullOrEmpty(id)
            ? await scores.WriteAsync([score], ct) > 0
            : await scores.WriteOnceAsync(score, id, ct);
        return counted switch
        {
            null => "duplicate",
            _ when score.Verdict == ScoreVerdict.Withdrawn => "withdrawn",
            true => "counted",
            false => "pending",
        };
    }

    private static ProblemHttpResult Later(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter =
            Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        return Problems.Of(
            StatusCodes.Status429TooManyRequests, "too-much-feedback", "Too many votes",
            "Too many votes from this address or key: send this one again after the time in Retry-After.");
    }
}
