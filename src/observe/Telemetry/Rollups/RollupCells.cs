using System.Runtime.InteropServices;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Cells collected by a key.</summary>
internal static class RollupCells
{
    /// <summary>The cell to add to; a new one where there is none yet.</summary>
    public static RollupCell At<TKey>(this Dictionary<TKey, RollupCell> cells, TKey key)
        where TKey : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(cells, key, out _) ??= new RollupCell();
}
