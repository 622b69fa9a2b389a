using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Dashboard.Access.Authentication;

/// <summary>
/// Counts failed sign-ins and unknown keys per address and minute. Past <see cref="Limit"/> failures the answer is
/// 429. Past as many <em>different</em> wrong secrets the address is guessing, and what a guess could hit (a key
/// chosen by a person, a password, a sign-in link) is not even looked at; an exporter that repeats one stale key
/// never gets that far.
/// </summary>
internal sealed class FailedAttempts(TimeProvider clock)
{
    /// <summary>Failures, and different secrets, that one address may try per minute.</summary>
    public const int Limit = 30;

    private const int MaxAddresses = 10_000;
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Tally> _tallies = [];
    private readonly long _start = clock.GetTimestamp();

    // Not the time of day, which may be set back by an hour.
    private TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>Notes a failure; the time to wait where the address has used up its tries, else null.</summary>
    public TimeSpan? Add(IPAddress? address, ReadOnlySpan<byte> secretHash)
    {
        var now = Now;
        lock (_lock)
        {
            var tally = Current(Network(address), now) ?? Start(Network(address), now);
            tally.Failures++;
            if (tally.Secrets.Count < Limit)
            {
                tally.Secrets.Add(MemoryMarshal.Read<ulong>(secretHash));
            }

            return tally.Failures > Limit ? tally.Since + _window - now : null;
        }
    }

    /// <summary>
    /// Counts a secret before it is looked at, so that many at the same moment get no further than many in a row; the
    /// time to wait where the address has used up its tries, else null. <see cref="Undo"/> takes it back.
    /// </summary>
    public TimeSpan? Begin(IPAddress? address, ReadOnlySpan<byte> secretHash)
    {
        var now = Now;
        lock (_lock)
        {
            var tally = Current(Network(address), now) ?? Start(Network(address), now);
            if (tally.Secrets.Count >= Limit)
            {
                return tally.Since + _window - now;
            }

            tally.Failures++;
            tally.Secrets.Add(MemoryMarshal.Read<ulong>(secretHash));
            return null;
        }
    }

    /// <summary>Takes back what <see cref="Begin"/> counted: the secret was right, or was not looked at.</summary>
    public void Undo(IPAddress? address, ReadOnlySpan<byte> secretHash)
    {
        lock (_lock)
        {
            if (Current(Network(address), Now) is { } tally && tally.Secrets.Remove(MemoryMarshal.Read<ulong>(secretHash)))
            {
                tally.Failures--;
            }
        }
    }

    /// <summary>Whether the address has tried so many different secrets that it must be guessing.</summary>
    public bool IsGuessing(IPAddress? address) => WaitOf(address) is not null;

    /// <summary>How long an address has to wait that is guessing; null where it is not.</summary>
    public TimeSpan? WaitOf(IPAddress? address)
    {
        var now = Now;
        lock (_lock)
        {
            return Current(Network(address), now) is { } tally && tally.Secrets.Count >= Limit
                ? tally.Since + _window - now
                : null;
        }
    }

    private Tally? Current(IPAddress address, TimeSpan now) =>
        _tallies.TryGetValue(address, out var tally) && now < tally.Since + _window ? tally : null;

    private Tally Start(IPAddress address, TimeSpan now)
    {
        if (_tallies.Count >= MaxAddresses)
        {
            var past = _tallies.Where(entry => now >= entry.Value.Since + _window).Select(entry => entry.Key).ToList();
            past.ForEach(old => _tallies.Remove(old));
            if (past.Count == 0)
            {
                _tallies.Clear();
            }
        }

        return _tallies[address] = new Tally(now);
    }

    /// <summary>IPv6 clients own whole /64 networks, so the network is what counts.</summary>
    public static IPAddress Network(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Tally(TimeSpan since)
    {
        public TimeSpan Since { get; } = since;

        public int Failures { get; set; }

        public HashSet<ulong> Secrets { get; } = [];
    }
}
