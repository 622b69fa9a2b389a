using System.Runtime.InteropServices;

namespace Dashboard.Web.Stopping;

/// <summary>
/// Why the console stops, in its log: which signal it got, or which part failed. A console that was killed cannot say so;
/// the next one does, by a file in the data folder that a farewell takes away.
/// </summary>
internal sealed partial class StopReason(
    IHostApplicationLifetime lifetime, IServiceProvider services, RunMark mark, ILogger<StopReason> logger)
    : IHostedService, IDisposable
{
    private static readonly PosixSignal[] _signals =
        [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    private readonly List<IDisposable> _watches = [];
    private volatile string? _signal;

    /// <summary>Whether a part of the console failed, and it stops because of that.</summary>
    public bool HasFailed { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (mark.Begin() is { } former)
        {
            LogNoFarewell(former);
        }

        _watches.AddRange(_signals.Select(signal =>
            PosixSignalRegistration.Create(signal, context => _signal = context.Signal.ToString())));
        _watches.Add(lifetime.ApplicationStopping.Register(Say));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _watches.ForEach(watch => watch.Dispose());
        mark.End();
    }

    private void Say()
    {
        var failed = services.GetServices<IHostedService>().OfType<BackgroundService>()
            .FirstOrDefault(part => part.ExecuteTask is { IsFaulted: true });
        if (failed is not null)
        {
            HasFailed = true;
            var fault = failed.ExecuteTask!.Exception!.GetBaseException();
            LogFailed(failed.GetType().Name, fault);
        }
        else
        {
            var why = _signal is { } signal ? $"it got the signal {signal}" : "it was told to from within";
            LogTold(why);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The console stops: {Why}")]
    private partial void LogTold(string why);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The console stops: its part {Part} failed")]
    private partial void LogFailed(string part, Exception failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The console that ran here before ({Former}) ended without a farewell: it was killed, it crashed, or the "
            + "machine went down")]
    private partial void LogNoFarewell(string former);
}
