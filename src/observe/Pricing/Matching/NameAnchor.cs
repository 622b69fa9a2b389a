namespace Dashboard.Pricing.Matching;

/// <summary>A text by which names are found.</summary>
/// <param name="Kind">Where in the name it is.</param>
/// <param name="Text">In lower case.</param>
internal readonly record struct NameAnchor(NameAnchorKind Kind, string Text);
