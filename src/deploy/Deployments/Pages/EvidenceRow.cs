namespace Dashboard.Deployments.Pages;

/// <summary>One measure of what a rollback leaves and of what it leads to.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Now">Of the version that serves.</param>
/// <param name="LastGood">Of the target when it last served.</param>
/// <param name="IsWorse">Whether the version that serves is clearly the worse one.</param>
public sealed record EvidenceRow(string Name, string Now, string LastGood, bool IsWorse = false);
