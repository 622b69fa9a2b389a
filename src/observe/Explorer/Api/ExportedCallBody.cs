using System.Text.Json;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.Api;

/// <summary>One line of a JSONL export: the call as in <c>/api/calls</c>, and its content as in <c>/api/calls/{trace_id}</c>.</summary>
internal sealed record ExportedCallBody(CallBody Call, JsonElement? Input, JsonElement? Output)
{
    public static ExportedCallBody Of(ExportedCall exported) =>
        new(CallBody.Of(exported.Call), ContentJson.Of(exported.Input), ContentJson.Of(exported.Output));
}
