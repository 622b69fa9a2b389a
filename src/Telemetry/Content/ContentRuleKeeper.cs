using Dashboard.Events;
using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Telemetry.Content;

/// <summary>Keeps this process's rules up to date: at start, after its own decisions, and at the ring of others.</summary>
internal sealed class ContentRuleKeeper(ContentRules rules, DecisionsDb db, DecisionsDoorbell bell)
    : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IDisposable? _subscription;

    /// <summary>The rules hold before the services that start later take their first span.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bell.Subscribe(ContentProjection.Bell, (_, ct) => ReloadAsync(ct));
        await ReloadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Swaps in what is decided by now; one at a time, so that no older reading replaces a newer one.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            rules.Replace(await ReadAsync(ct));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _turn.Dispose();
    }

    private async Task<Dictionary<ProjectId, ContentDecision>> ReadAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            "select project_id, rule, decided_at, actor from content_rules");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<ProjectId, ContentDecision>();
        while (await reader.ReadAsync(ct))
        {
            found[new ProjectId(reader.GetInt32(0))] = new ContentDecision(
                Enum.Parse<ContentRule>(reader.GetString(1), ignoreCase: true),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.IsDBNull(3) ? null : reader.GetString(3));
        }

        return found;
    }
}
