namespace Dashboard.Bench.Gateway;

/// <summary>What was measured; series in the order of the targets: the first is direct, the last is ours.</summary>
/// <param name="Whole">Answers in one piece at a fixed rate.</param>
/// <param name="Streams">First bytes of streams at a fixed rate.</param>
/// <param name="Closed">As many calls as a number of callers can make.</param>
/// <param name="Sent">Calls through our gateway, the warm-up's included.</param>
/// <param name="Counted">Calls that the console has counted.</param>
/// <param name="Processor">The console's processor time a call in the closed loop.</param>
/// <param name="Memory">The console's resident memory in bytes.</param>
/// <param name="MachineLoad">The load average of the last minute before it began.</param>
internal sealed record GatewayMeasures(
    Series[] Whole,
    Series[] Streams,
    Series[] Closed,
    long Sent,
    long Counted,
    TimeSpan Processor,
    long Memory,
    string MachineLoad);
