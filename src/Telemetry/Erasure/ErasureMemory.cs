using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Erasure;

/// <summary>What is erased, for capabilities whose records of a trace may come again, or for the first time, after it.</summary>
public sealed class ErasureMemory
{
    private readonly byte[] _key;
    private readonly HashSet<(ProjectId, TraceId)> _traces;

    private ErasureMemory(byte[] key, HashSet<(ProjectId, TraceId)> traces) => (_key, _traces) = (key, traces);

    /// <summary>Looks traces up; null where nothing was ever erased, so that nothing more is to do.</summary>
    public static async Task<ErasureMemory?> ReadAsync(
        NpgsqlConnection connection, IEnumerable<(ProjectId Project, TraceId Trace)> traces, CancellationToken ct)
    {
        if (await Erasures.KeyAsync(connection, onlyIfUsed: true, ct) is not { } key)
        {
            return null;
        }

        var wanted = traces.Distinct().ToDictionary(
            trace => (trace.Project, (ErasureTarget)new ErasureTarget.Trace(trace.Trace)));
        var found = await Erasures.FindAsync(connection, [.. wanted.Keys], key, ct);
        return new ErasureMemory(key, [.. found.Keys.Select(target => wanted[target])]);
    }

    /// <summary>Whether the trace was erased, by itself or with its user.</summary>
    public bool Holds(ProjectId project, TraceId trace) => _traces.Contains((project, trace));

    /// <summary>
    /// The name under which somebody goes on in what is erased: always the same one, so that a repeated record meets the
    /// one that is stored. The statement that erases makes it by <see cref="PseudonymSql"/>.
    /// </summary>
    public string Pseudonym(ProjectId project, string name) => "erased:" + Convert.ToHexStringLower(SHA256.HashData(
        [.. _key, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{project.Value}|name|{name}"))]));

    /// <summary>The same in SQL.</summary>
    /// <param name="project">An expression.</param>
    /// <param name="name">An expression.</param>
    public static string PseudonymSql(string project, string name) =>
        $"""
        'erased:' || encode(sha256(
          (SELECT key FROM erasure_key) || convert_to({project}::text || '|name|' || {name}, 'UTF8')), 'hex')
        """;
}
