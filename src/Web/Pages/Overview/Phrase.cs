namespace Dashboard.Web.Pages.Overview;

/// <summary>A piece of a sentence; the strong ones are names.</summary>
public readonly record struct Phrase(string Text, bool Strong = false);
