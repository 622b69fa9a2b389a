using System.Globalization;

namespace Dashboard.Bench.Gateway;

/// <summary>The results in words.</summary>
internal static class GatewayReport
{
    /// <summary>The fixed rate.</summary>
    public const int PerSecond = 50;

    /// <summary>Callers of the closed loop.</summary>
    public const int Callers = 32;

    public const string Nginx = "nginx";
    public const string Portkey = "Portkey";

    public static string Of(string[] names, IReadOnlyList<string> absent, GatewayMeasures measured)
    {
        var (whole, streams, closed) = (measured.Whole, measured.Streams, measured.Closed);
        List<string> lines =
        [
            "## gateway",
            "",
            $"{PerSecond} calls a second, then {Callers} callers in a closed loop; targets in turn, round by round.",
            "Added: the median of the rounds' differences from direct. Ours records all its calls in PostgreSQL.",
            "",
            Row("ms", names),
            Row("---", names.Select(_ => "---")),
            Row("in one piece, p50", whole.Select(one => Ms(one.At(0.5)))),
            Row("in one piece, p99", whole.Select(one => Ms(one.At(0.99)))),
            Row("added p50", whole.Select(one => Ms(one.Added(whole[0], 0.5)))),
            Row("added p99", whole.Select(one => Ms(one.Added(whole[0], 0.99)))),
            Row("stream, first byte p50", streams.Select(one => Ms(one.At(0.5)))),
            Row("stream, first byte, added p50", streams.Select(one => Ms(one.Added(streams[0], 0.5)))),
            Row("closed loop, calls/s", closed.Select(one => Count(one.PerSecond))),
            Row("failed calls", names.Select((_, i) =>
                Count(whole[i].Failures + streams[i].Failures + closed[i].Failures))),
            "",
            .. Requirements(names, measured),
            "",
            $"By its own account (`x-gateway-overhead-ms`) ours took {Ms(whole[^1].Own(0.5))} ms of a call, p50, and "
                + $"{Ms(whole[^1].Own(0.99))} ms, p99.",
            $"Processor time of the console, closed loop: {Count(measured.Processor.TotalMicroseconds)} µs a call.",
            $"Resident memory: {Count(measured.Memory / 1e6)} MB.",
            $"Counted by `/api/metrics`: {Count(measured.Counted)} of {Count(measured.Sent)} calls.",
            $"Load average before: {measured.MachineLoad}. What others do on the machine is in every figure.",
            .. absent.Select(name => $"Not installed here, so not compared: {name}."),
        ];
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Requirements(string[] names, GatewayMeasures measured)
    {
        var (whole, streams, closed) = (measured.Whole, measured.Streams, measured.Closed);
        var added = whole[^1].Added(whole[0], 0.5);
        var addedToFirst = streams[^1].Added(streams[0], 0.5);
        yield return Line("Added p50", $"{Ms(added)} ms", "at most 1 ms", added <= 1);
        yield return Line("Added to a first byte", $"{Ms(addedToFirst)} ms", "at most 1 ms", addedToFirst <= 1);
        if (Array.IndexOf(names, Portkey) is var portkey and >= 0)
        {
            var part = added / whole[portkey].Added(whole[0], 0.5);
            var rate = closed[^1].RateBy(closed[portkey]);
            yield return Line("Added p50 by Portkey's", Ms(part), "at most 0.33", part <= 1 / 3d);
            yield return Line("Calls/s by Portkey's", Ms(rate), "at least 5", rate >= 5);
        }

        if (Array.IndexOf(names, Nginx) is var nginx and >= 0)
        {
            var rate = closed[^1].RateBy(closed[nginx]);
            yield return Line("Calls/s by nginx's", Ms(rate), "at least 0.5", rate >= 0.5);
        }
    }

    private static string Line(string what, string measured, string wanted, bool holds) =>
        $"- {what}: {measured} (wanted: {wanted}){(holds ? "" : ": missed")}";

    private static string Row(string name, IEnumerable<string> cells) => $"| {name} | {string.Join(" | ", cells)} |";

    private static string Ms(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
