using System.CommandLine;
using System.Globalization;
using Dashboard.EventStore;
using Dashboard.Ingest.Rereading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Verbs;

/// <summary>
/// <c>reprice</c>: reads the usage of stored calls again by the rules and prices of now, and says which sums change
/// before it changes them.
/// </summary>
internal static class RepriceVerb
{
    private const int MostModels = 50;

    public static Command Command()
    {
        var from = new Option<string>("--from")
        {
            Description = "The first day or instant: 2026-11-01 or 2026-11-01T12:00:00Z. A day begins at midnight UTC.",
            Required = true,
        };
        var to = new Option<string?>("--to")
        {
            Description = "The first day or instant that is left as it is; without it all calls up to now are read.",
        };
        var reason = new Option<string?>("--reason")
        {
            Description = "Why; it stays in the record of decisions with what was changed.",
        };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would change." };
        var command = new Command(
            "reprice",
            "Read the usage of stored calls again by the rules and prices of now. Says which sums change, then changes "
            + "them; a console may be running.")
        { from, to, reason, dry };
        from.Validators.Add(result => Check(result.GetValueOrDefault<string>(), "--from", result.AddError));
        to.Validators.Add(result => Check(result.GetValueOrDefault<string?>(), "--to", result.AddError));
        command.SetAction((parsed, ct) => Services.UseAsync(
            (services, token) => RepriceAsync(
                services,
                Instant(parsed.GetRequiredValue(from))!.Value,
                Instant(parsed.GetValue(to)),
                parsed.GetValue(reason)?.Trim(),
                parsed.GetValue(dry),
                token),
            ct));
        return command;
    }

    public static async Task<int> RepriceAsync(
        IServiceProvider services, DateTimeOffset from, DateTimeOffset? to, string? reason, bool isDry,
        CancellationToken ct)
    {
        if (Reasons.Fault(reason) is { } fault)
        {
            Console.Error.WriteLine(fault);
            return CommandLine.WrongUsage;
        }

        var end = to ?? services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1);
        if (end <= from)
        {
            Console.Error.WriteLine("'--to' must be later than '--from'.");
            return CommandLine.WrongUsage;
        }

        var rereading = services.GetRequiredService<UsageRereading>();
        var report = await rereading.LookAsync(from, end, ct);
        Console.WriteLine($"{CountFormat.Of(report.Calls, "call", "calls")} from {from:u} to {end:u} read again, "
            + $"{CountFormat.Exact(report.Changed)} of them say something else now.");
        foreach (var line in Lines(report))
        {
            Console.WriteLine(line);
        }

        if (isDry || report.Changed == 0)
        {
            Console.WriteLine("Nothing was changed.");
            return CommandLine.Ok;
        }

        var applied = await rereading.ApplyAsync(
            from, end, new EventContext(Services.Actor, reason is "" ? null : reason), ct);
        Console.WriteLine($"Changed {CountFormat.Of(applied.Changed, "call", "calls")}: {Money(applied.Total)}. "
            + "'./dev verify' checks the sums.");
        return CommandLine.Ok;
    }

    /// <summary>One line for each model whose sums change, and one for all.</summary>
    internal static IEnumerable<string> Lines(RereadingReport report)
    {
        var changed = report.Models.Where(model => model.Before != model.After).ToList();
        foreach (var model in changed.Take(MostModels))
        {
            yield return $"  {model.Model ?? "no model named"}{(model.Provider is { } at ? $" at {at}" : "")}: "
                + $"{CountFormat.Of(model.Changed, "call", "calls")}, {Money(model)}{Tokens(model)}";
        }

        if (changed.Count > MostModels)
        {
            yield return $"  and {changed.Count - MostModels} more models";
        }

        if (changed.Count > 0)
        {
            yield return $"  All models: {Money(report.Total)}{Tokens(report.Total)}";
        }
    }

    private static string Money(UsageSums sums)
    {
        var (before, after) = (sums.Before.UnpricedCalls, sums.After.UnpricedCalls);
        var unpriced = before == after && before == 0 ? ""
            : $", unpriced {CountFormat.Exact(before)} → {CountFormat.Exact(after)}";
        return $"{MoneyFormat.Exact(sums.Before.Cost)} → {MoneyFormat.Exact(sums.After.Cost)}{unpriced}";
    }

    private static string Tokens(UsageSums sums)
    {
        (string Name, long Before, long After)[] counts =
        [
            ("input", sums.Before.InputTokens, sums.After.InputTokens),
            ("cached", sums.Before.CachedTokens, sums.After.CachedTokens),
            ("cache writes", sums.Before.CacheWriteTokens, sums.After.CacheWriteTokens),
            ("output", sums.Before.OutputTokens, sums.After.OutputTokens),
            ("reasoning", sums.Before.ReasoningTokens, sums.After.ReasoningTokens),
        ];
        return string.Concat(counts
            .Where(count => count.Before != count.After)
            .Select(count =>
                $", {count.Name} {CountFormat.Exact(count.Before)} → {CountFormat.Exact(count.After)}"));
    }

    private static void Check(string? text, string name, Action<string> fault)
    {
        if (text is not null && Instant(text) is null)
        {
            fault($"'{name}' must be a day such as 2026-11-01 or an instant such as 2026-11-01T12:00:00Z.");
        }
    }

    private static DateTimeOffset? Instant(string? text) =>
        text is not null && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            && at.Year is >= 2000 and < 2100
            ? at
            : null;
}
