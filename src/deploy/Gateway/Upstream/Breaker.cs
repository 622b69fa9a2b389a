namespace Dashboard.Gateway.Upstream;

/// <summary>
/// Leaves a version alone that failed several times in a row, and lets one request try it again after a while. Failures
/// are those of the version (no connection, 5xx, no answer in time), never a client's mistake or leaving.
/// </summary>
internal sealed class Breaker(int failures, TimeSpan cooldown, TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _inARow;
    private (long At, DateTimeOffset Until)? _opened;
    private bool _probing;
    private long _attempts;
    private long _failed;
    private DateTimeOffset? _lastFailure;
    private string? _lastError;

    /// <summary>Whether the version may be asked now. Who may must say afterwards how it went.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_opened is { } opened)
            {
                if (_probing || IsCooling(opened.At))
                {
                    return false;
                }

                _probing = true;
            }

            _attempts++;
            return true;
        }
    }

    /// <summary>Asks whatever its state, because there is nobody else to ask.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            _attempts++;
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            (_inARow, _opened, _probing) = (0, null, false);
        }
    }

    /// <param name="error">A class such as <c>503</c> or <c>timeout</c>.</param>
    public void Failed(string error)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _failed++;
            (_lastFailure, _lastError) = (now, error);
            if (++_inARow >= failures)
            {
                (_opened, _probing) = ((time.GetTimestamp(), now + cooldown), false);
            }
        }
    }

    /// <summary>It went neither well nor badly: the client left, or asked for something that cannot be.</summary>
    public void Left()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }

    /// <summary>What there is to see of it.</summary>
    public VersionHealth Health(VersionKey key)
    {
        lock (_lock)
        {
            var state = _opened is not { } opened ? VersionState.Closed
                : IsCooling(opened.At) ? VersionState.Open
                : VersionState.HalfOpen;
            return new VersionHealth(
                key.Project, key.Model, key.Version, state, _inARow, _opened?.Until, _attempts, _failed, _lastFailure,
                _lastError);
        }
    }

    // Not by the time of day, which may be set back by an hour.
    private bool IsCooling(long openedAt) => time.GetElapsedTime(openedAt) < cooldown;
}
