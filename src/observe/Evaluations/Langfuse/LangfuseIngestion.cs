using System.Text.Json;
using Dashboard.Evaluations.Ingest;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>Takes a batch: each event for itself, so that one that is wrong costs no other.</summary>
internal sealed class LangfuseIngestion(
    LangfuseStore store, ScoreWriter scores, [FromKeyedServices(ObservationLoop.Signal)] JoinSignal signal,
    TimeProvider time)
{
    private const int Created = 201;
    private const int BadRequest = 400;

    /// <summary>Returns after everything that it reports as a success is committed.</summary>
    public async Task<IngestionAnswer> TakeAsync(ProjectId project, JsonElement batch, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var successes = new List<IngestionAnswer.Success>();
        var errors = new List<IngestionAnswer.Error>();
        var events = new List<LangfuseEvent>();
        var given = new List<Score>();
        foreach (var item in batch.EnumerateArray())
        {
            var e = LangfuseEvent.Read(item, now, out var fault);
            if (e is { IsScore: true })
            {
                if (LangfuseScore.Read(e.Body, project, NotAhead(e.At, now), out fault) is { } score)
                {
                    given.Add(score);
                }
            }
            else if (e is { IsLog: false })
            {
                events.Add(e);
            }

            if (fault.Length == 0)
            {
                successes.Add(new IngestionAnswer.Success(e!.Id, Created));
            }
            else
            {
                errors.Add(new IngestionAnswer.Error(item.Text("id") ?? "", BadRequest, fault));
            }
        }

        await store.PutAsync(project, events, ct);
        await scores.WriteAsync(given, ct);
        signal.Set();
        return new IngestionAnswer(successes, errors);
    }

    /// <summary>A client whose clock is ahead must not outdo every later vote.</summary>
    private static DateTimeOffset NotAhead(DateTimeOffset at, DateTimeOffset now) => at < now ? at : now;
}
