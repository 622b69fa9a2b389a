namespace Dashboard.Events;

/// <summary>Somebody decided what becomes of the content that a project's telemetry carries.</summary>
/// <param name="Project">The project.</param>
/// <param name="Rule"><c>keep</c>, <c>redact</c> or <c>drop</c>.</param>
public sealed record ContentRuleSet(int Project, string Rule);
