using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.HttpApi;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Costs.Budgets.Api;

/// <summary><c>GET /api/budgets</c> and <c>PUT /api/budgets</c>.</summary>
internal static class BudgetEndpoints
{
    private const int MostBytes = 16 * 1024;

    public static void MapBudgets(this IEndpointRouteBuilder endpoints)
    {
        var budgets = endpoints.MapGroup("/api/budgets")
            .RequireAuthorization(Scopes.Policy(Scopes.Manage))
            .WithTags("Budgets");
        budgets.MapGet("", ListAsync)
            .Produces<BudgetList>()
            .WithSummary("The monthly budgets of the project (route null) and of its routes, in US dollars.");
        budgets.MapPut("", SetAsync)
            .Accepts<BudgetCommand>("application/json")
            .Produces<BudgetList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithSummary("Sets the budget of the project, or of 'route'; 'monthly_usd' null removes it.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, BudgetTable table, CancellationToken ct) =>
        Answer(await table.ReadAsync(context.User.Project(), ct));

    private static async Task<IResult> SetAsync(
        HttpContext context, BudgetRecorder recorder, BudgetTable table, CancellationToken ct)
    {
        if (await JsonBody.ReadAsync(context.Request, MostBytes, ct) is not { } body)
        {
            return Problems.TooLarge(MostBytes);
        }

        var errors = new FieldErrors();
        var command = JsonBody.Parse(body, json => BudgetCommand.Read(json, errors), errors);
        if (command is null)
        {
            return Problems.Invalid("invalid-budget", "The budget is not valid", errors);
        }

        var who = new EventContext(context.User.Actor(), command.Reason, context.TraceIdentifier);
        var project = context.User.Project();
        return await recorder.SetAsync(project, command.Route, command.Monthly, who, ct)
            ? Answer(await table.ReadAsync(project, ct))
            : Problems.Of(
                StatusCodes.Status409Conflict, "conflict", "The budget has changed",
                "Somebody else changed this budget in the same moment. Read it, then send the request again.");
    }

    private static IResult Answer(IReadOnlyList<Budget> budgets) => Results.Json(
        new BudgetList([.. budgets.Select(budget => new BudgetItem(
            budget.Route, budget.Monthly.ToString(), Rfc3339.Of(budget.SetAt), budget.Actor, budget.Reason))]),
        ApiJson.Options);

    /// <summary>All budgets of a project.</summary>
    internal sealed record BudgetList(IReadOnlyList<BudgetItem> Items);

    /// <summary>One budget, who set it and why.</summary>
    internal sealed record BudgetItem(string? Route, string MonthlyUsd, string SetAt, string? Actor, string? Reason);
}
