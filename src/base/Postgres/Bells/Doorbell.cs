using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// Tells every console on a database that something changed, by LISTEN/NOTIFY on the one channel <c>dashboard</c>: the payload is
/// <c>kind:text</c>. A ring says that there is something to read, never what: it can be lost while the connection is down, so each
/// (re)connect rings every subscriber with an empty payload ("read everything again"), and subscribers poll now and then as well.
/// </summary>
public abstract partial class Doorbell : BackgroundService
{
    private const string Channel = "dashboard";

    /// <summary>PostgreSQL refuses payloads of 8000 bytes or more.</summary>
    private const int LongestPayload = 7900;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string _connectionString;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ImmutableArray<DoorbellSubscription> _subscriptions = [];

    private protected Doorbell(string connectionString, TimeProvider time, ILogger logger)
    {
        // A connection of its own, for life; keep-alives find a dead network.
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            KeepAlive = 30,
            MaxAutoPrepare = 0,
            ApplicationName = "dashboard doorbell",
        }.ConnectionString;
        _time = time;
        _logger = logger;
    }

    /// <summary>Whether rings arrive at the moment.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Rings inside the connection's transaction, if there is one: delivered at commit, equal rings once.</summary>
    /// <param name="connection">An open connection to the same database.</param>
    /// <param name="kind">What changed, such as <c>calls</c>; without a colon.</param>
    /// <param name="payload">A short hint, such as ids and a watermark; under 7,900 bytes.</param>
    /// <param name="ct">Ends the wait for the server.</param>
    public static async Task RingAsync(NpgsqlConnection connection, string kind, string payload, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(RingCommand(kind, payload));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The same as a command for a batch that does other work as well.</summary>
    public static NpgsqlBatchCommand RingCommand(string kind, string payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kind.Length + (payload.Length * 4), LongestPayload);
        if (kind.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException($"A kind has no colon: '{kind}'.", nameof(kind));
        }

        return new NpgsqlBatchCommand("SELECT pg_notify($1, $2)")
        {
            Parameters = { new() { Value = Channel }, new() { Value = $"{kind}:{payload}" } },
        };
    }

    /// <summary>
    /// Calls <paramref name="onRing"/> with the payload of each ring of a kind, one at a time. A subscriber that falls far behind is
    /// rung once with an empty payload instead. Errors are logged; disposing ends it.
    /// </summary>
    public IDisposable Subscribe(string kind, Func<string, CancellationToken, Task> onRing)
    {
        var subscription = new DoorbellSubscription(kind, onRing, Remove, _logger);
        ImmutableInterlocked.Update(ref _subscriptions, all => all.Add(subscription));
        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => failures = 0, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(e);
                var pause = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures++, 10)));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, _time, stoppingToken);
            }
            finally
            {
                IsListening = false;
            }
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken ct)
    {
        // Metrics name the source; they would else show the connection string.
        await using var source = new NpgsqlDataSourceBuilder(_connectionString) { Name = GetType().Name }.Build();
        await using var connection = source.CreateConnection();
        connection.Notification += (_, notification) => Dispatch(notification.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        connected();
        IsListening = true;
        foreach (var subscription in _subscriptions)
        {
            subscription.Ring("");
        }

        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    private void Dispatch(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return;
        }

        foreach (var subscription in _subscriptions)
        {
            if (text.AsSpan(0, colon).SequenceEqual(subscription.Kind))
            {
                subscription.Ring(text[(colon + 1)..]);
            }
        }
    }

    private void Remove(DoorbellSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, all => all.Remove(subscription));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The doorbell lost its connection")]
    private partial void LogLost(Exception exception);
}
