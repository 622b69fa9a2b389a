using Dashboard.Texts;
using Npgsql;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// Chooses where a search begins by the planner's estimates. The planner itself multiplies what it knows of each column of
/// a key that joins two tables, expects no row at all, and may then read a whole day.
/// </summary>
internal static class LeadChoice
{
    /// <summary>Reading the words of a text takes several times as long as looking a row up.</summary>
    private const int TextTest = 4;

    /// <param name="connection">Where it is asked.</param>
    /// <param name="question">What is looked for.</param>
    /// <param name="stretch">A day with its indexes.</param>
    /// <param name="scores">Where scores are; null where nobody stores any.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<ScanLead> ChooseAsync(
        NpgsqlConnection connection, CallQuestion question, Stretch stretch, IScoredCalls? scores, CancellationToken ct)
    {
        var leads = Possible(question).ToList();
        if (leads.Count <= 1)
        {
            return leads.FirstOrDefault(ScanLead.Calls);
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var lead in leads)
        {
            batch.BatchCommands.Add(Explain(question, stretch, scores, lead));
        }

        var costs = new List<double>();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        foreach (var lead in leads)
        {
            await reader.ReadAsync(ct);
            costs.Add(Rows(reader.GetString(0)) * (question.Words is not null && lead != ScanLead.Words ? TextTest : 1));
            await reader.NextResultAsync(ct);
        }

        return leads[costs.IndexOf(costs.Min())];
    }

    private static IEnumerable<ScanLead> Possible(CallQuestion question)
    {
        if (question.IsNarrowing)
        {
            yield return ScanLead.Calls;
        }

        if (question.Words is not null)
        {
            yield return ScanLead.Words;
        }

        if (ScoreConditions.AskFor(question.Filter))
        {
            yield return ScanLead.Scores;
        }
    }

    private static NpgsqlBatchCommand Explain(CallQuestion question, Stretch stretch, IScoredCalls? scores, ScanLead lead)
    {
        var command = new NpgsqlBatchCommand();
        var conditions = new CallConditions(question, stretch, after: null, command.Parameters);
        var rows = lead switch
        {
            ScanLead.Words =>
                $"SELECT FROM payloads p WHERE {CallConditions.InRange("p")} AND {conditions.HasWords("p", stretch.Words)}",
            ScanLead.Scores when scores is not null =>
                new ScoreConditions(question.Filter, scores, conditions.Add).Keys(CallConditions.InRange("k")),
            _ => $"SELECT FROM calls c WHERE {conditions.Where}",
        };
        command.CommandText = $"EXPLAIN (FORMAT JSON) {rows}";
        return command;
    }

    private static double Rows(string plan)
    {
        using var json = LenientJson.Parse(plan);
        return json.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }
}
