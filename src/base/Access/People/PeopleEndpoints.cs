using Dashboard.EventStore;
using Dashboard.HttpApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Access.People;

/// <summary><c>/api/people</c>, for administrators of project 1.</summary>
internal static class PeopleEndpoints
{
    private const string InvalidPerson = "invalid-person";
    private const string InvalidTitle = "This person cannot be recorded so";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var people = endpoints.MapGroup("/api/people")
            .WithTags("Access")
            .RequireAuthorization(Scopes.Policy(Scopes.Admin))
            .RequireFirstProject();
        people.MapGet("", ListAsync)
            .WithSummary("Who can sign in, and who is invited.");
        people.MapPost("", InviteAsync)
            .WithSummary("Invites somebody. The link is in this answer and nowhere else; nothing is e-mailed.");
        people.MapPut("/{id}/role", ChangeRoleAsync)
            .WithSummary("Changes what a person may do, from their next request on.");
        people.MapPost("/{id}/reset", IssueResetAsync)
            .WithSummary("Makes a link with which a person chooses a new password, once, within a day.");
        people.MapDelete("/{id}", RemoveAsync)
            .WithSummary("Removes a person and what is known about them, or withdraws an invitation.");
    }

    private static async Task<PersonList> ListAsync(PeopleDesk desk, TimeProvider clock, CancellationToken ct)
    {
        var people = await desk.ListAsync(ct);
        return new PersonList([.. people.Select(person => PersonAnswer.Of(person, clock.GetUtcNow()))]);
    }

    private static async Task<Results<Created<InvitationAnswer>, ValidationProblem, ProblemHttpResult>> InviteAsync(
        InvitePerson command, PeopleDesk desk, PublicAddress address, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await desk.InviteAsync(command, By(http, command.Reason), ct) switch
        {
            InviteResult.Invited(var id, var role, var link) => TypedResults.Created(
                (string?)null,
                new InvitationAnswer(id, command.Email!.Trim(), role.Name(), address.Url + link.Path, link.ExpiresAt)),
            InviteResult.Refused(var outcome) => PersonProblems.Of(outcome),
            InviteResult.Invalid(var errors) => Problems.Invalid(InvalidPerson, InvalidTitle, errors),
            var other => throw new InvalidOperationException($"Unexpected {other}."),
        };
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ChangeRoleAsync(
        string id, ChangeRole command, PeopleDesk desk, HttpContext http, CancellationToken ct)
    {
        if (RoleNames.Parse(command.Role) is not { } role)
        {
            var message = $"Name one of the roles: {string.Join(", ", RoleNames.All)}.";
            return Problems.Invalid(InvalidPerson, InvalidTitle, new FieldFault("role", message));
        }

        var outcome = await desk.ChangeRoleAsync(id, role, By(http, command.Reason), ct);
        return outcome == PersonOutcome.Done ? TypedResults.NoContent() : PersonProblems.Of(outcome);
    }

    private static async Task<Results<Created<LinkAnswer>, ProblemHttpResult>> IssueResetAsync(
        string id, PeopleDesk desk, PublicAddress address, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (outcome, link) = await desk.IssueResetAsync(id, By(http, reason: null), ct);
        return link is null
            ? PersonProblems.Of(outcome)
            : TypedResults.Created((string?)null, new LinkAnswer(address.Url + link.Path, link.ExpiresAt));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id, string? reason, PeopleDesk desk, HttpContext http, CancellationToken ct)
    {
        var outcome = await desk.RemoveAsync(id, By(http, reason), ct);
        return outcome == PersonOutcome.Done ? TypedResults.NoContent() : PersonProblems.Of(outcome);
    }

    private static EventContext By(HttpContext http, string? reason) =>
        new(http.User.Actor(), string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), http.TraceIdentifier);
}
