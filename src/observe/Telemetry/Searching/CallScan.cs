using System.Runtime.CompilerServices;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Npgsql;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// Reads matching calls newest first, one partition after the other, and stops between two statements when its time is up:
/// a rare match among millions costs a page that says how far it looked, never a timeout.
/// </summary>
internal sealed class CallScan(TelemetryDb db, TimeProvider time, IScoredCalls? scores = null)
{
    /// <summary>No call starts later than this from now: partitions of coming days are not looked into.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    /// <summary>The rows, each valid until the next is asked for.</summary>
    /// <param name="filter">What to find and after which cursor.</param>
    /// <param name="columns">What to read of <c>c</c> (calls), <c>s</c> (series), <c>p</c> (payloads) and <c>v</c> (scores).</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="budget">How long to look; null for as long as it takes.</param>
    /// <param name="report">Is told how far the scan went.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="FormatException">The cursor is none of ours.</exception>
    public async IAsyncEnumerable<NpgsqlDataReader> ReadAsync(
        CallFilter filter, string columns, int limit, TimeSpan? budget, ScanReport report,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var after = Parse(filter.Cursor);
        var began = time.GetTimestamp();
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        var question = await CallQuestion.ReadAsync(connection, filter, ct);
        var (rows, index) = (new ScanPace(TimeSpan.FromMinutes(4)), new ScanPace(TimeSpan.FromHours(1)));
        var latest = time.GetUtcNow() + Ahead;
        var isFirst = true;
        ScanLead? closed = null;
        var isHopeless = question.IsHopeless || (scores is null && ScoreConditions.AskFor(filter));
        foreach (var stretch in isHopeless ? [] : question.Stretches)
        {
            var isIndexed = stretch.HasCallIndexes && (question.Words is null || stretch.Words != WordIndex.None);
            var lead = isIndexed
                ? closed ??= await LeadChoice.ChooseAsync(connection, question, stretch, scores, ct)
                : ScoreConditions.AskFor(filter) ? ScanLead.Scores : ScanLead.Calls;
            var kind = CallStatement.Kind(question, stretch, lead);
            var pace = kind switch { ScanKind.Rows => rows, ScanKind.Index => index, _ => null };
            var from = Later(stretch.From, filter.From);
            for (var to = Earlier(stretch.To, latest, filter.To, after?.StartedAt + Instant); to > from;)
            {
                var left = budget - time.GetElapsedTime(began);
                if (!isFirst && left < TimeSpan.Zero)
                {
                    report.StoppedAt = to;
                    yield break;
                }

                var length = pace?.Next(left) ?? to - from;
                var piece = stretch with { From = to - from > length ? to - length : from, To = to };
                var asked = time.GetTimestamp();
                await using var command = CallStatement.Write(
                    question, piece, lead, after, columns, limit, connection, scores);
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (limit > 0 && await reader.ReadAsync(ct))
                {
                    limit--;
                    yield return reader;
                }

                report.Read(kind, piece.From);
                if (limit == 0)
                {
                    yield break;
                }

                pace?.Took(to - piece.From, time.GetElapsedTime(asked));
                (to, isFirst) = (piece.From, false);
            }
        }
    }

    private static CallCursor? Parse(string? text) => text is null
        ? null
        : CallCursor.TryParse(text, out var cursor)
            ? cursor
            : throw new FormatException(
                "The cursor is not one that this list gave; leave it out to begin at the newest call.");

    private static DateTimeOffset Later(DateTimeOffset time, DateTimeOffset? other) =>
        other > time ? other.Value.ToUniversalTime() : time;

    private static DateTimeOffset Earlier(DateTimeOffset time, params ReadOnlySpan<DateTimeOffset?> others)
    {
        foreach (var other in others)
        {
            time = other < time ? other.Value.ToUniversalTime() : time;
        }

        return time;
    }
}
