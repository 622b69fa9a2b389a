using System.Text.Json;

namespace Dashboard.Deployments.Models;

/// <summary>The body of <c>POST /api/models/{model}/versions</c>.</summary>
/// <param name="Version">Our name of it, such as <c>v2</c>.</param>
/// <param name="Provider"><c>openai-compatible</c> or <c>llama</c>.</param>
/// <param name="Connection">
/// Where it is called. A llama version may come without one; it cannot serve until it has one.
/// </param>
/// <param name="UpstreamModel">
/// What the provider calls it; a llama version is called by its own name if this is left out.
/// </param>
/// <param name="Gguf">The weights of a llama version.</param>
/// <param name="Adapter">The LoRA adapter of a llama version.</param>
/// <param name="Notes">What people should know about it.</param>
/// <param name="Lineage">What it was made from: a JSON object, such as <c>{"base":"v1","dataset":"gus-7"}</c>.</param>
public sealed record RegisterVersion(
    string? Version,
    string? Provider,
    string? Connection = null,
    string? UpstreamModel = null,
    string? Gguf = null,
    string? Adapter = null,
    string? Notes = null,
    JsonElement? Lineage = null);
