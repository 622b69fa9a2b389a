namespace Dashboard.Pricing.Matching;

/// <summary>Where in a name a text is.</summary>
internal enum NameAnchorKind
{
    Whole,
    Start,
    Part,
}
