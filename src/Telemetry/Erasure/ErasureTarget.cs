using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Events;

namespace Dashboard.Telemetry.Erasure;

/// <summary>Whose data are to go.</summary>
public abstract record ErasureTarget
{
    private ErasureTarget()
    {
    }

    /// <summary><c>trace</c> or <c>user</c>.</summary>
    public abstract string Kind { get; }

    private protected abstract string Identifier { get; }

    /// <summary>The keyed hash under which the erasure is remembered.</summary>
    internal byte[] Digest(byte[] key, ProjectId project) => HMACSHA256.HashData(
        key,
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{project.Value}|{Kind}|{Identifier}")));

    /// <summary>Whether a text gives the identifier away.</summary>
    internal bool IsNamedIn(string text) => text.Contains(Identifier, StringComparison.OrdinalIgnoreCase);

    /// <summary>Everything of one trace.</summary>
    public sealed record Trace(TraceId Id) : ErasureTarget
    {
        public override string Kind => "trace";

        private protected override string Identifier => Id.ToString();
    }

    /// <summary>Every trace of one user, as clients name them.</summary>
    public sealed record User(string Id) : ErasureTarget
    {
        public override string Kind => "user";

        private protected override string Identifier => Id;
    }
}
