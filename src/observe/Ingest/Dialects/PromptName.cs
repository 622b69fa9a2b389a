namespace Dashboard.Ingest.Dialects;

/// <summary>A prompt as it appears in a series: <c>name@version</c>, or its name alone.</summary>
internal static class PromptName
{
    public static string? Of(string? name, string? version) => (name, version) switch
    {
        (null, _) => null,
        (_, null) => name,
        _ => $"{name}@{version}",
    };
}
