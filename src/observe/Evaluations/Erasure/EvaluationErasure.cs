using Dashboard.Telemetry.Erasure;
using Npgsql;

namespace Dashboard.Evaluations.Erasure;

/// <summary>
/// Takes persons out of scores and out of what Langfuse's ingestion keeps. Verdicts, values and labels stay, so that no
/// rate changes.
/// </summary>
internal sealed class EvaluationErasure : IErasable
{
    public Task HoldAsync(NpgsqlConnection connection, CancellationToken ct) => LangfuseErasure.HoldAsync(connection, ct);

    public async Task EraseAsync(NpgsqlConnection connection, ErasureScope scope, CancellationToken ct)
    {
        await ScoreErasure.RunAsync(connection, scope, ct);
        await LangfuseErasure.RunAsync(connection, scope, ct);
    }
}
