using System.Net;

namespace Dashboard.Access.Passwords;

/// <summary>
/// Who may hash a password next. Few work at a time; of those who wait, known people go first, then the address whose
/// turn lies longest back, so that one that sends many waits behind itself alone. What would wait too long is refused at
/// once.
/// </summary>
/// <param name="atOnce">How many work at a time.</param>
internal sealed class HashTurns(int atOnce)
{
    /// <summary>How many may wait for one address.</summary>
    public const int PerAddress = 10;

    /// <summary>How many strangers may wait in all.</summary>
    public const int InAll = 40;

    private const int MostRemembered = 1000;
    private readonly Lock _gate = new();
    private readonly List<Waiting> _waiting = [];
    private readonly Dictionary<IPAddress, long> _served = [];
    private long _clock;
    private int _working;

    /// <summary>
    /// A turn, to be given back with <see cref="Release"/>; null where too many wait already. An address of null is
    /// somebody who is known.
    /// </summary>
    public Task? TryEnter(IPAddress? address, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_working < atOnce && _waiting.Count == 0)
            {
                Serve(address);
                return Task.CompletedTask;
            }

            if (address is not null && (_waiting.Count(other => other.Address is not null) >= InAll
                || _waiting.Count(other => address.Equals(other.Address)) >= PerAddress))
            {
                return null;
            }

            var place = new Waiting(address, ++_clock);
            _waiting.Add(place);
            place.OnLeave = ct.Register(() => Leave(place, ct));
            return place.Turn.Task;
        }
    }

    /// <summary>Gives a turn back, and with it the next one on.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _working--;
            if (_waiting.Count == 0)
            {
                if (_working == 0)
                {
                    _served.Clear();
                }

                return;
            }

            var next = _waiting.MinBy(place => (
                place.Address is null ? 0 : 1,
                place.Address is null ? 0 : _served.GetValueOrDefault(place.Address),
                place.Arrival))!;
            _waiting.Remove(next);
            Serve(next.Address);
            next.OnLeave.Unregister();
            next.Turn.SetResult();
        }
    }

    private void Serve(IPAddress? address)
    {
        _working++;
        if (address is not null)
        {
            if (_served.Count >= MostRemembered)
            {
                _served.Clear();
            }

            _served[address] = ++_clock;
        }
    }

    private void Leave(Waiting place, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_waiting.Remove(place))
            {
                place.Turn.SetCanceled(ct);
            }
        }
    }

    private sealed class Waiting(IPAddress? address, long arrival)
    {
        public IPAddress? Address { get; } = address;

        public long Arrival { get; } = arrival;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenRegistration OnLeave { get; set; }
    }
}
