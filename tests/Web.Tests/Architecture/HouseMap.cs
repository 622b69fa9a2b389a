namespace Dashboard.Web.Tests.Architecture;

/// <summary>
/// Every room of the house and the rooms that it may know, floor by floor. A new arrow is a decision about the design:
/// make it here.
/// </summary>
internal static class HouseMap
{
    private static readonly string[] _base = ["Events", "Statistics", "Texts", "HttpApi", "Postgres", "EventStore", "Ui"];

    public static IReadOnlyDictionary<string, string[]> Rooms { get; } = new Dictionary<string, string[]>
    {
        ["base/Events"] = [],
        ["base/Statistics"] = [],
        ["base/Texts"] = [],
        ["base/HttpApi"] = ["Texts"],
        ["base/Postgres"] = ["Texts"],
        ["base/EventStore"] = ["Texts", "Postgres"],
        ["base/Ui"] = ["Events", "Statistics", "Texts"],
        ["base/Access"] = _base,
        ["observe/Pricing"] = [.. _base, "Access"],
        ["observe/Telemetry"] = [.. _base, "Access", "Pricing"],
        ["deploy/Deployments"] = [.. _base, "Access"],
        ["deploy/Quota"] = [.. _base, "Access", "Pricing", "Deployments"],
        ["observe/Ingest"] = [.. _base, "Access", "Pricing", "Telemetry"],
        ["observe/Evaluations"] = [.. _base, "Access", "Pricing", "Telemetry", "Ingest"],
        ["observe/Explorer"] = [.. _base, "Access", "Pricing", "Telemetry"],
        ["observe/Costs"] = [.. _base, "Access", "Pricing", "Telemetry"],
        ["deploy/Gateway"] = [.. _base, "Access", "Pricing", "Telemetry", "Deployments", "Quota"],
        ["deploy/Versions"] = [.. _base, "Access", "Pricing", "Telemetry", "Deployments", "Evaluations", "Costs"],
        ["Web"] =
        [
            .. _base, "Access", "Pricing", "Telemetry", "Deployments", "Quota", "Ingest", "Evaluations", "Explorer",
            "Costs", "Gateway", "Versions",
        ],
    };
}
