namespace Dashboard.Pricing.Importing;

/// <summary>What an import has to say about one model of the list.</summary>
/// <param name="Model">The model as the list names it.</param>
/// <param name="Reason">Why something of it was not taken.</param>
public sealed record ModelNote(string Model, string Reason);
