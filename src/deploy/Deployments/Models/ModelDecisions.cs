using System.Text.Json;
using Dashboard.Deployments.Serving;
using Dashboard.Events;

namespace Dashboard.Deployments.Models;

/// <summary>Which versions may be registered, and what may be said about them.</summary>
internal static class ModelDecisions
{
    private const int LongestText = 500;
    private const int LongestNotes = 4000;
    private const int LongestLineage = 16 * 1024;

    /// <summary>The fact that the command leads to.</summary>
    public static VersionRegistered? Decide(
        DeploymentBook book, ProjectId project, string model, RegisterVersion command, out DeploymentProblem? problem)
    {
        var faults = new Faults();
        faults.RequireName("model", model);
        faults.RequireName("version", command.Version);
        faults.RequireAtMost("upstream_model", command.UpstreamModel, LongestText);
        faults.RequireAtMost("gguf", command.Gguf, LongestText);
        faults.RequireAtMost("adapter", command.Adapter, LongestText);
        faults.RequireAtMost("notes", command.Notes, LongestNotes);
        CheckProvider(command, faults);
        CheckConnection(book, command.Connection, faults);
        CheckLineage(command.Lineage, faults);
        problem = faults.Problem;
        return problem is not null ? null : new VersionRegistered(
            project.Value,
            model,
            command.Version!,
            command.Provider!,
            NullIfEmpty(command.Connection),
            NullIfEmpty(command.UpstreamModel) ?? command.Version!,
            NullIfEmpty(command.Gguf),
            NullIfEmpty(command.Adapter),
            NullIfEmpty(command.Notes),
            command.Lineage is { ValueKind: JsonValueKind.Object } lineage ? lineage : null);
    }

    /// <summary>The measurement that the command leads to.</summary>
    public static VersionEvaluated? Decide(
        ModelVersion version, EvaluateVersion command, out DeploymentProblem? problem)
    {
        var faults = new Faults();
        faults.RequireName("name", command.Name);
        faults.RequireAtMost("dataset", command.Dataset, LongestText);
        if (command.Value is not { } value || !double.IsFinite(value))
        {
            faults.Add("value", "'value' must be a finite number.");
        }

        if (command.Samples < 0)
        {
            faults.Add("samples", "'samples' must not be negative.");
        }

        problem = faults.Problem;
        return problem is not null ? null : new VersionEvaluated(
            version.Project.Value,
            version.Model,
            version.Version,
            command.Name!,
            command.Value!.Value,
            command.Samples,
            NullIfEmpty(command.Dataset));
    }

    /// <summary>Whether a version that exists is what the command asks for, so that it may be repeated.</summary>
    public static bool SaysTheSame(ModelVersion version, VersionRegistered fact) =>
        version.Provider == fact.Provider
        && version.Connection == fact.Connection
        && version.UpstreamModel == fact.UpstreamModel
        && version.Gguf == fact.Gguf
        && version.Adapter == fact.Adapter
        && version.Notes == fact.Notes
        && (version.Lineage, fact.Lineage) switch
        {
            (null, null) => true,
            ({ } one, { } other) => JsonElement.DeepEquals(one, other),
            _ => false,
        };

    private static void CheckProvider(RegisterVersion command, Faults faults)
    {
        switch (command.Provider)
        {
            case ProviderNames.OpenAiCompatible or ProviderNames.Anthropic:
                if (string.IsNullOrEmpty(command.Connection))
                {
                    faults.Add("connection", $"A version of '{command.Provider}' needs a 'connection'.");
                }

                if (string.IsNullOrEmpty(command.UpstreamModel))
                {
                    faults.Add("upstream_model", "Say what the provider calls the model in 'upstream_model'.");
                }

                if (!string.IsNullOrEmpty(command.Gguf) || !string.IsNullOrEmpty(command.Adapter))
                {
                    faults.Add("provider", "'gguf' and 'adapter' belong to the provider 'llama'.");
                }

                break;
            case ProviderNames.Llama:
                if (string.IsNullOrEmpty(command.Gguf))
                {
                    faults.Add("gguf", "A llama version needs its weights in 'gguf'.");
                }

                break;
            default:
                faults.Add(
                    "provider",
                    $"'provider' must be '{ProviderNames.OpenAiCompatible}', '{ProviderNames.Anthropic}' or "
                        + $"'{ProviderNames.Llama}'.");
                break;
        }
    }

    private static void CheckConnection(DeploymentBook book, string? name, Faults faults)
    {
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        if (!book.Connections.TryGetValue(name, out var connection))
        {
            faults.Add(
                "connection", $"There is no connection '{name}'; an administrator adds it at POST /api/connections.");
        }
        else if (connection.RetiredAt is not null)
        {
            faults.Add("connection", $"The connection '{name}' was retired; use another one.");
        }
    }

    private static void CheckLineage(JsonElement? lineage, Faults faults)
    {
        if (lineage is not { } value || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add("lineage", "'lineage' must be a JSON object.");
        }
        else if (value.GetRawText().Length > LongestLineage)
        {
            faults.Add("lineage", $"'lineage' may have at most {LongestLineage} characters.");
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
