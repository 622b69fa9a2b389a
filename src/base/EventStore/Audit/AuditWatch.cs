using System.Threading.Channels;
using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.EventStore;

/// <summary>
/// Looks at the end of the chain at the start, at each ring and every half minute: follows what other consoles append, and
/// says in the log when the store no longer has what was seen.
/// </summary>
internal sealed partial class AuditWatch(
    EventStore store, DecisionsDoorbell bell, TimeProvider time, ILogger<AuditWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    // One place: rings during a look ask for one more look.
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private string? _said;
    private string? _saidSave;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = bell.Subscribe(SealedAppender.Bell, (_, _) =>
        {
            _rung.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        using var timer = time.CreateTimer(_ => _rung.Writer.TryWrite(true), null, TimeSpan.Zero, Poll);
        await foreach (var _ in _rung.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await store.FollowHeadAsync(stoppingToken);
                Say();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // That the database is away, /readyz says; the next look follows.
                if (!DatabaseAway.Is(e))
                {
                    LogFailed(e);
                }
            }
        }
    }

    private void Say()
    {
        if (store.HeadFault is { } fault && fault != _said)
        {
            LogFault(fault);
        }

        if (store.HeadSaveFault is { } save && save != _saidSave)
        {
            LogNotSaved(save);
        }

        (_said, _saidSave) = (store.HeadFault, store.HeadSaveFault);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of the audit record cannot be looked at; another attempt follows")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit record is not the one that was sealed here: {Fault}")]
    private partial void LogFault(string fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The newest sealed decision cannot be noted beside the audit key; another attempt follows: {Fault}")]
    private partial void LogNotSaved(string fault);
}
