using System.Text.Json;
using Dashboard.Events;

namespace Dashboard.Deployments.Models;

/// <summary>A version as it was registered, and what was learned about it since.</summary>
public sealed record ModelVersion
{
    /// <summary>The project that it belongs to.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>Our name of what is versioned.</summary>
    public required string Model { get; init; }

    /// <summary>Our name of the version.</summary>
    public required string Version { get; init; }

    /// <summary><c>openai-compatible</c> or <c>llama</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Where it is called; null: it cannot be called yet.</summary>
    public string? Connection { get; init; }

    /// <summary>What the provider calls it.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>The weights of a llama version.</summary>
    public string? Gguf { get; init; }

    /// <summary>The LoRA adapter on top of the weights.</summary>
    public string? Adapter { get; init; }

    /// <summary>What people should know about it.</summary>
    public string? Notes { get; init; }

    /// <summary>What it was made from.</summary>
    public JsonElement? Lineage { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who registered it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Since when it may not enter a split any more; null: it may.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>In the order in which they were recorded.</summary>
    public IReadOnlyList<VersionEvaluation> Evaluations { get; init; } = [];

    internal (ProjectId Project, string Model, string Version) Key => (Project, Model, Version);
}
